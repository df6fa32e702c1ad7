//===- Memory.cpp - hone memory -------------------------------------------===//
//
// Owns: the options of the memory report. Must not know how memory is observed
// or tables printed.
//
//===----------------------------------------------------------------------===//

#include "Commands.h"
#include "Inputs.h"
#include "Output.h"
#include "Sources.h"
#include "lib/render/MemoryJson.h"
#include "lib/render/MemoryReport.h"
#include "llvm/ADT/STLExtras.h"

using namespace hone;
using namespace llvm;

namespace {

/// All options of the command; a local variable of memoryMain.
struct MemoryOptions {
  cl::list<std::string> Inputs{cl::Positional,
                               cl::desc("[SOURCE...] [PROFILE...]")};
  cl::opt<std::string> Sort{
      "sort", cl::value_desc("KEY"), cl::init("peak"),
      cl::desc(
          "peak (the default), leaked, allocations, bytes or temporary, or "
          "the beginning of one")};
  cl::alias SortShort{"s", cl::aliasopt(Sort), cl::desc("Alias for --sort")};
  cl::opt<std::string> Top{
      "n", cl::value_desc("N"),
      cl::desc("Only the first N lines or functions (default 20), or that "
               "fraction of them (0.1); of a SOURCE with their surroundings "
               "(default: all of it)")};
  cl::opt<bool> All{"all", cl::desc("All lines or functions")};
  cl::list<std::string> FunctionNames{
      "function", cl::value_desc("NAME"),
      cl::desc("The source of this function; may be given several times")};
  cl::alias FunctionShort{"f", cl::aliasopt(FunctionNames),
                          cl::desc("Alias for --function")};
  cl::opt<bool> Functions{"functions", cl::desc("Functions instead of lines")};
  cl::opt<bool> Callers{
      "callers", cl::desc("By which calls each line was reached; needs a run "
                          "with HONE_MEMORY=stacks")};
  cl::opt<unsigned> Depth{"depth", cl::value_desc("N"), cl::init(64),
                          cl::desc("Only N levels of callers")};
  cl::opt<Demangle> Names{
      "demangle", cl::desc("Spelling of functions (default simple)"),
      cl::values(clEnumValN(Demangle::Full, "full", "with parameters"),
                 clEnumValN(Demangle::Simple, "simple", "without"),
                 clEnumValN(Demangle::No, "no", "linkage names")),
      cl::init(Demangle::Simple)};
  cl::list<std::string> Equivalences{
      "path-equivalence", cl::value_desc("FROM,TO"),
      cl::desc("Look for sources below TO where the profile says FROM; may be "
               "given several times")};
  cl::opt<bool> Json{"json", cl::desc("Print JSON (see docs/cli.md)")};
  cl::opt<std::string> File{"o", cl::value_desc("FILE"),
                            cl::desc("Print to FILE")};
  ColorOption Color;
};

} // namespace

/// The style that the options ask for; fails on a wrong value.
static Expected<MemoryStyle> styleOf(const MemoryOptions &Options) {
  MemoryStyle Style;
  Expected<MemoryKey> Key = parseMemoryKey(Options.Sort);
  if (!Key)
    return Key.takeError();
  Style.Key = *Key;
  bool IsSource = !Options.FunctionNames.empty() ||
                  !sortInputs(Options.Inputs).Sources.empty();
  if (IsSource && (Options.Functions || Options.Callers))
    return createStringError(
        inconvertibleErrorCode(),
        "--functions and --callers are tables of the whole "
        "program: name no source or function with them");
  if (Options.Top.getNumOccurrences()) {
    Expected<Limit> Top = parseLimit(Options.Top);
    if (!Top)
      return Top.takeError();
    Style.Top = *Top;
  } else if (!Options.All && !IsSource) {
    Style.Top.emplace().Count = 20;
  }
  Expected<std::vector<PathEquivalence>> Equivalences =
      parseEquivalences(Options.Equivalences);
  if (!Equivalences)
    return Equivalences.takeError();
  Style.Equivalences = std::move(*Equivalences);
  Style.Depth = Options.Depth;
  Style.Names = Options.Names;
  return Style;
}

/// The lines of the sections, of all sources if there are none; ranked, and as
/// many as wanted, if options ask for that.
static std::vector<Line> linesFor(const Model &M,
                                  ArrayRef<LineSection> Sections,
                                  const MemoryOptions &Options,
                                  const MemoryStyle &Style) {
  std::vector<Line> Lines;
  for (const LineSection &Section : Sections)
    append_range(Lines, linesOf(M, Section));
  if (Sections.empty())
    Lines = M.Lines;
  if (M.Heap.IsCollected &&
      (Options.Sort.getNumOccurrences() || Options.Top.getNumOccurrences()))
    llvm::stable_sort(Lines, [&](const Line &A, const Line &B) {
      return isMore(*A.Memory, *B.Memory, Style.Key);
    });
  if (Options.Top.getNumOccurrences())
    Lines.resize(std::min(Lines.size(), Style.Top->apply(Lines.size())));
  return Lines;
}

static void printText(const Model &M, ArrayRef<LineSection> Sections,
                      const MemoryOptions &Options, const MemoryStyle &Style,
                      raw_ostream &OS) {
  for (const LineSection &Section : Sections)
    printMemorySource(M, Section, sourceOf(M, Section, Style.Equivalences),
                      Style, OS);
  if (!Sections.empty())
    return;
  printMemoryHead(M, OS);
  if (Options.Functions)
    printMemoryFunctions(M, Style, OS);
  if (Options.Callers)
    printMemoryCallers(M, Style, OS);
  if (!Options.Functions && !Options.Callers)
    printMemoryLines(M, Style, OS);
}

/// Fails where there is nothing to print of what was asked for.
static Error checkFigures(const Model &M, const MemoryOptions &Options) {
  if (Options.Json)
    return Error::success();
  if (!M.Heap.IsCollected)
    return noMemoryFigures(M);
  if (Options.Callers && !M.Heap.HasContexts)
    return createStringError(
        inconvertibleErrorCode(),
        "the calls by which lines were reached were not recorded: run the "
        "program again with HONE_MEMORY=stacks");
  return Error::success();
}

int hone::memoryMain(int Argc, const char *const *Argv) {
  MemoryOptions Options;
  if (std::optional<int> Code = parseOptions(
          Argc, Argv,
          "Memory per source line: who asked for how much, and what became of "
          "it.\n"
          "  Peak      live when the process had most bytes live; Leaked: "
          "never "
          "freed\n"
          "  Temp %    freed before the thread's next allocation; Lifetime: "
          "mean, from\n"
          "            a sample; Moved: bytes that realloc copied; Mapped: by "
          "mmap\n"
          "Allocations within libraries count for the line that called there. "
          "With SOURCE\n"
          "(its last part is enough): that source, line by line; else the "
          "lines "
          "with most.\n"
          "Without PROFILE (*.prof): the newest run's in the current folder."))
    return *Code;
  Expected<MemoryStyle> Style = styleOf(Options);
  if (!Style)
    return failUsage(Argv, toString(Style.takeError()));
  NamedInputs Inputs = sortInputs(Options.Inputs);
  Expected<Model> M = loadModel(Inputs.Profiles);
  if (!M)
    return fail(M.takeError());
  if (Error E = checkFigures(*M, Options))
    return fail(std::move(E));
  Expected<std::vector<LineSection>> Sections =
      findSections(*M, Inputs.Sources, Options.FunctionNames);
  if (!Sections)
    return fail(Sections.takeError());
  Expected<Output> Out = Output::open(Options.File, Options.Color);
  if (!Out)
    return fail(Out.takeError());
  Style->Color = Out->hasColor();
  if (Options.Json)
    printMemoryJson(*M, linesFor(*M, *Sections, Options, *Style),
                    Out->stream());
  else
    printText(*M, *Sections, Options, *Style, Out->stream());
  if (Error E = Out->close())
    return fail(std::move(E));
  return ExitOk;
}
