//===- WaitTable.cpp ------------------------------------------------------===//
//
// Owns: the sums of waits. Must not know how a wait is found.
//
//===----------------------------------------------------------------------===//

#include "WaitTable.h"
#include "LineLookup.h"
#include <algorithm>

using namespace hone;
using namespace llvm;

void WaitTable::add(FunctionId Function, FunctionId Frame, FileId File,
                    const WaitRecord &Record, StringRef What) {
  if (!Record.Waits)
    return;
  Wait &W = ByLine[{File, Record.Line}][What.str()];
  W.On = What.str();
  W.Ns += Record.WaitNs;
  W.Count += Record.Waits;
  W.MaxNs = std::max(W.MaxNs, Record.MaxNs);
  ByFunction[Function] += Record.WaitNs;
  ByFrame[Frame] += Record.WaitNs;
}

static void addToLine(Line &L, const Wait &More) {
  L.WaitNs = L.WaitNs.value_or(0) + More.Ns;
  auto It = std::find_if(L.Waits.begin(), L.Waits.end(),
                         [&](const Wait &W) { return W.On == More.On; });
  if (It == L.Waits.end())
    It = L.Waits.insert(It, Wait{More.On});
  It->Ns += More.Ns;
  It->Count += More.Count;
  It->MaxNs = std::max(It->MaxNs, More.MaxNs);
}

void WaitTable::addTo(std::vector<Line> &Lines) const {
  if (!IsCollected)
    return;
  for (Line &L : Lines)
    L.WaitNs = 0;
  for (const auto &[At, Waits] : ByLine) {
    uint32_t Index = findLine(Lines, At.first, At.second);
    if (Index == NoId)
      continue;
    for (const auto &[What, W] : Waits)
      addToLine(Lines[Index], W);
  }
  for (Line &L : Lines)
    std::stable_sort(L.Waits.begin(), L.Waits.end(),
                     [](const Wait &A, const Wait &B) { return A.Ns > B.Ns; });
}
