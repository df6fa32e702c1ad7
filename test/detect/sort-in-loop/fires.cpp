// A program that has the problem: sequences sorted again though few elements changed.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %hone-clangxx -O2 -std=c++17 %s -o %t/app
// RUN: env HONE_PROFILE_FILE=%t/app.prof %t/app
// RUN: %hone suggest --all --rule sort-in-loop --json %t/app.prof | FileCheck %s

// CHECK: "rule": "sort-in-loop"

int main() {}
