//===- Lines.cpp - hone lines ---------------------------------------------===//
//
// Owns: the options of the line report and what part of the sources it shows.
// Must not know how lines are counted or printed.
//
//===----------------------------------------------------------------------===//

#include "Commands.h"
#include "Inputs.h"
#include "Output.h"
#include "Sources.h"
#include "lib/render/LineReport.h"
#include "lib/render/ReportJson.h"
#include "llvm/ADT/STLExtras.h"

using namespace hone;
using namespace llvm;

namespace {

/// All options of the command; a local variable of linesMain.
struct LinesOptions {
  cl::list<std::string> Inputs{cl::Positional,
                               cl::desc("[SOURCE...] [PROFILE...]")};
  cl::list<std::string> Functions{
      "function", cl::value_desc("NAME"),
      cl::desc("Only this function; may be given several times")};
  cl::alias FunctionShort{"f", cl::aliasopt(Functions),
                          cl::desc("Alias for --function")};
  cl::opt<unsigned> Hottest{
      "n", cl::value_desc("N"),
      cl::desc("Only the N hottest lines, with their surroundings")};
  cl::list<std::string> Equivalences{
      "path-equivalence", cl::value_desc("FROM,TO"),
      cl::desc("Look for sources below TO where the profile says FROM; may be "
               "given several times")};
  cl::opt<bool> WithMemory{
      "memory", cl::desc("Columns of allocations, their bytes, and the part of "
                         "the peak")};
  cl::opt<bool> Json{"json", cl::desc("Print JSON (see docs/cli.md)")};
  cl::opt<std::string> File{"o", cl::value_desc("FILE"),
                            cl::desc("Print to FILE")};
  ColorOption Color;
};

} // namespace

static void printText(const Model &M, ArrayRef<LineSection> Sections,
                      const LinesOptions &Options,
                      ArrayRef<PathEquivalence> Equivalences, Output &Out) {
  LineStyle Style;
  Style.Color = Out.hasColor();
  Style.WithMemory = Options.WithMemory;
  if (Options.Hottest.getNumOccurrences())
    Style.Hottest = Options.Hottest;
  for (const LineSection &Section : Sections)
    printLines(M, Section, sourceOf(M, Section, Equivalences), Style,
               Out.stream());
}

static void printJson(const Model &M, ArrayRef<LineSection> Sections,
                      const LinesOptions &Options, Output &Out) {
  std::vector<Line> Lines;
  for (const LineSection &Section : Sections)
    append_range(Lines, linesOf(M, Section));
  if (Options.Hottest.getNumOccurrences()) {
    llvm::stable_sort(Lines, isHotter);
    Lines.resize(std::min<size_t>(Lines.size(), Options.Hottest));
  }
  printLinesJson(M, Lines, Out.stream());
}

int hone::linesMain(int Argc, const char *const *Argv) {
  LinesOptions Options;
  if (std::optional<int> Code = parseOptions(
          Argc, Argv,
          "Hits and times per source line, in the columns of line_profiler.\n"
          "  Hits  exact; Time, Per Hit: microseconds, from samples; % Time "
          "of\n"
          "        the part shown; blank: no code, or too little time to tell\n"
          "A name that ends in .prof is a profile, another one a source (its "
          "last\n"
          "part is enough). Without SOURCE: the hottest file; without PROFILE: "
          "the\n"
          "newest run's in the current folder."))
    return *Code;
  Expected<std::vector<PathEquivalence>> Equivalences =
      parseEquivalences(Options.Equivalences);
  if (!Equivalences)
    return failUsage(Argv, toString(Equivalences.takeError()));
  NamedInputs Inputs = sortInputs(Options.Inputs);
  Expected<Model> M = loadModel(Inputs.Profiles);
  if (!M)
    return fail(M.takeError());
  if (Options.WithMemory && !Options.Json && !M->Heap.IsCollected)
    return fail(noMemoryFigures(*M));
  Expected<std::vector<LineSection>> Sections =
      findSections(*M, Inputs.Sources, Options.Functions);
  if (!Sections)
    return fail(Sections.takeError());
  if (Sections->empty())
    if (FileId File = hottestFile(*M); File != NoId)
      Sections->push_back(wholeFile(File));
  Expected<Output> Out = Output::open(Options.File, Options.Color);
  if (!Out)
    return fail(Out.takeError());
  if (Options.Json)
    printJson(*M, *Sections, Options, *Out);
  else
    printText(*M, *Sections, Options, *Equivalences, *Out);
  if (Error E = Out->close())
    return fail(std::move(E));
  return ExitOk;
}
