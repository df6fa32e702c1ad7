//===- main.cpp - the hone tool -------------------------------------------===//
//
// Owns: the choice of the subcommand. Must not know what a command does.
//
//===----------------------------------------------------------------------===//

#include "Commands.h"
#include "hone/ProfileFormat.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/WithColor.h"
#include "llvm/Support/raw_ostream.h"

using namespace hone;
using namespace llvm;

static int printVersion() {
  outs() << "hone " HONE_VERSION " (LLVM " LLVM_VERSION_STRING ", ABI "
         << HONE_ABI_VERSION << ", profile format " << HONE_FORMAT_VERSION
         << ")\n";
  return ExitOk;
}

static int unknownCommand(StringRef Name) {
  WithColor::error(errs(), "hone") << "unknown command '" << Name << "'";
  if (const Command *Nearest = nearestCommand(Name))
    errs() << ", did you mean '" << Nearest->Name << "'?";
  errs() << " 'hone help' lists the commands\n";
  return ExitUsage;
}

int main(int Argc, char **Argv) {
  // No InitLLVM: its signal handlers would reach the programs that hone runs
  // (what nohup made ignored must stay so). libLLVM registers hundreds of
  // options of its passes. They are none of hone's, and their names would
  // collide with the commands' own. The library's own help options are made by
  // the first parse: one of nothing, so that they go as well.
  cl::ParseCommandLineOptions(1, Argv);
  cl::ResetCommandLineParser();

  StringRef Name = Argc > 1 ? Argv[1] : "";
  if (Name == "--version" || Name == "-V")
    return printVersion();
  if (Name == "--help" || Name == "-h")
    Name = "help";
  if (Name.empty()) {
    const char *HelpArgs[] = {"hone help", nullptr};
    helpMain(1, HelpArgs);
    return ExitUsage;
  }
  const Command *C = findCommand(Name);
  if (!C)
    return unknownCommand(Name);
  std::string Title = ("hone " + C->Name).str();
  std::vector<const char *> Args(Argv + 1, Argv + Argc);
  Args[0] = Title.c_str();
  Args.push_back(nullptr);
  return C->Main(static_cast<int>(Args.size()) - 1, Args.data());
}
