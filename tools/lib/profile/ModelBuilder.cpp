//===- ModelBuilder.cpp - adding profiles ---------------------------------===//
//
// Owns: the first half of ModelBuilder, taking one profile apart into sums. The
// second half, the model made of the sums, is ModelBuild.cpp.
//
//===----------------------------------------------------------------------===//

#include "ModelBuilder.h"
#include "ChunkReader.h"
#include "StackResolver.h"

using namespace hone;
using namespace llvm;

void ModelBuilder::addRun(const ProfileFile &File, StringRef Name) {
  Run &R = TheModel.TheRun;
  if (!R.Processes) {
    R.Command = File.Run.text("command").str();
    R.Directory = File.Run.text("cwd").str();
    R.ExitKind = File.Run.text("exit").str();
  }
  if (U64 Start = File.Run.number("start_unix_ns").value_or(0))
    R.StartNs = R.StartNs ? std::min(R.StartNs, Start) : Start;
  R.WallNs += File.Run.number("wall_ns").value_or(0);
  R.CpuNs += File.Run.number("cpu_ns").value_or(0);
  R.ResolutionNs =
      std::max(R.ResolutionNs,
               (File.Run.number("hook_inner_ps").value_or(0) + 999) / 1000);
  R.DelayNs += File.Run.number("run_delay_ns").value_or(0);
  if (std::optional<U64> Bytes = File.Run.number("read_bytes"))
    R.BytesRead = R.BytesRead.value_or(0) + *Bytes;
  R.Threads += File.Run.number("threads").value_or(0);
  U64 Processes = File.Run.number("processes").value_or(1);
  R.Processes += Processes;
  if (File.Run.text("counting") == "shared" &&
      File.Run.number("threads").value_or(0) > Processes)
    TheModel.Notes.push_back(
        ("'" + Name +
         "': counts may be too low: threads shared their counters and lost "
         "some to each other (the processor, valgrind, or an executable at a "
         "fixed address permits no counters per thread)")
            .str());
}

Expected<ModelBuilder::CounterSums *>
ModelBuilder::copyOf(const ModuleData &Module, const FunctionRecord &Record,
                     StringRef Name) {
  StringRef Blob = Module.info(Record.Info, Record.InfoSize);
  // The blob holds the linkage name and the files: equal ones are the same
  // function compiled the same way, in whatever module.
  std::pair<U64, U32> Key(hashBytes(Blob.data(), Blob.size()),
                          Record.NumCounters);
  auto It = CopyByBlob.find(Key);
  if (It != CopyByBlob.end())
    return &Copies[It->second];
  Expected<FunctionInfo> Info = readInfo(Blob, Record.NumCounters);
  if (!Info)
    return profileError(ProfileError::Corrupt,
                        "'" + Name +
                            "' is damaged: the description of function "
                            "number " +
                            Twine(Record.Id) +
                            " cannot be read: " + toString(Info.takeError()));
  CounterSums Sums;
  for (U64 Hash : Info->Files)
    Sums.Copy.Files.push_back(Files.find(Hash));
  FileId DeclFile = Info->DeclLine && !Info->Files.empty()
                        ? Sums.Copy.Files[Info->DeclFile]
                        : NoId;
  Sums.Copy.Function = Functions.add(Record.NameHash, *Info, DeclFile);
  Sums.Copy.Info = std::move(*Info);
  Sums.Counters.resize(Record.NumCounters);
  CopyByBlob.emplace(Key, Copies.size());
  Copies.push_back(std::move(Sums));
  return &Copies.back();
}

/// The module's counters, those included that went along with a carrier. As in the
/// process, sums wrap.
static std::vector<U64> allCounters(const ModuleData &Module) {
  std::vector<U64> Counters = Module.Counters;
  U64 Carried = 0;
  for (U32 Word : Module.Carriers)
    if (U64 Times = Word & MostCarried)
      Counters[Word / sizeof(U64)] += Times * Carried;
    else
      Carried = Module.Counters[Word / sizeof(U64)];
  return Counters;
}

Error ModelBuilder::addFunctions(const ModuleData &Module, StringRef Name) {
  std::vector<U64> Counters = allCounters(Module);
  for (const FunctionRecord &Record : Module.Functions) {
    Expected<CounterSums *> Sums = copyOf(Module, Record, Name);
    if (!Sums)
      return Sums.takeError();
    for (U32 I = 0; I != Record.NumCounters; ++I)
      (*Sums)->Counters[I] += Counters[Record.Counters + I];
    ById[Record.Id] = (*Sums)->Copy.Function;
  }
  return Error::success();
}

static void addTo(std::optional<uint64_t> &Sum, uint64_t Value) {
  Sum = Sum.value_or(0) + Value;
}

void ModelBuilder::addTimes(const ProfileFile &File, const OwnCost &Cost) {
  for (size_t I = 0; I != File.Times.size(); ++I) {
    const TimeRecord &Record = File.Times[I];
    FunctionId Id = ById[Record.Function];
    Function &F = Functions.Functions[Id];
    U64 SelfNs = Cost.net(Record.SelfNs, Record.SelfCostNs);
    U64 TotalNs = Cost.net(Record.TotalNs, Record.TotalCostNs);
    addTo(F.TimedSelfNs, SelfNs);
    F.TimedCalls += Record.Calls;
    F.IsThrottled |= (Record.Flags & HONE_TIME_THROTTLED) != 0;
    addTo(F.SelfNs, SelfNs);
    addTo(F.TotalNs, std::max(TotalNs, SelfNs)); // may differ by rounding
    if (Record.Calls) {
      F.MinNs = std::min(F.MinNs.value_or(~U64(0)), Record.MinNs);
      F.MaxNs = std::max(F.MaxNs.value_or(0), Record.MaxNs);
    }
    RecursiveCalls[Id] += Record.RecursiveCalls;
  }
  for (const HistogramRecord &Record : File.Histograms)
    Latencies.add(ById[Record.Function], Record);
  for (size_t I = 0; I != File.Edges.size(); ++I) {
    const EdgeRecord &Record = File.Edges[I];
    FunctionId Caller = Record.Caller ? ById[Record.Caller] : NoId;
    FileId At = NoId;
    uint32_t Line = 0;
    if (Record.Site) {
      const SiteRecord *Site = File.site(Record.Site - 1).first;
      At = Files.find(Site->File);
      Line = Site->Line;
      if (FunctionId Source = Functions.find(Site->Caller, At); Source != NoId)
        Caller = Source;
    }
    Edges.addTimed(Caller, ById[Record.Callee], At, Line, Record.Calls,
                   Cost.net(Record.TotalNs, Record.TotalCostNs));
  }
}

void ModelBuilder::addObservations(const ModuleData &Module,
                                   const OwnCost &Cost) {
  for (const ScanRecord &Record : Module.Scans) {
    FileId File = Files.find(Record.File);
    FunctionId Function = Functions.find(Record.Function, File);
    if (Function != NoId)
      Observations.addScan(Function, File, Record,
                           Module.info(Record.Info, Record.InfoSize));
  }
  for (const MemoRecord &Record : Module.Memos) {
    FunctionId Function = Functions.find(Record.Function, NoId);
    if (Function != NoId)
      Observations.addMemo(Function, Record,
                           Module.info(Record.Info, Record.InfoSize), Cost);
  }
  for (const OperationRecord &Record : Module.Operations) {
    FunctionId Function = Functions.find(Record.Function, NoId);
    if (Function != NoId)
      Containers.addSample(Function, Record, Functions);
  }
}

void ModelBuilder::addWaits(const ModuleData &Module) {
  for (const WaitRecord &Record : Module.Waits) {
    FileId File = Files.find(Record.File);
    Waits.add(Functions.find(Record.Function, File),
              Functions.find(Record.Frame, File), File, Record,
              Module.info(Record.Info, Record.InfoSize).split('\0').first);
  }
}

void ModelBuilder::noteOnlyCounts(const ProfileFile &File, StringRef Name) {
  HasUntimed = true;
  StringRef EndKind = File.Run.text("exit");
  // Loops without calls count in registers.
  StringRef Except = ", except in loops under way that call nothing";
  std::string Why =
      EndKind == "running"
          ? ("is still running (process " + File.Run.text("pid") +
             "): counts are as of now" + Except)
                .str()
      : EndKind == "killed"
          ? "was killed, or left by _exit or exec, before it could write its "
            "profile: counts are complete up to then" +
                Except.str()
          : ("is still running on '" + File.Run.text("host") +
             "', or was killed there: counts are as of now" + Except)
                .str();
  TheModel.Notes.push_back(("'" + Name + "': the program " + Why +
                            "; times, searches and arguments are not known")
                               .str());
}

/// Why the profile tells no times of lines; empty: it does.
static StringRef whyNoSamples(const ProfileFile &File) {
  if (!File.Run.number("sample_period_ns").value_or(0))
    return "the program ran without sampling (HONE_SAMPLE_HZ=0, or no timer "
           "was "
           "to be had)";
  if (File.Run.text("sampling") == "stopped")
    return "the program took SIGURG, the signal of the samples, for itself";
  return "";
}

/// The nodes at which File's stacks end.
Expected<std::vector<uint32_t>>
ModelBuilder::stackEnds(const ProfileFile &File) {
  if (File.isResolved())
    return Samples.addTree(File.Tree, Files, Functions);
  Expected<CallTree> Resolved = resolveStacks(File);
  if (!Resolved)
    return Resolved.takeError();
  return Samples.addTree(*Resolved, Files, Functions);
}

/// What stacks tell: samples, and in which contexts memory was asked for.
void ModelBuilder::addStacks(const ProfileFile &File, StringRef Name) {
  Samples.addThreads(File);
  std::string NoSamples = whyNoSamples(File).str(), NoContexts;
  bool HasContexts = HeapTable::hasContexts(File);
  std::vector<uint32_t> Ends;
  if (NoSamples.empty() || HasContexts) {
    Expected<std::vector<uint32_t>> Found = stackEnds(File);
    if (Found) {
      Ends = std::move(*Found);
    } else {
      NoContexts = toString(Found.takeError());
      if (NoSamples.empty())
        NoSamples = NoContexts;
    }
  }
  auto Note = [&](StringRef What, const std::string &Why) {
    if (!Why.empty())
      TheModel.Notes.push_back((What + " from '" + Name + "': " + Why).str());
  };
  Note("no time per line", NoSamples);
  if (NoSamples.empty()) {
    HasLineTimes = true;
    TheModel.TheRun.SamplePeriodNs =
        std::max<uint64_t>(TheModel.TheRun.SamplePeriodNs,
                           File.Run.number("sample_period_ns").value_or(0));
    Samples.addSamples(File, Ends, ById);
  }
  if (HasContexts)
    Note("no calling contexts of memory", NoContexts);
  Heap.add(File, Name, Files, Functions, Ends);
}

Error ModelBuilder::add(const ProfileFile &File, StringRef Name) {
  addRun(File, Name);
  ById.clear();
  for (const ModuleData &Module : File.Modules)
    for (const FileEntry &Entry : Module.Files)
      Files.add(Entry);
  for (const ModuleData &Module : File.Modules) {
    if (Error E = addFunctions(Module, Name))
      return E;
    if (Error E = Structs.add(Module.Structs, Files, Name))
      return E;
  }
  if (File.hasOnlyCounts()) {
    noteOnlyCounts(File, Name);
    Heap.addUncollected(File, Name);
    return Error::success();
  }
  OwnCost Cost = ownCost(File);
  OwnNs += Cost.Ns;
  addTimes(File, Cost);
  // Observers of waits are planted where hooks are.
  if (!File.Times.empty() && !File.Run.text("waits").empty())
    Waits.noteCollected();
  for (const ModuleData &Module : File.Modules) {
    addObservations(Module, Cost);
    addWaits(Module);
  }
  Containers.addEvents(File.Events, Functions);
  for (const GrowthRecord &Record : File.Growth) {
    FileId At = Files.find(Record.File);
    FunctionId Function = Functions.find(Record.Function, At);
    if (Function != NoId)
      SizedTimes.add(Function, At, Record);
  }
  for (const ReuseRecord &Record : File.Reuses) {
    FunctionId Function = Functions.find(Record.Function, NoId);
    if (Function != NoId)
      Observations.addReuse(Function, Record);
  }
  addStacks(File, Name);
  return Error::success();
}
