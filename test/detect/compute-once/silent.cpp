// Objects that callers change, that differ, or that take no time; files that are
// written, and many that are read once.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %hone-clangxx -O2 -std=c++17 %s -o %t/app
// RUN: cd %t && env HONE_PROFILE_FILE=%t/app.prof HONE_SAMPLE_HZ=1000 ./app
// RUN: %hone suggest --rule compute-once --json %t/app.prof | FileCheck %s

// CHECK: "suggestions": []

#include <cstdio>
#include <string>
#include <vector>

__attribute__((noinline)) static std::vector<double> zeros(int Size) {
  return std::vector<double>(Size);
}

__attribute__((noinline)) static std::vector<int> squares(int Size) {
  std::vector<int> All;
  for (int I = 0; I < Size; ++I)
    All.push_back(I * I);
  return All;
}

__attribute__((noinline)) static void log(const std::string &Name, long Number) {
  if (FILE *File = std::fopen(Name.c_str(), Number ? "a" : "w")) {
    std::fprintf(File, "%ld\n", Number);
    std::fclose(File);
  }
}

__attribute__((noinline)) static long read(const std::string &Name) {
  long Number = 0;
  if (FILE *File = std::fopen(Name.c_str(), "r")) {
    if (std::fscanf(File, "%ld", &Number) != 1)
      Number = -1;
    std::fclose(File);
  }
  return Number;
}

int main() {
  double Sum = 0;
  for (int I = 0; I < 20000; ++I) {
    std::vector<double> Work = zeros(2000);
    Work[I % 2000] = I;
    for (double Number : Work)
      Sum += Number;
    Sum += squares(I % 1000).size();
  }
  for (int I = 0; I < 2000; ++I)
    log("log", I);
  for (int I = 0; I < 500; ++I) {
    log("log" + std::to_string(I), I);
    Sum += read("log" + std::to_string(I));
  }
  std::printf("%g\n", Sum);
}
