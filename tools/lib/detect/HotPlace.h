//===- HotPlace.h - where the time of a loop goes --------------*- C++ -*-===//
//
// Owns: which line of the user's most of the time of a loop is spent at, in
// whatever function that was called. From samples. Knows nothing of rules.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_DETECT_HOTPLACE_H
#define HONE_DETECT_HOTPLACE_H

#include "lib/profile/Model.h"

namespace hone {

struct HotPlace {
  FunctionId Function = NoId; ///< NoId: no sample fell in it
  FileId File = NoId;
  uint32_t Line = 0;
  double Ns = 0;    ///< spent at that line, and in what it called
  double AllNs = 0; ///< of the loop, with all that it called
};

class HotPlaces {
public:
  explicit HotPlaces(const Model &M) : M(M) {}

  /// Of the loop that the times are of.
  HotPlace of(const TimesBySize &T) const;

private:
  /// Whether a node is code of the loop itself.
  bool isIn(const CallNode &N, const TimesBySize &T, uint32_t LastLine) const;
  uint32_t lastLine(const TimesBySize &T) const;
  bool isInLoop(const CallNode &N) const;
  uint32_t outOfHelpers(uint32_t Node, uint32_t Top) const;

  const Model &M;
};

} // namespace hone

#endif // HONE_DETECT_HOTPLACE_H
