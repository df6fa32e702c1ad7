//===- Explain.cpp - hone explain -----------------------------------------===//
//
// Owns: the command that prints a rule's page, or the list of rules. The pages
// are docs/rules, compiled in. Must not know what a rule looks for.
//
//===----------------------------------------------------------------------===//

#include "Commands.h"
#include "lib/detect/Detectors.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/raw_ostream.h"

using namespace hone;
using namespace llvm;

static void listRules() {
  outs() << "Rules of 'hone suggest':\n\n";
  for (const Rule &R : allRules())
    outs() << formatv("  {0,-16} {1}\n", R.Id, R.Summary);
  outs() << "\n'hone explain RULE' prints the page of one.\n";
}

int hone::explainMain(int Argc, const char *const *Argv) {
  cl::opt<std::string> Id(cl::Positional, cl::desc("[RULE]"));
  if (std::optional<int> Code = parseOptions(
          Argc, Argv,
          "Print the page of a rule of 'hone suggest': what it finds, how to "
          "change the code, what to check. Without RULE: list the rules."))
    return *Code;
  if (Id.empty()) {
    listRules();
    return ExitOk;
  }
  if (const Rule *R = findRule(Id)) {
    outs() << R->Page;
    return ExitOk;
  }
  return failUsage(Argv, "there is no rule '" + Id.getValue() +
                             "', did you mean '" + nearestRule(Id) + "'?");
}
