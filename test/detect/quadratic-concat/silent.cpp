// Strings that grow at their end in place, sums that are new strings, and short ones.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %hone-clangxx -O2 -std=c++17 %s -o %t/app
// RUN: env HONE_PROFILE_FILE=%t/app.prof %t/app
// RUN: %hone suggest --all --rule quadratic-concat --json %t/app.prof | FileCheck %s

// CHECK: "suggestions": []

#include <cstdio>
#include <string>

static std::string appended(int Count) {
  std::string Text;
  for (int I = 0; I < Count; ++I)
    Text += "piece,";
  return Text;
}

/// Each sum is of the same long text and is dropped.
static size_t greet(const std::string &Long, int Count) {
  size_t Size = 0;
  for (int I = 0; I < Count; ++I) {
    std::string Greeting = Long + "!";
    Size += Greeting.size();
  }
  return Size;
}

static size_t shortWords(int Count) {
  size_t Size = 0;
  for (int I = 0; I < Count; ++I) {
    std::string Word;
    for (int J = 0; J < 6; ++J)
      Word = Word + 'x';
    Word.insert(0, 1, '-');
    Size += Word.size();
  }
  return Size;
}

int main() {
  std::string Long = appended(20000);
  std::printf("%zu %zu %zu\n", Long.size(), greet(Long, 2000), shortWords(20000));
}
