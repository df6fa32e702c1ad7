//===- CostModel.h - what operations on containers cost --------*- C++ -*-===//
//
// Owns: the figures that predictions are made from: measured on this machine by
// `hone calibrate`, or those shipped with hone. Knows nothing of profiles, of
// findings, or of how anything is measured.
//
// All costs are ns of CPU time. An Interval here is not an error but a range of
// circumstances:
//   Low   hot: the same container again and again, a few keys much more often
//         than others, operations that do not wait for each other
//   High  cold: each operation waits for the one before it, keys are random,
//   and
//         1 MB of other data was touched since the 64 operations before
//   Mid   their geometric mean, which real programs are near (docs/costs.md)
//
//===----------------------------------------------------------------------===//

#ifndef HONE_COSTS_COSTMODEL_H
#define HONE_COSTS_COSTMODEL_H

#include "Interval.h"
#include "Structures.h"

#include "llvm/Support/Error.h"
#include "llvm/Support/raw_ostream.h"

#include <array>
#include <string>
#include <vector>

namespace hone {

/// One measurement.
struct CostPoint {
  double N = 0;
  double HotNs = 0, ColdNs = 0;
};

/// Where and when a model was measured.
struct CostOrigin {
  std::string Machine; ///< "AMD EPYC, caches 48K 1024K 32768K"
  std::string Date;    ///< "2026-11-23"
  bool IsQuick = false;
};

class CostModel {
public:
  /// The cost of one action on a structure that holds N elements: for actions
  /// that are "per element" (Structures.inc) of one element. Null: the
  /// structure cannot do that with what it holds; it is no alternative where it
  /// would have to.
  ///
  /// Between measured sizes, and between measured element sizes, costs are
  /// interpolated as powers: a straight line in log N and log cost, exact for
  /// what grows with N as well as for what is constant, and 6 % too low at most
  /// for what grows with log N. Beyond the sizes that were measured the last
  /// line is continued, never falling and never steeper than N itself. Below 1
  /// an N is 1.
  ///
  /// Keys of the program's own are not measured: they are taken to cost from
  /// what integers do, hot, to 1.5 times what long strings do, cold.
  ///
  /// Where elements move (PushFront, InsertMiddle ... of vectors), pass as N
  /// how many, if that is known: PushFront moves all N, InsertMiddle half of
  /// them.
  std::optional<Interval> cost(Structure S, Action A, Held H, double N) const;

  /// The figures shipped with hone. Tests use these.
  static const CostModel &shipped();
  /// Those that `hone calibrate` measured on a machine like this one, else the
  /// shipped ones. Never fails: describe() says why it is not the former.
  static CostModel forThisMachine();

  /// Whether these figures are of a machine like this one.
  bool isCalibrated() const { return IsCalibrated; }
  /// One sentence for people, without a full stop: where the figures are from.
  std::string describe() const;
  const CostOrigin &origin() const { return Origin; }

  // -- What `hone calibrate` uses.

  CostModel() = default;
  explicit CostModel(CostOrigin Origin) : Origin(std::move(Origin)) {}
  /// Points of one series may come in any order, each N once.
  void add(Structure S, Action A, Content C, CostPoint P);
  /// Measured points by N; empty: none.
  const std::vector<CostPoint> &points(Structure S, Action A, Content C) const;
  /// Fails on text that is not a cost model, or of a version that is not known.
  static llvm::Expected<CostModel> parse(llvm::StringRef Json);
  void write(llvm::raw_ostream &OS) const;

private:
  std::optional<Interval> ofOwnKeys(Structure S, Action A, double N) const;
  Interval at(const std::vector<CostPoint> &Points, double N) const;
  std::optional<Interval> ofBytes(Structure S, Action A, double Bytes,
                                  double N) const;

  std::array<std::vector<CostPoint>, NumStructures * NumActions * NumContents>
      Series;
  CostOrigin Origin;
  bool IsCalibrated = false;
  std::string Note; ///< why this is not a calibrated model; may be empty
};

} // namespace hone

#endif // HONE_COSTS_COSTMODEL_H
