//===- Scale.cpp - hone scale ---------------------------------------------===//
//
// Owns: the options of the command. Must not know how growth is fitted or
// printed.
//
//===----------------------------------------------------------------------===//

#include "Commands.h"
#include "Inputs.h"
#include "Output.h"
#include "lib/render/ScaleReport.h"
#include "llvm/Support/CommandLine.h"

using namespace hone;
using namespace llvm;

namespace {

/// All options of the command; a local variable of scaleMain.
struct ScaleOptions {
  cl::list<std::string> Profiles{cl::Positional, cl::desc("PROFILE...")};
  cl::list<double> Sizes{
      "sizes", cl::CommaSeparated, cl::value_desc("N,..."),
      cl::desc("The input's size in each run, in the order of the profiles")};
  cl::opt<std::string> Unit{
      "unit", cl::value_desc("FILE:LINE"),
      cl::desc("The hits of this line are the input's size")};
  cl::opt<unsigned> Most{"n", cl::value_desc("N"), cl::init(20),
                         cl::desc("Only the first N lines, and half as many "
                                  "loops and functions (default 20)")};
  cl::opt<bool> All{"all", cl::desc("Also what does not outgrow the input")};
  cl::opt<bool> Json{"json", cl::desc("Print JSON (see docs/cli.md)")};
  cl::opt<std::string> OutputFile{"o", cl::value_desc("FILE"),
                                  cl::desc("Write to FILE")};
  ColorOption Color;
};

} // namespace

static Expected<InputSizes> inputSizes(const ScaleOptions &Options,
                                       ArrayRef<Model> Runs) {
  if (!Options.Unit.empty())
    return sizesByUnit(Runs, Options.Unit);
  if (Options.Sizes.empty())
    return guessSizes(Runs);
  InputSizes Given;
  Given.Sizes = {Options.Sizes.begin(), Options.Sizes.end()};
  Given.What = "as given";
  return Given;
}

int hone::scaleMain(int Argc, const char *const *Argv) {
  ScaleOptions Options;
  if (std::optional<int> Code = parseOptions(
          Argc, Argv,
          "Which lines, loops and functions grow faster than the input, from "
          "the profiles of\nruns on inputs of two or more sizes: the exponent "
          "of "
          "each exact count, and what it\nwill be at ten times the largest "
          "input. How large the inputs were is told by the\nbytes that the "
          "runs "
          "read, or the file or number by which their commands differ, or\nby "
          "--sizes or --unit."))
    return *Code;
  if (Options.Profiles.size() < 2)
    return failUsage(Argv, "two profiles or more are needed, of runs on inputs "
                           "of different sizes");
  if (!Options.Sizes.empty() && !Options.Unit.empty())
    return failUsage(Argv, "--sizes and --unit exclude each other");
  if (!Options.Sizes.empty() && Options.Sizes.size() != Options.Profiles.size())
    return failUsage(Argv, "--sizes names " + Twine(Options.Sizes.size()) +
                               " sizes for " + Twine(Options.Profiles.size()) +
                               " profiles");
  std::vector<Model> Runs;
  for (const std::string &Path : Options.Profiles) {
    Expected<Model> M = loadModel({Path});
    if (!M)
      return fail(M.takeError());
    Runs.push_back(std::move(*M));
  }
  Expected<InputSizes> Inputs = inputSizes(Options, Runs);
  if (!Inputs)
    return fail(Inputs.takeError());
  const std::vector<double> &Sizes = Inputs->Sizes;
  if (any_of(Sizes, [](double Size) { return !(Size > 0); }))
    return failUsage(Argv, "sizes must be greater than 0");
  if (all_equal(Sizes))
    return failUsage(Argv, "all inputs are of the same size (" + Inputs->What +
                               "); two different ones are needed");
  Expected<Output> Out = Output::open(Options.OutputFile, Options.Color);
  if (!Out)
    return fail(Out.takeError());
  Scaling S = scale(Runs, Sizes);
  if (Options.Json) {
    printScalingJson(S, *Inputs, Options.Profiles, Out->stream());
  } else {
    ScaleStyle Style;
    Style.Color = Out->hasColor();
    Style.Most = Options.Most;
    Style.All = Options.All;
    printScaling(S, *Inputs, Style, Out->stream());
  }
  if (Error E = Out->close())
    return fail(std::move(E));
  return ExitOk;
}
