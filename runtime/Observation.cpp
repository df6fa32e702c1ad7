//===- Observation.cpp - one observed operation on a container --*- C++ -*-===//
//
// Owns: see Observation.h.
//
// The smallest and the largest key are kept in memory as words that only grow,
// and are 0 without a key, so that threads need no order among them: with U the
// key in an order of unsigned numbers, KeyMin is ~(smallest U), KeyMax the
// largest U.
//
//===----------------------------------------------------------------------===//

#include "Observation.h"

#include "Containers.h"
#include "MemoTable.h"
#include "Memory.h"
#include "Thread.h"

#include <stddef.h>

namespace hone::rt {

namespace {

/// What takes this many ticks (0.1 ms) and so many times longer than usual was
/// interrupted, unless it went through all elements, and had so much to do for
/// each: growing a table of a million elements takes long, and is what it
/// costs.
constexpr U64 ShortestInterruption = 300'000;
constexpr U64 FarTooLong = 8, EnoughForAMean = 100, MostPerElement = 256;
/// Looks into the buckets of one operation in this many.
constexpr U64 BucketsOnceIn = 16;

/// The figures from here on; what is before is the operation's description.
constexpr size_t FirstFigure = offsetof(OperationRecord, Observed);

bool isIntegerKey(U32 Key) {
  return keyKind(Key) == HONE_KEY_SIGNED || keyKind(Key) == HONE_KEY_UNSIGNED;
}
/// Between a key and its number in an order of unsigned ones; either way.
U64 ordered(U32 Key, U64 Value) {
  return keyKind(Key) == HONE_KEY_SIGNED ? Value ^ (U64(1) << 63) : Value;
}

void raise(U64 &Most, U64 Value) {
  U64 Old = loadRelaxed(Most);
  while (Value > Old &&
         !__atomic_compare_exchange_n(&Most, &Old, Value, false,
                                      __ATOMIC_RELAXED, __ATOMIC_RELAXED))
    ;
}
void raise(I64 &Word, U64 Value) {
  raise(reinterpret_cast<U64 &>(Word), Value);
}

void setBit(U64 &Bits, U64 Number) {
  U64 Bit = U64(1) << (Number % 64);
  if (!(loadRelaxed(Bits) & Bit))
    __atomic_fetch_or(&Bits, Bit, __ATOMIC_RELAXED);
}

void add(U64 &Sum, U64 More) {
  if (More)
    addRelaxed(Sum, More);
}

//===-- Before ------------------------------------------------------------===//

/// Operations that look for one key, so that doing two of them in a row with
/// the same one is once too often.
bool looksForKey(U32 Operation) {
  switch (Operation) {
  case HONE_OP_Find:
  case HONE_OP_Count:
  case HONE_OP_At:
  case HONE_OP_Subscript:
  case HONE_OP_InsertKey:
  case HONE_OP_EraseKey:
    return true;
  default:
    return false;
  }
}

/// What is made has no size yet: its memory is whatever was there before.
bool isMade(U32 Operation) {
  return Operation == HONE_OP_Construct || Operation == HONE_OP_Fill ||
         Operation == HONE_OP_Copy;
}

U64 sizeBefore(const OperationRecord &Op, const void *Container,
               const void *Argument) {
  if (Op.Layout == HONE_LAYOUT_RANGE) {
    I64 Bytes = static_cast<const char *>(Argument) -
                static_cast<const char *>(Container);
    return Argument && Op.ElementSize && Bytes > 0 ? U64(Bytes) / Op.ElementSize
                                                   : 0;
  }
  if (!isMade(Op.Operation))
    return containerSize(Op.Layout, Op.ElementSize, Container);
  return Op.Operation == HONE_OP_Copy && Argument
             ? containerSize(Op.Layout, Op.ElementSize, Argument)
             : 0;
}

/// Changes when a container takes other memory for all its elements, or for the
/// table of them.
U64 memoryOf(const OperationRecord &Op, const void *Container) {
  switch (Op.Layout) {
  case HONE_LAYOUT_VECTOR:
  case HONE_LAYOUT_HASH:
  case HONE_LAYOUT_DEQUE:
    return *static_cast<const U64 *>(Container);
  default:
    return 0;
  }
}

/// The elements from the place on that an operation is at; ~0: not known.
U64 behindPlace(const OperationRecord &Op, U64 Size, const void *Container,
                const void *Argument) {
  if (keyKind(Op.Key) != HONE_KEY_INDEX)
    return elementsFrom(Op.Layout, Op.ElementSize, Container, Argument);
  U64 Index = reinterpret_cast<U64>(Argument);
  return Index <= Size ? Size - Index : ~U64(0);
}

U32 lengthInCommon(const OperationWindow &W, const KeyView &Key) {
  U32 Common = 0;
  while (Common != W.KeptKeySize && Common != Key.Size &&
         W.KeptKey[Common] == Key.Bytes[Common])
    ++Common;
  return Common;
}

void noteText(OperationWindow &W, Observation &O, const KeyView &Key) {
  U32 Looked = Key.Size < KeptKeyBytes ? U32(Key.Size) : KeptKeyBytes;
  O.KeyBytes = Key.Size < ~U32(0) ? U32(Key.Size) : ~U32(0);
  O.Key = mix(hashMemory(HashSeed, Key.Bytes, Looked), Key.Size);
  O.KeyCommon = static_cast<unsigned char>(lengthInCommon(W, Key));
  copyBytes(W.KeptKey, Key.Bytes, Looked);
  W.KeptKeySize = Looked;
}

void noteRepeat(OperationWindow &W, OperationRecord &Op, Observation &O) {
  LastKey &Last = W.Last;
  O.IsRepeat = O.IsKeyed && Last.Container == O.Container &&
               Last.Window == O.Window && Last.Key == O.Key &&
               Last.KeyBytes == O.KeyBytes;
  if (O.IsRepeat) {
    storeRelaxed(Op.RepeatFunction, Last.Function);
    storeRelaxed(Op.RepeatPlace, Last.Place);
  }
  Last = {O.IsKeyed ? O.Container : nullptr, O.Key,      Op.Function,
          U64(Op.Line) << 32 | Op.Column,    O.KeyBytes, O.Window};
}

//===-- After -------------------------------------------------------------===//

struct Outcome {
  U64 Size, Moved;
  bool Hit, AtFront, AtBack;
};

bool isFound(const OperationRecord &Op, const Observation &O, U64 Result) {
  switch (Op.Layout) {
  case HONE_LAYOUT_TREE:
  case HONE_LAYOUT_TREE_LIBCXX:
    return Result != reinterpret_cast<U64>(O.Container) + 8;
  case HONE_LAYOUT_HASH:
    return Result != 0;
  default:
    return false;
  }
}

/// Insertions and erasures at a place. O.Moved: the elements from there on.
void judgePlace(const OperationRecord &Op, const Observation &O, U64 After,
                Outcome &Out) {
  if (O.Moved == ~U64(0) || O.Moved > O.Size)
    return;
  U64 InFront = O.Size - O.Moved;
  U64 Erased =
      Op.Operation == HONE_OP_EraseAt && After < O.Size ? O.Size - After : 0;
  U64 Behind = O.Moved > Erased ? O.Moved - Erased : 0;
  Out.AtFront = O.Size && !InFront;
  Out.AtBack = !Behind;
  // A deque moves whichever side is shorter.
  bool IsShorter = Op.Layout == HONE_LAYOUT_DEQUE && InFront < Behind;
  Out.Moved = IsShorter ? InFront : Behind;
}

Outcome outcomeOf(const OperationRecord &Op, const Observation &O, U64 Result) {
  Outcome Out = {O.Size, 0, false, false, false};
  auto After = [&] {
    return containerSize(Op.Layout, Op.ElementSize, O.Container);
  };
  switch (Op.Operation) {
  case HONE_OP_Construct:
  case HONE_OP_Fill:
  case HONE_OP_Copy:
    Out.Size = O.Size ? O.Size : After();
    Out.Moved = Op.Operation == HONE_OP_Construct ? 0 : Out.Size;
    Out.Hit = Out.Size != 0;
    break;
  case HONE_OP_Concat:
    Out.Moved = containerSize(Op.Layout, Op.ElementSize,
                              reinterpret_cast<const void *>(Result));
    break;
  case HONE_OP_Find:
    Out.Hit = isFound(Op, O, Result);
    break;
  case HONE_OP_Count:
    Out.Hit = Result != 0;
    break;
  case HONE_OP_At:
    Out.Hit = true; // else it throws
    break;
  case HONE_OP_Subscript:
  case HONE_OP_InsertKey:
  case HONE_OP_InsertHint:
    Out.Hit = Op.Layout != HONE_LAYOUT_UNKNOWN && After() == O.Size;
    break;
  case HONE_OP_EraseKey:
    Out.Hit = After() < O.Size;
    break;
  case HONE_OP_InsertAt:
  case HONE_OP_EraseAt:
    judgePlace(Op, O, After(), Out);
    break;
  case HONE_OP_Reorder:
  case HONE_OP_Remove:
  case HONE_OP_SearchValue:
  case HONE_OP_SearchAll:
  case HONE_OP_Sort:
  case HONE_OP_Unique:
    Out.Moved = O.Size;
    break;
  default:
    break;
  }
  return Out;
}

/// Operations that leave most elements alone, unless they make room for more.
bool isShort(U32 Operation) {
  switch (Operation) {
  case HONE_OP_PushFront:
  case HONE_OP_InsertHint:
  case HONE_OP_LowerBound:
  case HONE_OP_EqualRange:
  case HONE_OP_Push:
  case HONE_OP_Pop:
    return true;
  default:
    return looksForKey(Operation);
  }
}

U64 withoutInterruption(const OperationRecord &Op, const Observation &O,
                        U64 Elements, U64 Duration) {
  if (HONE_LIKELY(Duration < ShortestInterruption) ||
      loadRelaxed(Op.Samples) < EnoughForAMean)
    return Duration;
  if (isShort(Op.Operation) && O.Memory == memoryOf(Op, O.Container)) {
    U64 Usual = loadRelaxed(Op.Ticks) / loadRelaxed(Op.Observed);
    return Duration > FarTooLong * Usual ? Usual : Duration;
  }
  if (Duration < MostPerElement * (Elements + 1))
    return Duration;
  double Seen =
      double(loadRelaxed(Op.Sizes)) + double(loadRelaxed(Op.Observed));
  double Usual = double(loadRelaxed(Op.Ticks)) / Seen * (double(Elements) + 1);
  return double(Duration) > double(FarTooLong) * Usual ? U64(Usual) : Duration;
}

void enterKey(OperationRecord &Op, const Observation &O) {
  add(Op.Keyed, O.Weight);
  add(Op.Repeats, O.IsRepeat ? O.Weight : 0);
  if (isIntegerKey(Op.Key)) {
    U64 Number = ordered(Op.Key, O.Key);
    raise(Op.KeyMin, ~Number);
    raise(Op.KeyMax, Number);
  } else {
    add(Op.KeyBytes, U64(O.Weight) * O.KeyBytes);
    add(Op.KeyCommon, U64(O.Weight) * O.KeyCommon);
  }
}

void enterSquares(OperationRecord &Op, U64 K, U64 Size) {
  auto Squares = static_cast<unsigned __int128>(K * Size) * Size;
  if (loadRelaxed(Op.SizeSquares) < MostSquares)
    add(Op.SizeSquares, Squares < MostSquares ? U64(Squares) : MostSquares);
}

void enterBuckets(OperationRecord &Op, const Observation &O, U64 Random) {
  // What was destroyed or emptied has none.
  if (Op.Layout != HONE_LAYOUT_HASH || Random % BucketsOnceIn ||
      Op.Operation == HONE_OP_Destroy || Op.Operation == HONE_OP_Clear)
    return;
  BucketSample Sample = sampleBuckets(O.Container, Random / BucketsOnceIn);
  add(Op.BucketsSeen, O.Weight * Sample.Seen);
  add(Op.BucketsUsed, O.Weight * Sample.Used);
  add(Op.BucketsExpected, O.Weight * Sample.Expected);
}

void enterContainer(OperationRecord &Op, const void *Container) {
  U64 Number = mix(HashSeed, reinterpret_cast<U64>(Container)) % 256;
  U64 *const Words[] = {&Op.Containers0, &Op.Containers1, &Op.Containers2,
                        &Op.Containers3};
  setBit(*Words[Number / 64], Number);
}

} // namespace

void lookBefore(OperationWindow &W, OperationRecord &Op, Observation &O,
                const void *Container, const void *Argument) {
  O.Container = Container;
  O.Size = sizeBefore(Op, Container, Argument);
  O.Memory = memoryOf(Op, Container);
  bool IsPlace =
      Op.Operation == HONE_OP_InsertAt || Op.Operation == HONE_OP_EraseAt;
  O.Moved = IsPlace ? behindPlace(Op, O.Size, Container, Argument) : 0;
  O.Key = O.KeyBytes = O.KeyCommon = 0;
  KeyView Key = keyAt(Op.Key, Argument);
  O.IsKeyed = Key.Known;
  if (Key.Known && Key.IsText)
    noteText(W, O, Key);
  else if (Key.Known)
    O.Key = Key.Value;
  O.IsRepeat = false;
  if (looksForKey(Op.Operation))
    noteRepeat(W, Op, O);
}

EventRecord enter(OperationRecord &Op, const Observation &O, U64 Duration,
                  U64 Result, ThreadState &T) {
  Outcome Out = outcomeOf(Op, O, Result);
  U64 K = O.Weight;
  add(Op.Ticks, K * withoutInterruption(Op, O, Out.Size, Duration));
  add(Op.Observed, K);
  add(Op.Samples, K != 0);
  add(Op.Sizes, K * Out.Size);
  enterSquares(Op, K, Out.Size);
  raise(Op.MaxSize, Out.Size);
  add(Op.Hits, Out.Hit ? K : 0);
  add(Op.Moved, K * Out.Moved);
  add(Op.AtFront, Out.AtFront ? K : 0);
  add(Op.AtBack, Out.AtBack ? K : 0);
  if (O.IsKeyed)
    enterKey(Op, O);
  enterBuckets(Op, O, nextRandom(T));
  setBit(Op.Threads, T.Number);
  enterContainer(Op, O.Container);
  return {Op.Function,  Op.Line,  Op.Column,
          Op.Operation, 0,        reinterpret_cast<U64>(O.Container),
          Out.Size,     O.Key,    O.KeyBytes,
          Out.Hit,      Out.Moved};
}

void clearOperation(OperationRecord &Op) {
  zeroBytes(reinterpret_cast<char *>(&Op) + FirstFigure,
            sizeof(Op) - FirstFigure);
}

void finishKeys(OperationRecord &Copy) {
  if (!Copy.RepeatFunction)
    Copy.RepeatPlace = 0; // it was the step of what may take long
  U64 Least = ~U64(Copy.KeyMin), Most = U64(Copy.KeyMax);
  bool HasKeys = isIntegerKey(Copy.Key) && Copy.Keyed && Least <= Most;
  Copy.KeyMin = HasKeys ? I64(ordered(Copy.Key, Least)) : 0;
  Copy.KeyMax = HasKeys ? I64(ordered(Copy.Key, Most)) : 0;
}

} // namespace hone::rt
