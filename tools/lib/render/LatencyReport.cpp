//===- LatencyReport.cpp --------------------------------------------------===//

#include "LatencyReport.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/FormatVariadic.h"

using namespace hone;
using namespace llvm;

/// Three digits and a unit: latencies of one program are nanoseconds to minutes.
static std::string latencyText(double Ns) {
  static constexpr const char *Units[] = {"ns", "us", "ms", "s"};
  unsigned Unit = 0;
  for (; Ns >= 999.5 && Unit != 3; ++Unit)
    Ns /= 1000;
  int Digits = Unit == 0 || Ns >= 99.95 ? 0 : Ns >= 9.995 ? 1 : 2;
  std::string Text;
  raw_string_ostream(Text) << format("%.*f ", Digits, Ns) << Units[Unit];
  return Text;
}

void hone::printLatencies(const Model &M, const Selected &List,
                          const Selection &How, raw_ostream &OS) {
  OS << "   How long timed calls took, those they made included\n";
  for (const std::string &Reduction : List.Reductions)
    OS << "   " << Reduction << '\n';
  OS << "\n      ncalls       timed      min     mean   stddev      p50      p90"
        "      p99      max filename:lineno(function)\n";
  bool IsAnyThrottled = false;
  for (FunctionId Id : List.Functions) {
    const Function &F = M.Functions[Id];
    if (!F.Latencies)
      continue;
    const Latency &L = *F.Latencies;
    IsAnyThrottled |= F.IsThrottled;
    auto OfOneCall = [&](uint64_t Ns) {
      uint64_t Resolution = M.TheRun.ResolutionNs;
      return Ns < Resolution ? "<" + latencyText(double(Resolution))
                             : latencyText(double(Ns));
    };
    OS << formatv("{0,12} {1,11}", F.Calls,
                  (F.IsThrottled ? "~" : "") + std::to_string(L.Calls));
    for (const std::string &Text :
         {OfOneCall(F.MinNs.value_or(0)), latencyText(L.MeanNs),
          latencyText(L.DeviationNs), OfOneCall(L.P50Ns), OfOneCall(L.P90Ns),
          OfOneCall(L.P99Ns), OfOneCall(F.MaxNs.value_or(0))})
      OS << formatv(" {0,8}", Text);
    OS << ' ' << standardName(M, F, How.Style) << '\n';
  }
  if (IsAnyThrottled)
    OS << "\n   ~ called too often to time each call: some, from all of the run\n";
  OS << '\n';
}
