//===- Containers.h - containers of the source and their use ---*- C++ -*-===//
//
// Owns: what the model says of std:: containers: the variables they are, the
// operations on them with exact counts, and what was observed of a sample of
// these. Knows nothing of what is good or bad about any of it.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_PROFILE_CONTAINERS_H
#define HONE_PROFILE_CONTAINERS_H

#include "hone/Abi.h"
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace hone {

using ContainerId = uint32_t; ///< index into Model::Containers

/// What was observed of an operation. Figures are of the operations that the
/// observed ones stand for; only ratios of them mean anything.
struct OperationSample {
  uint64_t Samples =
      0; ///< operations really observed: how much the rest is worth
  double Observed = 0;               ///< that they stand for
  double Ns = 0;                     ///< duration of these
  double Sizes = 0, SizeSquares = 0; ///< elements before the operation, summed
  uint64_t MaxSize = 0;
  double Hits = 0;
  double Moved = 0; ///< elements moved, looked at, sorted or copied
  double AtFront = 0, AtBack = 0;
  double Keyed = 0;
  std::optional<int64_t> KeyMin, KeyMax; ///< null: no integers
  double KeyBytes = 0, KeyCommon = 0;
  double Repeats = 0; ///< the same key on the same container as just before
  uint32_t RepeatOf =
      ~0u; ///< index in Model::Operations of such a one; ~0: none
  double BucketsSeen = 0, BucketsUsed = 0, BucketsExpected = 0;
  uint32_t KeyKind = HONE_KEY_NONE;
  uint32_t ElementSize = 0; ///< bytes; 0: unknown
  uint64_t Threads = 0;     ///< bits by thread
  uint64_t ContainerBits[4] = {};

  double meanNs() const { return Observed ? Ns / Observed : 0; }
  double meanSize() const { return Observed ? Sizes / Observed : 0; }
  /// Standard deviation of the size over its mean.
  double sizeVariation() const {
    double Mean = meanSize();
    return Mean ? std::sqrt(
                      std::max(0.0, SizeSquares / Observed - Mean * Mean)) /
                      Mean
                : 0;
  }
  double hitShare() const { return Observed ? Hits / Observed : 0; }
  double meanMoved() const { return Observed ? Moved / Observed : 0; }
  double meanKeyBytes() const { return Keyed ? KeyBytes / Keyed : 0; }
  unsigned threads() const;
  /// How many different containers, estimated from the bits that they set
  /// (linear counting, Whang et al. 1990); null: too many to tell, 1,000 or
  /// more.
  std::optional<double> containers() const;
  void add(const OperationSample &Other);
};

/// "find", "operator[]": as people write it.
const char *operationText(OperationKind Kind);

OperationSample sampleOf(const OperationRecord &Record);

/// An operation on a container at one place in the source.
struct Operation {
  OperationKind Kind = HONE_OP_Other;
  uint32_t Flags = 0;      ///< OperationFlags
  uint32_t Function = ~0u; ///< FunctionId
  uint32_t File = ~0u;     ///< FileId
  uint32_t Line = 0, Column = 0;
  ContainerId Container = ~0u;
  uint64_t Count = 0;                    ///< exact
  std::optional<OperationSample> Sample; ///< null: none was observed
};

/// A container in the source: a variable, whose instances are not told apart.
struct Container {
  VariableKind Kind = VARIABLE_UNKNOWN;
  std::string Name;    ///< "Graph::Nodes", "Seen", "Groups[]"
  std::string Type;    ///< "std::map<std::string, int>"
  uint32_t File = ~0u; ///< FileId of the declaration
  uint32_t Line = 0;
  uint32_t Function = ~0u;  ///< FunctionId: of what is local to it
  ContainerId Within = ~0u; ///< of an element: the container it is in
  /// Some code that uses it is not known: it is handed to functions without
  /// counts, or is a parameter that different callers bind to other containers.
  bool IsShared = false;
  std::vector<uint32_t> Operations; ///< indexes in Model::Operations
};

/// An operation of a window: operations in a row of one thread, all observed.
struct OperationEvent {
  uint32_t Operation = ~0u; ///< index in Model::Operations
  uint32_t Window = 0;      ///< those of one window stand in a row
  uint64_t Address = 0;     ///< of the container: tells those of a window apart
  uint64_t Size = 0;        ///< elements before it
  uint64_t Key = 0;         ///< an integer, or the hash of a string
  uint32_t KeyBytes = 0;
  bool Hit = false;
  uint64_t Moved = 0; ///< as OperationSample::Moved
};

} // namespace hone

#endif // HONE_PROFILE_CONTAINERS_H
