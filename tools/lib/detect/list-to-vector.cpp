//===- list-to-vector.cpp - rule list-to-vector ----------------*- C++ -*-===//
//
// Owns: when lists that are walked more than changed are worth
// a change, and what that saves.
//
//===----------------------------------------------------------------------===//

#include "Detectors.h"
#include "ProgramTime.h"

namespace hone {

// Thresholds stand here, each with its reason or source.

void detectListToVector(const Model &M, const CostModel &Costs,
                        std::vector<Finding> &Out) {
  for (const Function &F : M.Functions) {
    // Leave out what does not have the problem, and what would not save time
    // even at the pessimistic end of the interval.
    Interval Saving;
    if (!F.Calls || Saving.Low <= 0)
      continue;
    Finding Found;
    Found.Rule = "list-to-vector";
    Found.File = F.File;
    Found.Line = F.Line;
    Found.Function = FunctionId(&F - M.Functions.data());
    Found.SavingNs = Saving;
    Out.push_back(std::move(Found));
  }
}

} // namespace hone
