//===- Stream.h - what a program did to its containers ---------*- C++ -*-===//
//
// Owns: the input of a replay: the observed operations on one container
// variable, as EventRecord (hone/Records.inc) has them. Knows nothing of
// profiles, nor of what it is replayed against.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_REPLAY_STREAM_H
#define HONE_REPLAY_STREAM_H

#include "hone/Abi.h"

#include <cstdint>
#include <vector>

namespace hone {

struct StreamOperation {
  uint32_t Window = 0;    ///< operations of one window follow each other
  uint64_t Container = 0; ///< its address: tells containers of a window apart
  OperationKind Kind = HONE_OP_Other;
  uint64_t Key = 0;      ///< an integer, or the hash of a string
  uint32_t KeyBytes = 0; ///< length of a string
  uint64_t Size = 0;     ///< elements before the operation
  bool Hit = false;      ///< the key was there
  uint64_t Moved = 0;    ///< elements that made room, closed a gap or were
                         ///< looked at
};

struct Stream {
  enum class Keys { None, Integers, Strings };
  Keys TheKeys = Keys::None; ///< None: a sequence
  /// Of an element of a sequence, or of what a key is mapped to (0: nothing).
  /// Replayed is the next larger of 8, 32 and 128, 128 at most.
  unsigned ElementBytes = 8;
  /// Of strings: how many bytes at their start are those of the key before, on
  /// average (OperationSample: KeyCommon / Keyed).
  double CommonBytes = 0;
  std::vector<StreamOperation> Operations; ///< in the order of EVENTS
};

} // namespace hone

#endif // HONE_REPLAY_STREAM_H
