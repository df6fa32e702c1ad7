// A text is walked from its beginning, or to its end, for each of its numbers:
// by sscanf's hidden strlen, by counting the lines up to here, by strcat.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %hone-clangxx -O2 -std=c++17 %s -o %t/app
// RUN: env HONE_PROFILE_FILE=%t/app.prof %t/app
// RUN: %hone suggest --all --rule repeated-scan %t/app.prof > %t/out
// RUN: FileCheck %s --check-prefix=SCANF < %t/out
// RUN: FileCheck %s --check-prefix=COUNT < %t/out
// RUN: FileCheck %s --check-prefix=CAT < %t/out
// RUN: FileCheck %s --check-prefix=FIND < %t/out

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <string>

static const char *nextNumber(const char *Rest, int &Value) {
  int Length = 0;
  // SCANF: sscanf walks the same
  // SCANF-NEXT: fires.cpp:[[@LINE+2]] in nextNumber
  // SCANF: called 20,000 times from fires.cpp:[[@LINE+25]] in main
  if (sscanf(Rest, "%d,%n", &Value, &Length) != 1)
    return nullptr;
  // SCANF: strtol
  return Rest + Length;
}

static long lineOf(const std::string &Text, size_t At) {
  // COUNT: std::count walks the same
  // COUNT-NEXT: fires.cpp:[[@LINE+2]] in lineOf
  // COUNT: 1 buffer was scanned
  return 1 + std::count(Text.begin(), Text.begin() + At, ',');
}

int main() {
  std::string Text;
  for (int I = 0; I < 20000; ++I)
    Text += std::to_string(I) + ",";
  static char Joined[300000];
  long Sum = 0;
  int Value = 0;
  for (const char *Rest = Text.c_str(); Rest && *Rest;) {
    // CAT: strcat walks the same
    // CAT-NEXT: fires.cpp:[[@LINE+1]] in main
    strcat(Joined, "another part"); // CAT: stpcpy
    Rest = nextNumber(Rest, Value);
    Sum += lineOf(Text, Text.size() - size_t(Value));
    // FIND: std::string::find walks the same
    // FIND-NEXT: fires.cpp:[[@LINE+1]] in main
    Sum += long(Text.find(';'));
  }
  std::printf("%ld %zu\n", Sum, strlen(Joined));
}
