// Loops that walk each text once, short ones, and ones over lists.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %hone-clangxx -O2 -std=c++17 %s -o %t/app
// RUN: env HONE_PROFILE_FILE=%t/app.prof HONE_SAMPLE_HZ=1000 %t/app
// RUN: %hone suggest --rule repeated-scan --json %t/app.prof | FileCheck %s

// CHECK: "suggestions": []

#include <cstdio>
#include <deque>
#include <list>
#include <memory>
#include <string>

__attribute__((noinline)) static size_t length(const char *Text) {
  size_t N = 0;
  while (Text[N])
    ++N;
  return N;
}

template <class Sequence>
__attribute__((noinline)) static bool hasNegative(const Sequence &All) {
  for (int Number : All)
    if (Number < 0)
      return true;
  return false;
}

int main() {
  unsigned long Sum = 0;
  std::string Text(2000, 'x');
  for (int I = 0; I < 20000; ++I) {
    // Another text each time.
    for (int K = 0; K != 8; ++K)
      Text[K] = char('a' + (I >> (2 * K)) % 4), Text[1999 - K] = Text[K];
    Sum += length(Text.c_str());
  }
  for (int I = 0; I < 3000000; ++I)
    Sum += length("a short one" + I % 5);
  std::list<int> List(5000, 1);
  std::deque<int> Deque(5000, 1);
  for (int I = 0; I < 500; ++I)
    Sum += hasNegative(List) + hasNegative(Deque);
  std::printf("%lu\n", Sum);
}
