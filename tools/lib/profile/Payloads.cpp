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

/// Calls Visit(Key, Value) for each pair of a text.
template <typename Visitor>
static Error forPairs(StringRef Payload, StringRef Name, Visitor Visit) {
  while (!Payload.empty()) {
    size_t KeyEnd = Payload.find('\0');
    size_t ValueEnd =
        KeyEnd == StringRef::npos ? KeyEnd : Payload.find('\0', KeyEnd + 1);
    if (ValueEnd == StringRef::npos)
      return corrupt(Name, "a text in it has no end");
    Visit(Payload.substr(0, KeyEnd).str(),
          Payload.substr(KeyEnd + 1, ValueEnd - KeyEnd - 1).str());
    Payload = Payload.drop_front(ValueEnd + 1);
  }
  return Error::success();
}

Error hone::decodeFacts(StringRef Payload, StringRef Name, Facts &Out) {
  return forPairs(Payload, Name, [&](std::string Key, std::string Value) {
    Out.Values[std::move(Key)] = std::move(Value);
  });
}

Error hone::decodeObjects(StringRef Payload, StringRef Name,
                          std::vector<Facts> &Out) {
  return forPairs(Payload, Name, [&](std::string Key, std::string Value) {
    if (Key == "path")
      Out.emplace_back();
    if (!Out.empty())
      Out.back().Values[std::move(Key)] = std::move(Value);
  });
}

Error hone::decodeNames(StringRef Payload, StringRef Name,
                        std::vector<std::string> &Out) {
  while (!Payload.empty()) {
    size_t End = Payload.find('\0');
    if (End == StringRef::npos)
      return corrupt(Name, "a text in it has no end");
    Out.push_back(Payload.take_front(End).str());
    Payload = Payload.drop_front(End + 1);
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

Error hone::decodeStructs(StringRef Payload, StringRef Name,
                          std::vector<StructEntry> &Out) {
  while (!Payload.empty()) {
    struct {
      U64 Hash, Size;
    } Head;
    if (Payload.size() < sizeof(Head))
      return corrupt(Name, "its table of structs ends early");
    std::memcpy(&Head, Payload.data(), sizeof(Head));
    Payload = Payload.drop_front(sizeof(Head));
    if (Head.Size > Payload.size())
      return corrupt(Name, "a struct's description is longer than its table");
    Out.push_back({Head.Hash, Payload.substr(0, Head.Size).str()});
    Payload = Payload.drop_front(
        std::min<U64>(alignTo(Head.Size, 8), Payload.size()));
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
  Error checkSamples();
  bool isFunction(U32 Id) const { return Id < ~0u - 1 && Ids.contains(Id); }

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
  for (U32 Word : Module.Carriers)
    if (Word / sizeof(U64) >= Module.Counters.size())
      return corrupt(Name, "a counter that shares an increment lies outside "
                           "their table");
  if (!Module.Carriers.empty() && Module.Carriers.front() & MostCarried)
    return corrupt(Name, "a counter shares the increment of none");
  return Error::success();
}

Error ReferenceChecker::checkProcess() {
  U64 NumSites = 0;
  for (const ModuleData &Module : File.Modules)
    NumSites += Module.Sites.size();
  for (const TimeRecord &T : File.Times)
    if (!isFunction(T.Function))
      return corrupt(Name, "times of function number " + Twine(T.Function) +
                               ", which is in no module");
  for (const EdgeRecord &E : File.Edges)
    if ((E.Caller && !isFunction(E.Caller)) || !isFunction(E.Callee) ||
        E.Site > NumSites)
      return corrupt(Name,
                     "calls between unknown functions or from unknown places");
  for (const HistogramRecord &H : File.Histograms)
    if (!isFunction(H.Function) || H.Bucket > MaxDurationBucket)
      return corrupt(Name, "durations of function number " +
                               Twine(H.Function) + ", which cannot be");
  for (const HeapRecord &H : File.Heap)
    if (H.Site > NumSites || H.Stack > File.Stacks.size())
      return corrupt(Name, "memory that was asked for at unknown places");
  return checkSamples();
}

Error ReferenceChecker::checkSamples() {
  for (size_t I = 0; I != File.Stacks.size(); ++I) {
    const StackRecord &S = File.Stacks[I];
    U64 Number = S.Frame >> 48;
    if (S.Caller > I ||
        (Number & 0x8000 ? (Number & 0x7fff) >= File.Objects.size()
                         : Number > File.Modules.size()))
      return corrupt(Name, "samples in unknown places");
  }
  for (const SampleRecord &S : File.Samples)
    if (!S.Stack || S.Stack > File.Stacks.size() ||
        S.Thread > File.Threads.size() ||
        (S.Function && !isFunction(S.Function)))
      return corrupt(Name, "samples of unknown threads, functions or stacks");
  const CallTree &Tree = File.Tree;
  for (size_t I = 0; I != Tree.Nodes.size(); ++I)
    if (Tree.Nodes[I].Parent > I || Tree.Nodes[I].Name > Tree.Names.size())
      return corrupt(Name, "its call tree is none");
  if (Tree.Places.size() > File.Stacks.size())
    return corrupt(Name, "more stacks are resolved than there are");
  for (U32 Place : Tree.Places)
    if (Place > Tree.Nodes.size())
      return corrupt(Name, "a stack ends outside the call tree");
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
