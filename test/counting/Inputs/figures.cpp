// figures LIBRARY...: calls work() of itself and of libraries, which are made
// from this file as well (-DLIBRARY). Leaves figures of every kind.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <ctime>
#include <dlfcn.h>
#include <stdexcept>
#include <vector>

static volatile double Sink;

__attribute__((noinline)) static double price(int Item) {
  double Sum = 0;
  for (int I = 1; I < 400; ++I)
    Sum += std::sin(double(Item) / I);
  return Sum;
}

__attribute__((noinline)) static int fib(int N) {
  return N < 2 ? N : fib(N - 1) + fib(N - 2);
}

static bool isKnown(const std::vector<int> &Items, int Item) {
  return std::find(Items.begin(), Items.end(), Item) != Items.end();
}

static void burn() { // until there are some samples
  std::clock_t End = std::clock() + CLOCKS_PER_SEC / 25;
  while (std::clock() < End)
    Sink = price(3);
}

extern "C" int work(int Round) {
  std::vector<int> Items;
  for (int I = 0; I < 60; ++I)
    if (!isKnown(Items, I * 7 % 45))
      Items.push_back(I * 7 % 45);
  for (int Item : Items)
    Sink = price(Item % 5 + Round);
  burn();
  try {
    throw std::runtime_error("caught");
  } catch (const std::exception &) {
    return fib(8 + Round) + int(Items.size());
  }
}

#ifndef LIBRARY
int main(int Count, char **Arguments) {
  int Sum = work(Count);
  for (int I = 1; I < Count; ++I) {
    void *Library = dlopen(Arguments[I], RTLD_NOW);
    Sum += reinterpret_cast<int (*)(int)>(dlsym(Library, "work"))(I);
  }
  std::printf("%d\n", Sum);
}
#endif
