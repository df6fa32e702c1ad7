//===- find-algorithm-on-associative.cpp - rule ----------------*- C++ -*-===//
//
// Owns: std::find and std::count over a map or set, which look at element after
// element although the container could look the key up itself.
//
//===----------------------------------------------------------------------===//

#include "Detectors.h"
#include "KeyedUse.h"
#include "Words.h"

using namespace llvm;

namespace hone {

/// What is measured of a search is off by the noise of the clock.
static constexpr double TimeError = 0.15;

void detectFindAlgorithmOnAssociative(const Model &M, const CostModel &Costs,
                                      std::vector<Finding> &Out) {
  for (const ContainerUse &Use : containerUses(M)) {
    const ContainerType &Type = Use.type();
    // Elements of maps are pairs: std::find compares their values as well.
    if (!Type.isKeyed() || Type.isMap())
      continue;
    Structure S = Type.isHash() ? Structure::HashMap : Structure::Map;
    for (const Operation *O : Use.places(HONE_OP_SearchValue)) {
      if (!O->Sample || O->Sample->Ns <= 0)
        continue;
      double NowNs = O->Sample->meanNs() * double(O->Count);
      // The search itself does not tell the size; what else is done to it does.
      std::optional<Interval> Each =
          Costs.cost(S, Action::FindHit, keysOf(Use),
                     double(Use.sample(allKinds()).MaxSize));
      if (!Each)
        continue;
      Interval Measured = {NowNs * (1 - TimeError), NowNs,
                           NowNs * (1 + TimeError)};
      Finding F = containerFinding(M, Use, "find-algorithm-on-associative", O);
      F.SavingNs = Measured - *Each * double(O->Count);
      if (F.SavingNs.Low <= 0)
        continue;
      std::string Name = sketchName(Use.container());
      F.Title = "std::find walks through " +
                containerWords(M, Use.container()) +
                ", which could look the key up itself";
      F.Observed = {plural(O->Count, "search", "searches") + " take " +
                    timeWords(NowNs) + ", " + timeWords(O->Sample->meanNs()) +
                    " each (measured on a sample of " +
                    countWords(O->Sample->Samples) + ")"};
      addEvidence(F, {{"searches", int64_t(O->Count)},
                      {"time_ns", int64_t(NowNs)},
                      {"observed_operations", int64_t(O->Sample->Samples)}});
      bool IsPlain = !Type.HasOwnOrder && Type.TheKeyClass != KeyClass::Other;
      F.TheConfidence = IsPlain ? Confidence::High : Confidence::Medium;
      F.ConfidenceWhy =
          IsPlain ? "the container's own look-up finds the same element"
                  : "its own look-up finds the same element, if its order or "
                    "hash agrees with ==";
      F.Risks.push_back({IsPlain, "its order, or its hash, agrees with =="});
      F.Fix = "Use the container's own find or count.";
      F.Before = "std::find(" + Name + ".begin(), " + Name + ".end(), Key)";
      F.After = Name + ".find(Key)";
      Out.push_back(std::move(F));
    }
  }
}

} // namespace hone
