// A program that has the problem: lists that are walked more than changed.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %hone-clangxx -O2 -std=c++17 %s -o %t/app
// RUN: env HONE_PROFILE_FILE=%t/app.prof %t/app
// RUN: %hone suggest --all --rule list-to-vector --json %t/app.prof | FileCheck %s

// CHECK: "rule": "list-to-vector"

int main() {}
