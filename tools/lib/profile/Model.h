//===- Model.h - the immutable picture of one or more runs -----*- C++ -*-===//
//
// Owns: what detectors and renderers see. Built once by ModelBuilder from one or
// more profile files (summed), never changed afterwards. Knows nothing of the
// file format, of detectors, or of how anything is printed.
//
// Times are nanoseconds, already compensated for hook cost where they come from
// hooks. A figure that was not collected is std::nullopt, never 0.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_PROFILE_MODEL_H
#define HONE_PROFILE_MODEL_H

#include "Containers.h"
#include "Memory.h"
#include "Structs.h"
#include "TimesBySize.h"
#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace hone {

using FileId = uint32_t;     ///< index into Model::Files
using FunctionId = uint32_t; ///< index into Model::Functions
inline constexpr uint32_t NoId = ~0u;

struct SourceFile {
  std::string Name;      ///< as the compiler saw it; what JSON prints
  std::string Directory; ///< compilation directory, to find a relative Name
};

struct Run {
  std::string Command; ///< of the first profile
  std::string Directory;
  uint64_t StartNs = 0; ///< Unix time, the earliest; 0 unknown
  uint64_t WallNs = 0; ///< summed over profiles; 0 unknown
  uint64_t CpuNs = 0;  ///< user + system, summed; 0 unknown
  /// How long the main threads were ready to run but had no processor, summed: a
  /// busy machine stretches all times between clock readings by this; 0 unknown.
  uint64_t DelayNs = 0;
  /// By read() and its kin, summed; null: unknown. What is mapped is not in it.
  std::optional<uint64_t> BytesRead;
  uint64_t Threads = 0; ///< 0 unknown
  uint64_t Processes = 0;
  std::optional<double> OverheadPct; ///< hone's own share of CpuNs, in percent
  /// "exit", "quick_exit"; "killed", "running" or "unfinished" (one of these, it
  /// cannot be told) where a profile was never written.
  std::string ExitKind;
  /// Time of all line samples, also of those on no line; null: no line times.
  std::optional<uint64_t> SampledNs;
  uint64_t SamplePeriodNs = 0; ///< what one sample stands for, the coarsest run's
  /// What reading the clock takes: single calls that are shorter cannot be told
  /// apart; the slowest run's.
  uint64_t ResolutionNs = 0;
};

/// How long timed calls took. Percentiles are known to 6 %.
struct Latency {
  double MeanNs = 0, DeviationNs = 0; ///< of the population
  uint64_t P50Ns = 0, P90Ns = 0, P99Ns = 0;
  uint64_t Calls = 0; ///< that this is of

  /// No bucket's middle lies outside of what was measured.
  void clamp(uint64_t MinNs, uint64_t MaxNs) {
    MeanNs = std::clamp(MeanNs, double(MinNs), double(MaxNs));
    for (uint64_t *Ns : {&P50Ns, &P90Ns, &P99Ns})
      *Ns = std::clamp(*Ns, MinNs, MaxNs);
  }
};

/// One function as the linker knows it: copies from several modules, translation
/// units and inlined places are summed. Template instantiations are separate.
struct Function {
  uint64_t Hash = 0;
  std::string LinkageName;
  std::string Name; ///< demangled
  FileId File = NoId;
  uint32_t Line = 0;  ///< of the declaration; 0 unknown
  uint64_t Calls = 0; ///< exact
  uint64_t PrimitiveCalls = 0; ///< calls that are not recursive (pstats)
  uint64_t AbnormalExits = 0;  ///< activations that never returned normally
  /// Wall time without the functions it called. Null: not all calls were timed,
  /// and there are too few samples to tell.
  std::optional<uint64_t> SelfNs;
  std::optional<uint64_t> TotalNs; ///< with those; recursion counted once
  std::optional<uint64_t> CpuNs;   ///< CPU time in SelfNs; null: not sampled
  bool SelfIsSampled = false; ///< the times are from samples, not from hooks
  bool IsThrottled = false;   ///< called too often to time all calls
  uint64_t TimedCalls = 0;    ///< by hooks; inlined calls have none
  /// Wall time in the timed activations themselves, waits in their frames left
  /// out: of inlined and throttled functions, too, that ran within. Null: none.
  std::optional<uint64_t> TimedSelfNs;
  /// Of the timed calls.
  std::optional<uint64_t> MinNs, MaxNs;
  std::optional<Latency> Latencies;
  /// CPU time from samples, inlined copies included; null: not sampled.
  std::optional<uint64_t> SampledSelfNs, SampledTotalNs;
  /// Of SampledSelfNs, in system calls; null: not known.
  std::optional<uint64_t> KernelNs;
  /// How long threads waited in calls in its source.
  std::optional<uint64_t> WaitNs;
  std::optional<MemoryUse> Memory; ///< of blocks asked for in its source
  /// With those that functions it called asked for, recursion counted once;
  /// null: contexts were not recorded.
  std::optional<MemoryUse> MemoryTotal;
};

struct Edge {
  FunctionId Caller = NoId; ///< NoId: from uninstrumented code
  FunctionId Callee = NoId;
  FileId File = NoId;
  uint32_t Line = 0; ///< of the call; 0 unknown
  uint64_t Calls = 0;
  std::optional<uint64_t> TotalNs;
  /// CPU time from samples, recursion counted once; null: not sampled.
  std::optional<uint64_t> SampledTotalNs = {};
};

/// Time in a library's function that was called from some place.
struct OutsideTime {
  std::string Name; ///< empty: unknown
  uint64_t Ns = 0;
  uint64_t KernelNs = 0; ///< of Ns, in system calls
};

/// What threads waited for at one place.
struct Wait {
  std::string On; ///< the library's function: "read", "std::thread::join"
  uint64_t Ns = 0;
  uint64_t Count = 0; ///< waits that were seen one by one
  uint64_t MaxNs = 0; ///< the longest
};

struct Line {
  FileId File = NoId;
  uint32_t Line = 0;
  uint64_t Hits = 0;
  /// CPU time from samples, with that of library code that the line called.
  std::optional<uint64_t> SelfNs;
  /// Between these SelfNs is in 95 of 100 runs.
  std::optional<uint64_t> SelfLowNs, SelfHighNs;
  uint64_t Samples = 0; ///< that SelfNs is from; as often as one was taken
  std::optional<uint64_t> TotalNs; ///< with all that the line called
  /// Of SelfNs, in system calls; null: not known. Page faults are not in it.
  std::optional<uint64_t> KernelNs;
  std::vector<OutsideTime> Outside; ///< part of SelfNs, the longest first
  /// How long threads waited in calls on it, which is not in SelfNs.
  std::optional<uint64_t> WaitNs;
  std::vector<Wait> Waits; ///< for what, the longest first
  std::optional<MemoryUse> Memory; ///< of blocks asked for on it
  FunctionId Function = NoId; ///< the function it belongs to (first by name if several)
};

/// A loop of the source, with its copies.
struct Loop {
  FunctionId Function = NoId;
  FileId File = NoId;
  uint32_t Line = 0, LastLine = 0; ///< of its code: the whole body
  uint64_t Entries = 0;            ///< how often it was reached from outside
  uint64_t Turns = 0; ///< how often it went on from its end to its beginning
};

/// Observations of one linear search in the source, see ScanRecord.
struct Scan {
  FunctionId Function = NoId;
  FileId File = NoId;
  uint32_t Line = 0, Column = 0;
  uint32_t Kind = 0;     ///< HONE_SCAN_*
  std::string What;      ///< "std::find", "loop", ...
  /// What a predicate compares of an element, "Item::Id"; may be empty. Ends in
  /// " and more" if not that alone decides.
  std::string Field;
  std::string Container; ///< type of the searched sequence, may be empty
  std::string Key;       ///< type of what is compared, may be empty
  uint64_t Searches = 0; ///< exact where known, else Observed
  uint64_t Elements = 0; ///< looked at; exact where known, else scaled from samples
  bool ElementsExact = false;
  uint64_t Observed = 0, ObservedElements = 0, ObservedNs = 0;
  uint64_t Exhausted = 0, MaxElements = 0, Bases = 0;
};

/// Calls whose arguments came again so much later: durationBucket of the number
/// of calls in between, or of ns.
struct Reuse {
  uint32_t Bucket = 0;
  uint64_t Calls = 0, Others = 0; ///< of Calls, those with another result
};

/// Observations of the arguments of one function, see MemoRecord.
struct Memo {
  FunctionId Function = NoId;
  std::string ArgumentTypes, ResultType;
  std::string Purity; ///< text of the pass: "proven", "reads globals a, b", ...
  bool ReadsGlobals = false, Proven = false;
  bool Builds = false; ///< makes an object; results were not compared
  bool ReadsOutside = false; ///< files, the network, ...: its results may change
  uint64_t State = 0; ///< HONE_MEMO_STATE_*
  uint64_t Observed = 0, Distinct = 0, Conflicts = 0;
  uint64_t Sampled = 0; ///< not 0: Distinct and the repeats are estimates
  uint64_t TotalNs = 0, RepeatNs = 0, RepeatCalls = 0;
  std::optional<double> KeyNs; ///< mean time to build one key
  std::vector<Reuse> ByCalls, ByAge; ///< ascending; empty: not known
  /// Fingerprints of arguments that are equal in all processes, a sample, and how
  /// many processes had each.
  std::vector<std::pair<uint64_t, uint32_t>> Keys;
};

/// Calls on one line that read what a name says: a file, a variable of the
/// environment. See MemoRecord.
struct NamedRead {
  FunctionId Function = NoId;
  uint32_t Line = 0;
  std::string What;   ///< "fopen"
  uint64_t State = 0; ///< HONE_MEMO_STATE_*
  uint64_t Observed = 0, Distinct = 0; ///< calls, names
};

/// What threads were found doing: a line of a function, and the way there.
struct CallNode {
  uint32_t Parent = NoId; ///< index in Model::CallTree, smaller than its own
  FunctionId Function = NoId; ///< NoId: outside, or a function without counts
  FileId File = NoId;
  uint32_t Line = 0;
  bool IsOutside = false; ///< library code that the parent's line called
  std::string Name;       ///< of what it called there; empty: unknown
  uint64_t SelfNs = 0;    ///< CPU time from samples
  uint64_t TotalNs = 0;   ///< with that of all nodes below
  uint64_t KernelNs = 0;  ///< of SelfNs, in system calls
};

struct Thread {
  std::string Name; ///< as the kernel knew it at its end
  uint32_t Tid = 0; ///< 0: several threads of one name, or the last of very many
  uint64_t Threads = 1; ///< how many
  uint64_t CpuNs = 0;
};

/// Samples of one thread in one node of the call tree.
struct Sample {
  uint32_t Node = NoId;
  uint32_t Thread = NoId;       ///< index in Model::Threads
  FunctionId Stratum = NoId;    ///< the innermost function with hooks
  uint64_t Count = 0;           ///< periods of the sampling clock
  double Taken = 0;             ///< how often a sample was taken: of these,
                                ///< one may stand for several periods
  uint64_t PeriodNs = 0;
  uint64_t Ns = 0; ///< CPU time that they stand for
  uint32_t Mode = 0; ///< HONE_SAMPLE_*
};

struct Model {
  Run TheRun;
  std::vector<SourceFile> Files;
  std::vector<Function> Functions;  ///< by LinkageName
  std::vector<Edge> Edges;          ///< by caller, callee, line
  std::vector<Line> Lines;          ///< by file, line
  std::vector<Loop> Loops;          ///< by function, file, line
  std::vector<Scan> Scans;
  std::vector<Memo> Memos;
  std::vector<NamedRead> NamedReads; ///< by function, line
  std::vector<Container> Containers;
  std::vector<Operation> Operations; ///< by container
  std::vector<OperationEvent> Events;
  std::vector<StructType> Structs;
  std::vector<TimesBySize> SizedTimes;
  std::vector<CallNode> CallTree; ///< callers before those they call
  std::vector<Sample> Samples;
  std::vector<Thread> Threads; ///< in the order of their starts
  ProcessMemory Heap;
  std::vector<std::string> Notes; ///< what a reader should know (conservation
                                  ///< violated, no line times because ..., ...)
};

} // namespace hone

#endif // HONE_PROFILE_MODEL_H
