// A program that has the problem: containers made and destroyed in a loop.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %hone-clangxx -O2 -std=c++17 %s -o %t/app
// RUN: env HONE_PROFILE_FILE=%t/app.prof %t/app
// RUN: %hone suggest --all --rule small-container-churn --json %t/app.prof | FileCheck %s

// CHECK: "rule": "small-container-churn"

int main() {}
