// The books of observed arguments.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %clangxx -O1 -std=c++17 -pthread -I%src/include -I%S/Inputs %s %hone_rt -o %t/a
// RUN: env HONE_PROFILE_FILE=%t/p.prof %t/a
// RUN: %python %S/Inputs/show.py %t/p.prof | FileCheck %s

#include "Instrument.h"

#include <thread>
#include <vector>

#define CANDIDATE(F)                                                           \
  FUNCTION(F)                                                                  \
  MEMO(F##_Memo, F)
CANDIDATE(kinds)
CANDIDATE(conflict)
CANDIDATE(fib)
CANDIDATE(thrower)
CANDIDATE(outer)
CANDIDATE(cheap)
CANDIDATE(unique)
CANDIDATE(crowd)
CANDIDATE(threads)
CANDIDATE(longKey)

struct Call {
  hone::U64 Handle;
  explicit Call(hone::MemoRecord &Memo) : Handle(__hone_memo_begin(&Memo)) {}
  Call &with(hone::U64 Value) {
    if (Handle)
      __hone_memo_scalar(Handle, Value);
    return *this;
  }
  void start() {
    if (Handle)
      __hone_memo_call(Handle);
  }
  void end(hone::U64 Result) {
    if (Handle) {
      __hone_memo_scalar(Handle, Result);
      __hone_memo_end(Handle);
    }
  }
};

void simple(hone::MemoRecord &Memo, hone::U64 Argument, hone::U64 Result,
            long long Ns = 0) {
  Call C(Memo);
  C.with(Argument).start();
  if (Ns)
    burn(Ns);
  C.end(Result);
}

// A key that takes longer to build than the result.
void longKey(int I) {
  static char Key[16384];
  Call C(longKey_Memo);
  if (C.Handle)
    __hone_memo_bytes(C.Handle, Key, sizeof(Key));
  C.with(I % 10).start();
  C.end(1);
}

// Text of any length, with the end counted in; null; order; results in bytes.
void kinds() {
  auto Text = [](const char *First, const char *Second) {
    hone::U64 H = __hone_memo_begin(&kinds_Memo);
    __hone_memo_cstring(H, First);
    __hone_memo_cstring(H, Second);
    __hone_memo_call(H);
    __hone_memo_bytes(H, "result", 6);
    __hone_memo_end(H);
  };
  for (int I = 0; I != 2; ++I) {
    Text("a", "b");
    Text("b", "a");
    Text("ab", "");
    Text("", "ab");
    Text(nullptr, "ab");
    Text("12345678", "");
    Text("123456781", "");
    Text("a longer text than two words", "");
  }
}

hone::U64 fib(hone::U64 N) {
  Call C(fib_Memo);
  C.with(N).start();
  hone::U64 Result = N < 2 ? N : fib(N - 1) + fib(N - 2);
  C.end(Result);
  return Result;
}

// Left by an exception inside a function that is timed and observed as well.
void throwing(int I) {
  ENTER(outer);
  Call C(outer_Memo);
  C.with(I).start();
  try {
    hone::U64 Inner = 0;
    __hone_enter(&thrower_Record, &Inner);
    Call D(thrower_Memo);
    D.with(I).start();
    (void)Inner;
    throw I;
  } catch (int) {
    __hone_unwind(&Slot);
  }
  C.end(I);
  EXIT;
}

int main() {
  kinds();
  for (int I = 0; I != 10; ++I)
    simple(conflict_Memo, I % 5, I);
  fib(20);
  for (int I = 0; I != 10000; ++I)
    throwing(I % 100);
  // The program's own noise is far above 0 ns, but not above 80 ns a call.
  for (int I = 0; I != 30000; ++I)
    simple(crowd_Memo, I, I, I % 1000 ? 0 : 1000000);
  for (int I = 30000; I != 70000; ++I)
    simple(crowd_Memo, I, I);
  simple(crowd_Memo, 5, 5);
  simple(crowd_Memo, 69999, 69999);
  for (int I = 0; I != 120000; ++I)
    simple(unique_Memo, I % 60000 < 59700 ? I : 0, 1, I < 10000 && I % 1000 == 0 ? 5000000 : 0);
  std::vector<std::thread> Workers;
  for (int I = 0; I != 8; ++I)
    Workers.emplace_back([] {
      for (int J = 0; J != 1000; ++J)
        simple(threads_Memo, J % 10, J % 10, 300); // more than its key
      // Switched off by one thread while others are about to begin.
      for (int J = 0; J != 1000; ++J)
        longKey(J);
    });
  for (std::thread &T : Workers)
    T.join();
  // Handles that are none, or not of the innermost call.
  __hone_memo_call(12345);
  __hone_memo_end(12345);
  __hone_memo_scalar(0, 1);
}

// CHECK-DAG: MEMO kinds observed 16 distinct 8 sampled 0 conflicts 0 {{.*}} repeats 8 key-time {{.*}} key-samples {{[1-9]}} state 2
// CHECK-DAG: MEMO conflict observed 10 distinct 5 sampled 0 conflicts 5 {{.*}} repeats 5
// fib(20) makes 21891 calls with 21 arguments; 18 of the repeats are the second
// calls of fib(18) ... fib(1) on the way back, which no other repeat contains.
// CHECK-DAG: MEMO fib observed 21891 distinct 21 sampled 0 conflicts 0 {{.*}} repeats 18 key-time {{.*}} state 2
// CHECK-DAG: MEMO outer observed 10000 distinct 100 sampled 0 conflicts 0 {{.*}} repeats 9900
// CHECK-DAG: MEMO thrower observed 10000 distinct 100 sampled 0 conflicts 0 time 0.000ms repeat-time 0.000ms repeats 0
// CHECK-DAG: MEMO crowd observed 70002 distinct {{(6[0-9]|7[0-9]|8[0-4])[0-9][0-9][0-9]}} sampled {{6[0-9]+}} conflicts 0 {{.*}} state 2
// CHECK-DAG: MEMO unique observed 100000 {{.*}} state 3
// CHECK-DAG: MEMO longKey observed 1000 {{.*}} state 1
// A call that finds the table locked by a thread that lost its processor is left
// out, rather than to wait.
// CHECK-DAG: MEMO threads observed {{7[0-9]{3}|8000}} distinct 10 sampled 0 conflicts 0 {{.*}} state 2
