//===- FunctionSelection.cpp ----------------------------------------------===//
//
// Owns: pstats' sort keys and restrictions. Must not know how functions are
// printed.
//
//===----------------------------------------------------------------------===//

#include "FunctionSelection.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Regex.h"
#include <algorithm>
#include <cmath>

using namespace hone;
using namespace llvm;

namespace {
struct KeyName {
  StringRef Name;
  SortKey Key;
};
} // namespace

// The names of pstats.Stats.sort_stats, and the columns' own.
static constexpr KeyName KeyNames[] = {
    {"calls", SortKey::Calls},
    {"ncalls", SortKey::Calls},
    {"pcalls", SortKey::PrimitiveCalls},
    {"tottime", SortKey::TotTime},
    {"time", SortKey::TotTime},
    {"cumulative", SortKey::CumTime},
    {"cumtime", SortKey::CumTime},
    {"waiting", SortKey::Waiting},
    {"name", SortKey::Name},
    {"filename", SortKey::File},
    {"module", SortKey::File},
    {"line", SortKey::Line},
    {"nfl", SortKey::NameFileLine},
    {"stdname", SortKey::StandardName},
};

Expected<SortKey> hone::parseSortKey(StringRef Name) {
  std::optional<SortKey> Found;
  bool IsAmbiguous = false;
  for (const KeyName &Candidate : KeyNames) {
    if (Candidate.Name == Name)
      return Candidate.Key;
    if (Name.empty() || !Candidate.Name.starts_with(Name))
      continue;
    IsAmbiguous |= Found && *Found != Candidate.Key;
    Found = Candidate.Key;
  }
  if (Found && !IsAmbiguous)
    return *Found;
  std::string Known;
  for (const KeyName &Candidate : KeyNames)
    Known += (Known.empty() ? "" : ", ") + Candidate.Name.str();
  return createStringError(
      inconvertibleErrorCode(), "'%s' is %s sort key: use one of %s",
      Name.str().c_str(), IsAmbiguous ? "an ambiguous" : "no", Known.c_str());
}

SortKey hone::usualKey(const Model &M) {
  bool HasTimes =
      any_of(M.Functions, [](const Function &F) { return F.SelfNs; });
  return HasTimes ? SortKey::TotTime : SortKey::Calls;
}

StringRef hone::describe(SortKey Key) {
  switch (Key) {
  case SortKey::Calls:
    return "call count";
  case SortKey::PrimitiveCalls:
    return "primitive call count";
  case SortKey::TotTime:
    return "internal time";
  case SortKey::CumTime:
    return "cumulative time";
  case SortKey::Waiting:
    return "waiting time";
  case SortKey::Name:
    return "function name";
  case SortKey::File:
    return "file name";
  case SortKey::Line:
    return "line number";
  case SortKey::NameFileLine:
    return "name/file/line";
  case SortKey::StandardName:
    return "standard name";
  }
  llvm_unreachable("all keys are listed");
}

size_t Limit::apply(size_t Size) const {
  if (Count)
    return static_cast<size_t>(std::min<uint64_t>(*Count, Size));
  return static_cast<size_t>(Fraction * static_cast<double>(Size) + 0.5);
}

Expected<Limit> hone::parseLimit(StringRef Text) {
  Limit L;
  uint64_t Count;
  if (!Text.getAsInteger(10, Count)) {
    L.Count = Count;
    return L;
  }
  double Fraction;
  if (!Text.getAsDouble(Fraction) && Fraction >= 0 && Fraction <= 1) {
    L.Fraction = Fraction;
    return L;
  }
  return createStringError(inconvertibleErrorCode(),
                           "'%s' is neither a number of entries nor a fraction "
                           "between 0 and 1",
                           Text.str().c_str());
}

namespace {

/// What functions are compared by; computed once per function.
struct SortEntry {
  FunctionId Id = NoId;
  double Number = 0; ///< sorted descending, before the texts
  std::string First;
  std::string Second;
  uint64_t Third = 0;
  bool operator<(const SortEntry &Other) const {
    return std::tie(Other.Number, First, Second, Third, Id) <
           std::tie(Number, Other.First, Other.Second, Other.Third, Other.Id);
  }
};

} // namespace

static double orBelowZero(const std::optional<uint64_t> &Time) {
  return Time ? static_cast<double>(*Time) : -1;
}

static SortEntry sortEntry(const Model &M, FunctionId Id,
                           const Selection &How) {
  const Function &F = M.Functions[Id];
  SortEntry E;
  E.Id = Id;
  std::string Name = functionName(F, How.Style);
  std::string File = placeName(M, F.File, 0);
  switch (How.Key) {
  case SortKey::Calls:
    E.Number = static_cast<double>(F.Calls);
    break;
  case SortKey::PrimitiveCalls:
    E.Number = static_cast<double>(F.PrimitiveCalls);
    break;
  case SortKey::TotTime:
    E.Number = orBelowZero(F.SelfNs);
    break;
  case SortKey::CumTime:
    E.Number = orBelowZero(F.TotalNs);
    break;
  case SortKey::Waiting:
    E.Number = orBelowZero(F.WaitNs);
    break;
  case SortKey::Line:
    E.Number = -static_cast<double>(F.Line);
    break;
  case SortKey::File:
  case SortKey::StandardName:
    E.First = File;
    E.Third = F.Line;
    break;
  case SortKey::Name:
    E.First = Name;
    break;
  case SortKey::NameFileLine:
    E.First = Name;
    E.Second = File;
    E.Third = F.Line;
    break;
  }
  return E;
}

static void reduce(Selected &List, size_t Size, const std::string &Why) {
  List.Reductions.push_back(
      "List reduced from " + std::to_string(List.Functions.size()) + " to " +
      std::to_string(Size) + " due to restriction <" + Why + ">");
}

Expected<Selected> hone::selectFunctions(const Model &M, const Selection &How) {
  std::vector<SortEntry> Entries;
  for (FunctionId Id = 0; Id != M.Functions.size(); ++Id)
    if (M.Functions[Id].Calls || How.WithUncalled)
      Entries.push_back(sortEntry(M, Id, How));
  llvm::sort(Entries);
  Selected List;
  for (const SortEntry &E : Entries)
    List.Functions.push_back(E.Id);
  if (How.Reverse)
    std::reverse(List.Functions.begin(), List.Functions.end());

  for (const std::string &Pattern : How.Patterns) {
    Regex Expression(Pattern);
    std::string Why;
    if (!Expression.isValid(Why))
      return createStringError(inconvertibleErrorCode(),
                               "'%s' is not a regular expression: %s",
                               Pattern.c_str(), Why.c_str());
    std::vector<FunctionId> Matching;
    for (FunctionId Id : List.Functions)
      if (Expression.match(standardName(M, M.Functions[Id], How.Style)))
        Matching.push_back(Id);
    reduce(List, Matching.size(), "'" + Pattern + "'");
    List.Functions = std::move(Matching);
  }
  if (How.Top) {
    size_t Size = How.Top->apply(List.Functions.size());
    if (Size < List.Functions.size()) {
      std::string Why = How.Top->Count ? std::to_string(*How.Top->Count)
                                       : std::to_string(How.Top->Fraction);
      reduce(List, Size, Why);
      List.Functions.resize(Size);
    }
  }
  return List;
}
