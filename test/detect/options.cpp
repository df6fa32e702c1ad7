// The options of hone suggest, on a program with two things to improve.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %hone-clangxx -O2 -std=c++17 %s -o %t/app
// RUN: env HONE_PROFILE_FILE=%t/app.prof %t/app
//
// RUN: %hone suggest -n 1 %t/app.prof | FileCheck %s --check-prefix=ONE
// ONE: 1 suggestion for
// ONE: S1
// ONE-NOT: S2
//
// A filter does not renumber, and -o writes what would have been printed.
// RUN: %hone suggest --json %t/app.prof | %python -c "import json,sys; \
// RUN:   print(*['%%s %%s' %% (s['id'], s['rule']) for s in json.load(sys.stdin)['suggestions']], sep='\n')" > %t/all
// RUN: %hone suggest --json --rule memoize -o %t/memo.json %t/app.prof
// RUN: %python -c "import json; \
// RUN:   print(*['%%s %%s' %% (s['id'], s['rule']) for s in json.load(open(r'%t/memo.json'))['suggestions']], sep='\n')" > %t/memo
// RUN: grep memoize %t/all | diff - %t/memo
// RUN: grep linear-search %t/all
//
// RUN: %hone suggest --min-gain 101 %t/app.prof | FileCheck %s --check-prefix=NONE
// NONE: No suggestions for {{.*}}app. Looked at {{[0-9]+}} functions, 1 search, {{[0-9]+}} container{{s?}} and {{[0-9]+}} function{{.*}} arguments.
// NONE-NEXT: {{.*}}below the smallest gain hidden; --all shows them.
//
// A program deep down in folders is called by its own name.
// RUN: mkdir -p %t/a-folder/in-a-folder-of-a-long-name/that-does-not-fit/on-a-line
// RUN: cp %t/app %t/a-folder/in-a-folder-of-a-long-name/that-does-not-fit/on-a-line
// RUN: env HONE_PROFILE_FILE=%t/deep.prof %t/a-folder/in-a-folder-of-a-long-name/that-does-not-fit/on-a-line/app 12
// RUN: %hone suggest --min-gain 101 %t/deep.prof | FileCheck %s --check-prefix=DEEP
// DEEP: No suggestions for app 12. Looked at
//
// The gate.
// RUN: %hone suggest --fail-over 101 %t/app.prof
// RUN: %hone suggest --fail-over 2 %t/app.prof > %t/gate; test $? -eq 3
//
// RUN: %hone suggest --rule memo %t/app.prof 2> %t/error; test $? -eq 2
// RUN: FileCheck %s --check-prefix=RULE < %t/error
// RULE: error: there is no rule 'memo', did you mean 'memoize'?
//
// Colours on demand only.
// RUN: %hone suggest --color=always %t/app.prof > %t/colours
// RUN: grep -q "$(printf '\033')" %t/colours
// RUN: not grep -q "$(printf '\033')" %t/gate

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <vector>

static double weight(int Kind) {
  double Sum = 0;
  for (int I = 1; I < 4000; ++I)
    Sum += std::sqrt(double(Kind + I));
  return Sum;
}

static bool isKnown(const std::vector<long> &Known, long Id) {
  return std::find(Known.begin(), Known.end(), Id) != Known.end();
}

int main() {
  std::vector<long> Known;
  for (long I = 0; I < 40000; ++I)
    Known.push_back(I * 3);
  double Sum = 0;
  for (int I = 0; I < 10000; ++I)
    Sum += weight(I % 20) + isKnown(Known, I * 20);
  std::printf("%g\n", Sum);
}
