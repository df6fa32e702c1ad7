//===- SampledTime.cpp ----------------------------------------------------===//

#include "SampledTime.h"
#include "ProgramTime.h"

#include <cmath>
#include <map>
#include <vector>

namespace hone {

/// The functions that Start calls, directly or not, itself included.
static std::vector<bool> reachable(const Model &M, FunctionId Start) {
  std::multimap<FunctionId, FunctionId> Callees;
  for (const Edge &E : M.Edges)
    if (E.Calls)
      Callees.emplace(E.Caller, E.Callee);
  std::vector<bool> Found(M.Functions.size());
  std::vector<FunctionId> Open{Start};
  while (!Open.empty()) {
    FunctionId F = Open.back();
    Open.pop_back();
    if (F == NoId || Found[F])
      continue;
    Found[F] = true;
    auto [Begin, End] = Callees.equal_range(F);
    for (auto It = Begin; It != End; ++It)
      Open.push_back(It->second);
  }
  return Found;
}

std::optional<double> mostInclusiveNs(const Model &M, FunctionId Function) {
  if (Function == NoId || !isWellSampled(M.TheRun))
    return std::nullopt;
  std::vector<bool> Inside = reachable(M, Function);
  // A line knows one of the functions that share it (instantiations of a
  // template): what counts is where they are declared.
  std::map<std::pair<FileId, uint32_t>, bool> Declared;
  for (FunctionId F = 0; F != M.Functions.size(); ++F)
    if (Inside[F])
      Declared[{M.Functions[F].File, M.Functions[F].Line}] = true;
  double Sampled = 0;
  for (const Line &L : M.Lines)
    if (L.SelfNs && L.Function != NoId) {
      const hone::Function &F = M.Functions[L.Function];
      if (Declared.count({F.File, F.Line}))
        Sampled += double(*L.SelfNs);
    }
  double Period = double(M.TheRun.SamplePeriodNs);
  return Sampled + 2 * std::sqrt(Sampled * Period) + 3 * Period;
}

double nsInside(const Model &M, const std::set<FunctionId> &Functions) {
  double Sum = 0;
  std::vector<bool> IsInside(M.CallTree.size()); // callers come first
  for (size_t I = 0; I != M.CallTree.size(); ++I) {
    const CallNode &N = M.CallTree[I];
    bool IsBelow = N.Parent != NoId && IsInside[N.Parent];
    IsInside[I] = IsBelow || Functions.count(N.Function);
    if (IsInside[I] && !IsBelow)
      Sum += double(N.TotalNs);
  }
  return Sum;
}

} // namespace hone
