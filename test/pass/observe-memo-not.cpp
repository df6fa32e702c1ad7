// What a function does besides its result rules it out; so do arguments that can
// not be hashed safely, and functions that are cheap by construction.
//
// RUN: mkdir -p %t
// RUN: %hone-clangxx -std=c++17 -O1 -S -emit-llvm %s -o %t/out.ll
// RUN: FileCheck %s < %t/out.ll
// A result that is looked at (names of files that are read are looked at, too).
// CHECK-NOT: __hone_memo_scalar

#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <sstream>
#include <sys/socket.h>
#include <unistd.h>
#include <string>
#include <vector>

static int Counter;
static int *Shared;

static int sum(int N) {
  int Sum = 0;
  for (volatile int I = 0; I < N; I = I + 1)
    Sum += I;
  return Sum;
}

int writesGlobal(int N) { return ++Counter + N + sum(N); }
int writesThroughGlobal(int N) { return (*Shared = N) + sum(N); }
int writesInCallee(int N) { return writesGlobal(N) + 1; }
int prints(int N) { return std::printf("%d", N); }
int streams(int N) { return std::cout << N, N; }
int rolls(int N) { return std::rand() % N; }
int writesFile(const std::string &Name) {
  return std::ofstream(Name).good();
}
int mayWriteFile(const char *Name, const char *Mode) {
  return std::fopen(Name, Mode) != nullptr;
}
int readsOthers(int Descriptor) {
  char C = 0;
  return read(Descriptor, &C, 1) == 1 ? C : -1;
}
int makesSocket(int Type) { return socket(AF_INET, Type, 0) + sum(Type); }
int readsInput(int N) { return std::cin >> N, N; }
int writesArgument(int &N) { return N += std::abs(N); }
int writesVector(std::vector<int> &V, int N) {
  V.push_back(N);
  return V.size();
}
int writesConst(const std::vector<int> &V) {
  for (const int &N : V)
    const_cast<int &>(N) = 1;
  return V.size();
}
struct Cursor {
  const int *At;
  void next() { ++At; }
};
int writesByCursor(const std::vector<int> &V) {
  Cursor C{V.data()};
  for (size_t I = 0; I != V.size(); ++I, C.next())
    *const_cast<int *>(C.At) = 1;
  return V.size();
}
int cachesItself(int N) {
  static int First = std::abs(N);
  return First + N;
}
int callsPointer(int (*F)(int), int N) { return F(N); }
int buffer(const char *Bytes, int Size) {
  int Sum = 0;
  for (int I = 0; I != Size; ++I)
    Sum += Bytes[I];
  return Sum;
}
int perhapsNull(const char *Text) { return Text ? std::atoi(Text) : 0; }
int pointer(const int *P) { return std::abs(*P); }
int *returnsPointer(int N) { return new int(N); }
int strings(const std::vector<std::string> &V) {
  int Sum = 0;
  for (const std::string &S : V)
    Sum += std::abs(int(S.size()));
  return Sum;
}
struct Object {
  int Factor;
  int method(int N) const { return std::abs(Factor * N); }
};
int useMethod(const Object *O, int N) { return O->method(N); }
int variable(int N, ...) {
  va_list Arguments;
  va_start(Arguments, N);
  int Sum = va_arg(Arguments, int);
  va_end(Arguments);
  return Sum;
}
int cheap(int A, int B) { return A * B + 1; }
void noResult(int N) { std::abs(N); }
