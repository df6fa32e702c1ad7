// Millions of operations: a sample of windows stands for all of them, in sums as in
// counts, also where the mix changes in the course of the run; hash functions are
// judged by the buckets; the kept windows are spread over the run.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %clangxx -O1 -std=c++17 -pthread -I%src/include -I%S/Inputs %s %hone_rt -o %t/a
// RUN: env HONE_BUDGET=5 HONE_PROFILE_FILE=%t/p.prof %t/a > %t/truth
// RUN: %python %S/Inputs/operations.py %t/p.prof near %t/truth | FileCheck %s
// CHECK: near 7
// RUN: %python %S/Inputs/operations.py %t/p.prof spread 10 11 | FileCheck --check-prefix=SPREAD %s
// SPREAD: spread
// RUN: %python %S/Inputs/operations.py %t/p.prof buckets 20 | FileCheck --check-prefix=BAD %s
// BAD: used fewer than expected
// RUN: %python %S/Inputs/operations.py %t/p.prof buckets 21 | FileCheck --check-prefix=GOOD %s
// GOOD: used as expected
//
// Without a bound on what it may cost, all are observed.
// RUN: env HONE_BUDGET=off HONE_PROFILE_FILE=%t/all.prof %t/a less > %t/truth
// RUN: %python %S/Inputs/operations.py %t/all.prof > %t/out
// RUN: diff %t/truth %t/out
//
// Switched off, and in a program that keeps no books.
// RUN: env HONE_DISABLE=1 HONE_PROFILE_FILE=%t/none.prof %t/a less
// RUN: test ! -e %t/none.prof

#include "Operations.h"

#include <algorithm>
#include <map>
#include <thread>
#include <unordered_map>
#include <unordered_set>
#include <vector>

FUNCTION(main)
OPERATION(First, main, 10, Subscript, TREE, 8, IntKey)
OPERATION(Second, main, 11, Find, TREE, 8, IntKey)
OPERATION(Bad, main, 20, Find, HASH, 4, IntKey)
OPERATION(Good, main, 21, Find, HASH, 4, IntKey)
OPERATION(Threads, main, 30, PushBack, VECTOR, 4, 0)
OPERATION(Shared, main, 31, Count, TREE, 8, IntKey)
OPERATION(Search, main, 40, SearchValue, RANGE, 4, 0)

struct BadHash {
  size_t operator()(int I) const { return size_t(I % 16) * 1031; }
};
struct GoodHash {
  size_t operator()(int I) const { // the end of MurmurHash3
    uint64_t Hash = uint64_t(I) * 0xff51afd7ed558ccd;
    Hash = (Hash ^ Hash >> 33) * 0xc4ceb9fe1a85ec53;
    return Hash ^ Hash >> 33;
  }
};

// First grows the map and then looks everything up: sizes and hits change.
void phases(int Most) {
  std::map<int, int> M;
  Truth Set, Find;
  for (int I = 0; I != Most; ++I) {
    int Key = I % (Most / 4);
    Set.add(M.size(), I >= Most / 4);
    operate(First, &M, &Key, [&] { return &M[Key]; });
  }
  for (int I = 0; I != 2 * Most; ++I) {
    int Key = int(I * 7919L % Most);
    Find.add(M.size(), Key < Most / 4);
    operate(Second, &M, &Key, [&] { return M.find(Key); });
  }
  Set.print(10);
  Find.print(11);
}

template <class Hash> void hashes(hone::OperationRecord &Record, int Line, int Most) {
  std::unordered_set<int, Hash> Set;
  for (int I = 0; I != 500; ++I)
    Set.insert(I);
  Truth Find;
  for (int I = 0; I != Most; ++I) {
    int Key = int(I * 7919L % 1000);
    Find.add(500, Key < 500);
    operate(Record, &Set, &Key, [&] { return Set.find(Key); });
  }
  Find.print(Line);
}

// What may take long is sampled by itself, whatever the windows do.
void searches(int Most) {
  std::vector<int> V(1000);
  Truth All;
  for (int I = 0; I != Most; ++I) {
    int Size = int(I * 7919L % 1000);
    All.add(Size, false, Size);
    operate(Search, V.data(), V.data() + Size,
            [&] { return std::find(V.begin(), V.begin() + Size, 1); });
  }
  All.print(40);
}

void threads(int Most) {
  constexpr int NumThreads = 8;
  std::map<int, int> Common;
  for (int I = 0; I != 5000; ++I)
    Common[I * 4] = I;
  std::vector<std::thread> Workers;
  for (int I = 0; I != NumThreads; ++I)
    Workers.emplace_back([&] {
      for (int Round = 0; Round != Most / 100; ++Round) {
        std::vector<int> Own;
        for (int J = 0; J != 100; ++J) {
          operate(Threads, &Own, nullptr, [&] { Own.push_back(J); });
          int Key = (Round * 100 + J) * 7919 % 20000;
          operate(Shared, &Common, &Key, [&] { return Common.count(Key); });
        }
      }
    });
  for (std::thread &T : Workers)
    T.join();
  Truth Push, Count;
  for (int I = 0; I != NumThreads * (Most / 100); ++I)
    for (int J = 0; J != 100; ++J) {
      Push.add(J);
      Count.add(5000, J % 4 == 0);
    }
  Push.print(30);
  Count.print(31);
}

int main(int Count, char **) {
  ENTER(main);
  int Most = Count > 1 ? 2000 : 1000000;
  phases(Most);
  hashes<BadHash>(Bad, 20, Most);
  hashes<GoodHash>(Good, 21, Most);
  threads(Most / 4);
  searches(Most);
  EXIT;
}
