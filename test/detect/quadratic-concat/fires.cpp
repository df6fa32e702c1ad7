// A program that has the problem: strings that are copied whole for each piece that they grow by.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %hone-clangxx -O2 -std=c++17 %s -o %t/app
// RUN: env HONE_PROFILE_FILE=%t/app.prof %t/app
// RUN: %hone suggest --all --rule quadratic-concat --json %t/app.prof | FileCheck %s

// CHECK: "rule": "quadratic-concat"

int main() {}
