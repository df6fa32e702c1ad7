// What is read from containers: sizes as the containers themselves say, whether
// the key was there, how far elements had to move, keys and repeats. Fewer than a
// thousand operations, so that every one is observed.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %clangxx -O1 -std=c++17 -I%src/include -I%S/Inputs %s %hone_rt -o %t/a
// RUN: env HONE_PROFILE_FILE=%t/p.prof %t/a > %t/truth
// RUN: %python %S/Inputs/operations.py %t/p.prof > %t/out
// RUN: diff %t/truth %t/out
// RUN: %python %S/Inputs/operations.py %t/p.prof more | FileCheck %s
// RUN: %python %S/Inputs/operations.py %t/p.prof events | FileCheck --check-prefix=EVENT %s
//
// The same of libc++.
// RUN: %if libcxx %{ %clangxx -stdlib=libc++ -O1 -std=c++17 -I%src/include -I%S/Inputs %s %hone_rt -o %t/b %}
// RUN: %if libcxx %{ env HONE_PROFILE_FILE=%t/b.prof %t/b > %t/truth %}
// RUN: %if libcxx %{ %python %S/Inputs/operations.py %t/b.prof > %t/out && diff %t/truth %t/out %}

#include "Operations.h"

#include <algorithm>
#include <deque>
#include <list>
#include <map>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

using hone::keyWord;

#ifdef _LIBCPP_VERSION
#define TREE TREE_LIBCXX
#define STRING STRING_LIBCXX
#define DEQUE DEQUE_LIBCXX
constexpr hone::U32 StringKey = hone::HONE_KEY_STRING_LIBCXX;
constexpr hone::U32 ViewKey = hone::HONE_KEY_VIEW_LIBCXX;
constexpr bool KnowsDequePlaces = false;
#else
constexpr hone::U32 StringKey = hone::HONE_KEY_STRING;
constexpr hone::U32 ViewKey = hone::HONE_KEY_VIEW;
constexpr bool KnowsDequePlaces = true;
#endif

FUNCTION(main)
OPERATION(MapSet, main, 10, Subscript, TREE, 8, IntKey)
OPERATION(MapFind, main, 11, Find, TREE, 8, IntKey)
OPERATION(HashAdd, main, 20, InsertKey, HASH, 40, StringKey)
OPERATION(HashFind, main, 21, Find, HASH, 40, StringKey)
OPERATION(HashCount, main, 22, Count, HASH, 40, StringKey)
OPERATION(HashAt, main, 23, At, HASH, 40, StringKey)
OPERATION(HashErase, main, 24, EraseKey, HASH, 40, StringKey)
OPERATION(HashClear, main, 25, Clear, HASH, 40, 0)
OPERATION(VectorInsert, main, 30, InsertAt, VECTOR, 4, 0)
OPERATION(VectorErase, main, 31, EraseAt, VECTOR, 4, 0)
OPERATION(DequeInsert, main, 40, InsertAt, DEQUE, 4, 0)
OPERATION(DequeErase, main, 41, EraseAt, DEQUE, 4, 0)
OPERATION(DequePush, main, 42, PushFront, DEQUE, 4, 0)
OPERATION(ListPush, main, 50, PushFront, LIST, 8, 0)
OPERATION(ListSort, main, 51, Reorder, LIST, 8, 0)
OPERATION(StringAdd, main, 60, Append, STRING, 1, 0)
OPERATION(Filled, main, 61, Fill, STRING, 1, 0)
OPERATION(Copied, main, 62, Copy, VECTOR, 4, 0)
OPERATION(CopiedUnseen, main, 63, Copy, VECTOR, 4, 0)
OPERATION(Destroyed, main, 64, Destroy, VECTOR, 4, 0)
OPERATION(Searched, main, 70, SearchAll, RANGE, 4, 0)
OPERATION(Views, main, 80, Count, TREE, 0, ViewKey)
OPERATION(Texts, main, 81, Count, TREE, 0, hone::HONE_KEY_CSTRING)
OPERATION(Large, main, 82, Count, TREE, 8, keyWord(hone::HONE_KEY_UNSIGNED, 8))
OPERATION(Bytes, main, 83, Count, TREE, 1, keyWord(hone::HONE_KEY_SIGNED, 1))
OPERATION(Thrown, main, 90, At, TREE, 8, IntKey)
OPERATION(Hidden, main, 91, Find, UNKNOWN, 0, 0)

void maps() {
  std::map<int, int> M;
  Truth Set, Find;
  for (int Round = 0; Round != 2; ++Round)
    for (int I = -30; I != 30; ++I) {
      Set.add(M.size(), M.count(I));
      operate(MapSet, &M, &I, [&] { return &M[I]; });
    }
  for (int I = 0; I != 60; ++I) {
    Find.add(M.size(), M.count(I));
    operate(MapFind, &M, &I, [&] { return M.find(I); });
  }
  Set.print(10);
  Find.print(11);
}

// CHECK: OPERATION line 10 samples 120 keyed 120 key-min -30 key-max 29 seen 0 used 0 expected 0 repeat 0:0 threads 1 containers 1
// CHECK: OPERATION line 11 samples 60 keyed 60 key-min 0 key-max 59 seen 0
// EVENT: WINDOW 0
// EVENT-NEXT: EVENT line 10 operation [[SUBSCRIPT:[0-9]+]] size 0 key {{[0-9]+}} key-bytes 0 hit 0 moved 0
// EVENT: WINDOW 1
// EVENT: EVENT line 10 operation [[SUBSCRIPT]] size 60 key 29 key-bytes 0 hit 1 moved 0
// EVENT-NEXT: EVENT line 11 operation {{[0-9]+}} size 60 key 0 key-bytes 0 hit 1 moved 0

void hashes() {
  std::unordered_map<std::string, int> M;
  Truth Add, Find, Count, At, Erase, Clear;
  std::string Previous = "none";
  auto Key = [&](Truth &T, const std::string &Text) {
    size_t Common = 0;
    while (Common < Text.size() && Common < Previous.size() && Common < 64 &&
           Text[Common] == Previous[Common])
      ++Common;
    T.KeyBytes += Text.size();
    T.KeyCommon += Common;
    T.Repeats += Text == Previous && !startsWindow();
    Previous = Text;
  };
  for (int I = 0; I != 20; ++I) {
    std::string Name = std::string(2 * I, 'x') + std::to_string(I % 15);
    bool IsThere = M.count(Name);
    Key(Count.add(M.size(), IsThere), Name);
    operate(HashCount, &M, &Name, [&] { return M.count(Name); });
    Key(Find.add(M.size(), IsThere), Name);
      operate(HashFind, &M, &Name, [&] { return M.find(Name); });
    Key(Add.add(M.size(), IsThere), Name);
    operate(HashAdd, &M, &Name, [&] { return M.emplace(Name, I); });
    if (I % 2) {
      std::string Other = Name + "?";
      Key(Count.add(M.size(), false), Other);
      operate(HashCount, &M, &Other, [&] { return M.count(Other); });
      Key(At.add(M.size(), true), Name);
      operate(HashAt, &M, &Name, [&] { return &M.at(Name); });
    }
  }
  for (int I = 0; I != 5; ++I) {
    std::string Name = std::to_string(I % 2 ? 0 : I);
    Key(Erase.add(M.size(), M.count(Name)), Name);
    operate(HashErase, &M, &Name, [&] { return M.erase(Name); });
  }
  Clear.add(M.size());
  operate(HashClear, &M, nullptr, [&] { M.clear(); });
  Add.print(20);
  Find.print(21);
  Count.print(22);
  At.print(23);
  Erase.print(24);
  Clear.print(25);
}

// CHECK: OPERATION line 20 samples 20 keyed 20 key-min 0 key-max 0 {{.*}} repeat 21:3 threads 1 containers 1
// CHECK: OPERATION line 21 {{.*}} repeat 22:3
// CHECK: OPERATION line 22 {{.*}} repeat 0:0

// Where an iterator of libc++'s deque stands is not known.
template <class Container>
void places(hone::OperationRecord &Insert, hone::OperationRecord &Erase,
            Container &C, bool ByIterator, int InsertLine) {
  Truth In, Out;
  auto Argument = [&](auto &Place) {
    return ByIterator ? (const void *)&Place : (const void *)&*Place;
  };
  bool Known = !ByIterator || KnowsDequePlaces;
  auto Note = [&](Truth &T, long Front, long Behind) {
    long Moved = ByIterator && Front < Behind ? Front : Behind;
    T.add(C.size(), false, Known ? Moved : 0);
    T.AtFront += Known && !C.empty() && !Front;
    T.AtBack += Known && !Behind;
  };
  for (int I = 0; I != 24; ++I) {
    long Size = C.size(), At = I % 3 == 0 ? 0 : I % 3 == 1 ? Size / 2 : Size;
    Note(In, At, Size - At);
    auto Place = C.begin() + At;
    operate(Insert, &C, Argument(Place), [&] { C.insert(Place, I); });
  }
  for (int I = 0; I != 12; ++I) {
    long Size = C.size(), At = I % 3 == 0 ? 0 : I % 3 == 1 ? Size / 2 : Size - 1;
    Note(Out, At, Size - At - 1);
    auto Place = C.begin() + At;
    operate(Erase, &C, Argument(Place), [&] { C.erase(Place); });
  }
  // Two in the middle, then all.
  Note(Out, 4, long(C.size()) - 6);
  auto Place = C.begin() + 4;
  operate(Erase, &C, Argument(Place), [&] { C.erase(Place, Place + 2); });
  Note(Out, 0, 0);
  Place = C.begin();
  operate(Erase, &C, Argument(Place), [&] { C.erase(Place, C.end()); });
  In.print(InsertLine);
  Out.print(InsertLine + 1);
}

void sequences() {
  std::vector<int> V;
  V.reserve(100); // so that an empty one has an address
  places(VectorInsert, VectorErase, V, false, 30);
  std::deque<int> D;
  places(DequeInsert, DequeErase, D, true, 40);
  Truth Push;
  for (int I = 0; I != 300; ++I) { // over several nodes
    Push.add(D.size());
    operate(DequePush, &D, nullptr, [&] { D.push_front(I); });
  }
  Push.print(42);
  std::list<long> L;
  Truth PushList, Sort;
  for (int I = 0; I != 5; ++I) {
    PushList.add(L.size());
    operate(ListPush, &L, nullptr, [&] { L.push_front(I); });
  }
  Sort.add(L.size(), false, L.size());
  operate(ListSort, &L, nullptr, [&] { L.sort(); });
  PushList.print(50);
  Sort.print(51);
}

// Short and long strings, and containers that are made: their memory is not looked
// at before.
void lives() {
  Truth Add, Fill, Copy, CopyUnseen, Destroy;
  std::string S;
  for (int I = 0; I != 10; ++I) {
    Add.add(S.size());
    operate(StringAdd, &S, nullptr, [&] { S.append("12345"); });
  }
  Add.print(60);
  for (const char *Text : {"", "short", "so long that it needs memory of its own"}) {
    alignas(std::string) char Raw[sizeof(std::string)];
    memset(Raw, 0xff, sizeof(Raw));
    Fill.add(strlen(Text), *Text, strlen(Text));
    auto *Made = reinterpret_cast<std::string *>(Raw);
    operate(Filled, Raw, nullptr, [&] { new (Raw) std::string(Text); });
    Made->~basic_string();
  }
  Fill.print(61);
  for (int Size : {0, 3, 1000})
    for (bool IsSeen : {true, false}) {
      std::vector<int> From(Size);
      alignas(std::vector<int>) char Raw[sizeof(From)];
      memset(Raw, 0xff, sizeof(Raw));
      (IsSeen ? Copy : CopyUnseen).add(Size, Size, Size);
      operate(IsSeen ? Copied : CopiedUnseen, Raw, IsSeen ? &From : nullptr,
              [&] { new (Raw) std::vector<int>(From); });
      Destroy.add(Size);
      operate(Destroyed, Raw, nullptr, [&] {
        reinterpret_cast<std::vector<int> *>(Raw)->~vector();
        memset(Raw, 0xff, sizeof(Raw));
      });
    }
  Copy.print(62);
  CopyUnseen.print(63);
  Destroy.print(64);
  Truth Search;
  int Numbers[7] = {};
  for (int I = 0; I != 7; ++I) {
    Search.add(I, false, I);
    operate(Searched, Numbers, Numbers + I,
            [&] { return std::find(Numbers, Numbers + I, 1); });
  }
  Search.print(70);
}

void keys() {
  Truth View, Text, Number, Byte;
  std::set<std::string, std::less<>> Names;
  std::string Long(200, 'a');
  for (std::string_view Name : {std::string_view(), std::string_view("ab"),
                                std::string_view(Long), std::string_view(Long)}) {
    View.add(0);
    View.KeyBytes += Name.size();
    operate(Views, &Names, &Name, [&] { return Names.count(Name); });
  }
  View.KeyCommon = 1 + 64; // "" ab aaa aaa: 64 bytes are kept
  View.Repeats = 1;
  for (const char *Name : {"a", "axe", "ax"}) {
    Text.add(0);
    Text.KeyBytes += strlen(Name);
    operate(Texts, &Names, Name, [&] { return Names.count(Name); });
  }
  Text.KeyCommon = 1 + 1 + 2;
  std::set<uint64_t> Numbers;
  for (uint64_t N : {uint64_t(5), ~uint64_t(2), uint64_t(3)}) {
    Number.add(0);
    operate(Large, &Numbers, &N, [&] { return Numbers.count(N); });
  }
  std::set<signed char> Chars;
  for (signed char C : {-5, 4}) {
    Byte.add(0);
    operate(Bytes, &Chars, &C, [&] { return Chars.count(C); });
  }
  View.print(80);
  Text.print(81);
  Number.print(82);
  Byte.print(83);
}

// CHECK: OPERATION line 80 samples 4 keyed 4
// CHECK: OPERATION line 82 samples 3 keyed 3 key-min 3 key-max -3 seen
// CHECK: OPERATION line 83 samples 2 keyed 2 key-min -5 key-max 4 seen

// What throws does not count; what cannot be looked into has its time.
void others() {
  Truth None, Unseen;
  std::map<int, int> M;
  int Key = 1;
  try {
    operate(Thrown, &M, &Key, [&] { return &M.at(Key); });
  } catch (std::out_of_range &) {
  }
  None.print(90);
  for (int I = 0; I != 3; ++I) {
    Unseen.add(0);
    operate(Hidden, &M, &Key, [&] { return M.find(Key); });
  }
  Unseen.print(91);
}

int main() {
  ENTER(main);
  maps();
  hashes();
  sequences();
  lives();
  keys();
  others();
  EXIT;
}

// CHECK: OPERATION line 90 samples 0 {{.*}} threads 0 containers 0
// CHECK: OPERATION line 91 samples 3 keyed 0
