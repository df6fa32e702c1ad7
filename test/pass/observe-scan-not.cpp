// Loops that look like searches and are none, or whose advice would be wrong.
//
// RUN: mkdir -p %t
// RUN: %hone-clangxx -O2 -S -emit-llvm %s -o %t/out.ll
// RUN: FileCheck %s < %t/out.ll
// CHECK-NOT: __hone_scan_begin

#include <algorithm>
#include <cstdio>
#include <set>
#include <string>
#include <string_view>
#include <vector>

int fewElements(int Key) {
  static const int Numbers[] = {1, 2, 3, 4};
  for (int Number : Numbers)
    if (Number == Key)
      return 1;
  return 0;
}

int fewUntilSentinel(const char *Key) {
  static const char *const Names[] = {"yes", "no", nullptr};
  for (int I = 0; Names[I]; ++I)
    if (std::string_view(Names[I]) == Key)
      return I;
  return -1;
}

int binarySearch(const int *Numbers, int Size, int Key) {
  int Low = 0, High = Size;
  while (Low < High) {
    int Middle = (Low + High) / 2;
    if (Numbers[Middle] == Key)
      return Middle;
    if (Numbers[Middle] < Key)
      Low = Middle + 1;
    else
      High = Middle;
  }
  return -1;
}

struct Tree {
  Tree *Left, *Right;
  int Key;
};
Tree *descend(Tree *T, int Key) {
  while (T) {
    if (T->Key == Key)
      return T;
    T = Key < T->Key ? T->Left : T->Right;
  }
  return nullptr;
}

int inText(const char *Text, char Delimiter) {
  for (int I = 0; Text[I]; ++I)
    if (Text[I] == Delimiter)
      return I;
  return -1;
}

bool inTextByLibrary(const std::string &Text) {
  return std::find(Text.begin(), Text.end(), ',') != Text.end();
}

int firstFree(const int *Slots, int Size) {
  for (int I = 0; I < Size; ++I)
    if (Slots[I] == 0)
      return I;
  return -1;
}

int changesElements(int *Numbers, int Size, int Key) {
  for (int I = 0; I < Size; ++I) {
    if (Numbers[I] == Key)
      return I;
    ++Numbers[I];
  }
  return -1;
}

int prints(const int *Numbers, int Size, int Key) {
  for (int I = 0; I < Size; ++I) {
    if (Numbers[I] == Key)
      return I;
    std::printf("%d\n", Numbers[I]);
  }
  return -1;
}

int looksAtAll(const int *Numbers, int Size, int Key) {
  int Sum = 0;
  for (int I = 0; I < Size; ++I)
    if (Numbers[I] == Key)
      Sum += I;
  return Sum;
}

int comparesPositions(int Size, int Key) {
  for (int I = 0; I < Size; ++I)
    if (I == Key)
      return I;
  return -1;
}

int firstLarger(const int *Numbers, int Size, int Limit) {
  for (int I = 0; I < Size; ++I)
    if (Numbers[I] > Limit)
      return I;
  return -1;
}

struct Token {
  Token *Next;
  std::string Text;
};
const Token *endOfStatement(const Token *T) {
  while (T && T->Text != ";")
    T = T->Next;
  return T;
}

int skipsEqual(const int *Numbers, int Size, int Key) {
  int I = 0;
  while (I < Size && Numbers[I] == Key)
    ++I;
  return I;
}

int volatileElements(const volatile int *Numbers, int Size, int Key) {
  for (int I = 0; I < Size; ++I)
    if (Numbers[I] == Key)
      return I;
  return -1;
}

bool inSet(const std::set<int> &Set, int Key) {
  return Set.find(Key) != Set.end();
}
