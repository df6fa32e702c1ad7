// Which loops are observed as walks along a buffer. What is read at the end of one
// lies where the elements were: in doubt a loop is left out.
//
// RUN: mkdir -p %t
// RUN: %hone-clangxx -std=c++17 -O1 -S -emit-llvm %s -o %t/out.ll
// RUN: FileCheck %s < %t/out.ll
// RUN: FileCheck %s --check-prefix=NOT < %t/out.ll

#include <cstdint>
#include <string>
#include <vector>

// CHECK-DAG: @__hone_s{{.*}}byPointer
const char *byPointer(const char *P) {
  while (*P)
    ++P;
  return P;
}
// CHECK-DAG: @__hone_s{{.*}}byIndex
int byIndex(const int *A, int N) {
  int I = 0;
  while (I < N && A[I] != 7)
    ++I;
  return I;
}
// CHECK-DAG: @__hone_s{{.*}}downwards
int downwards(const std::vector<int> &A) {
  int I = int(A.size()) - 1;
  for (; I >= 0; --I)
    if (A[I] < 0)
      break;
  return I;
}
// CHECK-DAG: @__hone_s{{.*}}byIterator
bool byIterator(const std::string &Text) {
  for (char C : Text)
    if (C < ' ')
      return true;
  return false;
}

// NOT-NOT: @__hone_s{{.*}}not
// The number of turns is known beforehand.
int notLeft(const char *P, int N) {
  int Sum = 0;
  for (int I = 0; I < N; ++I)
    Sum += P[I] < ' ';
  return Sum;
}
// It goes on only now and then.
int notEachTurn(const char *P, unsigned Seed) {
  int I = 0;
  while (P[I] != 0) {
    Seed = Seed * 1103515245 + 12345;
    if (Seed & 64)
      ++I;
  }
  return I;
}
// The index goes around.
int notInARing(const char *P) {
  uint8_t I = 0;
  int Turns = 0;
  while (P[I] < ' ' && Turns < 5000) {
    ++I;
    ++Turns;
  }
  return I;
}
// The buffer is another one in each turn.
int notOneBuffer(const char *const *Rows, const char *Row) {
  int I = 0;
  while (Row[I] < ' ') {
    Row = Rows[I];
    ++I;
  }
  return I;
}
// Every second element; elements that are not next to each other.
int notAll(const int *P) {
  int I = 0;
  while (P[I] < 0)
    I += 2;
  return I;
}
struct Node {
  Node *Next;
  int Key;
};
int notAList(const Node *N) {
  int Turns = 0;
  for (; N; N = N->Next, ++Turns)
    if (N->Key < 0)
      break;
  return Turns;
}
// Somebody else moves it, too.
void move(const char **P);
int notAlone(const char *P) {
  int Turns = 0;
  while (*P > ' ') {
    ++P;
    move(&P);
    ++Turns;
  }
  return Turns;
}
static inline void skip(const char **P) { *P += 100; }
int notByOneStep(const char *P) {
  int Turns = 0;
  while (*P > ' ') {
    ++P;
    skip(&P);
    ++Turns;
  }
  return Turns;
}
// What it reads it changes.
void notReadOnly(char *P) {
  while (*P)
    *P++ ^= 1;
}
