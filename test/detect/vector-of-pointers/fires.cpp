// A program that has the problem: vectors of pointers to elements that could stand in the vector.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %hone-clangxx -O2 -std=c++17 %s -o %t/app
// RUN: env HONE_PROFILE_FILE=%t/app.prof %t/app
// RUN: %hone suggest --all --rule vector-of-pointers --json %t/app.prof | FileCheck %s

// CHECK: "rule": "vector-of-pointers"

int main() {}
