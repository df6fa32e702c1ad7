//===- Containers.cpp - looking into containers -----------------*- C++ -*-===//
//
// Owns: see Containers.h. The layouts are drawn at ContainerLayout (Abi.h).
//
//===----------------------------------------------------------------------===//

#include "Containers.h"

#include <string.h>

namespace hone::rt {

namespace {

/// The word at a byte of an object. By memcpy, as it is of another type.
U64 wordAt(const void *Object, size_t Offset) {
  U64 Word;
  memcpy(&Word, static_cast<const char *>(Object) + Offset, sizeof(Word));
  return Word;
}
const char *pointerAt(const void *Object, size_t Offset) {
  return reinterpret_cast<const char *>(wordAt(Object, Offset));
}
unsigned char byteAt(const void *Object, size_t Offset) {
  return static_cast<const unsigned char *>(Object)[Offset];
}

U64 quotient(I64 Bytes, U32 ElementSize) {
  return ElementSize && Bytes > 0 ? U64(Bytes) / ElementSize : 0;
}

/// libstdc++: bytes of elements from one iterator { cur, first, last, node } of
/// a deque to a later one.
I64 dequeBytes(const void *From, const void *To) {
  enum : size_t { Cur = 0, First = 8, Last = 16, Node = 24 };
  I64 Nodes = I64(wordAt(To, Node) - wordAt(From, Node)) / 8;
  I64 NodeBytes = pointerAt(From, Last) - pointerAt(From, First);
  return Nodes * NodeBytes + (pointerAt(To, Cur) - pointerAt(To, First)) -
         (pointerAt(From, Cur) - pointerAt(From, First));
}
constexpr size_t DequeStart = 16, DequeFinish = 48;

bool isLongLibcxx(const void *String) { return byteAt(String, 0) & 1; }
U64 sizeOfLibcxx(const void *String) {
  return isLongLibcxx(String) ? wordAt(String, 8) : byteAt(String, 0) >> 1;
}

KeyView integerAt(U32 Key, const void *Argument) {
  U32 Bytes = keyBytes(Key);
  if (!Bytes || Bytes > sizeof(U64))
    return {};
  U64 Value = 0;
  memcpy(&Value, Argument, Bytes); // little-endian
  U32 Unused = 64 - 8 * Bytes;
  if (keyKind(Key) == HONE_KEY_SIGNED)
    Value = U64(I64(Value << Unused) >> Unused);
  return {true, false, Value, nullptr, 0};
}

/// 1 - exp(-X) for X >= 0, to 0.0002: a Pade approximant of exp(-X / 4), and
/// its fourth power. The runtime has no libm.
double shareOfUsed(double X) {
  if (X > 12)
    return 1;
  double Y = X / 4;
  double Quarter = (12 - 6 * Y + Y * Y) / (12 + 6 * Y + Y * Y);
  return 1 - Quarter * Quarter * Quarter * Quarter;
}

} // namespace

U64 containerSize(U32 Layout, U32 ElementSize, const void *Container) {
  switch (Layout) {
  case HONE_LAYOUT_VECTOR:
    return quotient(pointerAt(Container, 8) - pointerAt(Container, 0),
                    ElementSize);
  case HONE_LAYOUT_LIST:
  case HONE_LAYOUT_TREE_LIBCXX:
    return wordAt(Container, 16);
  case HONE_LAYOUT_HASH:
    return wordAt(Container, 24);
  case HONE_LAYOUT_TREE:
  case HONE_LAYOUT_DEQUE_LIBCXX:
    return wordAt(Container, 40);
  case HONE_LAYOUT_STRING:
    return wordAt(Container, 8);
  case HONE_LAYOUT_DEQUE: {
    const char *Start = static_cast<const char *>(Container) + DequeStart;
    const char *Finish = static_cast<const char *>(Container) + DequeFinish;
    return quotient(dequeBytes(Start, Finish), ElementSize);
  }
  case HONE_LAYOUT_STRING_LIBCXX:
    return sizeOfLibcxx(Container);
  default:
    return 0;
  }
}

U64 elementsFrom(U32 Layout, U32 ElementSize, const void *Container,
                 const void *Argument) {
  I64 Bytes = -1, All = -1;
  if (!ElementSize) {
    return ~U64(0);
  } else if (Layout == HONE_LAYOUT_VECTOR) {
    All = pointerAt(Container, 8) - pointerAt(Container, 0);
    Bytes = pointerAt(Container, 8) - static_cast<const char *>(Argument);
  } else if (Layout == HONE_LAYOUT_STRING) {
    All = I64(wordAt(Container, 8)) * ElementSize;
    Bytes =
        pointerAt(Container, 0) + All - static_cast<const char *>(Argument);
  } else if (Layout == HONE_LAYOUT_DEQUE && Argument) {
    const char *Finish = static_cast<const char *>(Container) + DequeFinish;
    All = dequeBytes(static_cast<const char *>(Container) + DequeStart, Finish);
    Bytes = dequeBytes(Argument, Finish);
  }
  return Bytes < 0 || Bytes > All ? ~U64(0) : U64(Bytes) / ElementSize;
}

KeyView keyAt(U32 Key, const void *Argument) {
  if (!Argument)
    return {};
  auto Text = [](const char *Bytes, U64 Size) {
    return KeyView{Bytes || !Size, true, 0, Bytes, Size};
  };
  switch (keyKind(Key)) {
  case HONE_KEY_SIGNED:
  case HONE_KEY_UNSIGNED:
    return integerAt(Key, Argument);
  case HONE_KEY_STRING:
    return Text(pointerAt(Argument, 0), wordAt(Argument, 8));
  case HONE_KEY_STRING_LIBCXX:
    return Text(isLongLibcxx(Argument)
                    ? pointerAt(Argument, 16)
                    : static_cast<const char *>(Argument) + 1,
                sizeOfLibcxx(Argument));
  case HONE_KEY_VIEW:
    return Text(pointerAt(Argument, 8), wordAt(Argument, 0));
  case HONE_KEY_VIEW_LIBCXX:
    return Text(pointerAt(Argument, 0), wordAt(Argument, 8));
  case HONE_KEY_CSTRING:
    return Text(static_cast<const char *>(Argument),
                strlen(static_cast<const char *>(Argument)));
  default:
    return {};
  }
}

BucketSample sampleBuckets(const void *Container, U64 Random) {
  constexpr U64 Looks = 8;
  const char *Buckets = pointerAt(Container, 0);
  U64 Number = wordAt(Container, 8), Elements = wordAt(Container, 24);
  if (!Buckets || !Number)
    return {};
  BucketSample Result = {Looks, 0, 0};
  for (U64 I = 0; I != Looks; ++I) {
    Result.Used += wordAt(Buckets, Random % Number * 8) != 0;
    // Knuth's multiplier for 64 bits (MMIX); the high bits are the good ones.
    Random = Random * 6364136223846793005ULL + 1442695040888963407ULL;
    Random ^= Random >> 32;
  }
  Result.Expected = U64(double(Looks) * 1024 *
                        shareOfUsed(double(Elements) / double(Number)));
  return Result;
}

} // namespace hone::rt
