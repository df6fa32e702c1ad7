// Lines whose time is the kernel's say so; sums of processes and profiles that do not
// tell, too.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %hone-clangxx -O1 -std=c++17 %s -o %t/app
// RUN: cd %t && env HONE_PROFILE_FILE=%t/app.prof ./app
// RUN: %hone report --json app.prof > app.json
// RUN: env HONE_PROFILE_FILE=%t/sum-%%m.prof ./app && env HONE_PROFILE_FILE=%t/sum-%%m.prof ./app
// RUN: %hone report --json sum-*.prof > sum.json
// RUN: %hone report --json %src/test/tools/Inputs/format-3.prof > old.json
// RUN: %python %S/Inputs/kernel-time.py %s app.json sum.json old.json
// RUN: %hone lines --color=never app.prof | FileCheck %s
// CHECK: Written += write({{.*}}% in the kernel

#include <cstdio>
#include <fcntl.h>
#include <unistd.h>

__attribute__((noinline)) static double compute(double X) {
  for (int I = 0; I < 60'000'000; ++I)
    X = X * 1.0000001 + 0.5; // WORK
  return X;
}

int main() {
  int File = open("/dev/zero", O_RDWR);
  long Written = 0;
  for (int I = 0; I < 600'000; ++I)
    Written += write(File, "x", 1) + read(File, &Written, 0);
  std::printf("%ld %g\n", Written, compute(1));
}
