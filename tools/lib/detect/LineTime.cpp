//===- LineTime.cpp - what lines take and ask for --------------*- C++ -*-===//

#include "LineTime.h"
#include "ProgramTime.h"
#include "lib/profile/LineLookup.h"

#include <cmath>
#include <set>

using namespace llvm;

namespace hone {

std::vector<const Line *> linesOf(const Model &M,
                                  ArrayRef<const Operation *> Places) {
  std::set<const Line *> Lines;
  for (const Operation *O : Places)
    // An operation has code: another line would be another place's.
    if (const Line *L = lineAt(M, O->File, O->Line))
      Lines.insert(L);
  return {Lines.begin(), Lines.end()};
}

LineTime timeOfLines(const Model &M, ArrayRef<const Operation *> Places) {
  LineTime Sum;
  for (const Line *L : linesOf(M, Places))
    if (L->SelfNs) {
      Sum.Ns += double(*L->SelfNs);
      Sum.Samples += L->Samples;
    }
  return Sum;
}

double mostNs(const Model &M, double Ns) {
  double Period = double(M.TheRun.SamplePeriodNs);
  return std::min(programNs(M), Ns + 2 * std::sqrt(Ns * Period) + 3 * Period);
}

MemoryUse memoryOf(const Model &M, ArrayRef<const Operation *> Places) {
  MemoryUse Sum;
  for (const Line *L : linesOf(M, Places))
    if (L->Memory)
      Sum.add(*L->Memory);
  return Sum;
}

} // namespace hone
