// Operations.h - operations on containers as the pass observes them, by hand.
//
// Owns: records of operations, and what a test itself knows of each: the truth
// that a profile is compared with (operations.py). For C++ only.

#ifndef OPERATIONS_H
#define OPERATIONS_H

#include "Instrument.h"

#include <type_traits>
#include <utility>

/// OPERATION(Find, foo, 12, Find, TREE, 8, hone::keyWord(...)) defines the
/// record Find of an operation in foo at line 12.
#define OPERATION(R, F, Line, Kind, Layout, ElementSize, Key)                  \
  OPERATION_(R, F, Line, Kind, Layout, ElementSize, Key)
#define OPERATION_(R, F, Line, Kind, Layout, ElementSize, Key)                 \
  PLANTED("hone_operations")                                                   \
  static hone::OperationRecord R = {                                           \
      nameHash(#F), Line, 3, hone::HONE_OP_##Kind, hone::HONE_LAYOUT_##Layout, \
      ElementSize,  Key};

constexpr hone::U32 IntKey = hone::keyWord(hone::HONE_KEY_SIGNED, 4);

template <class T> hone::U64 word(const T &Result) {
  if constexpr (std::is_integral_v<T> || std::is_pointer_v<T>)
    return (hone::U64)Result;
  else if constexpr (sizeof(T) == sizeof(hone::U64))
    return reinterpret_cast<const hone::U64 &>(Result); // an iterator
  else
    return 0;
}

/// Operations in windows made so far. On one thread and with no gaps, the next one begins
/// a window at every 64th.
inline long NumOperations;
inline bool startsWindow() { return NumOperations % 64 == 0; }

/// Makes an operation as instrumented code does.
template <class Action>
auto operate(hone::OperationRecord &Record, const void *Container,
             const void *Argument, Action Act) {
  hone::OperationSlot Slot;
  hone::U64 Token = 0;
  NumOperations += !hone::mayTakeLong(Record.Operation);
  if (hone::mayTakeLong(Record.Operation) || --__hone_operation_credit < 0)
    Token = __hone_operation_begin(&Record, &Slot, Container, Argument);
  if constexpr (std::is_void_v<decltype(Act())>) {
    Act();
    if (Token)
      __hone_operation_end(&Record, &Slot, 0);
  } else {
    auto Result = Act();
    asm volatile("" : : "r"(&Result) : "memory"); // it is used
    if (Token)
      __hone_operation_end(&Record, &Slot, word(Result));
    return Result;
  }
}

/// What the test knows of the operations at a line.
struct Truth {
  long Observed = 0, Sizes = 0, Squares = 0, MaxSize = 0, Hits = 0, Moved = 0,
       AtFront = 0, AtBack = 0, KeyBytes = 0, KeyCommon = 0, Repeats = 0;

  Truth &add(long Size, bool Hit = false, long MovedNow = 0) {
    ++Observed;
    Sizes += Size;
    Squares += Size * Size;
    MaxSize = Size > MaxSize ? Size : MaxSize;
    Hits += Hit;
    Moved += MovedNow;
    return *this;
  }
  /// In the words of operations.py.
  void print(int Line) const {
    printf("OPERATION line %d observed %ld sizes %ld squares %ld max %ld hits "
           "%ld moved %ld front %ld back %ld key-bytes %ld common %ld repeats "
           "%ld\n",
           Line, Observed, Sizes, Squares, MaxSize, Hits, Moved, AtFront,
           AtBack, KeyBytes, KeyCommon, Repeats);
  }
};

#endif // OPERATIONS_H
