// Functions without side effects whose arguments can be hashed are observed, and
// the keys tell exactly the argument tuples that differ.
//
// RUN: mkdir -p %t
// RUN: %hone-clangxx -std=c++17 -O0 %s -o %t/O0
// RUN: env HONE_PROFILE_FILE=%t/O0.prof %t/O0 > %t/O0.out
// RUN: %python %S/Inputs/observations.py %hone %t/O0.prof | FileCheck %s
// RUN: %hone-clangxx -std=c++17 -O2 %s -o %t/O2
// RUN: env HONE_PROFILE_FILE=%t/O2.prof %t/O2 > %t/O2.out
// RUN: %python %S/Inputs/observations.py %hone %t/O2.prof | FileCheck %s
// RUN: %clangxx -std=c++17 %s -o %t/plain && %t/plain > %t/plain.out
// RUN: cmp %t/plain.out %t/O0.out && cmp %t/plain.out %t/O2.out

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <map>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#define NOINLINE __attribute__((noinline))

static int Weights[26];
static const char *const Names[] = {"a", "bb", "ccc"};

// Makes a function expensive enough to be observed to the end.
static double slowly(double X) {
  double Sum = 0;
  for (int I = 1; I != 2000; ++I)
    Sum += std::sin(X * I) / I;
  return Sum;
}

struct Point {
  short X; // followed by padding
  int Y;
};
struct Calculator {
  // CHECK-DAG: memo _ZNK10Calculator5valueEi(int) -> double, proven: 4 calls, 2 distinct, 0 conflicts
  NOINLINE double value(int N) const { return slowly(N); }
};

// CHECK-DAG: memo _Z7scalarsidb(int, double, bool) -> double, proven: 4 calls, 3 distinct, 0 conflicts
NOINLINE double scalars(int N, double D, bool B) { return slowly(N + D) + B; }
// CHECK-DAG: memo {{.*}}byReference{{.*}}(const std::string &, const std::string &) -> int, proven: 4 calls, 2 distinct, 0 conflicts
NOINLINE int byReference(const std::string &A, const std::string &B) {
  std::vector<int> Row(B.size() + 1);
  for (size_t I = 0; I != A.size(); ++I)
    for (size_t J = 0; J != B.size(); ++J)
      Row[J] = std::max(Row[J], int(A[I] == B[J])) + int(slowly(I));
  return Row[0];
}
// CHECK-DAG: memo {{.*}}byValue{{.*}}(std::string) -> std::string, proven: 4 calls, 2 distinct, 0 conflicts
NOINLINE std::string byValue(std::string S) {
  S.push_back('0' + char(slowly(S.size())));
  return S + "x";
}
// CHECK-DAG: memo {{.*}}view{{.*}}(std::string_view) -> double, proven: 4 calls, 2 distinct, 0 conflicts
NOINLINE double view(std::string_view S) {
  int Best = 0;
  for (char C : S)
    Best = std::max(Best, int(C));
  return Best + slowly(Best);
}
// CHECK-DAG: memo {{.*}}numbers{{.*}}(const std::vector<int> &) -> double, proven: 4 calls, 2 distinct, 0 conflicts
NOINLINE double numbers(const std::vector<int> &V) {
  std::vector<int> Sorted(V);
  std::sort(Sorted.begin(), Sorted.end());
  std::set<int> Set(Sorted.begin(), Sorted.end());
  return Set.size() + slowly(Sorted[0]);
}
// CHECK-DAG: memo {{.*}}points{{.*}}(Point, const Point &) -> double, proven: 4 calls, 2 distinct, 0 conflicts
NOINLINE double points(Point A, const Point &B) {
  return slowly(A.X - B.X) + slowly(A.Y - B.Y);
}
// CHECK-DAG: memo {{.*}}text{{.*}}(const char *) -> double, reads globals Weights: 4 calls, 2 distinct, 0 conflicts
NOINLINE double text(const char *S) {
  int Sum = 0;
  for (const char *P = S; *P; ++P)
    Sum += Weights[*P % 26];
  return slowly(Sum);
}
// CHECK-DAG: memo {{.*}}throws{{.*}}(int) -> double, proven: 4 calls, 2 distinct, 0 conflicts
NOINLINE double throws(int N) {
  double D = slowly(N);
  if (N < 0)
    throw std::invalid_argument("negative");
  return D;
}
// CHECK-DAG: memo {{.*}}recursive{{.*}}(int) -> double, proven: {{[0-9]+}} calls, 6 distinct, 0 conflicts
NOINLINE double recursive(int N) {
  return N < 2 ? slowly(N) : recursive(N - 1) + recursive(N - 2);
}
// CHECK-DAG: memo {{.*}}ownList{{.*}}(int) -> double, proven: 4 calls, 2 distinct, 0 conflicts
struct Link {
  Link *Next;
  int Value;
};
NOINLINE double ownList(int N) {
  Link *Head = nullptr;
  for (int I = 0; I != N; ++I)
    Head = new Link{Head, I};
  double Sum = slowly(N);
  while (Head) {
    Link *Next = Head->Next;
    Sum += Head->Value;
    Head->Value = 0;
    delete Head;
    Head = Next;
  }
  return Sum + std::strlen(Names[N % 3]);
}

int main(int Count, char **) {
  Weights[1] = Count;
  double Sum = 0;
  for (int I = 0; I != 4; ++I) {
    int N = I % 2;
    Sum += Calculator().value(N);
    Sum += scalars(N, 0.5 * N, I == 0);
    std::string Letters = N ? "abc" : "abd";
    Sum += byReference(Letters, "xyz") + byValue(Letters).size() + view(Letters);
    Sum += numbers({3, 1, N}) + text(Letters.c_str()) + ownList(N + 3);
    Point A = {short(N), 2}, B = {3, 4};
    Sum += points(A, B);
    try {
      Sum += throws(-N);
    } catch (const std::exception &) {
      Sum += 1;
    }
  }
  Sum += recursive(5);
  std::printf("%.6f\n", Sum);
}
