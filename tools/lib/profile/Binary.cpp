//===- Binary.cpp ---------------------------------------------------------===//
//
// Owns: reading hone's sections. Does at rest what runtime/ModuleImage does in
// the process: turning the self-relative pointers of records into indexes.
//
//===----------------------------------------------------------------------===//

#include "Binary.h"
#include "Compat.h"
#include "Payloads.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Object/ELFObjectFile.h"
#include "llvm/Support/FileSystem.h"
#include <cstddef>

using namespace hone;
using namespace llvm;

static Error failure(StringRef Path, const Twine &What) {
  return createStringError(inconvertibleErrorCode(),
                           Twine("'") + Path + "' " + What);
}

Error hone::checkIdentity(const Facts &About) {
  StringRef Path = About.text("path");
  sys::fs::file_status Status;
  if (std::error_code EC = sys::fs::status(Path, Status))
    return failure(Path, "cannot be read: " + EC.message());
  if (Status.type() != sys::fs::file_type::regular_file)
    return failure(Path, "is not a program any more");
  if (StringRef Recorded = About.text("build_id"); !Recorded.empty()) {
    auto Binary = object::ObjectFile::createObjectFile(Path);
    if (!Binary) {
      consumeError(Binary.takeError());
      return failure(Path, "is not a program any more");
    }
    std::string Found = toHex(compat::buildId(*Binary->getBinary()), true);
    if (Found != Recorded)
      return failure(Path, "was built again since the profile was written "
                           "(build id " +
                               Found + " now, " + Recorded + " then)");
    return Error::success();
  }
  std::optional<U64> Size = About.number("size");
  if (Size && *Size != Status.getSize())
    return failure(Path, "was built again since the profile was written (" +
                             Twine(Status.getSize()) + " bytes now, " +
                             Twine(*Size) + " then)");
  std::optional<U64> Time = About.number("mtime_ns");
  U64 Found = std::chrono::duration_cast<std::chrono::nanoseconds>(
                  Status.getLastModificationTime().time_since_epoch())
                  .count();
  if (Time && *Time != Found)
    return failure(Path, "was changed since the profile was written");
  return Error::success();
}

namespace {

struct Section {
  U64 Address = 0, Size = 0;
  StringRef Bytes; ///< empty if the file holds none
};

class BinaryReader {
public:
  BinaryReader(ModuleData &Module, StringRef Path)
      : Module(Module), Path(Path) {}
  Error read(const object::ObjectFile &Object, U32 FirstId);

private:
  Error findSections(const object::ObjectFile &Object);
  template <typename Record>
  Error readRecords(StringRef Name, std::vector<Record> &Out) {
    if (decodeRecords(Sections.lookup(Name).Bytes, Out))
      return Error::success();
    return failure(Path, "does not hold whole records in its section " + Name);
  }
  /// What the self-relative Field of record Index points at, counted from the
  /// beginning of Target. All numbers wrap: addresses are the binary's claims.
  static U64 offsetIn(const Section &Target, const Section &Records,
                      U64 FieldOffset, I64 Field) {
    return Records.Address + FieldOffset + U64(Field) - Target.Address;
  }
  template <typename Record>
  void takeInfo(StringRef Name, std::vector<Record> &Records) const {
    for (size_t I = 0; I != Records.size(); ++I)
      Records[I].Info = static_cast<decltype(Record::Info)>(offsetIn(
          Sections.lookup("hone_info"), Sections.lookup(Name),
          I * sizeof(Record) + offsetof(Record, Info), Records[I].Info));
  }
  Error takeFunctions(U32 FirstId);
  void takeCarriers();

  ModuleData &Module;
  StringRef Path;
  StringMap<Section> Sections;
};

} // namespace

Error BinaryReader::findSections(const object::ObjectFile &Object) {
  for (const object::SectionRef &Found : Object.sections()) {
    Expected<StringRef> Name = Found.getName();
    if (!Name)
      return Name.takeError();
    if (!Name->starts_with("hone_"))
      continue;
    Expected<StringRef> Bytes = Found.getContents();
    if (!Bytes)
      return Bytes.takeError();
    Sections[*Name] = {Found.getAddress(), Found.getSize(), *Bytes};
  }
  return Error::success();
}

Error BinaryReader::takeFunctions(U32 FirstId) {
  const Section Counters = Sections.lookup("hone_cnts");
  // The description of a function takes some bytes for every counter, and carriers
  // stand in their section: whatever size the counters' section claims, no more is
  // believed (and allocated) than that.
  if (Counters.Size / sizeof(U64) > Module.Info.size() + Module.Carriers.size())
    return failure(Path, "has more counters than places to count");
  Module.Counters.resize(Counters.Size / sizeof(U64));
  for (size_t I = 0; I != Module.Functions.size(); ++I) {
    FunctionRecord &F = Module.Functions[I];
    U64 Offset = offsetIn(Counters, Sections.lookup("hone_functions"),
                          I * sizeof(F) + offsetof(FunctionRecord, Counters),
                          F.Counters);
    if (F.NumCounters && Offset % sizeof(U64))
      return failure(Path, "has counters that are not aligned");
    F.Counters = F.NumCounters ? static_cast<I32>(Offset / sizeof(U64)) : 0;
    F.Id = FirstId + U32(I);
  }
  return Error::success();
}

void BinaryReader::takeCarriers() {
  for (size_t I = 0; I != Module.Carriers.size(); ++I)
    Module.Carriers[I] = U32(
        offsetIn(Sections.lookup("hone_cnts"), Sections.lookup("hone_carriers"),
                 I * sizeof(U32), I32(Module.Carriers[I])));
}

Error BinaryReader::read(const object::ObjectFile &Object, U32 FirstId) {
  if (Error E = findSections(Object))
    return failure(Path, "cannot be read: " + toString(std::move(E)));
  if (!Sections.count("hone_functions"))
    return failure(Path, "has none of hone's sections");
  Module.Info = Sections.lookup("hone_info").Bytes.str();
  if (Error E = readRecords("hone_functions", Module.Functions))
    return E;
  if (Error E = readRecords("hone_sites", Module.Sites))
    return E;
  if (Error E = readRecords("hone_scans", Module.Scans))
    return E;
  if (Error E = readRecords("hone_memos", Module.Memos))
    return E;
  if (Error E = readRecords("hone_waits", Module.Waits))
    return E;
  if (Error E = readRecords("hone_carriers", Module.Carriers))
    return E;
  if (Error E = readRecords("hone_operations", Module.Operations))
    return E;
  takeInfo("hone_functions", Module.Functions);
  takeInfo("hone_scans", Module.Scans);
  takeInfo("hone_memos", Module.Memos);
  takeInfo("hone_waits", Module.Waits);
  takeCarriers();
  if (Error E = takeFunctions(FirstId))
    return E;
  if (Error E = decodeStructs(Sections.lookup("hone_structs").Bytes, Path,
                              Module.Structs))
    return E;
  return decodeFiles(Sections.lookup("hone_files").Bytes, Path, Module.Files);
}

Error hone::readBinary(ModuleData &Module, U32 FirstId) {
  std::string Path = Module.About.text("path").str();
  auto Binary = object::ObjectFile::createObjectFile(Path);
  if (!Binary)
    return failure(Path, "cannot be read: " + toString(Binary.takeError()));
  if (!isa<object::ELF64LEObjectFile>(Binary->getBinary()))
    return failure(Path, "is no 64-bit little-endian ELF file");
  return BinaryReader(Module, Path).read(*Binary->getBinary(), FirstId);
}
