// A program that looks like the problem and has not got it.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %hone-clangxx -O2 -std=c++17 %s -o %t/app
// RUN: env HONE_PROFILE_FILE=%t/app.prof %t/app
// RUN: %hone suggest --all --rule compute-once --json %t/app.prof | FileCheck %s

// CHECK: "suggestions": []

int main() {}
