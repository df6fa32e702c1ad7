//===- Scaling.h - what grows how in a program -----------------*- C++ -*-===//
//
// Owns: joining the runs of one program on inputs of several sizes: the growth
// of every line, loop and function, and what each will cost at ten times the
// largest input. Knows nothing of where sizes come from or of printing.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_GROWTH_SCALING_H
#define HONE_GROWTH_SCALING_H

#include "Growth.h"
#include "lib/profile/Model.h"

#include <optional>

namespace hone {

/// How time grows beyond its count: log of the ratio of the times per execution
/// over that of the sizes. From samples, hence an interval of 95 %.
struct TimeGrowth {
  double Low = 0, Mid = 0, High = 0;
};

struct ScaledLine {
  FileId File; ///< of the largest run's model, as Line and Function
  uint32_t Line;
  FunctionId Function;
  std::vector<double> Hits; ///< by size
  Growth Of;
  std::optional<TimeGrowth> PerHit; ///< null: too few samples
  std::optional<double> NowNs;      ///< CPU time in the largest run
  double TenfoldNs = 0;             ///< what it will take (see scale())

  /// Each execution takes longer on larger inputs: what it calls does more.
  bool slowsDown() const;
  /// Its hits outgrow the input, or its time does for that reason.
  bool outgrowsInput() const;
};

struct ScaledLoop {
  const Loop *At; ///< in the largest run's model
  std::vector<double> Entries, Turns;
  Growth OfEntries, OfTurns;
  Growth PerEntry; ///< turns of one entry, in the mean
  double TenfoldNs = 0;

  bool outgrowsInput() const { return OfTurns.outgrowsInput(); }
};

struct ScaledFunction {
  FunctionId Function;
  std::vector<double> Calls, Steps; ///< steps: hits of all its lines
  Growth OfCalls, OfSteps;
  std::optional<double> NowNs; ///< CPU time, without what it called
  double TenfoldNs = 0;

  bool outgrowsInput() const { return OfSteps.outgrowsInput(); }
};

struct Scaling {
  std::vector<double> Sizes; ///< ascending, each once
  const Model *Largest = nullptr;
  /// Each ranked: those that outgrow the input first, then by TenfoldNs.
  std::vector<ScaledLine> Lines;
  std::vector<ScaledLoop> Loops;
  std::vector<ScaledFunction> Functions;
  double NowNs = 0, TenfoldNs = 0; ///< of all lines, those left out as well

  /// The innermost loop that the line stands in; null: none.
  const ScaledLoop *loopOf(const ScaledLine &L) const;
  const ScaledFunction *functionOf(const ScaledLine &L) const;
};

/// Sizes: one for each run, positive, two different ones at least. Runs of one
/// size are averaged. What was not executed in two of the sizes is left out.
/// What takes time now takes as much for each count at ten times the input,
/// more where time was seen to grow; where no sample fell, a fraction of a
/// nanosecond.
Scaling scale(llvm::ArrayRef<Model> Runs, llvm::ArrayRef<double> Sizes);

} // namespace hone

#endif // HONE_GROWTH_SCALING_H
