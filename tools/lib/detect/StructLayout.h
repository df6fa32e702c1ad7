//===- StructLayout.h - where members stand, and what they cost -*- C++ -*-===//
//
// Owns: the arithmetic of a struct's layout: its size with members in another
// order, and how many cache lines a visit of some members touches. Knows
// nothing of counts, times or findings.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_DETECT_STRUCTLAYOUT_H
#define HONE_DETECT_STRUCTLAYOUT_H

#include "lib/profile/Structs.h"

#include <algorithm>

namespace hone {

/// Bytes of a cache line on x86-64, and on nearly all of AArch64.
inline constexpr uint64_t CacheLine = 64;

struct Layout {
  uint64_t Size = 0;
  std::vector<StructMember> Members; ///< by offset
};

/// As declared.
Layout layoutOf(const StructType &S);

/// Members laid out anew, those with the largest alignment first; base classes
/// and pointers to virtual functions stay in front. Extra: bytes of a pointer
/// that comes on top; 0: none.
Layout packed(const std::vector<StructMember> &Members, uint64_t Align,
              uint64_t Extra = 0);

/// Bytes between and behind the members.
uint64_t paddingOf(const Layout &L);

/// How many cache lines the members that Uses says yes to touch, on average
/// over the places where an object can begin: in a row with others, or (not
/// InRow) in a block of its own, at a multiple of 16.
template <typename Predicate>
double linesTouched(const Layout &L, bool InRow, Predicate Uses) {
  uint64_t Step = InRow ? L.Size : 16;
  double Sum = 0;
  for (uint64_t I = 0; I != CacheLine; ++I) {
    uint64_t Start = I * Step % CacheLine;
    uint64_t Last = ~uint64_t(0);
    for (const StructMember &M : L.Members) {
      if (!Uses(M))
        continue;
      uint64_t From = (Start + M.Offset) / CacheLine;
      uint64_t To = (Start + M.Offset + M.Size - 1) / CacheLine;
      From = Last != ~uint64_t(0) ? std::max(From, Last + 1) : From;
      if (To + 1 <= From)
        continue;
      Sum += double(To + 1 - From);
      Last = To;
    }
  }
  return Sum / CacheLine;
}

} // namespace hone

#endif // HONE_DETECT_STRUCTLAYOUT_H
