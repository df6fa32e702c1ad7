//===- Profile.cpp - what the profile file says -----------------*- C++ -*-===//
//
// Owns: see Profile.h.
//
//===----------------------------------------------------------------------===//

#include "Profile.h"

#include "Books.h"
#include "Calibrate.h"
#include "Clocks.h"
#include "CounterBlocks.h"
#include "Events.h"
#include "FileWriter.h"
#include "Growth.h"
#include "Heap.h"
#include "HeapWriter.h"
#include "Histogram.h"
#include "LiveFile.h"
#include "MemoTable.h"
#include "Module.h"
#include "Pairs.h"
#include "Path.h"
#include "Pool.h"
#include "Region.h"
#include "Report.h"
#include "Runtime.h"
#include "SampleWriter.h"
#include "Sampler.h"
#include "Thread.h"
#include "ThreadList.h"
#include "Wait.h"

namespace hone::rt {

namespace {

const char *compilerName() {
#if defined(__clang__)
  return "hone runtime, clang " __clang_version__;
#else
  return "hone runtime, gcc " __VERSION__;
#endif
}

template <class Record, class Convert>
void convert(Buffer &Records, Convert ConvertOne) {
  auto *R = reinterpret_cast<Record *>(Records.data());
  for (size_t I = 0; I != Records.size() / sizeof(Record); ++I)
    ConvertOne(R[I]);
}

void convertTimes(ModuleImage &Image) {
  convert<ScanRecord>(Image.Scans,
                      [](ScanRecord &S) { S.Ticks = ticksToNs(S.Ticks); });
  convert<MemoRecord>(Image.Memos, [](MemoRecord &M) {
    M.Ticks = ticksToNs(M.Ticks);
    M.RepeatTicks = ticksToNs(M.RepeatTicks);
    M.RepeatCostTicks = ticksToNs(M.RepeatCostTicks);
    M.KeyTicks = ticksToNs(M.KeyTicks);
  });
  convert<OperationRecord>(Image.Operations, [](OperationRecord &O) {
    O.Ticks = ticksToNs(O.Ticks);
  });
}

void writeModule(FileWriter &File, const Module &M) {
  Buffer Text;
  appendModuleText(Text, M);
  File.chunk(CHUNK_MODULE, Text);
  Text.release();
  ModuleImage Image = {};
  if (M.Live)
    takeImage(M, Image);
  else
    copyPast(M, Image);
  if (!Image.ok())
    complain({"no memory for the figures of '", M.Path,
              "'; they are missing from the profile"});
  convertTimes(Image);
  File.chunk(CHUNK_FUNCTIONS, Image.Functions);
  File.chunk(CHUNK_INFO, Image.Info);
  File.chunk(CHUNK_COUNTERS, Image.Counters);
  File.chunk(CHUNK_SITES, Image.Sites);
  File.chunk(CHUNK_SCANS, Image.Scans);
  File.chunk(CHUNK_MEMOS, Image.Memos);
  File.chunk(CHUNK_FILES, Image.Files);
  File.chunk(CHUNK_WAITS, Image.Waits);
  File.chunk(CHUNK_CARRIERS, Image.Carriers);
  File.chunk(CHUNK_OPERATIONS, Image.Operations);
  File.chunk(CHUNK_STRUCTS, Image.Structs);
  Image.release();
}

/// Adds the edge to the record of the function it leads to.
void addToTimes(TimeRecord *Times, U32 Limit, const Edge &E) {
  if (E.Callee >= Limit)
    return;
  TimeRecord &T = Times[E.Callee];
  T.Calls += E.Calls;
  T.RecursiveCalls += E.RecursiveCalls;
  T.SelfNs += E.Self;
  T.TotalNs += E.FunctionTotal;
  T.SelfCostNs += E.SelfCost;
  T.TotalCostNs += E.FunctionTotalCost;
  if (T.Function == 0 || E.Min < T.MinNs)
    T.MinNs = E.Min;
  if (E.Max > T.MaxNs)
    T.MaxNs = E.Max;
  T.Function = E.Callee;
}

void writeTimes(FileWriter &File, const EdgeTable &Edges) {
  U32 Limit = 1; // of the functions that were timed: of many, none may be
  Edges.forEach([&](const Edge &E) {
    if (E.Callee >= Limit)
      Limit = E.Callee + 1;
  });
  auto *Times = mapArray<TimeRecord>(Limit);
  if (!Times)
    return;
  Edges.forEach([&](const Edge &E) { addToTimes(Times, Limit, E); });
  Buffer Out;
  for (U32 Id = 1; Id != Limit; ++Id) {
    TimeRecord T = Times[Id];
    T.Flags = wasThrottled(Id) ? U32(HONE_TIME_THROTTLED) : 0;
    if (!T.Function || (!T.Calls && !T.TotalNs && !T.SelfNs))
      continue;
    T.SelfNs = ticksToNs(T.SelfNs);
    T.TotalNs = ticksToNs(T.TotalNs);
    T.SelfCostNs = ticksToNs(T.SelfCostNs);
    T.TotalCostNs = ticksToNs(T.TotalCostNs);
    T.MinNs = T.MinNs == ~U64(0) ? 0 : ticksToNs(T.MinNs);
    T.MaxNs = ticksToNs(T.MaxNs);
    Out.append(&T, sizeof(T));
  }
  File.chunk(CHUNK_TIMES, Out);
  Out.release();
  unmapBytes(Times, Limit * sizeof(TimeRecord));
}

void writeEdges(FileWriter &File, const EdgeTable &Edges, const U64 *SiteBase) {
  Buffer Out;
  Edges.forEach([&](const Edge &E) {
    EdgeRecord Record = {};
    Record.Caller = E.Caller;
    Record.Callee = E.Callee;
    Record.Site = siteNumber(E.SiteName, SiteBase);
    Record.Calls = E.Calls;
    Record.TotalNs = ticksToNs(E.Total);
    Record.TotalCostNs = ticksToNs(E.TotalCost);
    if (Record.Calls || Record.TotalNs)
      Out.append(&Record, sizeof(Record));
  });
  File.chunk(CHUNK_EDGES, Out);
  Out.release();
}

} // namespace

void appendRunText(Buffer &Text, const char *ExitKind) {
  char Host[256] = "";
  gethostname(Host, sizeof(Host) - 1);
  Pairs P(Text);
  P.add("command", TheProcess.Command.text());
  P.add("cwd", TheProcess.Directory.text());
  P.add("pid", U64(getpid()));
  P.add("ppid", U64(getppid()));
  P.add("host", Host);
  P.add("start_unix_ns", TheProcess.StartUnixNs);
  Clocks Times = countedClocks();
  P.add("wall_ns", Times.WallNs);
  P.add("cpu_ns", Times.CpuNs);
  if (Times.HasDelay)
    P.add("run_delay_ns", Times.DelayNs);
  if (Times.UncountedNs)
    P.add("uncounted_ns", Times.UncountedNs);
  if (Times.HasBytesRead)
    P.add("read_bytes", Times.BytesRead);
  P.add("threads", threadsSeen());
  P.add("counting", countingState());
  P.add("budget_pct", budgetPercent() == ~U64(0) ? 0 : budgetPercent());
  P.add("hook_inner_ps", ticksToNs(1000 * HookInner));
  P.add("hook_outer_ps", ticksToNs(1000 * HookOuter));
  P.add("sample_period_ns", samplePeriodNs());
  P.add("sampling", samplingState());
  P.add("own_samples", ownSamples());
  P.add("samples_lost", samplesLost());
  P.add("waits", waitMethod());
  P.add("sample_signals", sampleSignals());
  P.add("abi", HONE_ABI_VERSION);
  P.add("runtime", compilerName());
  P.add("exit", ExitKind);
}

void appendModuleText(Buffer &Text, const Module &M) {
  Pairs P(Text);
  P.add("path", M.Path);
  P.add("build_id", M.BuildId);
  P.add("size", M.FileSize);
  P.add("mtime_ns", M.FileTimeNs);
}

void appendRegionsText(Buffer &Text, U64 Names) {
  Buffer Path;
  Path.appendText("regions:");
  Path.appendNumber(Names);
  Pairs P(Text);
  P.add("path", Path.text());
  P.add("build_id", "");
  P.add("size", U64(0));
  P.add("mtime_ns", U64(0));
  Path.release();
}

static void writeChunks(FileWriter &File, const char *ExitKind) {
  if (!isStopped())
    stopClock();
  const EdgeTable &Edges = sumEdges(ticks());
  HeapImage Heap;
  Buffer Run;
  appendRunText(Run, ExitKind);
  Heap.appendText(Run);
  File.chunk(CHUNK_RUN, Run);
  Run.release();
  Buffer SiteBases;
  U64 NumSites = 0;
  for (const Module *M = firstModule(); M; M = M->Next) {
    writeModule(File, *M);
    SiteBases.append(&NumSites, sizeof(NumSites));
    NumSites += M->NumSites;
  }
  writeRegions(File, Edges);
  const auto *SiteBase = reinterpret_cast<const U64 *>(SiteBases.data());
  if (SiteBases.ok()) {
    writeTimes(File, Edges);
    writeEdges(File, Edges, SiteBase);
    Buffer Durations;
    appendDurations(Durations);
    File.chunk(CHUNK_HISTOGRAMS, Durations);
    Durations.release();
  }
  SiteBases.release();
  StackWriter Stacks;
  Stacks.addSamples();
  Heap.addStacks(Stacks);
  Stacks.write(File);
  Heap.write(File);
  Buffer Threads;
  appendThreads(Threads);
  File.chunk(CHUNK_THREADS, Threads);
  Threads.release();
  Buffer Events;
  appendEvents(Events);
  File.chunk(CHUNK_EVENTS, Events);
  Events.release();
  Buffer Growth;
  appendGrowth(Growth);
  File.chunk(CHUNK_GROWTH, Growth);
  Growth.release();
  Buffer Reuses;
  appendReuses(Reuses);
  File.chunk(CHUNK_REUSES, Reuses);
  Reuses.release();
}

bool writeProfileTo(const char *Path) {
  FileWriter File(Path);
  writeChunks(File, "dump");
  return File.finish() == 0;
}

void writeProfile(const char *ExitKind) {
  if (!firstModule())
    return;
  Buffer Path;
  appendProfilePath(Path);
  if (profilesAreMerged()) {
    Buffer Own;
    FileWriter File(Own);
    writeChunks(File, ExitKind);
    if (File.finish() != 0)
      complain({"no memory to add to profile '", Path.text(), "'"});
    else if (addToPool(Path.text(), Own))
      removeLiveFile();
    Own.release();
  } else {
    FileWriter File(Path.text());
    writeChunks(File, ExitKind);
    File.finish();
  }
  Path.release();
}

} // namespace hone::rt
