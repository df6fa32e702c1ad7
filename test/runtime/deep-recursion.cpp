// Recursion deeper than the shadow stack, and than the stack of memo calls:
// timing degrades to counting, the books above stay right.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %clangxx -O1 -std=c++17 -pthread -I%src/include -I%S/Inputs %s %hone_rt -o %t/a
// RUN: env HONE_PROFILE_FILE=%t/p.prof %t/a
// RUN: %python %S/Inputs/show.py %t/p.prof > %t/out
// RUN: FileCheck %s < %t/out

#include "Instrument.h"

#include <pthread.h>

FUNCTION(deep)
FUNCTION(after)
MEMO(DeepMemo, deep)

__attribute__((noinline)) int deep(int N) {
  ENTER(deep);
  hone::U64 Handle = __hone_memo_begin(&DeepMemo);
  if (Handle) {
    __hone_memo_scalar(Handle, N);
    __hone_memo_call(Handle);
  }
  int Result = N ? deep(N - 1) + 1 : 0;
  if (Handle) {
    __hone_memo_scalar(Handle, Result);
    __hone_memo_end(Handle);
  }
  EXIT;
  return Result;
}
void after() {
  ENTER(after);
  EXIT;
}

void *run(void *) {
  printf("%d\n", deep(1000000));
  after();
  return nullptr;
}

int main() {
  pthread_attr_t Attributes;
  pthread_attr_init(&Attributes);
  pthread_attr_setstacksize(&Attributes, 1 << 30);
  pthread_t Thread;
  if (pthread_create(&Thread, &Attributes, run, nullptr) != 0)
    return 1;
  pthread_join(Thread, nullptr);
}

// CHECK-DAG: FUNCTION deep id {{.*}} counters 1000001
// CHECK-DAG: MEMO deep observed 4096 distinct {{3[6-9][0-9][0-9]|4[0-5][0-9][0-9]}}
// CHECK-DAG: TIME deep calls 262143 recursive 262142
// CHECK-DAG: EDGE - -> after line ? calls 1
