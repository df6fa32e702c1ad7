//===- ContainerGain.cpp - what another container would save ---*- C++ -*-===//

#include "ContainerGain.h"
#include "ProgramTime.h"
#include "SequenceUse.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;

namespace hone {

/// Of as many samples of a line their number is taken for what it is.
static constexpr uint64_t EnoughSamples = 20;
/// How far the place between hot and cold is known: a third of the way.
static constexpr double ColdnessError = 1.0 / 3;
/// Noise of what was measured.
static constexpr double TimeError = 0.15;
/// How much of what operations overlap more than hot ones in the model do, the
/// alternative's overlap, too: a power. Not measured: between a third and all.
static constexpr Interval AnyOverlap = {1.0 / 3, 0.5, 1};
/// How well the model knows what was not measured at all: its elements are not
/// the program's.
static constexpr double ModelError = 0.3;

OperationMix mixOf(const ContainerUse &Use) {
  OperationMix Mix;
  OperationSample Lookups = Use.sample(kinds::Lookups);
  OperationSample Subscripts = Use.sample(HONE_OP_Subscript);
  OperationSample Inserts = Use.sample(kinds::KeyInserts);
  OperationSample Erases = Use.sample(HONE_OP_EraseKey);
  Mix.Hits = Lookups.Hits + Subscripts.Hits + Inserts.Hits;
  Mix.Misses =
      (Lookups.Observed - Lookups.Hits) + (Erases.Observed - Erases.Hits);
  Mix.Inserts = (Subscripts.Observed - Subscripts.Hits) +
                (Inserts.Observed - Inserts.Hits);
  Mix.Erases = Erases.Hits;
  Mix.Walked = double(Use.count(HONE_OP_Advance));
  double Number = 0, Sizes = 0;
  for (const OperationSample *S : {&Lookups, &Subscripts, &Inserts, &Erases}) {
    Number += S->Observed;
    Sizes += S->Sizes;
  }
  Mix.Size = Number ? Sizes / Number : 0;
  return Mix;
}

Held keysOf(const ContainerUse &Use) {
  switch (Use.type().TheKeyClass) {
  case KeyClass::Integer:
  case KeyClass::Floating:
    return Held::integers();
  case KeyClass::String:
    return Held::strings(Use.sample(kinds::ByKey).meanKeyBytes());
  case KeyClass::Other:
    break;
  }
  return Held::ownKeys();
}

std::optional<Interval> mixNs(const CostModel &Costs, Structure S,
                              const OperationMix &Mix, Held H) {
  Interval Sum;
  for (auto [Number, A] : {std::pair(Mix.Hits, Action::FindHit),
                           {Mix.Misses, Action::FindMiss},
                           {Mix.Inserts, Action::Insert},
                           {Mix.Erases, Action::Erase},
                           {Mix.Walked, Action::Iterate}}) {
    if (Number <= 0)
      continue;
    std::optional<Interval> Each = Costs.cost(S, A, H, Mix.Size);
    if (!Each)
      return std::nullopt;
    Sum = Sum + *Each * Number;
  }
  return Sum;
}

/// CPU time that the lines of the places take at most, by their samples. Null:
/// nothing was sampled.
static std::optional<double> linesNs(const Model &M,
                                     ArrayRef<const Operation *> Places) {
  if (!M.TheRun.SampledNs || !M.TheRun.SamplePeriodNs)
    return std::nullopt;
  LineTime Sum = timeOfLines(M, Places);
  bool IsEnough = isWellSampled(M.TheRun) && Sum.Samples >= EnoughSamples;
  return IsEnough ? Sum.Ns : mostNs(M, Sum.Ns);
}

double timeOf(const Model &M, ArrayRef<const Operation *> Places) {
  double Measured = 0;
  for (const Operation *O : Places)
    Measured += operationNs(M, *O);
  if (std::optional<double> Most = linesNs(M, Places))
    Measured = std::min(Measured, *Most);
  return std::min(Measured, programNs(M));
}

double timeOf(const Model &M, const ContainerUse &Use, Kinds Of) {
  return timeOf(M, Use.places(Of));
}

/// How far from hot to cold a time is: 0 to 1, beyond if it is faster or slower
/// than both.
static double coldness(double Ns, Interval Model) {
  double Way = std::log(std::max(Model.High / Model.Low, 1.01));
  return std::log(Ns / Model.Low) / Way;
}

/// The time that far on the way.
static double onTheWay(Interval Model, double Cold) {
  Cold = std::clamp(Cold, 0.0, 1.0);
  return std::pow(Model.Low, 1 - Cold) * std::pow(Model.High, Cold);
}

/// Overlap: see AnyOverlap.
static Interval savingOf(double NowNs, Interval Now, Interval Then,
                         Interval Overlap, double Coldness) {
  if (NowNs <= 0 || Now.Low <= 0 || Then.Low <= 0)
    return {};
  // What was measured beyond the cold end is a comparison, a hash, a
  // constructor or a machine slower than the model's: the alternative has it,
  // too.
  double Slower = std::max(NowNs / Now.High, 1.0);
  // Faster than the hot end are operations that overlap with each other and
  // with what is around them. So would the alternative's, but what is around
  // them stays: in part.
  double Faster = std::min(NowNs / Now.Low, 1.0);
  auto ThenNs = [&](double Cold, double Share) {
    return onTheWay(Then, Cold) * Slower * std::pow(Faster, Share);
  };
  double Mid = NowNs - ThenNs(Coldness, Overlap.Mid);
  double Least =
      NowNs * (1 - TimeError) - ThenNs(Coldness + ColdnessError, Overlap.Low);
  double Most =
      NowNs * (1 + TimeError) - ThenNs(Coldness - ColdnessError, Overlap.High);
  return {std::min(Least, Mid), Mid, std::max(Most, Mid)};
}

Interval savingOf(double NowNs, Interval Now, Interval Then) {
  return savingOf(NowNs, Now, Then, {},
                  std::clamp(coldness(NowNs, Now), 0.0, 1.0));
}

Interval lookupSavingOf(double NowNs, Interval Now, Interval Then) {
  return savingOf(NowNs, Now, Then, AnyOverlap, coldness(NowNs, Now));
}

double keyedNs(const Model &M, const ContainerUse &Use, const CostModel &Costs,
               Structure S, const OperationMix &Mix, Held H) {
  double Ns = timeOf(M, Use, kinds::ByKey);
  std::optional<Interval> Step = Costs.cost(S, Action::Iterate, H, Mix.Size);
  if (Mix.Walked <= 0 || !Step)
    return Ns;
  // A step waits where its element is used: the functions bound it, not its
  // line.
  return std::min(
      Ns + Step->Mid * Mix.Walked,
      mostFunctionsNs(M, Use.places(kinds::ByKey | HONE_OP_Advance)));
}

Interval modelledSaving(std::optional<double> MostNs, Interval Now,
                        Interval Then) {
  if (Now.Low <= 0)
    return {};
  auto At = [&](double NowNs) {
    NowNs = std::min(NowNs, MostNs.value_or(NowNs));
    double ThenNs = Then.Low > 0 ? onTheWay(Then, coldness(NowNs, Now)) : 0;
    // Faster than the model knows: so would the alternative be.
    return NowNs - ThenNs * std::min(1.0, NowNs / Now.Low);
  };
  double Least = std::min({At(Now.Low), At(Now.Mid), At(Now.High)});
  double Most = std::max({At(Now.Low), At(Now.Mid), At(Now.High)});
  Most *= 1 + ModelError;
  return {Least * (1 - ModelError), At(Now.Mid),
          std::min(Most, MostNs.value_or(Most))};
}

} // namespace hone
