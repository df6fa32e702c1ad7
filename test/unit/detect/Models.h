//===- Models.h - small models for the advisor's tests ---------*- C++ -*-===//
//
// Owns: models as a run would leave them, for tests to change one thing in.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_TEST_MODELS_H
#define HONE_TEST_MODELS_H

#include "hone/Abi.h"
#include "lib/detect/Detectors.h"

#include <string>

namespace hone::test {

/// One file, one second of CPU time, functions 0 main -> 1 outer -> 2 inner.
inline Model program() {
  Model M;
  M.TheRun.Command = "./app data";
  M.TheRun.CpuNs = M.TheRun.WallNs = 1'000'000'000;
  M.TheRun.Threads = M.TheRun.Processes = 1;
  M.Files = {{"app.cpp", "/home/me"}};
  for (const char *Name : {"main", "outer(int)", "inner(int)"}) {
    Function F;
    F.LinkageName = F.Name = Name;
    F.File = 0;
    F.Line = 10 * (M.Functions.size() + 1);
    F.Calls = F.PrimitiveCalls = 1000;
    M.Functions.push_back(F);
  }
  M.Edges = {{0, 1, 0, 11, 1000, {}}, {1, 2, 0, 21, 1000, {}}};
  return M;
}

/// 10,000 searches of one vector<int> of 5,000: half a second at 0.02 us each.
inline Scan longSearch() {
  Scan S;
  S.Function = 2;
  S.File = 0;
  S.Line = 33;
  S.Column = 7;
  S.Kind = HONE_SCAN_FIND;
  S.What = "std::find";
  S.Container = "std::vector<int, std::allocator<int> >";
  S.Key = "int";
  S.Searches = S.Observed = 10'000;
  S.Elements = S.ObservedElements = 25'000'000;
  S.ElementsExact = true;
  S.ObservedNs = 500'000'000;
  S.MaxElements = 5'000;
  S.Exhausted = 100;
  S.Bases = 1;
  return S;
}

/// outer(int): 1,000 calls, 10 different arguments, 0.8 s in the repeats.
inline Memo repeatedCalls() {
  Memo O;
  O.Function = 1;
  O.ArgumentTypes = "int";
  O.ResultType = "double";
  O.Purity = "proven";
  O.Proven = true;
  O.State = HONE_MEMO_STATE_ARMED;
  O.Observed = 1000;
  O.Distinct = 10;
  O.TotalNs = 810'000'000;
  O.RepeatNs = 800'000'000;
  O.RepeatCalls = 990;
  O.KeyNs = 35; // of which 23 is the clock's
  return O;
}

/// Costs in round figures, which stay when those that are shipped are measured
/// anew. Look-ups in a hash table take 25 ns, filling it 45 ns per element.
inline const CostModel &costs() {
  static const CostModel Made = [] {
    CostModel M({"made up", "2026-01-01", false});
    for (Content C :
         {Content::Integer, Content::ShortString, Content::LongString}) {
      double Factor = C == Content::Integer ? 1 : 2;
      auto Add = [&](Structure S, Action A, double N, double Hot, double Cold) {
        M.add(S, A, C, {N, Hot * Factor, Cold * Factor});
      };
      for (Action A : {Action::FindHit, Action::FindMiss}) {
        Add(Structure::HashMap, A, 16, 10, 62.5);
        Add(Structure::SortedVector, A, 16, 3, 24);
        Add(Structure::SortedVector, A, 1024, 8, 60);
      }
      Add(Structure::HashMap, Action::Fill, 16, 20, 101.25);
      Add(Structure::SortedVector, Action::Fill, 16, 2, 20);
      Add(Structure::SortedVector, Action::Fill, 1024, 5, 50);
    }
    return M;
  }();
  return Made;
}

inline std::vector<Finding> run(DetectorFn Detect, const Model &M) {
  std::vector<Finding> Out;
  Detect(M, costs(), Out);
  return Out;
}

inline const llvm::json::Value *evidence(const Finding &F,
                                         llvm::StringRef Key) {
  for (const auto &Entry : F.Evidence)
    if (Entry.first == Key)
      return &Entry.second;
  return nullptr;
}

} // namespace hone::test

#endif // HONE_TEST_MODELS_H
