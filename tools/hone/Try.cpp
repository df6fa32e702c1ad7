//===- Try.cpp - hone try -------------------------------------------------===//
//
// Owns: the options of the command. Must not know how anything is replayed.
//
//===----------------------------------------------------------------------===//

#include "Commands.h"
#include "Inputs.h"
#include "Output.h"
#include "lib/detect/ProgramTime.h"
#include "lib/render/TrialReport.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/CommandLine.h"

using namespace hone;
using namespace llvm;

/// The suggestion of that id, however small; fails and names those there are.
static Expected<Suggestion> findSuggestion(const Model &M, StringRef Id) {
  AdviceOptions Everything;
  Everything.MinGainPct = 0;
  Advice A = advise(M, CostModel::forThisMachine(), Everything);
  auto It =
      find_if(A.Suggestions, [&](const Suggestion &S) { return S.Id == Id; });
  if (It != A.Suggestions.end())
    return std::move(*It);
  return createStringError(
      inconvertibleErrorCode(),
      A.Suggestions.empty()
          ? "there is no suggestion '" + Id + "': there are none at all"
          : "there is no suggestion '" + Id + "', only S1 to S" +
                Twine(A.Suggestions.size()) + ": see 'hone suggest --all'");
}

int hone::tryMain(int Argc, const char *const *Argv) {
  cl::opt<std::string> Id(cl::Positional, cl::Required, cl::desc("SUGGESTION"));
  cl::list<std::string> Profiles(cl::Positional, cl::desc("[PROFILE...]"));
  cl::opt<bool> Json("json", cl::desc("Print JSON (see docs/cli.md)"));
  cl::opt<std::string> OutputFile("o", cl::value_desc("FILE"),
                                  cl::desc("Write to FILE"));
  ColorOption Color;
  if (std::optional<int> Code = parseOptions(
          Argc, Argv,
          "Check a suggestion of 'hone suggest' about a container (its id, S1 "
          "say): windows of\nthe operations that the run recorded are replayed "
          "on this machine, on the container\nas it is and on the "
          "alternatives. Takes some seconds. The profiles must be those that\n"
          "'hone suggest' was given: without any, the newest run's in the "
          "current folder."))
    return *Code;
  Expected<Model> M = loadModel(Profiles);
  if (!M)
    return fail(M.takeError());
  Expected<Suggestion> S = findSuggestion(*M, Id);
  if (!S)
    return fail(S.takeError());
  Expected<Trial> T = tryContainer(*M, *S);
  if (!T)
    return fail(T.takeError());
  Expected<Output> Out = Output::open(OutputFile, Color);
  if (!Out)
    return fail(Out.takeError());
  if (Json)
    printTrialJson(*S, *T, Out->stream());
  else
    printTrial(*S, *T, programNs(*M), Out->stream());
  if (Error E = Out->close())
    return fail(std::move(E));
  return ExitOk;
}
