//===- ModelBuilder.h - from profile files to the model --------*- C++ -*-===//
//
// Owns: summing profiles, possibly of different programs, into one Model. Knows
// nothing of command lines or output.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_PROFILE_MODELBUILDER_H
#define HONE_PROFILE_MODELBUILDER_H

#include "ContainerTable.h"
#include "EdgeTable.h"
#include "HeapTable.h"
#include "LatencyTable.h"
#include "LineCounter.h"
#include "LoopTable.h"
#include "Model.h"
#include "NameTables.h"
#include "ObservationTable.h"
#include "OwnCost.h"
#include "ProfileFile.h"
#include "SampleTable.h"
#include "StructTable.h"
#include "TimesBySize.h"
#include "WaitTable.h"
#include <map>

namespace hone {

class ModelBuilder {
public:
  /// Adds a profile. Name is what messages call it. Fails when a function's
  /// description is damaged. Resolves stacks with the binaries where the
  /// profile has no call tree yet.
  llvm::Error add(const ProfileFile &File, llvm::StringRef Name);

  Model build();

private:
  /// All copies of one compiled version of a function: its description and the
  /// sums of its counters.
  struct CounterSums {
    FunctionCopy Copy;
    std::vector<U64> Counters;
  };

  void addRun(const ProfileFile &File, llvm::StringRef Name);
  llvm::Error addFunctions(const ModuleData &Module, llvm::StringRef Name);
  llvm::Expected<CounterSums *> copyOf(const ModuleData &Module,
                                       const FunctionRecord &Record,
                                       llvm::StringRef Name);
  void addTimes(const ProfileFile &File, const OwnCost &Cost);
  void addObservations(const ModuleData &Module, const OwnCost &Cost);
  void addWaits(const ModuleData &Module);
  void noteOnlyCounts(const ProfileFile &File, llvm::StringRef Name);
  void addStacks(const ProfileFile &File, llvm::StringRef Name);
  llvm::Expected<std::vector<uint32_t>> stackEnds(const ProfileFile &File);

  void solveCounts();
  void countCalls();
  void finishTimes();
  void joinLines();
  void sortFunctions();
  std::optional<uint64_t> nodeCount(FunctionId Function, uint32_t Node) const;

  Model TheModel;
  FileTable Files;
  FunctionTable Functions;
  EdgeTable Edges;
  ObservationTable Observations;
  WaitTable Waits;
  ContainerTable Containers;
  StructTable Structs;
  TimesBySizeTable SizedTimes;
  std::vector<CounterSums> Copies;
  std::map<std::pair<U64, U32>, size_t> CopyByBlob; ///< blob hash, counters
  std::map<U32, FunctionId> ById;                   ///< of the profile at hand
  std::map<FunctionId, uint64_t> RecursiveCalls; ///< timed ones
  LatencyTable Latencies;
  SampleTable Samples;
  HeapTable Heap;
  bool HasLineTimes = false;
  bool HasUntimed = false; ///< some profile has counts only
  double OwnNs = 0; ///< CPU time that hone itself took
};

} // namespace hone

#endif // HONE_PROFILE_MODELBUILDER_H
