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
  std::set<uint32_t> Indexes;
  for (const Operation *O : Places) {
    uint32_t Index = findLine(M.Lines, O->File, O->Line);
    // An operation has code: another line would be another place's.
    if (Index != NoId && M.Lines[Index].Line == O->Line)
      Indexes.insert(Index);
  }
  std::vector<const Line *> Lines;
  for (uint32_t Index : Indexes)
    Lines.push_back(&M.Lines[Index]);
  return Lines;
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
