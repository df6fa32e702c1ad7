//===- TrialReport.cpp - what a trial found -------------------------------===//

#include "TrialReport.h"
#include "lib/detect/Words.h"

#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/JSON.h"

#include <cmath>

using namespace hone;
using namespace llvm;

static StringRef textOf(Structure S) {
  static constexpr StringRef Texts[] = {
#define HONE_STRUCTURE(Name, Text, Help) Help,
#include "lib/costs/Structures.inc"
  };
  return Texts[static_cast<unsigned>(S)];
}

static std::string percentOfNow(const Trial &T, const Timing &Of) {
  const Timing *Now = T.timing(T.Now);
  if (!Now || &Of == Now)
    return "";
  double Pct = 100 * (Of.Ns.Mid / Now->Ns.Mid - 1);
  return formatv("{0}{1:f0} %", Pct < 0 ? "" : "+", Pct).str();
}

static void printSaving(StringRef Title, const Interval &Ns, double RunNs,
                        raw_ostream &OS) {
  OS << formatv("  {0,-10} {1} ({2} to {3})", Title, timeWords(Ns.Mid),
                timeWords(Ns.Low), timeWords(Ns.High));
  if (RunNs > 0)
    OS << ", " << percentWords(100 * Ns.Mid / RunNs) << " of the run";
  OS << '\n';
}

void hone::printTrial(const Suggestion &S, const Trial &T, double RunNs,
                      raw_ostream &OS) {
  OS << S.Id << "  " << S.F.Title << "  [" << S.F.Rule << "]\n\n";
  OS << "Replayed " << plural(T.Replayed.Operations, "operation", "operations")
     << " of " << plural(T.Replayed.Windows, "window", "windows")
     << " on this machine, fastest first:\n\n";
  OS << formatv("  {0,12}  {1,-15} {2,8}  {3}\n", "ns/operation", "(96 %)", "",
                "");
  for (const Timing &Row : T.Replayed.Timings) {
    std::string Mark = Row.Alternative == T.Now ? "  <- now" : "";
    if (T.Proposed == Row.Alternative)
      Mark = "  <- suggested";
    OS << formatv("  {0,12:f1}  {1,-15} {2,8}  {3}{4}\n", Row.Ns.Mid,
                  formatv("{0:f1} to {1:f1}", Row.Ns.Low, Row.Ns.High).str(),
                  percentOfNow(T, Row), textOf(Row.Alternative), Mark);
  }
  for (const LeftOut &Out : T.Replayed.Impossible)
    OS << formatv("  {0,12}  {1,-15} {2,8}  {3}: {4}\n", "-", "", "",
                  textOf(Out.Alternative), Out.Why);
  OS << '\n';
  printSaving("predicted", S.F.SavingNs, RunNs, OS);
  std::optional<Interval> Saved =
      T.Proposed ? T.savingNs(*T.Proposed) : std::nullopt;
  if (Saved)
    printSaving("replayed", *Saved, RunNs, OS);
  else
    OS << "  the suggested change is not one of these structures: the ranking "
          "says what others would do\n";
  if (T.Replayed.Contradictions * 20 > T.Replayed.Operations)
    OS << "\n"
       << countWords(T.Replayed.Contradictions)
       << " operations contradict earlier ones of their window: code without "
          "hone's flag changes this container, too\n";
}

static void printInterval(json::OStream &J, StringRef Key, const Interval &Of) {
  J.attributeObject(Key, [&] {
    J.attribute("low", Of.Low);
    J.attribute("mid", Of.Mid);
    J.attribute("high", Of.High);
  });
}

void hone::printTrialJson(const Suggestion &S, const Trial &T,
                          raw_ostream &OS) {
  json::OStream J(OS, 2);
  J.object([&] {
    J.attribute("type", "hone.try");
    J.attribute("version", 1);
    J.attribute("id", S.Id);
    J.attribute("rule", S.F.Rule);
    J.attribute("now", nameOf(T.Now));
    J.attribute("proposed", T.Proposed ? json::Value(nameOf(*T.Proposed))
                                       : json::Value(nullptr));
    J.attribute("operations", int64_t(T.Replayed.Operations));
    J.attribute("windows", int64_t(T.Replayed.Windows));
    J.attribute("contradictions", int64_t(T.Replayed.Contradictions));
    J.attributeArray("ranking", [&] {
      for (const Timing &Row : T.Replayed.Timings)
        J.object([&] {
          J.attribute("structure", nameOf(Row.Alternative));
          printInterval(J, "ns", Row.Ns);
        });
    });
    J.attributeArray("impossible", [&] {
      for (const LeftOut &Out : T.Replayed.Impossible)
        J.object([&] {
          J.attribute("structure", nameOf(Out.Alternative));
          J.attribute("why", Out.Why);
        });
    });
    printInterval(J, "predicted_ns", S.F.SavingNs);
    std::optional<Interval> Saved =
        T.Proposed ? T.savingNs(*T.Proposed) : std::nullopt;
    if (Saved)
      printInterval(J, "replayed_ns", *Saved);
    else
      J.attribute("replayed_ns", nullptr);
  });
  OS << '\n';
}
