//===- Suggest.cpp - hone suggest -----------------------------------------===//
//
// Owns: the options of the command and its exit code. Must not know any rule,
// nor how suggestions are found or printed.
//
//===----------------------------------------------------------------------===//

#include "Commands.h"
#include "Inputs.h"
#include "Output.h"
#include "lib/detect/Advice.h"
#include "lib/render/Suggestions.h"
#include "llvm/Support/CommandLine.h"

using namespace hone;
using namespace llvm;

/// The largest saving that can be promised, in percent of the run.
static double surestGain(const Advice &A) {
  double Pct = 0;
  for (const Suggestion &S : A.Suggestions)
    Pct = std::max(Pct, S.Pct.Low);
  return Pct;
}

int hone::suggestMain(int Argc, const char *const *Argv) {
  cl::list<std::string> Profiles(cl::Positional, cl::desc("[PROFILE...]"));
  cl::opt<std::string> OnlyRule("rule", cl::value_desc("RULE"),
                                cl::desc("Only suggestions of this rule"));
  cl::opt<double> MinGain(
      "min-gain", cl::value_desc("PCT"), cl::init(AdviceOptions().MinGainPct),
      cl::desc("Hide what is expected to save less of the run (default 1)"));
  cl::opt<bool> All("all", cl::desc("Hide nothing, however small"));
  cl::opt<unsigned> Most("n", cl::value_desc("N"),
                         cl::desc("Show the N largest at most"));
  cl::opt<bool> Json("json", cl::desc("Print JSON (see docs/cli.md)"));
  cl::opt<double> FailOver(
      "fail-over", cl::value_desc("PCT"),
      cl::desc(
          "Exit with 3 when a suggestion saves more than this for sure (low "
          "end of its gain)"));
  cl::opt<std::string> OutputFile("o", cl::value_desc("FILE"),
                                  cl::desc("Write to FILE"));
  ColorOption Color;
  if (std::optional<int> Code = parseOptions(
          Argc, Argv,
          "Suggest changes that make the program faster, largest gain first: "
          "what was seen, what to change, what it saves, what to check."))
    return *Code;
  if (!OnlyRule.empty() && !findRule(OnlyRule))
    return failUsage(Argv, "there is no rule '" + OnlyRule.getValue() +
                               "', did you mean '" + nearestRule(OnlyRule) +
                               "'?");

  Expected<Model> M = loadModel(Profiles);
  if (!M)
    return fail(M.takeError());
  if (FailOver.getNumOccurrences() && !M->TheRun.WallNs)
    return fail(createStringError(
        inconvertibleErrorCode(),
        "no times are known, so --fail-over cannot judge: it needs the profile "
        "of a program that ended by itself"));
  AdviceOptions Options;
  Options.MinGainPct = All ? 0 : MinGain.getValue();
  Options.OnlyRule = OnlyRule;
  if (Most.getNumOccurrences())
    Options.Most = Most;
  Advice A = advise(*M, CostModel::forThisMachine(), Options);
  Expected<Output> Out = Output::open(OutputFile, Color);
  if (!Out)
    return fail(Out.takeError());
  if (Json)
    printSuggestionsJson(*M, A, Out->stream());
  else
    printSuggestions(*M, A, {Out->hasColor()}, Out->stream());
  if (Error E = Out->close())
    return fail(std::move(E));
  return FailOver.getNumOccurrences() && surestGain(A) > FailOver ? ExitGate
                                                                  : ExitOk;
}
