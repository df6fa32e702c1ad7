//===- EdgeTable.cpp ------------------------------------------------------===//
//
// Owns: the joining described in EdgeTable.h. Must not know where edges come
// from.
//
//===----------------------------------------------------------------------===//

#include "EdgeTable.h"
#include "Saturate.h"
#include <tuple>

using namespace hone;

bool EdgeTable::Key::operator<(const Key &Other) const {
  return std::tie(Caller, Callee, File, Line) <
         std::tie(Other.Caller, Other.Callee, Other.File, Other.Line);
}

void EdgeTable::addStatic(FunctionId Caller, FunctionId Callee, FileId File,
                          uint32_t Line, uint64_t Calls) {
  std::optional<uint64_t> &Sum =
      Entries[{Caller, Callee, File, Line}].StaticCalls;
  Sum = Sum.value_or(0) + Calls;
}

void EdgeTable::addTimed(FunctionId Caller, FunctionId Callee, FileId File,
                         uint32_t Line, uint64_t Calls, uint64_t TotalNs) {
  Entry &E = Entries[{Caller, Callee, File, Line}];
  E.TimedCalls += Calls;
  E.TotalNs = E.TotalNs.value_or(0) + TotalNs;
}

void EdgeTable::shareOut(Table &Entries) {
  for (auto It = Entries.begin(); It != Entries.end();) {
    const auto [Caller, Callee, File, Line] = It->first;
    if (Line || Caller == NoId) {
      ++It;
      continue;
    }
    auto Begin = Entries.lower_bound({Caller, Callee, 0, 0});
    auto IsStatic = [](const Entry &E) {
      return E.StaticCalls.value_or(0) > 0;
    };
    auto IsSameEdge = [&, Caller = Caller, Callee = Callee](auto Other) {
      return Other != Entries.end() && Other->first.Caller == Caller &&
             Other->first.Callee == Callee;
    };
    double Calls = 0;
    for (auto Other = Begin; IsSameEdge(Other); ++Other)
      if (IsStatic(Other->second))
        Calls += static_cast<double>(*Other->second.StaticCalls);
    if (Calls == 0) {
      ++It;
      continue;
    }
    double TotalNs = static_cast<double>(It->second.TotalNs.value_or(0));
    for (auto Other = Begin; IsSameEdge(Other); ++Other)
      if (IsStatic(Other->second))
        Other->second.TotalNs =
            Other->second.TotalNs.value_or(0) +
            toCount(TotalNs * *Other->second.StaticCalls / Calls);
    It = Entries.erase(It);
  }
}

std::vector<Edge> EdgeTable::edges() const {
  Table Joined = Entries;
  shareOut(Joined);
  std::vector<Edge> Edges;
  for (const auto &[K, E] : Joined)
    if (E.calls())
      Edges.push_back(
          {K.Caller, K.Callee, K.File, K.Line, E.calls(), E.TotalNs});
  return Edges;
}

uint64_t EdgeTable::selfCalls(FunctionId Function) const {
  uint64_t Calls = 0;
  for (auto It = Entries.lower_bound({Function, Function, 0, 0});
       It != Entries.end() && It->first.Caller == Function &&
       It->first.Callee == Function;
       ++It)
    Calls += It->second.StaticCalls.value_or(0);
  return Calls;
}
