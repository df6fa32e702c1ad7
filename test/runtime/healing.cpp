// The shadow stack after exceptions, longjmp, tail calls and false tokens.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %clangxx -O1 -std=c++17 -I%src/include -I%S/Inputs %s %hone_rt -o %t/a
// RUN: env HONE_PROFILE_FILE=%t/p.prof %t/a
// RUN: %python %S/Inputs/show.py %t/p.prof > %t/out
// RUN: FileCheck %s < %t/out

#include "Instrument.h"

#include <setjmp.h>

FUNCTION(thrower)
FUNCTION(between)
FUNCTION(catcher)
FUNCTION(jumper)
FUNCTION(landing)
FUNCTION(tailA)
FUNCTION(tailB)
FUNCTION(tailC)
FUNCTION(ping)
FUNCTION(pong)
FUNCTION(after)

void thrower() {
  ENTER(thrower);
  throw 1;
  EXIT;
}
void between() {
  ENTER(between);
  thrower();
  EXIT;
}
void after() {
  ENTER(after);
  EXIT;
}
// The exception is seen at the landing pad.
void catcher() {
  ENTER(catcher);
  try {
    between();
  } catch (int) {
    __hone_unwind(&Slot);
    after();
  }
  EXIT;
}

jmp_buf Back;
void jumper() {
  ENTER(jumper);
  longjmp(Back, 1);
  EXIT;
}
// Not told of the longjmp: its own exit closes what was left open.
void landing() {
  ENTER(landing);
  if (!setjmp(Back))
    jumper();
  EXIT;
  EXIT; // closed already
  __hone_unwind(&Slot);
  // Slots of nobody.
  hone::U64 False = 1;
  __hone_exit(&False);
  __hone_exit(nullptr);
  __hone_exit((hone::U64 *)~7ull);
  __hone_tail(&False, &after_Record);
}

void tailC() {
  ENTER(tailC);
  burn(1000000);
  EXIT;
}
void tailB() {
  ENTER(tailB);
  __hone_tail(&Slot, &tailC_Record);
  tailC();
}
void tailA() {
  ENTER(tailA);
  __hone_tail(&Slot, &tailB_Record);
  tailB();
}

void tailRun(int Times) {
  for (int I = 0; I != Times; ++I) {
    hone::U64 Ping = 0, Pong = 0;
    __hone_enter(&ping_Record, &Ping);
    __hone_tail(&Ping, &pong_Record);
    __hone_enter(&pong_Record, &Pong);
    if (I == Times - 1)
      __hone_exit(&Pong);
    else
      __hone_tail(&Pong, &ping_Record);
  }
}

int main() {
  for (int I = 0; I != 100; ++I)
    catcher();
  landing();
  tailA();
  after();
  tailRun(1000000);
  after();
}

// CHECK-DAG: TIME catcher calls 100 recursive 0
// CHECK-DAG: EDGE catcher -> after line ? calls 100
// CHECK-DAG: EDGE between -> thrower line ? calls 100
// CHECK-DAG: EDGE landing -> jumper line ? calls 1
// CHECK-DAG: EDGE - -> tailA line ? calls 1 total {{[1-9]}}
// CHECK-DAG: EDGE tailA -> tailB line ? calls 1 total {{[1-9]}}
// CHECK-DAG: EDGE tailB -> tailC line ? calls 1 total {{[1-9]}}
// CHECK-DAG: EDGE - -> after line ? calls 2
// CHECK-DAG: EDGE - -> ping line ? calls 1
// CHECK-DAG: EDGE ping -> pong line ? calls 1000000
// CHECK-DAG: EDGE pong -> ping line ? calls 999999
