// Buffers are scanned often, but each byte once or twice: other text in the same
// buffer each time, short texts, searches that go on from where they stopped,
// and a length that the optimizer takes out of the loop.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %hone-clangxx -O2 -std=c++17 %s -o %t/app
// RUN: env HONE_PROFILE_FILE=%t/app.prof %t/app
// RUN: %hone suggest --all --rule repeated-scan --json %t/app.prof | FileCheck %s

// CHECK: "suggestions": []

#include <cstdio>
#include <cstring>
#include <string>

__attribute__((noinline)) static int ones(const char *Text) {
  int N = 0;
  for (size_t I = 0; I < strlen(Text); ++I)
    N += Text[I] == '1';
  return N;
}

int main() {
  size_t Sum = 0;
  static char Line[5000];
  for (int I = 0; I < 50000; ++I) { // as fgets() would
    int Length = std::snprintf(Line, sizeof(Line), "line %d:%3000d", I, I);
    Sum += strlen(Line) + (memchr(Line, '\n', size_t(Length)) != nullptr);
  }
  std::string Text;
  for (int I = 0; I < 50000; ++I) {
    std::string Number = std::to_string(I);
    Text += Number + ",";
    Sum += strlen(Number.c_str());
  }
  for (size_t At = 0; (At = Text.find(',', At)) != std::string::npos; ++At)
    ++Sum;
  for (const char *At = Text.c_str(); (At = strchr(At, ',')); ++At)
    ++Sum;
  std::printf("%zu %d\n", Sum, ones(Text.c_str()));
}
