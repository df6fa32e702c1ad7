// Loops of the user's that walk to the end of a text, or over a vector, each time
// they are asked: by pointer, index, member, iterator, and downwards.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %hone-clangxx -O2 -std=c++17 %s -o %t/app
// RUN: env HONE_PROFILE_FILE=%t/app.prof HONE_SAMPLE_HZ=1000 %t/app > %t/printed
// RUN: %hone suggest --all --rule repeated-scan %t/app.prof > %t/out
// RUN: FileCheck %s --check-prefix=LENGTH < %t/out
// RUN: FileCheck %s --check-prefix=LINE < %t/out
// RUN: FileCheck %s --check-prefix=ORDER < %t/out
// RUN: FileCheck %s --check-prefix=DOWN < %t/out
// RUN: FileCheck %s --check-prefix=EACH < %t/out
//
// The same at -O0, and the program prints the same without hone.
//
// RUN: %hone-clangxx -O0 -std=c++17 %s -o %t/slow
// RUN: env HONE_PROFILE_FILE=%t/slow.prof HONE_SAMPLE_HZ=1000 %t/slow | cmp - %t/printed
// RUN: %hone suggest --all --rule repeated-scan %t/slow.prof > %t/out0
// RUN: FileCheck %s --check-prefix=LENGTH < %t/out0
// RUN: FileCheck %s --check-prefix=LINE < %t/out0
// RUN: FileCheck %s --check-prefix=DOWN < %t/out0
// RUN: %clangxx -O2 -std=c++17 %s -o %t/plain && %t/plain | cmp - %t/printed

#include <cstdio>
#include <string>
#include <vector>

__attribute__((noinline)) static size_t length(const char *Text) {
  size_t N = 0;
  // LENGTH: repeated-scan {{.*}}fires-loop.cpp:[[@LINE+1]]{{$| }}
  while (Text[N])
    ++N;
  return N;
}

class Lines {
public:
  explicit Lines(const std::string &Text) : Text(Text) {}
  // Looks for the end of the line, which is that of the text.
  __attribute__((noinline)) bool next() {
    const std::string &Whole = Text;
    At = Start;
      // LINE: repeated-scan {{.*}}fires-loop.cpp:[[@LINE+1]]{{$| }}
    while (At < Whole.size() && Whole[At] != '\n')
      ++At;
    Start += 80;
    return Start < Whole.size();
  }

private:
  const std::string &Text;
  size_t Start = 0, At = 0;
};

__attribute__((noinline)) static bool isSorted(const std::vector<int> &All) {
  // ORDER: repeated-scan {{.*}}fires-loop.cpp:[[@LINE+1]]{{$| }}
  for (size_t I = 0; I < All.size(); ++I)
    if (All[I] < 0)
      return false;
  return true;
}

__attribute__((noinline)) static const char *lastSlash(const char *Begin,
                                                       const char *End) {
  // DOWN: repeated-scan {{.*}}fires-loop.cpp:[[@LINE+1]]{{$| }}
  while (End != Begin) {
    --End;
    if (*End == '/')
      return End;
  }
  return nullptr;
}

__attribute__((noinline)) static bool hasDigit(const std::string &Text) {
  // EACH: repeated-scan {{.*}}fires-loop.cpp:[[@LINE+1]]{{$| }}
  for (char C : Text)
    if (C >= '0' && C <= '9')
      return true;
  return false;
}

int main() {
  std::string Text(100000, 'x');
  std::vector<int> Numbers(50000);
  for (size_t I = 0; I != Numbers.size(); ++I)
    Numbers[I] = int(I);
  unsigned long Sum = 0;
  for (int I = 0; I < 2000; ++I) {
    Sum += length(Text.c_str()) + isSorted(Numbers) + hasDigit(Text);
    Sum += lastSlash(Text.data(), Text.data() + Text.size()) == nullptr;
  }
  Lines L(Text);
  do
    ++Sum;
  while (L.next());
  std::printf("%lu\n", Sum);
}
