// A position that is asked for with each record, and single bytes that are
// written.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %hone-clangxx -O2 -std=c++17 %s -o %t/app
// RUN: cd %t && env HONE_PROFILE_FILE=%t/app.prof HONE_SAMPLE_HZ=1000 ./app
// RUN: %hone suggest --all --rule frequent-syscalls %t/app.prof > %t/out
// RUN: FileCheck %s --check-prefix=ASK < %t/out
// RUN: FileCheck %s --check-prefix=WRITE < %t/out
// RUN: %hone suggest --all --rule frequent-syscalls --json %t/app.prof | FileCheck %s --check-prefix=JSON

// JSON-DAG: "call": "ftell"
// JSON-DAG: "call": "write"

#include <cstdio>
#include <fcntl.h>
#include <unistd.h>

static long positions(FILE *File) {
  long Sum = 0;
  unsigned Record;
  for (;;) {
    // ASK: fires.cpp:[[@LINE+3]] asks the kernel where it is in a file, 1,500,001 times: ftell
    // ASK-NEXT: fires.cpp:[[@LINE+2]] in positions
    // ASK: Offset += Size
    Sum += std::ftell(File);
    if (std::fread(&Record, sizeof Record, 1, File) != 1)
      return Sum;
  }
}

int main() {
  FILE *File = std::fopen("records", "w");
  for (unsigned I = 0; I < 1500000; ++I)
    std::fwrite(&I, sizeof I, 1, File);
  std::fclose(File);
  File = std::fopen("records", "r");
  long Sum = positions(File);
  std::fclose(File);
  int Null = open("/dev/null", O_WRONLY);
  for (int I = 0; I < 300000; ++I)
    // WRITE: fires.cpp:[[@LINE+2]] writes a little at a time, 300,000 times: write
    // WRITE: large blocks
    Sum += write(Null, "x", 1);
  std::printf("%ld\n", Sum);
}
