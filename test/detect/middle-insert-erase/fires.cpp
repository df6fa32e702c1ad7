// A program that has the problem: vectors and deques that gain or lose elements in their middle.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %hone-clangxx -O2 -std=c++17 %s -o %t/app
// RUN: env HONE_PROFILE_FILE=%t/app.prof %t/app
// RUN: %hone suggest --all --rule middle-insert-erase --json %t/app.prof | FileCheck %s

// CHECK: "rule": "middle-insert-erase"

int main() {}
