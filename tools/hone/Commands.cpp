//===- Commands.cpp - the table of subcommands ----------------------------===//
//
// Owns: the table, and the option parsing and error printing of all commands.
// Must not know what any command does.
//
//===----------------------------------------------------------------------===//

#include "Commands.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/WithColor.h"
#include "llvm/Support/raw_ostream.h"

using namespace hone;
using namespace llvm;

static const Command Table[] = {
    {"build", "run any build with hone's compilers", buildMain},
    {"run", "run an instrumented program and print a summary", runMain},
    {"report", "times and calls per function", reportMain},
    {"lines", "hits and times per source line", linesMain},
    {"memory", "allocations, peak and leaks per source line", memoryMain},
    {"containers", "what containers are used for: operations, sizes, times",
     containersMain},
    {"scale", "which lines grow faster than the input, from runs of several sizes",
     scaleMain},
    {"suggest", "what to change, and what it would save", suggestMain},
    {"try", "check a suggestion about a container by replaying what was recorded",
     tryMain},
    {"explain", "the page of a rule of 'hone suggest'", explainMain},
    {"calibrate", "measure what operations on containers cost here",
     calibrateMain},
    {"doctor", "find what is wrong with a set-up, an object or a program",
     doctorMain},
    {"dump", "the records of a profile as JSON", dumpMain},
    {"help", "explain a command, or the options of pass and runtime", helpMain},
};

ArrayRef<Command> hone::commands() { return Table; }

const Command *hone::findCommand(StringRef Name) {
  for (const Command &C : Table)
    if (C.Name == Name)
      return &C;
  return nullptr;
}

const Command *hone::nearestCommand(StringRef Name) {
  const Command *Best = nullptr;
  // More than a third of the letters wrong is another word, not a slip.
  unsigned Limit = Name.size() / 3 + 1;
  for (const Command &C : Table) {
    unsigned Distance = Name.edit_distance(C.Name, true, Limit);
    if (Distance > Limit || (Best && Distance == Limit))
      continue;
    Best = &C;
    Limit = Distance;
  }
  return Best;
}

std::optional<int> hone::parseOptions(int Argc, const char *const *Argv,
                                      StringRef Overview) {
  // The library's own --help is unregistered with its other options (main), and
  // it would print on its own terms: this one prints the command's options.
  cl::opt<bool> Help("help", cl::desc("Print this help"));
  cl::alias HelpShort("h", cl::aliasopt(Help), cl::desc("Alias for --help"));
  if (!cl::ParseCommandLineOptions(Argc, Argv, Overview, &errs(),
                                   /*EnvVar=*/nullptr,
                                   /*LongOptionsUseDoubleDash=*/true))
    return ExitUsage;
  if (Help)
    cl::PrintHelpMessage();
  // The parser outlives these two.
  HelpShort.removeArgument();
  Help.removeArgument();
  return Help ? std::optional<int>(ExitOk) : std::nullopt;
}

int hone::fail(Error E) {
  handleAllErrors(std::move(E), [](const ErrorInfoBase &Info) {
    WithColor::error(errs(), "hone") << Info.message() << '\n';
  });
  return ExitFailure;
}

int hone::failUsage(const char *const *Argv, const Twine &Message) {
  WithColor::error(errs(), "hone")
      << Message << "; see '" << Argv[0] << " --help'\n";
  return ExitUsage;
}
