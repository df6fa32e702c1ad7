// A list searched by a predicate that compares a member for equality: which one
// is said, and the container by its name.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %hone-clangxx -O2 -std=c++17 %s -o %t/app
// RUN: env HONE_PROFILE_FILE=%t/app.prof %t/app
// RUN: %hone suggest --json %t/app.prof | FileCheck %s

#include <algorithm>
#include <cstdio>
#include <list>

struct Account {
  int Id;
  long Balance;
};

// CHECK: "rule": "linear-search"
// CHECK: "title": "std::find_if by Account::Id searches 'All' (std::list<Account>) of 3,000 elements
static Account *accountOf(std::list<Account> &All, int Id) {
  auto It = std::find_if(All.begin(), All.end(),
                         [Id](const Account &A) { return A.Id == Id; });
  // CHECK: "line": [[@LINE-2]],
  // CHECK: "confidence": "high"
  return It == All.end() ? nullptr : &*It;
}
// CHECK: "search": "std::find_if"
// CHECK: "compared": "Account::Id"

int main() {
  std::list<Account> All;
  for (int I = 0; I < 3000; ++I)
    All.push_back({I, 0});
  long Sum = 0;
  for (int I = 0; I < 20000; ++I)
    if (Account *A = accountOf(All, I * 7 % 4000))
      Sum += ++A->Balance;
  std::printf("%ld\n", Sum);
}
