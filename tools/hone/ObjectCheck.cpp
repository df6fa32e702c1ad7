//===- ObjectCheck.cpp - is this file instrumented? -----------------------===//
//
// Two marks are looked for. The section hone_functions survives strip; the
// symbol __hone_object_needs_abi_N, which objects refer to and the runtime
// defines, names the ABI version.
//
//===----------------------------------------------------------------------===//

#include "ObjectCheck.h"
#include "hone/Abi.h"
#include "llvm/IR/LLVMContext.h"
#include "llvm/Object/Archive.h"
#include "llvm/Object/Binary.h"
#include "llvm/Object/ELFObjectFile.h"
#include "llvm/Object/IRObjectFile.h"
#include "llvm/Object/SymbolicFile.h"

using namespace hone;
using namespace llvm;
using namespace llvm::object;

namespace {

/// What one object says.
struct Marks {
  bool Functions = false;
  bool Runtime = false;
  std::set<unsigned> AbiVersions;

  void addSymbol(StringRef Name, uint32_t Flags) {
    unsigned Version;
    if (!Name.consume_front(HONE_ABI_SYMBOL_PREFIX) ||
        Name.getAsInteger(10, Version))
      return;
    AbiVersions.insert(Version);
    if (!(Flags & BasicSymbolRef::SF_Undefined))
      Runtime = true;
  }
};

} // namespace

static Error readSymbols(basic_symbol_iterator Begin, basic_symbol_iterator End,
                         Marks &Result) {
  for (; Begin != End; ++Begin) {
    std::string Name;
    raw_string_ostream Stream(Name);
    if (Error E = Begin->printName(Stream))
      return E;
    Expected<uint32_t> Flags = Begin->getFlags();
    if (!Flags)
      return Flags.takeError();
    Result.addSymbol(Stream.str(), *Flags);
  }
  return Error::success();
}

static Expected<Marks> readMarks(const SymbolicFile &File) {
  Marks Result;
  if (Error E = readSymbols(File.symbol_begin(), File.symbol_end(), Result))
    return E;
  if (auto *Elf = dyn_cast<ELFObjectFileBase>(&File))
    for (const ELFSymbolRef &Symbol : Elf->getDynamicSymbolIterators())
      if (Error E = readSymbols(Symbol, std::next(elf_symbol_iterator(Symbol)),
                                Result))
        return E;
  if (auto *Object = dyn_cast<ObjectFile>(&File)) {
    for (const SectionRef &Section : Object->sections())
      if (Expected<StringRef> Name = Section.getName())
        Result.Functions |= *Name == "hone_functions" && Section.getSize() != 0;
      else
        return Name.takeError();
  } else {
    // Bitcode has no sections yet; only instrumented modules name the ABI.
    Result.Functions = !Result.AbiVersions.empty();
  }
  return Result;
}

static Error addObject(const Binary &File, ObjectFacts &Facts) {
  auto *Symbolic = dyn_cast<SymbolicFile>(&File);
  if (!Symbolic)
    return createStringError(inconvertibleErrorCode(),
                             "holds no object code that hone knows");
  Expected<Marks> Found = readMarks(*Symbolic);
  if (!Found)
    return Found.takeError();
  ++Facts.Objects;
  Facts.Instrumented += Found->Functions;
  Facts.HasRuntime |= Found->Runtime;
  Facts.AbiVersions.insert(Found->AbiVersions.begin(),
                           Found->AbiVersions.end());
  return Error::success();
}

static Error addArchive(const Archive &File, LLVMContext &Context,
                        ObjectFacts &Facts) {
  Error Walk = Error::success();
  for (const Archive::Child &Child : File.children(Walk)) {
    Expected<std::unique_ptr<Binary>> Member = Child.getAsBinary(&Context);
    if (!Member) {
      consumeError(Member.takeError()); // a text file in an archive is no fault
      continue;
    }
    if (Error E = addObject(**Member, Facts))
      return joinErrors(std::move(E), std::move(Walk));
  }
  return Walk;
}

Expected<ObjectFacts> hone::inspectObject(StringRef Path) {
  LLVMContext Context;
  Expected<OwningBinary<Binary>> File = createBinary(Path, &Context);
  if (!File)
    return File.takeError();
  ObjectFacts Facts;
  Binary &Contents = *File->getBinary();
  Error E = isa<Archive>(Contents)
                ? addArchive(cast<Archive>(Contents), Context, Facts)
                : addObject(Contents, Facts);
  if (E)
    return E;
  return Facts;
}
