// A program that has the problem: the same buffer walked from its start again and again.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %hone-clangxx -O2 -std=c++17 %s -o %t/app
// RUN: env HONE_PROFILE_FILE=%t/app.prof %t/app
// RUN: %hone suggest --all --rule repeated-scan --json %t/app.prof | FileCheck %s

// CHECK: "rule": "repeated-scan"

int main() {}
