// Copies of strings and vectors are counted for the line that led to them, with
// and without optimization, also where a struct, a vector or a parameter is copied;
// moves and other constructors are not.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: for level in 0 1 2 3; do \
// RUN:   %hone-clangxx -std=c++17 -O$level %s -o %t/app$level && \
// RUN:   env HONE_PROFILE_FILE=%t/$level.prof %t/app$level > %t/out && \
// RUN:   %hone memory --json %t/$level.prof > %t/$level.json && \
// RUN:   %python %S/Inputs/copies.py %s %t/$level.json || exit 1; done
//
// RUN: %hone memory -s copied %t/2.prof | FileCheck %s
// CHECK: Copies {{.*}} of standard containers, {{.*}} of elements
// CHECK: Copies Copied Location
//
// The strings of the old ABI do not hold their size: they are left alone.
// RUN: %hone-clangxx -std=c++17 -O0 -D_GLIBCXX_USE_CXX11_ABI=0 %s -S -emit-llvm -o %t/old.ll
// RUN: grep -q '_ZNSsaSERKSs' %t/old.ll
// RUN: grep -A3 'call void @__hone_copied' %t/old.ll > %t/observed
// RUN: not grep '_ZNSsaSERKSs' %t/observed
//
// RUN: env HONE_MEMORY=off HONE_PROFILE_FILE=%t/off.prof %t/app2 > %t/out
// RUN: not %hone memory %t/off.prof

#include <cstdio>
#include <map>
#include <string>
#include <utility>
#include <vector>

#define NOINLINE __attribute__((noinline))

struct Order {
  std::string Name;
  std::vector<int> Items;
};

NOINLINE size_t byValue(std::string S) { return S.size(); }
NOINLINE size_t byReference(const std::string &S) { return S.size(); }
NOINLINE void grow(std::vector<std::string> &All, const std::string &S) {
  for (int I = 0; I != 8; ++I)
    All.push_back(S); // COPIES 8 320
}

int main() {
  std::string Forty(40, 'x');
  std::vector<double> Hundred(100, 1.5);
  size_t Sum = 0;
  for (int I = 0; I != 5; ++I) {
    Sum += byValue(Forty); // COPIES 5 200
    Sum += byReference(Forty);
  }
  std::vector<double> Other = Hundred; // COPIES 1 800
  Other = Hundred;                     // COPIES 1 800
  std::vector<double> Moved = std::move(Other);
  Order First{Forty, {1, 2, 3}}; // COPIES 1 40
  Order Second = First;          // COPIES 2 52
  Order Third = std::move(Second);
  std::vector<std::string> All;
  grow(All, Forty);
  std::vector<std::string> Again = All; // COPIES 9 576
  for (auto S : Again)                  // COPIES 8 320
    Sum += S.size();
  std::string Piece = Forty.substr(3, 20);
  Piece = Forty; // COPIES 1 40
  std::printf("%zu %zu %zu %zu\n", Sum, Moved.size(), Third.Items.size(),
              Piece.size());
}
