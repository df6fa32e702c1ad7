//===- Report.cpp - hone report -------------------------------------------===//
//
// Owns: the options of the function report. Must not know how profiles are read
// or tables printed.
//
//===----------------------------------------------------------------------===//

#include "Commands.h"
#include "Inputs.h"
#include "Output.h"
#include "lib/profile/SumTemplates.h"
#include "lib/render/CallTreeReport.h"
#include "lib/render/LatencyReport.h"
#include "lib/render/ReportJson.h"
#include "lib/render/ReportText.h"
#include "llvm/Support/Regex.h"

using namespace hone;
using namespace llvm;

namespace {

/// All options of the command; a local variable of reportMain.
struct ReportOptions {
  cl::list<std::string> Profiles{cl::Positional, cl::desc("[PROFILE...]")};
  cl::opt<std::string> Sort{
      "sort", cl::value_desc("KEY"),
      cl::desc("calls, pcalls, tottime (the default; calls where there are no "
               "times), cumtime, waiting, name, filename, line, nfl or stdname, or the "
               "beginning of one")};
  cl::alias SortShort{"s", cl::aliasopt(Sort), cl::desc("Alias for --sort")};
  cl::opt<bool> Reverse{"reverse", cl::desc("Reverse the order")};
  cl::alias ReverseShort{"r", cl::aliasopt(Reverse),
                         cl::desc("Alias for --reverse")};
  cl::opt<std::string> Top{
      "n", cl::value_desc("N"),
      cl::desc("Only the first N functions, or that fraction of them (0.1)")};
  cl::list<std::string> Match{
      "match", cl::value_desc("REGEX"),
      cl::desc("Only functions whose filename:lineno(function) matches; may be "
               "given several times")};
  cl::opt<std::string> Callers{
      "callers", cl::ValueOptional, cl::value_desc("REGEX"),
      cl::desc("Who calls the functions (that match)")};
  cl::opt<std::string> Callees{
      "callees", cl::ValueOptional, cl::value_desc("REGEX"),
      cl::desc("Whom the functions (that match) call")};
  cl::opt<bool> Latency{
      "latency", cl::desc("How long single calls took: percentiles")};
  cl::opt<bool> Tree{"tree", cl::desc("The call tree: times by the ways "
                                      "functions were called, from samples")};
  cl::opt<unsigned> Depth{"depth", cl::value_desc("N"), cl::init(64),
                          cl::desc("Only N levels of the call tree")};
  cl::opt<std::string> Thread{
      "thread", cl::value_desc("NAME"),
      cl::desc("The call tree of the threads of that name only")};
  cl::opt<bool> Threads{"threads", cl::desc("CPU time of every thread")};
  cl::opt<bool> All{"all", cl::desc("Functions that were never called, too")};
  cl::opt<bool> SumTemplates{
      "sum-templates", cl::desc("Sum the instantiations of one template")};
  cl::opt<Demangle> Names{
      "demangle", cl::desc("Spelling of functions (default simple)"),
      cl::values(clEnumValN(Demangle::Full, "full", "with parameters"),
                 clEnumValN(Demangle::Simple, "simple", "without"),
                 clEnumValN(Demangle::No, "no", "linkage names")),
      cl::init(Demangle::Simple)};
  cl::opt<bool> Json{"json", cl::desc("Print JSON (see docs/cli.md)")};
  cl::opt<std::string> File{"o", cl::value_desc("FILE"),
                            cl::desc("Print to FILE")};
  ColorOption Color;
};

} // namespace

/// The selection that the options ask for; fails on a wrong value.
static Expected<Selection> selection(const ReportOptions &Options) {
  Selection How;
  if (Options.Sort.getNumOccurrences()) {
    Expected<SortKey> Key = parseSortKey(Options.Sort);
    if (!Key)
      return Key.takeError();
    How.Key = *Key;
  }
  How.Reverse = Options.Reverse;
  // Programs that read JSON want to know what was never called.
  How.WithUncalled = Options.All || Options.Json;
  How.Style = Options.Names;
  How.Patterns = {Options.Match.begin(), Options.Match.end()};
  for (const cl::opt<std::string> *Edges : {&Options.Callers, &Options.Callees})
    if (!Edges->empty())
      How.Patterns.push_back(*Edges);
  for (const std::string &Pattern : How.Patterns) {
    std::string Why;
    if (!Regex(Pattern).isValid(Why))
      return createStringError(inconvertibleErrorCode(),
                               "'%s' is not a regular expression: %s",
                               Pattern.c_str(), Why.c_str());
  }
  if (!Options.Top.empty()) {
    Expected<Limit> Top = parseLimit(Options.Top);
    if (!Top)
      return Top.takeError();
    How.Top = *Top;
  }
  return How;
}

static TreeStyle treeStyle(const ReportOptions &Options, const Selection &How) {
  TreeStyle Style;
  Style.Depth = Options.Depth;
  Style.Names = Options.Names;
  Style.Callees = How.Top;
  if (Options.Thread.getNumOccurrences())
    Style.Thread = Options.Thread;
  return Style;
}

static void print(const Model &M, const Selected &List, const Selection &How,
                  const ReportOptions &Options, raw_ostream &OS) {
  if (Options.Json)
    return printReportJson(M, List, OS);
  printRunHeader(M, OS);
  bool IsTree = Options.Tree || Options.Thread.getNumOccurrences();
  if (Options.Threads)
    printThreads(M, OS);
  if (IsTree)
    printCallTree(M, treeStyle(Options, How), OS);
  if (Options.Threads || IsTree)
    return;
  bool IsCallers = Options.Callers.getNumOccurrences();
  bool IsCallees = Options.Callees.getNumOccurrences();
  if (IsCallers)
    printEdges(M, List, How, EdgeDirection::Callers, OS);
  if (IsCallees)
    printEdges(M, List, How, EdgeDirection::Callees, OS);
  if (Options.Latency)
    printLatencies(M, List, How, OS);
  else if (!IsCallers && !IsCallees)
    printFunctions(M, List, How, OS);
}

int hone::reportMain(int Argc, const char *const *Argv) {
  ReportOptions Options;
  if (std::optional<int> Code = parseOptions(
          Argc, Argv,
          "Times and calls per function, in the columns of Python's pstats.\n"
          "  tottime  time in the function itself; cumtime: with all it calls\n"
          "  ncalls   3/1: three calls, of which one is not recursive\n"
          "  waiting  time off the processor in its calls: locks, I/O, sleep; "
          "shown if\n"
          "           there is much; hone lines says what for\n"
          "  -        no frame of its own: inlined everywhere\n"
          "Without PROFILE: the newest run's in the current folder."))
    return *Code;
  Expected<Selection> How = selection(Options);
  if (!How)
    return failUsage(Argv, toString(How.takeError()));
  Expected<Model> M = loadModel(Options.Profiles);
  if (!M)
    return fail(M.takeError());
  if (!Options.Sort.getNumOccurrences())
    How->Key = usualKey(*M);
  if (Options.SumTemplates)
    *M = sumTemplates(*M);
  Expected<Selected> List = selectFunctions(*M, *How);
  if (!List)
    return fail(List.takeError());
  Expected<Output> Out = Output::open(Options.File, Options.Color);
  if (!Out)
    return fail(Out.takeError());
  print(*M, *List, *How, Options, Out->stream());
  if (Error E = Out->close())
    return fail(std::move(E));
  return ExitOk;
}
