//===- ObservationTable.cpp -----------------------------------------------===//
//
// Owns: the sums of observations and their scaling to totals. Must not know
// what a figure is good for.
//
//===----------------------------------------------------------------------===//

#include "ObservationTable.h"
#include "Saturate.h"
#include "llvm/ADT/StringRef.h"
#include <algorithm>

using namespace hone;
using namespace llvm;

/// Takes the next "text\0" off Text.
static std::string takeText(StringRef &Text) {
  auto [Head, Tail] = Text.split('\0');
  Text = Tail;
  return Head.str();
}

static std::pair<std::string, std::string> takeWhat(StringRef Text) {
  auto [What, Field] = Text.split(" by ");
  return {What.str(), Field.str()};
}

void ObservationTable::addScan(FunctionId Function, FileId File,
                               const ScanRecord &Record, StringRef Text) {
  auto [It, IsNew] = Scans.try_emplace(
      {Function, File, Record.Line, Record.Column, Record.Kind});
  ScanSum &Sum = It->second;
  Scan &S = Sum.Observations;
  if (IsNew) {
    S.Function = Function;
    S.File = File;
    S.Line = Record.Line;
    S.Column = Record.Column;
    S.Kind = Record.Kind;
    // "std::find_if by Item::Id" (pass/ScanObserver.cpp)
    std::tie(S.What, S.Field) = takeWhat(takeText(Text));
    S.Container = takeText(Text);
    S.Key = takeText(Text);
    Sum.SearchNode = Record.SearchNode;
    Sum.ElementNode = Record.ElementNode;
  }
  Sum.IsAmbiguous |= Sum.SearchNode != Record.SearchNode ||
                     Sum.ElementNode != Record.ElementNode;
  S.Observed += Record.Observed;
  S.ObservedElements += Record.Elements;
  S.ObservedNs += Record.Ticks;
  S.Exhausted += Record.Exhausted;
  S.MaxElements = std::max(S.MaxElements, Record.MaxElements);
  S.Bases = std::min<uint64_t>(S.Bases + Record.Bases, HONE_SCAN_MAX_BASES);
}

void ObservationTable::addNamedRead(FunctionId Function,
                                    const MemoRecord &Record, StringRef Text) {
  NamedRead R;
  R.Function = Function;
  R.What = takeText(Text);
  if (StringRef(takeText(Text)).getAsInteger(10, R.Line))
    R.Line = 0; // not known
  NamedRead &Sum =
      NamedReads.try_emplace({Function, R.Line, R.What}, R).first->second;
  Sum.State = std::max(Sum.State, Record.State);
  Sum.Observed += Record.Observed;
  Sum.Distinct += Record.Distinct;
}

void ObservationTable::addMemo(FunctionId Function, const MemoRecord &Record,
                               StringRef Text, const OwnCost &Cost) {
  if (Record.Flags & HONE_MEMO_NAMED_READ)
    return addNamedRead(Function, Record, Text);
  MemoSum &Sum = Memos[Function];
  Memo &M = Sum.Observations;
  if (M.Function == NoId) {
    M.Function = Function;
    M.ArgumentTypes = takeText(Text);
    M.ResultType = takeText(Text);
    M.Purity = takeText(Text);
    M.Proven = true;
  }
  M.Builds |= (Record.Flags & HONE_MEMO_BUILDS) != 0;
  M.ReadsOutside |= (Record.Flags & HONE_MEMO_READS_OUTSIDE) != 0;
  M.ReadsGlobals |= (Record.Flags & HONE_MEMO_READS_GLOBALS) != 0;
  M.Proven &= (Record.Flags & HONE_MEMO_PROVEN) != 0;
  M.State = std::max(M.State, Record.State);
  M.Observed += Record.Observed;
  M.Distinct += Record.Distinct;
  M.Sampled += Record.Sampled;
  M.Conflicts += Record.Conflicts;
  M.TotalNs += Record.Ticks;
  M.RepeatNs += Cost.net(Record.RepeatTicks, Record.RepeatCostTicks);
  M.RepeatCalls += Record.RepeatCalls;
  Sum.KeyNs += Record.KeyTicks;
  Sum.KeySamples += Record.KeySamples;
}

void ObservationTable::addReuse(FunctionId Function,
                                const ReuseRecord &Record) {
  auto It = Memos.find(Function);
  if (It == Memos.end())
    return;
  MemoSum &Sum = It->second;
  auto Add = [&](std::map<uint32_t, Reuse> &Buckets) {
    if (Record.Value >= MaxDurationBucket)
      return;
    Reuse &R = Buckets[static_cast<uint32_t>(Record.Value)];
    R.Bucket = static_cast<uint32_t>(Record.Value);
    R.Calls += Record.Calls;
    R.Others += std::min(Record.Others, Record.Calls);
  };
  switch (Record.Kind) {
  case HONE_REUSE_CALLS:
    Add(Sum.ByCalls);
    break;
  case HONE_REUSE_AGE:
    Add(Sum.ByAge);
    break;
  case HONE_REUSE_KEY:
    Sum.Keys[Record.Value] += Record.Processes;
    break;
  default: // of a newer hone
    break;
  }
}

std::vector<Scan> ObservationTable::scans(NodeCount Count) const {
  std::vector<Scan> Result;
  for (const auto &[Key, Sum] : Scans) {
    Scan S = Sum.Observations;
    auto Exact = [&, &Sum = Sum](uint32_t Node) -> std::optional<uint64_t> {
      if (Node == ~0u || Sum.IsAmbiguous)
        return std::nullopt;
      return Count(S.Function, Node);
    };
    S.Searches = Exact(Sum.SearchNode).value_or(S.Observed);
    if (std::optional<uint64_t> Elements = Exact(Sum.ElementNode)) {
      S.Elements = *Elements;
      S.ElementsExact = true;
    } else if (S.Observed) {
      S.Elements = toCount(static_cast<double>(S.ObservedElements) *
                           S.Searches / S.Observed);
    }
    Result.push_back(std::move(S));
  }
  return Result;
}

std::vector<Memo> ObservationTable::memos() const {
  std::vector<Memo> Result;
  for (const auto &[Function, Sum] : Memos) {
    Result.push_back(Sum.Observations);
    Memo &M = Result.back();
    // Of repeats that are sampled, the sums may exceed the whole.
    M.Distinct = std::min(M.Distinct, M.Observed);
    for (const auto &[Bucket, R] : Sum.ByCalls)
      M.ByCalls.push_back(R);
    for (const auto &[Bucket, R] : Sum.ByAge)
      M.ByAge.push_back(R);
    M.Keys.assign(Sum.Keys.begin(), Sum.Keys.end());
    if (Sum.KeySamples)
      Result.back().KeyNs =
          static_cast<double>(Sum.KeyNs) / static_cast<double>(Sum.KeySamples);
  }
  return Result;
}

std::vector<NamedRead> ObservationTable::namedReads() const {
  std::vector<NamedRead> Result;
  for (const auto &[Place, Sum] : NamedReads)
    Result.push_back(Sum);
  return Result;
}
