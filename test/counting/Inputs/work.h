// What every thread of the tests does: loops that are kept in registers, loops
// with calls, recursion, exceptions, small functions.
#ifndef WORK_H
#define WORK_H

#include <stdexcept>
#include <vector>

extern volatile int Sink;

static int small(int N) { return N & 1 ? N * 3 : N + 1; }

static int descend(int N) {
  if (N < 2)
    return N;
  return descend(N - 1) + descend(N - 2);
}

static void mayThrow(int N) {
  if (N % 7 == 0)
    throw std::runtime_error("seven");
  Sink = N;
}

template <class T> static T sum(const std::vector<T> &Values) {
  T Result = 0;
  for (T V : Values)
    if (V % 3 == 0)
      Result += V;
  return Result;
}

static int workOnce() {
  int Result = 0;
  std::vector<int> Values;
  for (int I = 0; I < 2000; ++I)
    Values.push_back(small(I));
  for (int Round = 0; Round < 20; ++Round)
    Result += sum(Values);
  for (int I = 0; I < 300; ++I)
    try {
      mayThrow(I);
      ++Result;
    } catch (const std::runtime_error &) {
      Result -= 2;
    }
  return Result + descend(12);
}

// Long enough for threads to run at the same time.
static int work() {
  int Result = 0;
  for (int Round = 0; Round < 40; ++Round)
    Result += workOnce();
  return Result;
}

#endif // WORK_H
