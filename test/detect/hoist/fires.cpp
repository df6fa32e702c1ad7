// A call in a loop, whose arguments the loop does not change.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %hone-clangxx -O2 -std=c++17 %s -o %t/app
// RUN: env HONE_PROFILE_FILE=%t/app.prof %t/app
// RUN: %hone suggest --json %t/app.prof | FileCheck %s
// RUN: %hone suggest %t/app.prof | FileCheck %s --check-prefix=TEXT

#include <cmath>
#include <cstdio>
#include <vector>

__attribute__((noinline)) double scale(int Unit, double Exchange) {
  double Sum = Exchange;
  for (int I = 1; I < 900; ++I)
    Sum += std::sqrt(Unit * I * Exchange);
  return Sum;
}

__attribute__((noinline)) double total(const std::vector<double> &Amounts,
                                       int Unit) {
  double Sum = 0;
  for (double Amount : Amounts)
    // CHECK: "rule": "hoist"
    // CHECK: "line": [[@LINE+2]],
    // CHECK-NEXT: "function": "total(
    Sum += Amount * scale(Unit, 1.5);
  return Sum;
}

// TEXT: scale is called in a loop with arguments that do not change there
// TEXT: const double Value = scale(A, B);

int main() {
  std::vector<double> Amounts(500, 2.5);
  double Sum = 0;
  for (int Account = 0; Account < 200; ++Account)
    Sum += total(Amounts, Account);
  std::printf("%g\n", Sum);
}
