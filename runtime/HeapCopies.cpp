//===- HeapCopies.cpp - containers that are copied --------------*- C++ -*-===//
//
// Owns: what instrumented code calls before it copies a container of the
// standard library. The line that led to it is found as for blocks.
//
//===----------------------------------------------------------------------===//

#include "HeapBlocks.h"

using namespace hone::rt;

HONE_INTERFACE void __hone_copied(uint64_t Bytes) {
  if (!HeapCounts)
    return;
  withHeapThread([Bytes](HeapThread &T) {
    HeapFigures &F = figuresOf(T, accountHere(T));
    addTo(F.Copies, 1);
    addTo(F.CopiedBytes, Bytes);
  });
}
