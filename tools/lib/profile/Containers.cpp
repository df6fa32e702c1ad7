//===- Containers.cpp -----------------------------------------------------===//

#include "Containers.h"

using namespace hone;

static constexpr unsigned ContainerBitCount = 256;

unsigned OperationSample::threads() const {
  return unsigned(__builtin_popcountll(Threads));
}

std::optional<double> OperationSample::containers() const {
  unsigned Set = 0;
  for (uint64_t Word : ContainerBits)
    Set += unsigned(__builtin_popcountll(Word));
  unsigned Clear = ContainerBitCount - Set;
  // With fewer clear bits the estimate is off by half and more.
  if (Clear < 5)
    return std::nullopt;
  return -double(ContainerBitCount) *
         std::log(double(Clear) / ContainerBitCount);
}

void OperationSample::add(const OperationSample &O) {
  Samples += O.Samples;
  Observed += O.Observed;
  Ns += O.Ns;
  Sizes += O.Sizes;
  SizeSquares += O.SizeSquares;
  MaxSize = std::max(MaxSize, O.MaxSize);
  Hits += O.Hits;
  Moved += O.Moved;
  AtFront += O.AtFront;
  AtBack += O.AtBack;
  Keyed += O.Keyed;
  if (O.KeyMin) {
    KeyMin = std::min(KeyMin.value_or(*O.KeyMin), *O.KeyMin);
    KeyMax = std::max(KeyMax.value_or(*O.KeyMax), *O.KeyMax);
  }
  KeyBytes += O.KeyBytes;
  KeyCommon += O.KeyCommon;
  Repeats += O.Repeats;
  BucketsSeen += O.BucketsSeen;
  BucketsUsed += O.BucketsUsed;
  BucketsExpected += O.BucketsExpected;
  KeyKind = std::max(KeyKind, O.KeyKind);
  ElementSize = std::max(ElementSize, O.ElementSize);
  Threads |= O.Threads;
  for (unsigned I = 0; I != 4; ++I)
    ContainerBits[I] |= O.ContainerBits[I];
}

const char *hone::operationText(OperationKind Kind) {
  static constexpr const char *Texts[] = {
#define HONE_OPERATION(Name, Text, How, Doc) Text,
#include "hone/Operations.inc"
  };
  return Texts[Kind];
}

OperationSample hone::sampleOf(const OperationRecord &R) {
  OperationSample S;
  S.Samples = R.Samples;
  S.Observed = double(R.Observed);
  S.Ns = double(R.Ticks);
  S.Sizes = double(R.Sizes);
  S.SizeSquares = double(R.SizeSquares);
  S.MaxSize = R.MaxSize;
  S.Hits = double(R.Hits);
  S.Moved = double(R.Moved);
  S.AtFront = double(R.AtFront);
  S.AtBack = double(R.AtBack);
  S.Keyed = double(R.Keyed);
  S.KeyKind = keyKind(R.Key);
  if (R.Keyed &&
      (S.KeyKind == HONE_KEY_SIGNED || S.KeyKind == HONE_KEY_UNSIGNED)) {
    S.KeyMin = R.KeyMin;
    S.KeyMax = R.KeyMax;
  }
  S.KeyBytes = double(R.KeyBytes);
  S.KeyCommon = double(R.KeyCommon);
  S.Repeats = double(R.Repeats);
  S.BucketsSeen = double(R.BucketsSeen);
  S.BucketsUsed = double(R.BucketsUsed);
  S.BucketsExpected = double(R.BucketsExpected) / 1024;
  S.ElementSize = R.ElementSize;
  S.Threads = R.Threads;
  S.ContainerBits[0] = R.Containers0;
  S.ContainerBits[1] = R.Containers1;
  S.ContainerBits[2] = R.Containers2;
  S.ContainerBits[3] = R.Containers3;
  return S;
}
