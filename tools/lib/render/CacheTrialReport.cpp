//===- CacheTrialReport.cpp -----------------------------------------------===//

#include "CacheTrialReport.h"
#include "lib/detect/Words.h"

#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/JSON.h"

using namespace hone;
using namespace llvm;

static std::string factor(double Value) {
  return Value > 100 ? formatv("{0:f0}x", Value).str()
         : Value > 10 ? formatv("{0:f1}x", Value).str()
                      : formatv("{0:f2}x", Value).str();
}

static void printTimes(StringRef Title, const Interval &Ns, StringRef Last,
                       raw_ostream &OS) {
  OS << formatv("  {0,-14} {1,9}  {2,-22} {3}", Title, timeWords(Ns.Mid),
                timeWords(Ns.Low) + " to " + timeWords(Ns.High), Last)
            .str();
  OS << '\n';
}

static void printCacheFigures(const CacheTrial &T, raw_ostream &OS) {
  const CacheReport &R = T.Report;
  OS << "  cache          " << T.Policy.text() << ": "
     << plural(R.LookUps, "look-up", "look-ups") << ", "
     << countWords(R.Hits) << " hits ("
     << percentWords(R.LookUps ? 100.0 * R.Hits / R.LookUps : 0) << "), "
     << plural(R.Results, "result", "results") << " in "
     << byteWords(R.Bytes) << " at the end\n";
  std::string More;
  auto Add = [&](uint64_t Count, StringRef Words) {
    if (Count)
      More += (More.empty() ? "" : ", ") + countWords(Count) + Words.str();
  };
  Add(R.Evicted, " results made room for others");
  Add(R.Expired, " results became too old");
  Add(R.Refused, " results were not kept (over 1 MB, or memory over 1 GB)");
  if (!More.empty())
    OS << "                 " << More << '\n';
  if (R.Processes > 1)
    OS << "                 in " << R.Processes
       << " processes, each with a cache of its own\n";
}

static void printVerdict(const Suggestion &S, const CacheTrial &T,
                         raw_ostream &OS) {
  const Interval &Saved = T.Times.Saved.Value, &Predicted = S.F.SavingNs;
  OS << '\n';
  if (T.changesResults())
    OS << "The cache changes the output: do not apply.\n";
  else if (T.Report.Processes == 0)
    OS << "The program left no figures of the cache: it ended by a signal, "
          "_exit or exec.\n";
  else if (Saved.High <= 0)
    OS << "The cache makes the program slower: do not apply.\n";
  else if (Saved.Low <= 0)
    OS << "No difference that stands out of the noise: try more runs (--runs) "
          "or a longer input.\n";
  else if (Saved.High < Predicted.Low)
    OS << "The cache saves less than predicted.\n";
  else if (Saved.Low > Predicted.High)
    OS << "The cache saves more than predicted.\n";
  else
    OS << "The cache saves what was predicted.\n";
}

void hone::printCacheTrial(const Suggestion &S, const CacheTrial &T,
                           StringRef Command, raw_ostream &OS) {
  const CacheTimes &Times = T.Times;
  OS << S.Id << "  " << S.F.Title << "  [" << S.F.Rule << "]\n\n";
  OS << "Ran '" << Command << "' " << T.Pairs
     << " times with the cache and " << T.Pairs
     << " times without, in turn.\nBoth are the program as it is built, "
        "counters included, nothing timed or observed.\n\n";
  OS << formatv("  {0,-14} {1,9}  {2,-22} {3}\n", "", "median",
                formatv("({0:f0} %)", Times.Without.ConfidencePct).str(),
                "predicted")
            .str();
  printTimes("without cache", Times.Without.Value, "", OS);
  printTimes("with cache", Times.With.Value, "", OS);
  const Interval &P = S.F.SavingNs;
  printTimes("saved", Times.Saved.Value,
             timeWords(P.Mid) + " (" + timeWords(P.Low) + " to " +
                 timeWords(P.High) + ")",
             OS);
  const Interval &X = Times.Speedup.Value;
  OS << formatv("  {0,-14} {1,9}  {2,-22} {3}\n\n", "speed-up", factor(X.Mid),
                factor(X.Low) + " to " + factor(X.High),
                factor(S.Speedup.Mid) + " (" + factor(S.Speedup.Low) + " to " +
                    factor(S.Speedup.High) + ")")
            .str();
  printCacheFigures(T, OS);
  if (T.Output == OutputState::Same)
    OS << "  output         standard output and exit status (" << T.ExitCode
       << ") are the same in all runs\n";
  else
    OS << "  output         "
       << (T.Output == OutputState::Varies
               ? "cannot be compared, it differs without the cache, too: "
               : "differs: ")
       << T.Difference << '\n';
  if (T.Checked)
    OS << "  check          " << countWords(T.Check.Checked)
       << " results computed again: "
       << (T.Check.Mismatches
               ? countWords(T.Check.Mismatches) + " differ from the kept one\n"
               : "none differs from the kept one\n");
  printVerdict(S, T, OS);
}

static void printInterval(json::OStream &J, StringRef Key,
                          const Interval &Of) {
  J.attributeObject(Key, [&] {
    J.attribute("low", Of.Low);
    J.attribute("mid", Of.Mid);
    J.attribute("high", Of.High);
  });
}

static StringRef outputName(OutputState Output) {
  switch (Output) {
  case OutputState::Same:
    return "same";
  case OutputState::Different:
    return "different";
  case OutputState::Varies:
    return "varies";
  }
  return "";
}

void hone::printCacheTrialJson(const Suggestion &S, const CacheTrial &T,
                               raw_ostream &OS) {
  json::OStream J(OS, 2);
  const CacheReport &R = T.Report;
  J.object([&] {
    J.attribute("type", "hone.try");
    J.attribute("version", 1);
    J.attribute("id", S.Id);
    J.attribute("rule", S.F.Rule);
    J.attribute("cache", T.Policy.text());
    J.attribute("pairs", T.Pairs);
    J.attribute("confidence_pct", T.Times.Saved.ConfidencePct);
    printInterval(J, "without_ns", T.Times.Without.Value);
    printInterval(J, "with_ns", T.Times.With.Value);
    printInterval(J, "saved_ns", T.Times.Saved.Value);
    printInterval(J, "predicted_ns", S.F.SavingNs);
    printInterval(J, "speedup", T.Times.Speedup.Value);
    printInterval(J, "predicted_speedup", S.Speedup);
    J.attribute("output", outputName(T.Output));
    J.attribute("difference", T.Difference.empty()
                                  ? json::Value(nullptr)
                                  : json::Value(T.Difference));
    J.attribute("changes_results", T.changesResults());
    J.attribute("exit_status", T.ExitCode);
    bool Known = R.Processes != 0;
    auto Figure = [&](StringRef Name, uint64_t Value) {
      J.attribute(Name, Known ? json::Value(int64_t(Value))
                              : json::Value(nullptr));
    };
    Figure("processes", R.Processes);
    Figure("look_ups", R.LookUps);
    Figure("hits", R.Hits);
    Figure("stored", R.Stored);
    Figure("evicted", R.Evicted);
    Figure("expired", R.Expired);
    Figure("refused", R.Refused);
    Figure("results", R.Results);
    Figure("bytes", R.Bytes);
    J.attribute("checked", T.Checked ? json::Value(int64_t(T.Check.Checked))
                                     : json::Value(nullptr));
    J.attribute("mismatches", T.Checked
                                  ? json::Value(int64_t(T.Check.Mismatches))
                                  : json::Value(nullptr));
  });
  OS << '\n';
}
