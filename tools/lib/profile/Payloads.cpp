//===- Payloads.cpp -------------------------------------------------------===//
//
// Owns: the checks that let nobody after them worry about bounds.
//
//===----------------------------------------------------------------------===//

#include "Payloads.h"
#include "ChunkReader.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/Support/MathExtras.h"

using namespace hone;
using namespace llvm;

Error hone::corrupt(StringRef Name, const Twine &What) {
  return profileError(ProfileError::Corrupt,
                      "'" + Name + "' is damaged: " + What +
                          "; run the program again, and if that does not "
                          "help, please report it");
}

Error hone::decodeFacts(StringRef Payload, StringRef Name, Facts &Out) {
  while (!Payload.empty()) {
    size_t KeyEnd = Payload.find('\0');
    size_t ValueEnd =
        KeyEnd == StringRef::npos ? KeyEnd : Payload.find('\0', KeyEnd + 1);
    if (ValueEnd == StringRef::npos)
      return corrupt(Name, "a text in it has no end");
    Out.Values[Payload.substr(0, KeyEnd).str()] =
        Payload.substr(KeyEnd + 1, ValueEnd - KeyEnd - 1).str();
    Payload = Payload.drop_front(ValueEnd + 1);
  }
  return Error::success();
}

Error hone::decodeFiles(StringRef Payload, StringRef Name,
                        std::vector<FileEntry> &Out) {
  while (!Payload.empty()) {
    struct {
      U64 Hash;
      U32 DirectorySize, NameSize;
    } Head;
    if (Payload.size() < sizeof(Head))
      return corrupt(Name, "its table of source files ends early");
    std::memcpy(&Head, Payload.data(), sizeof(Head));
    Payload = Payload.drop_front(sizeof(Head));
    U64 Size = U64(Head.DirectorySize) + Head.NameSize;
    if (Size > Payload.size())
      return corrupt(Name, "a source file's name is longer than its table");
    Out.push_back({Head.Hash, Payload.substr(0, Head.DirectorySize).str(),
                   Payload.substr(Head.DirectorySize, Head.NameSize).str()});
    Payload =
        Payload.drop_front(std::min<U64>(alignTo(Size, 8), Payload.size()));
  }
  return Error::success();
}

namespace {

class ReferenceChecker {
public:
  ReferenceChecker(const ProfileFile &File, StringRef Name)
      : File(File), Name(Name) {}
  Error check();

private:
  Error checkModule(const ModuleData &Module);
  Error checkProcess();

  const ProfileFile &File;
  StringRef Name;
  DenseSet<U32> Ids;
};

} // namespace

static bool isWithin(I64 Offset, U64 Size, U64 Limit) {
  return Offset >= 0 && U64(Offset) <= Limit && Size <= Limit - U64(Offset);
}

Error ReferenceChecker::checkModule(const ModuleData &Module) {
  for (const FunctionRecord &F : Module.Functions) {
    if (!isWithin(F.Counters, F.NumCounters, Module.Counters.size()))
      return corrupt(Name, "a function's counters lie outside their table");
    if (!isWithin(F.Info, F.InfoSize, Module.Info.size()))
      return corrupt(Name, "a function's description lies outside its table");
    // ~0 and ~0-1 are the hash set's own; no process has that many functions.
    if (F.Id >= ~0u - 1 || (F.Id && !Ids.insert(F.Id).second))
      return corrupt(Name, "two functions have number " + Twine(F.Id));
  }
  for (const ScanRecord &S : Module.Scans)
    if (!isWithin(S.Info, S.InfoSize, Module.Info.size()))
      return corrupt(Name, "a search's description lies outside its table");
  for (const MemoRecord &M : Module.Memos)
    if (!isWithin(M.Info, M.InfoSize, Module.Info.size()))
      return corrupt(Name, "a memo's description lies outside its table");
  for (const WaitRecord &W : Module.Waits)
    if (!isWithin(W.Info, W.InfoSize, Module.Info.size()))
      return corrupt(Name, "a wait's description lies outside its table");
  return Error::success();
}

Error ReferenceChecker::checkProcess() {
  U64 NumSites = 0;
  for (const ModuleData &Module : File.Modules)
    NumSites += Module.Sites.size();
  auto IsFunction = [&](U32 Id) { return Id < ~0u - 1 && Ids.contains(Id); };
  for (const TimeRecord &T : File.Times)
    if (!IsFunction(T.Function))
      return corrupt(Name, "times of function number " + Twine(T.Function) +
                               ", which is in no module");
  for (const EdgeRecord &E : File.Edges)
    if ((E.Caller && !IsFunction(E.Caller)) || !IsFunction(E.Callee) ||
        E.Site > NumSites)
      return corrupt(Name,
                     "calls between unknown functions or from unknown places");
  for (const HistogramRecord &H : File.Histograms)
    if (!IsFunction(H.Function) || H.Bucket > MaxDurationBucket)
      return corrupt(Name, "durations of function number " +
                               Twine(H.Function) + ", which cannot be");
  for (const SampleRecord &S : File.Samples)
    if (S.Module > File.Modules.size() || S.Site > NumSites)
      return corrupt(Name, "samples in unknown places");
  return Error::success();
}

Error ReferenceChecker::check() {
  for (const ModuleData &Module : File.Modules)
    if (Error E = checkModule(Module))
      return E;
  return checkProcess();
}

Error hone::checkReferences(const ProfileFile &File, StringRef Name) {
  return ReferenceChecker(File, Name).check();
}
