// Strings that are copied, or moved, whole for each piece: a sum that is assigned back,
// a member that grows at both ends, pieces put in front.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %hone-clangxx -O2 -std=c++17 %s -o %t/app
// RUN: env HONE_PROFILE_FILE=%t/app.prof %t/app > %t/output
// RUN: %hone suggest --all --rule quadratic-concat %t/app.prof > %t/out
// RUN: FileCheck %s --check-prefix=JOIN < %t/out
// RUN: FileCheck %s --check-prefix=FRONT < %t/out
// RUN: FileCheck %s --check-prefix=INSERT < %t/out
//
// The program does what it did, without optimization as well.
// RUN: %hone-clangxx -O0 -std=c++17 %s -o %t/app0
// RUN: env HONE_PROFILE_FILE=%t/app0.prof %t/app0 | diff - %t/output
// RUN: %hone suggest --all --rule quadratic-concat %t/app0.prof | FileCheck %s --check-prefix=JOIN

#include <cstdio>
#include <string>

static std::string joined(int Count) {
  std::string Text;
  for (int I = 0; I < Count; ++I)
    // JOIN: 'Text' (std::string) is copied whole for each piece that it grows by
    // JOIN-NEXT: fires.cpp:[[@LINE+3]] in joined
    // JOIN: 8,000 pieces were added
    // JOIN: Text += Piece;
    Text = Text + "piece" + ',';
  return Text;
}

struct Path {
  std::string Names;
  // FRONT: 'Path::Names' (std::string) is copied whole for each piece that it grows by
  // FRONT: medium
  void up(const std::string &Name) { Names = Name + Names; }
};

static std::string digits(int Count) {
  std::string Text;
  for (int I = 0; I < Count; ++I)
    // INSERT: 'Text' (std::string) is moved whole for each piece put in front of it
    // INSERT-NEXT: fires.cpp:[[@LINE+1]] in digits
    Text.insert(0, 1, char('0' + I % 10));
  return Text;
}

int main() {
  Path P;
  for (int I = 0; I < 8000; ++I)
    P.up("folder/");
  std::printf("%zu %zu %zu\n", joined(8000).size(), P.Names.size(),
              digits(60000).size());
}
