// A program that has the problem: vectors, strings and hash tables that grow step by step to a size that could be known.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %hone-clangxx -O2 -std=c++17 %s -o %t/app
// RUN: env HONE_PROFILE_FILE=%t/app.prof %t/app
// RUN: %hone suggest --all --rule missing-reserve --json %t/app.prof | FileCheck %s

// CHECK: "rule": "missing-reserve"

int main() {}
