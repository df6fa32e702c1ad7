//===- KeyTable.cpp - keys of a replay ------------------------------------===//
//
// Owns: how keys are made up.
//
//===----------------------------------------------------------------------===//

#include "KeyTable.h"

#include "lib/costs/Dice.h"

#include <algorithm>

namespace hone {

uint32_t KeyTable::numberOf(const StreamOperation &O) {
  bool IsString = S.TheKeys == Stream::Keys::Strings;
  std::pair<uint64_t, uint32_t> Key(O.Key, IsString ? O.KeyBytes : 0);
  auto [It, IsNew] = Numbers.try_emplace(Key, uint32_t(Seen.size()));
  if (IsNew)
    Seen.push_back(Key);
  return It->second;
}

void KeyTable::finish(size_t Others, Script &Out) {
  Out.SeenKeys = Seen.size();
  if (S.TheKeys == Stream::Keys::Integers)
    finishIntegers(Others, Out);
  else if (S.TheKeys == Stream::Keys::Strings)
    finishStrings(Others, Out);
}

void KeyTable::finishIntegers(size_t Others, Script &Out) {
  if (Seen.empty())
    return;
  // Of signed keys the order is that of signed numbers.
  int64_t Least = INT64_MAX, Most = INT64_MIN;
  std::unordered_set<uint64_t> Used;
  for (const auto &Entry : Seen) {
    Out.Integers.push_back(Entry.first);
    Used.insert(Entry.first);
    Least = std::min(Least, int64_t(Entry.first));
    Most = std::max(Most, int64_t(Entry.first));
  }
  Dice Random;
  uint64_t Width = uint64_t(Most) - uint64_t(Least) + 1;
  size_t All = Seen.size() + Others;
  bool IsDense = Width && Width < 2 * All;
  // Dense keys: all of them, on beyond the largest if those are not enough.
  for (uint64_t Next = uint64_t(Least); Out.Integers.size() < All; ++Next) {
    uint64_t Key = Next;
    if (!IsDense)
      Key = uint64_t(Least) + (Width ? Random.next() % Width : Random.next());
    if (Used.insert(Key).second)
      Out.Integers.push_back(Key);
  }
  std::shuffle(Out.Integers.begin() + Seen.size(), Out.Integers.end(), Random);
}

/// Text of that length which is no other key's; longer where there are no more
/// of that length.
std::string KeyTable::unusedText(uint64_t Hash, size_t Length) {
  static constexpr char Digits[] = "0123456789abcdefghijklmnopqrstuvwxyz"
                                   "ABCDEFGHIJKLMNOPQRSTUVWXYZ-_";
  for (size_t Try = 0;; ++Try) {
    Dice Random(Hash + Try);
    size_t Size = Length + Try / 64;
    std::string Text(Size, 'k');
    for (size_t I = std::min(size_t(S.CommonBytes), Size); I != Size; ++I)
      Text[I] = Digits[Random.next() % 64];
    if (UsedTexts.insert(Text).second)
      return Text;
  }
}

void KeyTable::finishStrings(size_t Others, Script &Out) {
  for (const auto &Entry : Seen)
    Out.Strings.push_back(unusedText(Entry.first, Entry.second));
  if (Seen.empty())
    return;
  Dice Random;
  for (size_t I = 0; I != Others; ++I)
    Out.Strings.push_back(
        unusedText(Random.next(), Seen[Random.below(Seen.size())].second));
}

} // namespace hone
