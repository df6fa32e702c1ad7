//===- EdgeTable.h - who called whom, from where ---------------*- C++ -*-===//
//
// Owns: the books of time. All of them are kept per edge (caller, callee, call
// site); what is known of a function is summed over the edges into it when the
// profile is written. A thread fills its own table; the process's table takes
// in those of threads that ended. Knows nothing of threads, frames or files.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_RUNTIME_EDGETABLE_H
#define HONE_RUNTIME_EDGETABLE_H

#include "Platform.h"

namespace hone::rt {

struct Edge {
  U32 Caller = 0; ///< FunctionRecord.Id; 0: none
  U32 Callee = 0; ///< FunctionRecord.Id
  U64 Key = 0;    ///< tells call sites apart; not to be dereferenced
  U64 SiteName =
      0; ///< the call site, valid after its module is gone (Module.h)
  U64 Calls = 0;
  U64 RecursiveCalls = 0; ///< made while the callee was active already
  U64 Self = 0;           ///< ticks in the callee without its timed callees
  U64 FunctionTotal = 0;  ///< ticks of the callee's outermost activations
  U64 Total = 0;          ///< ticks of the edge's outermost activations
  // Of the three, what hone itself took.
  U64 SelfCost = 0;
  U64 FunctionTotalCost = 0;
  U64 TotalCost = 0;
  U64 Min = ~U64(0);
  U64 Max = 0;
  U32 Active = 0; ///< activations now open
  U32 Stamp = 0;  ///< scratch of the pass over open frames at the end

  /// Adds Other's figures, or subtracts all but the durations. Modulo 2^64.
  void add(const Edge &Other, bool Plus = true);
  void addDurations(const Edge &Other);
  void clearFigures();
  void clearDurations() {
    Min = ~U64(0);
    Max = 0;
  }
  /// Sets figures to 0 that racing threads have made negative.
  void dropNegative();
  void noteDuration(U64 Ticks) {
    if (HONE_UNLIKELY(Ticks < Min))
      Min = Ticks;
    if (HONE_UNLIKELY(Ticks > Max))
      Max = Ticks;
  }
};

/// Open-addressed index over edges that never move. Never gives memory back
/// while in use: another thread may be reading at exit, and a signal handler
/// may have made the table grow under the feet of the code it interrupted.
class EdgeTable {
public:
  Edge *find(U32 Caller, U32 Callee, U64 Key) const {
    if (HONE_UNLIKELY(!Index))
      return nullptr;
    U64 Slots = Mask;
    for (U64 I = hash(Caller, Callee, Key);; ++I) {
      Edge *E = Index[I & Slots];
      if (!E || (E->Caller == Caller && E->Callee == Callee && E->Key == Key))
        return E;
    }
  }

  /// Adds an edge that find did not find; null when memory is gone.
  Edge *insert(U32 Caller, U32 Callee, U64 Key);

  /// Forgets all edges and keeps the memory for the next owner.
  void clear();

  /// Calls Visit(Edge &) for each edge; safe while the owner inserts.
  template <class Visitor> void forEach(Visitor Visit) const {
    U32 Left = loadAcquire(Count);
    for (U32 C = 0; Left && C != NumChunks; ++C)
      for (U32 I = 0; Left && I != chunkSize(C); ++I, --Left)
        Visit(Chunks[C][I]);
  }

private:
  static constexpr U32 NumChunks = 22;
  static constexpr U32 FirstChunk = 64;
  static constexpr U64 FirstIndex = 512;

  static U32 chunkSize(U32 Chunk) { return FirstChunk << Chunk; }
  static U64 hash(U32 Caller, U32 Callee, U64 Key) {
    U64 H = (U64(Caller) << 32 | Callee) * 0x9e3779b97f4a7c15ULL ^
            Key * 0xff51afd7ed558ccdULL;
    return H >> 32;
  }
  Edge *allocate();
  bool growIndex();
  static void place(Edge **Index, U64 Mask, Edge *E);

  Edge **Index = nullptr;
  U64 Mask = 0;
  U32 Count = 0;
  Edge *Chunks[NumChunks] = {};
};

} // namespace hone::rt

#endif // HONE_RUNTIME_EDGETABLE_H
