// A file that is read and parsed for each of many items; another by a stream.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %hone-clangxx -O2 -std=c++17 %s -o %t/app
// RUN: cd %t && env HONE_PROFILE_FILE=%t/app.prof HONE_SAMPLE_HZ=1000 ./app > %t/printed
// RUN: %hone suggest --all --rule compute-once %t/app.prof > %t/out
// RUN: FileCheck %s --check-prefix=FOPEN < %t/out
// RUN: FileCheck %s --check-prefix=STREAM < %t/out
// RUN: not grep -E "access of the|competes" %t/out
// RUN: clang++-19 -O2 -std=c++17 %s -o %t/plain && cd %t && ./plain | cmp - %t/printed

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <map>
#include <string>
#include <unistd.h>

static std::string readFile(const char *Name) {
  std::string Text;
  if (FILE *File = std::fopen(Name, "r")) {
    char Buffer[4096];
    while (size_t Got = std::fread(Buffer, 1, sizeof Buffer, File))
      Text.append(Buffer, Got);
    std::fclose(File);
  }
  return Text;
}

__attribute__((noinline)) static std::map<std::string, int> settings() {
  std::map<std::string, int> All;
  std::string Text = readFile("settings");
  size_t At = 0;
  for (size_t End; (End = Text.find('\n', At)) != std::string::npos; At = End + 1) {
    size_t Equal = Text.find('=', At);
    All[Text.substr(At, Equal - At)] = std::atoi(Text.c_str() + Equal + 1);
  }
  return All;
}

__attribute__((noinline)) static int limit() {
  std::ifstream In(std::string("limit"));
  int Number = 0, Sum = 0;
  while (In >> Number)
    Sum += Number;
  return Sum;
}

int main() {
  FILE *Settings = std::fopen("settings", "w"), *Limit = std::fopen("limit", "w");
  for (int I = 0; I < 200; ++I) {
    std::fprintf(Settings, "name%d=%d\n", I, I * 7);
    std::fprintf(Limit, "%d\n", I);
  }
  std::fclose(Settings);
  std::fclose(Limit);
  long Sum = 0;
  for (int I = 0; I < 3000; ++I) {
    // FOPEN: settings{{.*}} reads again what it read before, 3,000 times: fopen of the
    // FOPEN: reads.cpp:[[@LINE+3]] in main {{.*}}compute-once
    // FOPEN: 3,000 calls of fopen were looked at, for 1 name
    // FOPEN: settings{{.*}} -> readFile
    Sum += settings().at("name" + std::to_string(I % 200));
    // STREAM: limit reads again what it read before, 3,000 times: std::ifstream of the
    // STREAM: reads.cpp:[[@LINE+1]] in main
    Sum += limit();
    // Of files that are others each time nothing is said.
    Sum += access(("file" + std::to_string(I)).c_str(), R_OK);
  }
  std::printf("%ld\n", Sum);
}
