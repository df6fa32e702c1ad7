//===- OwnCost.cpp --------------------------------------------------------===//

#include "OwnCost.h"

using namespace hone;

static constexpr double Prior = 10;
/// From so many samples on the share of those in hone's code is the better
/// estimate: it knows of what is booked nowhere.
static constexpr double EnoughForTheCost = 100;

OwnCost hone::ownCost(const ProfileFile &File) {
  double Booked = 0;
  for (const TimeRecord &T : File.Times)
    Booked += double(T.SelfCostNs);
  OwnCost Cost;
  Cost.Ns = Booked;
  double Period = double(File.Run.number("sample_period_ns").value_or(0));
  std::optional<U64> Own = File.Run.number("own_samples");
  if (Period <= 0 || !Own)
    return Cost;
  Cost.Scale =
      std::min(1.0, (double(*Own) + Prior) / (Booked / Period + Prior));
  Cost.Ns = Booked * Cost.Scale;
  double All = double(*Own);
  for (const SampleRecord &S : File.Samples)
    All += double(S.Count);
  if (All >= EnoughForTheCost)
    Cost.Ns =
        double(File.Run.number("cpu_ns").value_or(0)) * double(*Own) / All;
  return Cost;
}
