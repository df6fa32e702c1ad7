//===- HeapCopies.cpp - containers that are copied --------------*- C++ -*-===//
//
// Owns: what instrumented code calls before it copies a container of the
// standard library. The line that led to it is found as for blocks.
//
//===----------------------------------------------------------------------===//

#include "Heap.h"
#include "Platform.h"

using namespace hone::rt;

HONE_INTERFACE void __hone_copied(uint64_t Bytes) {
  if (!HeapCounts)
    return;
  HeapThread *T = __hone_heap;
  bool HasOwn = isThread(T);
  if (!HasOwn && !(T = takeHeapThread()))
    return;
  HeapFigures &F = figuresOf(*T, accountHere(*T));
  ++F.Copies;
  F.CopiedBytes += Bytes;
  if (!HasOwn && __hone_heap != T)
    leaveHeapThread(*T);
}
