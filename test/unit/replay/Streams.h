//===- Streams.h - small streams for the tests of replays ------*- C++ -*-===//

#ifndef HONE_TEST_STREAMS_H
#define HONE_TEST_STREAMS_H

#include "lib/replay/Stream.h"

namespace hone::test {

/// A stream that is written operation by operation.
struct Writer {
  Stream S;
  uint32_t Window = 0;
  uint64_t Container = 0x1000;

  explicit Writer(Stream::Keys Keys) { S.TheKeys = Keys; }
  Writer &byKey(OperationKind Kind, uint64_t Size, uint64_t Key, bool Hit,
                uint32_t KeyBytes = 0) {
    S.Operations.push_back(
        {Window, Container, Kind, Key, KeyBytes, Size, Hit, 0});
    return *this;
  }
  Writer &byPlace(OperationKind Kind, uint64_t Size, uint64_t Moved,
                  bool Hit = false) {
    S.Operations.push_back({Window, Container, Kind, 0, 0, Size, Hit, Moved});
    return *this;
  }
};

} // namespace hone::test

#endif // HONE_TEST_STREAMS_H
