// Calls that do not come back: exceptions, longjmp, exit.
#include <csetjmp>
#include <cstdio>
#include <cstdlib>
#include <stdexcept>
#include <string>

static std::jmp_buf Back;

static int mayThrow(int X) {
  if (X % 3 == 0)
    throw std::runtime_error("third");
  return X;
}

static int passesThrough(int X) {
  std::string Local(static_cast<size_t>(X), 'x');
  int Result = mayThrow(X);
  Result += 1;
  return Result + static_cast<int>(Local.size());
}

static int catches(int X) {
  int Result = 0;
  try {
    Result = passesThrough(X);
    Result *= 2;
  } catch (const std::runtime_error &) {
    Result = -1;
  }
  return Result;
}

static void jumps(int X) {
  if (X > 2)
    std::longjmp(Back, X);
  std::printf("%d\n", X);
}

static void leaves(int Sum) {
  std::printf("%d\n", Sum);
  std::exit(Sum % 7);
}

static void finish(int Sum) {
  leaves(Sum);
  std::printf("never\n");
}

int main() {
  volatile int Sum = 0; // changed between setjmp and longjmp
  for (int I = 1; I <= 9; ++I) {
    Sum = Sum + catches(I);
  }
  volatile int Next = 0;
  setjmp(Back);
  while (Next < 5) {
    Next = Next + 1;
    jumps(Next);
    Sum = Sum + Next;
  }
  finish(Sum);
}
