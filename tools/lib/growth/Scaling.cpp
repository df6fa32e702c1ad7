//===- Scaling.cpp - what grows how in a program --------------------------===//

#include "Scaling.h"

#include "llvm/ADT/STLExtras.h"

#include <cmath>
#include <map>
#include <numeric>
#include <tuple>

using namespace hone;
using namespace llvm;

/// Time of a count where no sample fell, but at most the time between two
/// samples: a processor needs a cycle for it.
static constexpr double UnseenHitNs = 0.3;
/// Fewer samples of a line say nothing of how its time grows; more say it with
/// an interval.
static constexpr uint64_t EnoughSamples = 8;
/// Time is believed to grow beyond the count from here on.
static constexpr double NoticedGrowth = 0.2;

namespace {

/// The runs in the order of their sizes.
class Joiner {
public:
  Joiner(ArrayRef<Model> Runs, ArrayRef<double> RunSizes);
  Scaling join();

private:
  using Key = std::tuple<std::string, std::string, uint32_t>;
  using Counts = std::map<Key, std::vector<double>>;

  /// Visit(Model, Add): Add(Key, Count) for all that the model counts.
  template <typename Visitor> Counts collect(Visitor Visit) const;
  void addLines();
  void addLoops();
  void addFunctions();
  std::optional<TimeGrowth> timePerHit(const ScaledLine &L,
                                       const Line &Now) const;
  double workNs(const std::vector<double> &Steps, const Growth &Of,
                std::optional<double> NowNs) const;

  ArrayRef<Model> Runs;
  std::vector<size_t> SizeOf; ///< of each run: its index in Sizes
  std::vector<double> RunsOfSize;
  /// Lines with enough samples: the smallest size that has them, and the line.
  std::map<std::pair<std::string, uint32_t>, std::pair<size_t, const Line *>>
      Sampled;
  Scaling Result;
};

} // namespace

static std::string functionKey(const Model &M, FunctionId Id) {
  return Id == NoId ? "" : M.Functions[Id].LinkageName;
}

static std::string fileKey(const Model &M, FileId File) {
  return File == NoId ? "" : M.Files[File].Name;
}

static bool isSampled(const Line &L) {
  return L.Hits && L.Samples >= EnoughSamples && L.SelfLowNs.value_or(0) &&
         L.SelfNs && L.SelfHighNs;
}

Joiner::Joiner(ArrayRef<Model> Runs, ArrayRef<double> RunSizes) : Runs(Runs) {
  std::vector<double> &Sizes = Result.Sizes;
  Sizes.assign(RunSizes.begin(), RunSizes.end());
  llvm::sort(Sizes);
  Sizes.erase(std::unique(Sizes.begin(), Sizes.end()), Sizes.end());
  RunsOfSize.resize(Sizes.size());
  for (size_t R = 0; R != Runs.size(); ++R) {
    SizeOf.push_back(llvm::lower_bound(Sizes, RunSizes[R]) - Sizes.begin());
    RunsOfSize[SizeOf[R]] += 1;
    if (SizeOf[R] + 1 == Sizes.size())
      Result.Largest = &Runs[R];
  }
  for (size_t R = 0; R != Runs.size(); ++R)
    for (const Line &L : Runs[R].Lines) {
      if (!isSampled(L))
        continue;
      auto [It, IsNew] = Sampled.try_emplace({fileKey(Runs[R], L.File), L.Line},
                                             SizeOf[R], &L);
      if (!IsNew && SizeOf[R] < It->second.first)
        It->second = {SizeOf[R], &L};
    }
}

template <typename Visitor>
Joiner::Counts Joiner::collect(Visitor Visit) const {
  Counts All;
  for (size_t R = 0; R != Runs.size(); ++R)
    Visit(Runs[R], [&](Key K, double Count) {
      std::vector<double> &Sums = All[std::move(K)];
      Sums.resize(RunsOfSize.size());
      Sums[SizeOf[R]] += Count / RunsOfSize[SizeOf[R]];
    });
  return All;
}

/// Of NowNs, which Steps took in the largest run.
double Joiner::workNs(const std::vector<double> &Steps, const Growth &Of,
                      std::optional<double> NowNs) const {
  if (!Steps.back())
    return UnseenHitNs * Of.AtTenfold;
  double Ns = NowNs.value_or(0);
  if (!Ns) {
    Ns = UnseenHitNs * Steps.back();
    if (double Period = Result.Largest->TheRun.SamplePeriodNs)
      Ns = std::min(Ns, Period);
  }
  return Ns / Steps.back() * Of.AtTenfold;
}

/// From the smallest run that has enough samples of the line to the largest.
std::optional<TimeGrowth> Joiner::timePerHit(const ScaledLine &L,
                                             const Line &Now) const {
  auto It = Sampled.find({fileKey(*Result.Largest, L.File), L.Line});
  if (It == Sampled.end() || !isSampled(Now))
    return std::nullopt;
  const auto &[Size, Then] = It->second;
  if (Size + 1 == Result.Sizes.size())
    return std::nullopt;
  double Factor = std::log(Result.Sizes.back() / Result.Sizes[Size]);
  auto Of = [&](uint64_t NowNs, uint64_t ThenNs) {
    return std::log(double(NowNs) / Now.Hits / (double(ThenNs) / Then->Hits)) /
           Factor;
  };
  return TimeGrowth{Of(*Now.SelfLowNs, *Then->SelfHighNs),
                    Of(*Now.SelfNs, *Then->SelfNs),
                    Of(*Now.SelfHighNs, *Then->SelfLowNs)};
}

void Joiner::addLines() {
  Counts All = collect([](const Model &M, auto Add) {
    for (const Line &L : M.Lines)
      Add({"", fileKey(M, L.File), L.Line}, L.Hits);
  });
  const Model &M = *Result.Largest;
  for (const Line &L : M.Lines) {
    ScaledLine Scaled{L.File, L.Line, L.Function,
                      All[{"", fileKey(M, L.File), L.Line}]};
    Scaled.Of = fitGrowth(Result.Sizes, Scaled.Hits);
    Result.NowNs += L.SelfNs.value_or(0);
    if (!Scaled.Of.isKnown()) {
      Result.TenfoldNs += L.SelfNs.value_or(0);
      continue;
    }
    if (L.Samples)
      Scaled.NowNs = L.SelfNs;
    Scaled.PerHit = timePerHit(Scaled, L);
    Scaled.TenfoldNs = workNs(Scaled.Hits, Scaled.Of, Scaled.NowNs);
    if (Scaled.slowsDown())
      Scaled.TenfoldNs *= std::pow(10, Scaled.PerHit->Mid);
    Result.TenfoldNs += Scaled.TenfoldNs;
    Result.Lines.push_back(std::move(Scaled));
  }
}

void Joiner::addLoops() {
  auto Of = [](auto Count) {
    return [=](const Model &M, auto Add) {
      for (const Loop &L : M.Loops)
        Add({functionKey(M, L.Function), fileKey(M, L.File), L.Line}, L.*Count);
    };
  };
  Counts Entries = collect(Of(&Loop::Entries)),
         Turns = collect(Of(&Loop::Turns));
  const Model &M = *Result.Largest;
  std::map<FunctionId, std::vector<const ScaledLine *>> OfFunction;
  for (const ScaledLine &L : Result.Lines)
    OfFunction[L.Function].push_back(&L);
  for (const Loop &L : M.Loops) {
    Key K{functionKey(M, L.Function), fileKey(M, L.File), L.Line};
    ScaledLoop Scaled;
    Scaled.At = &L;
    Scaled.Entries = Entries[K];
    Scaled.Turns = Turns[K];
    Scaled.OfEntries = fitGrowth(Result.Sizes, Scaled.Entries);
    Scaled.OfTurns = fitGrowth(Result.Sizes, Scaled.Turns);
    if (!Scaled.OfTurns.isKnown())
      continue;
    std::vector<double> Each;
    for (size_t I = 0; I != Scaled.Turns.size(); ++I)
      Each.push_back(Scaled.Entries[I] ? Scaled.Turns[I] / Scaled.Entries[I]
                                       : 0);
    Scaled.PerEntry = fitGrowth(Result.Sizes, Each);
    double NowNs = 0;
    for (const ScaledLine *Inside : OfFunction[L.Function])
      if (Inside->File == L.File && Inside->Line >= L.Line &&
          Inside->Line <= L.LastLine)
        NowNs += Inside->NowNs.value_or(0);
    Scaled.TenfoldNs = workNs(Scaled.Turns, Scaled.OfTurns, NowNs);
    Result.Loops.push_back(std::move(Scaled));
  }
}

void Joiner::addFunctions() {
  Counts Calls = collect([](const Model &M, auto Add) {
    for (const Function &F : M.Functions)
      Add({F.LinkageName, fileKey(M, F.File), 0}, F.Calls);
  });
  Counts Steps = collect([](const Model &M, auto Add) {
    for (const Line &L : M.Lines)
      if (L.Function != NoId) {
        const Function &F = M.Functions[L.Function];
        Add({F.LinkageName, fileKey(M, F.File), 0}, L.Hits);
      }
  });
  const Model &M = *Result.Largest;
  for (FunctionId Id = 0; Id != M.Functions.size(); ++Id) {
    const Function &F = M.Functions[Id];
    Key K{F.LinkageName, fileKey(M, F.File), 0};
    ScaledFunction Scaled;
    Scaled.Function = Id;
    Scaled.Calls = Calls[K];
    Scaled.Steps = Steps[K];
    if (Scaled.Steps.empty())
      continue;
    Scaled.OfCalls = fitGrowth(Result.Sizes, Scaled.Calls);
    Scaled.OfSteps = fitGrowth(Result.Sizes, Scaled.Steps);
    if (!Scaled.OfSteps.isKnown())
      continue;
    if (F.SampledSelfNs)
      Scaled.NowNs = *F.SampledSelfNs;
    else if (F.SelfNs)
      Scaled.NowNs = *F.SelfNs;
    Scaled.TenfoldNs = workNs(Scaled.Steps, Scaled.OfSteps, Scaled.NowNs);
    Result.Functions.push_back(std::move(Scaled));
  }
}

template <typename T> static void rankAll(std::vector<T> &All) {
  llvm::stable_sort(All, [](const T &A, const T &B) {
    return std::pair(A.outgrowsInput(), A.TenfoldNs) >
           std::pair(B.outgrowsInput(), B.TenfoldNs);
  });
}

Scaling Joiner::join() {
  addLines();
  addLoops();
  addFunctions();
  rankAll(Result.Lines);
  rankAll(Result.Loops);
  rankAll(Result.Functions);
  return std::move(Result);
}

bool ScaledLine::slowsDown() const {
  return PerHit && PerHit->Low > NoticedGrowth;
}

bool ScaledLine::outgrowsInput() const {
  return Of.outgrowsInput() || (slowsDown() && Of.Low + PerHit->Low > 1);
}

const ScaledLoop *Scaling::loopOf(const ScaledLine &L) const {
  const ScaledLoop *Innermost = nullptr;
  for (const ScaledLoop &One : Loops) {
    const Loop &At = *One.At;
    if (At.Function == L.Function && At.File == L.File && At.Line <= L.Line &&
        At.LastLine >= L.Line &&
        (!Innermost ||
         At.LastLine - At.Line < Innermost->At->LastLine - Innermost->At->Line))
      Innermost = &One;
  }
  return Innermost;
}

const ScaledFunction *Scaling::functionOf(const ScaledLine &L) const {
  for (const ScaledFunction &F : Functions)
    if (F.Function == L.Function)
      return &F;
  return nullptr;
}

Scaling hone::scale(ArrayRef<Model> Runs, ArrayRef<double> Sizes) {
  return Joiner(Runs, Sizes).join();
}
