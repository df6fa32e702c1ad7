// Memory without a type is no container, and compiling it must not stop at that.
//
// RUN: mkdir -p %t && cd %t
// RUN: %hone-clangxx -std=c++17 -O1 %s -o a
// RUN: env HONE_PROFILE_FILE=a.prof ./a
// RUN: %python %S/Inputs/containers.py a.prof | FileCheck %s --allow-empty --implicit-check-not=variable

#include <cstdio>
#include <cstring>

static const void *last;

static int first(const void *At) {
  last = At;
  return *static_cast<const char *>(At);
}

static int sum(const void *Bytes, const void *const *All, size_t Size) {
  int Sum = 0;
  for (size_t I = 0; I != Size; ++I) {
    Sum += first(static_cast<const char *>(Bytes) + I);
    Sum += first(static_cast<const char *>(All[0]) + I);
  }
  return Sum;
}

int main() {
  const char *Text = "abc";
  const void *All[] = {Text};
  std::printf("%d\n", sum(Text, All, std::strlen(Text)));
}
