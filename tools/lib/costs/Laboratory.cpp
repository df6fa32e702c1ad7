//===- Laboratory.cpp - how operations are timed --------------------------===//
//
// Owns: the use of Google Benchmark. Benchmarks are registered and run group by
// group, so that what one group works on is gone before the next is made.
//
//===----------------------------------------------------------------------===//

#include "Laboratory.h"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <chrono>
#include <map>
#include <sys/resource.h>

namespace hone {
namespace {

using Clock = std::chrono::steady_clock;

/// A second-level cache: what is left in it afterwards is by chance.
constexpr size_t OtherBytes = 1 << 20;

/// Passes the medians of the repetitions on.
class Medians : public benchmark::BenchmarkReporter {
public:
  std::map<std::string, double> Ns; ///< per batch, by name

  bool ReportContext(const Context &) override { return true; }
  void ReportRuns(const std::vector<Run> &Runs) override {
    for (const Run &R : Runs)
      if (R.run_type == Run::RT_Aggregate && R.aggregate_name == "median")
        Ns[R.run_name.function_name] = R.GetAdjustedRealTime();
  }
};

} // namespace

static double since(Clock::time_point Start) {
  return std::chrono::duration<double, std::nano>(Clock::now() - Start).count();
}

/// The repetitions of a group's trials take turns: what disturbs the machine
/// for some milliseconds meets one of each trial, and the median does not see
/// it.
static void setUp() {
  char Name[] = "hone", Flag[] = "--benchmark_enable_random_interleaving=true";
  char *Arguments[] = {Name, Flag, nullptr};
  int Count = 2;
  benchmark::Initialize(&Count, Arguments);
}

Laboratory::Laboratory(bool IsQuick) : IsQuick(IsQuick), Other(OtherBytes) {
  setUp();
  ClockNs = 1e9;
  for (int I = 0; I != 10'000; ++I)
    ClockNs = std::min(ClockNs, since(Clock::now()));
}

void Laboratory::add(std::string Name, Pattern P, Trial T) {
  Trials.push_back({std::move(Name), P, std::move(T)});
}

void Laboratory::evict() {
  for (size_t I = 0; I < Other.size(); I += 64)
    ++Other[I];
  benchmark::DoNotOptimize(Other.data());
}

/// How often this thread lost its processor though it had work to do.
static long interruptions() {
  rusage Usage = {};
  getrusage(RUSAGE_THREAD, &Usage);
  return Usage.ru_nivcsw;
}

/// One batch, in ns. A batch during which the thread lost its processor says
/// nothing, and another one is taken for it; long ones are interrupted often.
double Laboratory::timeNs(const Named &N) {
  constexpr int MostAttempts = 5;
  for (int Attempt = 1;; ++Attempt) {
    if (N.P == Pattern::Cold)
      evict();
    if (N.T.Prepare)
      N.T.Prepare();
    long Before = interruptions();
    Clock::time_point Start = Clock::now();
    N.T.Run();
    double Ns = std::max(0.0, since(Start) - ClockNs);
    bool IsGood = interruptions() == Before;
    if (N.T.Restore)
      N.T.Restore();
    if (IsGood || Attempt == MostAttempts)
      return Ns;
  }
}

void Laboratory::run() {
  for (Named &N : Trials) {
    auto Body = [this, &N](benchmark::State &State) {
      for (auto _ : State)
        State.SetIterationTime(timeNs(N) * 1e-9);
    };
    // Cold batches are few: what precedes each takes 20 times as long.
    double Seconds = N.P == Pattern::Cold ? 100e-6 : 500e-6;
    benchmark::RegisterBenchmark(N.Name.c_str(), Body)
        ->UseManualTime()
        ->Unit(benchmark::kNanosecond)
        ->MinTime(IsQuick ? Seconds / 2 : Seconds)
        ->Repetitions(IsQuick ? 3 : 7)
        ->ReportAggregatesOnly();
  }
  Medians Results;
  benchmark::RunSpecifiedBenchmarks(&Results);
  benchmark::ClearRegisteredBenchmarks();
  for (Named &N : Trials)
    if (auto It = Results.Ns.find(N.Name); It != Results.Ns.end())
      N.T.Done(It->second / double(N.T.Operations));
  Trials.clear();
}

} // namespace hone
