//===- Calibration.cpp - measuring a cost model ---------------------------===//
//
// Owns: running the plan, and what becomes of its results.
//
//===----------------------------------------------------------------------===//

#include "Calibration.h"
#include "Machine.h"
#include "Plan.h"

#include <ctime>

namespace hone {

void Results::add(Slot To, Action A, Pattern P, double Ns) {
  for (Entry &E : Entries)
    if (E.To.S == To.S && E.To.C == To.C && E.To.N == To.N && E.A == A) {
      E.Ns[unsigned(P)] = Ns;
      return;
    }
  Entries.push_back({To, A, {}});
  Entries.back().Ns[unsigned(P)] = Ns;
}

void Results::moveTo(CostModel &Model) {
  for (const Entry &E : Entries)
    Model.add(E.To.S, E.A, E.To.C, {E.To.N, E.Ns[0], E.Ns[1]});
  Entries.clear();
}

static std::string today() {
  char Text[16];
  time_t Now = time(nullptr);
  tm Day = {};
  gmtime_r(&Now, &Day);
  strftime(Text, sizeof(Text), "%Y-%m-%d", &Day);
  return Text;
}

CostModel calibrate(const CalibrationOptions &Options) {
  std::vector<Part> Plan;
  planKeyed(Options.IsQuick, Plan);
  planSequences(Options.IsQuick, Plan);
  Laboratory Lab(Options.IsQuick);
  Results Measured;
  for (size_t I = 0; I != Plan.size(); ++I) {
    Options.Progress(double(I) / double(Plan.size()));
    Plan[I](Lab, Measured);
  }
  CostModel Model({processorName(), today(), Options.IsQuick});
  Measured.moveTo(Model);
  return Model;
}

} // namespace hone
