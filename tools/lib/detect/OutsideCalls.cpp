//===- OutsideCalls.cpp ---------------------------------------------------===//

#include "OutsideCalls.h"
#include "PlaceWords.h"
#include "Words.h"
#include "lib/profile/Poisson.h"

#include "llvm/ADT/STLExtras.h"

#include <map>

using namespace llvm;

namespace hone {

/// Without the namespaces that only the linker needs.
static std::string nameForPeople(StringRef Name) {
  std::string Text = Name.str();
  for (StringRef Inline : {"__cxx11::", "__1::"})
    for (size_t At; (At = Text.find(Inline)) != std::string::npos;)
      Text.erase(At, Inline.size());
  return Text;
}

static std::optional<OutsideCalls::Place>
placeOn(const Line &L, function_ref<bool(StringRef)> Wanted) {
  std::optional<OutsideCalls::Place> Found;
  for (const OutsideTime &Time : L.Outside) // the longest first
    if (Wanted(Time.Name)) {
      if (!Found)
        Found = OutsideCalls::Place{&L, nameForPeople(Time.Name), 0};
      Found->Ns += double(Time.Ns);
      Found->KernelNs += double(Time.KernelNs);
    }
  return Found;
}

std::vector<OutsideCalls> outsideCalls(const Model &M,
                                       function_ref<bool(StringRef)> Wanted) {
  std::map<FunctionId, OutsideCalls> ByFunction;
  for (const Line &L : M.Lines)
    if (std::optional<OutsideCalls::Place> Found = placeOn(L, Wanted)) {
      OutsideCalls &Calls = ByFunction[L.Function];
      Calls.Ns += Found->Ns;
      Calls.Places.push_back(std::move(*Found));
    }
  std::vector<OutsideCalls> Result;
  for (auto &Entry : ByFunction) {
    stable_sort(Entry.second.Places,
                [](const OutsideCalls::Place &A, const OutsideCalls::Place &B) {
                  return A.Ns > B.Ns;
                });
    Result.push_back(std::move(Entry.second));
  }
  return Result;
}

Interval sampledInterval(const Model &M, double Ns) {
  double Period = std::max(1.0, double(M.TheRun.SamplePeriodNs));
  auto [Low, High] = poissonInterval(Ns / Period);
  return {Low * Period, Ns, High * Period};
}

std::string otherPlaces(const Model &M, const OutsideCalls &Calls) {
  std::string Words;
  for (const OutsideCalls::Place &P : drop_begin(Calls.Places)) {
    if (!Words.empty())
      Words += ", ";
    Words += placeWords(M, P.L->File, P.L->Line) + " (" + P.Name + ", " +
             timeWords(P.Ns) + ")";
  }
  return Words;
}

} // namespace hone
