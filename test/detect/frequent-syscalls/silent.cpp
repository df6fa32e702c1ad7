// Buffered streams, large blocks, and a position that is asked for now and then.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %hone-clangxx -O2 -std=c++17 %s -o %t/app
// RUN: cd %t && env HONE_PROFILE_FILE=%t/app.prof HONE_SAMPLE_HZ=1000 ./app
// RUN: %hone suggest --rule frequent-syscalls --json %t/app.prof | FileCheck %s

// CHECK: "suggestions": []

#include <cstdio>
#include <fcntl.h>
#include <unistd.h>
#include <vector>

int main() {
  FILE *File = std::fopen("records", "w");
  for (unsigned I = 0; I < 3000000; ++I)
    std::fwrite(&I, sizeof I, 1, File);
  std::fclose(File);
  File = std::fopen("records", "r");
  unsigned Record;
  long Sum = 0;
  while (std::fread(&Record, sizeof Record, 1, File) == 1)
    if (Sum += Record; Record % 10000 == 0)
      Sum += std::ftell(File);
  std::fclose(File);
  std::vector<char> Block(1 << 20);
  int Blocks = open("blocks", O_CREAT | O_TRUNC | O_WRONLY, 0600);
  for (int I = 0; I < 100; ++I)
    Sum += write(Blocks, Block.data(), Block.size());
  close(Blocks);
  std::printf("%ld\n", Sum);
}
