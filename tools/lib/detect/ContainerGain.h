//===- ContainerGain.h - what another container would save -----*- C++ -*-===//
//
// Owns: the way from what a container is used for to the time that another one
// would save. Knows no rule and no source code.
//
// What operations take now is measured; what they would take is the cost
// model's. The model has two ends, hot and cold, and where between them a
// program is shows in what was measured of it: the alternative is taken to be
// as far on the way.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_DETECT_CONTAINERGAIN_H
#define HONE_DETECT_CONTAINERGAIN_H

#include "ContainerUse.h"
#include "lib/costs/CostModel.h"

#include "llvm/ADT/ArrayRef.h"

namespace hone {

/// Numbers of operations, and how many elements the container has.
struct OperationMix {
  double Hits = 0, Misses = 0; ///< look-ups
  double Inserts = 0;          ///< of keys that were not there
  double Erases = 0;           ///< of keys that were
  double Walked = 0;           ///< elements passed in walks
  double Size = 0;             ///< at a look-up, on average
};

/// What the operations by key of a keyed container are, and its walks.
OperationMix mixOf(const ContainerUse &Use);

/// What the cost model has to be asked about the keys of a keyed container.
Held keysOf(const ContainerUse &Use);

/// What the mix costs on S, in ns; null: S cannot do some of it.
std::optional<Interval> mixNs(const CostModel &Costs, Structure S,
                              const OperationMix &Mix, Held H);

/// Time in these operations, in ns: as measured on a sample, but no more than
/// what samples say that the lines take on which they stand.
double timeOf(const Model &M, const ContainerUse &Use, Kinds Of);
/// The same of operations at these places.
double timeOf(const Model &M, llvm::ArrayRef<const Operation *> Places);

/// What is saved by operations that take NowNs, and that would take as the
/// model says instead: Now of what there is, Then of the alternative.
Interval savingOf(double NowNs, Interval Now, Interval Then);

/// The same of look-ups and changes by key, which overlap with each other and
/// with what is around them where they are faster than the model's hot end.
Interval lookupSavingOf(double NowNs, Interval Now, Interval Then);

/// What a keyed container that is an S takes: its operations by key, measured,
/// and walks, whose steps are too short to be measured one by one, by the
/// model.
double keyedNs(const Model &M, const ContainerUse &Use, const CostModel &Costs,
               Structure S, const OperationMix &Mix, Held H);

/// The same for operations that are counted, but not timed: from one end of the
/// model to the other, as far as MostNs, the time that they take at most,
/// allows. May be negative.
Interval modelledSaving(std::optional<double> MostNs, Interval Now,
                        Interval Then);

} // namespace hone

#endif // HONE_DETECT_CONTAINERGAIN_H
