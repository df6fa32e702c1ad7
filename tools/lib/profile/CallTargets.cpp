//===- CallTargets.cpp ----------------------------------------------------===//
//
// Owns: the three forms of calls into other objects on x86-64:
//
//   e8 rel32              call of a PLT entry, which holds
//                         [f3 0f 1e fa] [f2] ff 25 rel32   jmp *slot(%rip)
//   ff 15 rel32           call *slot(%rip), from -fno-plt
//   e8 rel32 in [67] e8   the same, relaxed by the linker
//
// (System V ABI for AMD64, 5.2 and B.2). The slot's relocation names the
// function.
//
//===----------------------------------------------------------------------===//

#include "CallTargets.h"
#include "llvm/Support/Endian.h"

using namespace hone;
using namespace llvm;
using support::endian::read32le;

Expected<CallTargets> CallTargets::read(StringRef Path) {
  auto Opened = object::ObjectFile::createObjectFile(Path);
  if (!Opened)
    return Opened.takeError();
  CallTargets Result;
  Result.File = std::move(*Opened);
  const object::ObjectFile &Object = *Result.File.getBinary();
  const auto *Elf = dyn_cast<object::ELFObjectFileBase>(&Object);
  for (const object::SectionRef &Section : Object.sections()) {
    Expected<StringRef> Name = Section.getName();
    Expected<StringRef> Bytes = Section.isText() ? Section.getContents() : "";
    if (Name && *Name == "hone_text") {
      Result.RuntimeBegin = Section.getAddress();
      Result.RuntimeSize = Section.getSize();
    }
    if (Bytes && !Bytes->empty() && Elf && Elf->getEMachine() == ELF::EM_X86_64)
      Result.Code.push_back({Section.getAddress(), *Bytes});
    consumeError(Name.takeError());
    consumeError(Bytes.takeError());
  }
  if (Elf)
    for (const object::SectionRef &Section : Elf->dynamic_relocation_sections())
      for (const object::RelocationRef &R : Section.relocations()) {
        if (R.getSymbol() == Object.symbol_end())
          continue;
        if (Expected<StringRef> Name = R.getSymbol()->getName())
          Result.Imports[R.getOffset()] = Name->str();
        else
          consumeError(Name.takeError());
      }
  return Result;
}

StringRef CallTargets::code(U64 Address, size_t Size) const {
  for (const Section &S : Code)
    if (Address - S.Address < S.Bytes.size())
      return S.Bytes.substr(Address - S.Address, Size);
  return "";
}

StringRef CallTargets::importAt(U64 Slot) const {
  auto It = Imports.find(Slot);
  return It == Imports.end() ? StringRef() : StringRef(It->second);
}

/// What a 32-bit displacement before Next refers to.
static U64 target(U64 Next, StringRef Displacement) {
  return Next + U64(I64(int32_t(read32le(Displacement.data()))));
}

StringRef CallTargets::nameAt(U64 CallEnd) const {
  constexpr size_t LongestCall = 6, CallSize = 5, LongestEntry = 16;
  U64 Next = CallEnd + 1;
  StringRef Call = code(Next - LongestCall, LongestCall);
  if (Call.size() != LongestCall)
    return "";
  if (Call.starts_with("\xff\x15"))
    if (StringRef Name = importAt(target(Next, Call.drop_front(2)));
        !Name.empty())
      return Name;
  if (Call[LongestCall - CallSize] != '\xe8')
    return "";
  U64 Entry = target(Next, Call.drop_front(2));
  StringRef Jump = code(Entry, LongestEntry);
  size_t At = Jump.find("\xff\x25");
  if (At == StringRef::npos || Jump.size() - At < LongestCall)
    return "";
  // Nothing but a landing pad and a prefix stands before it.
  StringRef Before = Jump.take_front(At);
  Before.consume_front("\xf3\x0f\x1e\xfa");
  Before.consume_front("\xf2");
  if (!Before.empty())
    return "";
  return importAt(target(Entry + At + LongestCall, Jump.substr(At + 2)));
}
