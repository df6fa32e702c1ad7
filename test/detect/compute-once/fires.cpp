// A program that has the problem: objects that are built, and files that are read, again and again.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %hone-clangxx -O2 -std=c++17 %s -o %t/app
// RUN: env HONE_PROFILE_FILE=%t/app.prof %t/app
// RUN: %hone suggest --all --rule compute-once --json %t/app.prof | FileCheck %s

// CHECK: "rule": "compute-once"

int main() {}
