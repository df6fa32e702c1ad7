//===- Commands.h - the subcommands of the hone tool -----------*- C++ -*-===//
//
// Owns: the explicit table of subcommands and what they share: exit codes,
// option parsing, how an error is printed. Knows nothing of what a command
// does.
//
// To add a command: write tools/hone/<Name>.cpp with `int <name>Main(...)`,
// declare it below, add one line to the table in Commands.cpp and the file to
// tools/CMakeLists.txt.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_COMMANDS_H
#define HONE_COMMANDS_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <optional>
#include <string>

namespace hone {

enum ExitCode : int {
  ExitOk = 0,
  ExitFailure = 1,
  ExitUsage = 2,
  ExitGate = 3, ///< a threshold the user asked to be checked was crossed
};

/// Runs a command. Argv[0] is "hone <name>", the arguments follow; returns the
/// exit status of the tool.
using CommandMain = int (*)(int Argc, const char *const *Argv);

struct Command {
  llvm::StringRef Name;
  llvm::StringRef Help; ///< one line, lower case, no full stop
  CommandMain Main;
};

int buildMain(int Argc, const char *const *Argv);
int calibrateMain(int Argc, const char *const *Argv);
int doctorMain(int Argc, const char *const *Argv);
int dumpMain(int Argc, const char *const *Argv);
int explainMain(int Argc, const char *const *Argv);
int helpMain(int Argc, const char *const *Argv);
int linesMain(int Argc, const char *const *Argv);
int memoryMain(int Argc, const char *const *Argv);
int containersMain(int Argc, const char *const *Argv);
int tryMain(int Argc, const char *const *Argv);
int reportMain(int Argc, const char *const *Argv);
int runMain(int Argc, const char *const *Argv);
int scaleMain(int Argc, const char *const *Argv);
int suggestMain(int Argc, const char *const *Argv);

/// All commands, in the order in which a user meets them.
llvm::ArrayRef<Command> commands();
const Command *findCommand(llvm::StringRef Name);
/// The command whose name is spelled most alike, or null when none is near.
const Command *nearestCommand(llvm::StringRef Name);

/// Parses a command's options: local variables of the types of
/// llvm/Support/CommandLine.h, declared before the call (LLVM's own options are
/// taken out of the way first, see main). Returns the exit code when the
/// command is to end at once: after --help, or with ExitUsage after a message.
std::optional<int> parseOptions(int Argc, const char *const *Argv,
                                llvm::StringRef Overview);

/// Prints "hone: error: ..." for every error in E. Returns ExitFailure.
int fail(llvm::Error E);
/// Prints "hone: error: ..." and how to get help. Returns ExitUsage.
int failUsage(const char *const *Argv, const llvm::Twine &Message);

} // namespace hone

#endif // HONE_COMMANDS_H
