// The arguments change in the loop, and come again: not to be hoisted.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %hone-clangxx -O2 -std=c++17 %s -o %t/app
// RUN: env HONE_PROFILE_FILE=%t/app.prof %t/app
// RUN: %hone suggest --all --rule hoist --json %t/app.prof | FileCheck %s

// CHECK: "suggestions": []
// CHECK: "memo_functions": {{[1-9]}}

#include <cmath>
#include <cstdio>
#include <vector>

__attribute__((noinline)) double scale(int Unit, double Exchange) {
  double Sum = Exchange;
  for (int I = 1; I < 900; ++I)
    Sum += std::sqrt(Unit * I * Exchange);
  return Sum;
}

__attribute__((noinline)) double total(const std::vector<double> &Amounts) {
  double Sum = 0;
  int Unit = 0;
  for (double Amount : Amounts)
    Sum += Amount * scale(Unit++ % 4, 1.5);
  return Sum;
}

int main() {
  std::vector<double> Amounts(500, 2.5);
  double Sum = 0;
  for (int Account = 0; Account < 200; ++Account) {
    Amounts[0] = Account;
    Sum += total(Amounts);
  }
  std::printf("%g\n", Sum);
}
