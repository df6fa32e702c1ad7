//===- Build.cpp - hone build: any build, with hone's compilers -----------===//
//
// Owns: the environment in which a build's command finds hone's compilers in
// place of its own. Must not know how the compilers instrument.
//
// Three ways lead to them. CC and CXX serve configure, CMake, Meson and
// makefiles that leave the choice open. A folder with gcc, g++, cc, ... put
// first in PATH serves those that don't (CC = gcc -std=gnu99): make variables
// on the command line would replace the options behind the name too.
//
//===----------------------------------------------------------------------===//

#include "ChildProcess.h"
#include "Commands.h"
#include "Installation.h"
#include "llvm/ADT/ScopeExit.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/WithColor.h"
#include "llvm/Support/raw_ostream.h"
#include <cstdlib>

using namespace hone;
using namespace llvm;

static const char Overview[] =
    "Runs a build with hone's compilers:  hone build [--cc-only] -- "
    "COMMAND...\n"
    "\n"
    "  hone build -- make\n"
    "  hone build -- ./configure     and then: hone build -- make\n"
    "  hone build -- cmake -S . -B out     and then: cmake --build out\n"
    "\n"
    "Sets CC and CXX, and puts a folder with gcc, g++, cc, c++, clang and "
    "clang++\n"
    "that lead to hone first in PATH. A compiler that the build names by its "
    "full\n"
    "path is not replaced. Programs that the build runs write no profiles\n"
    "(HONE_DISABLE=1), unless HONE_PROFILE_FILE or HONE_DISABLE is set. The "
    "exit\n"
    "status is the command's.";

/// A compiler as CC or CXX shall name it. Makefiles split these at blanks: with
/// one in the path only the bare name works, found through PATH.
static std::string compilerName(const std::string &Path) {
  if (StringRef(Path).find_first_of(" \t'\"") == StringRef::npos)
    return Path;
  return sys::path::filename(Path).str();
}

static void prependPath(const std::string &Folder) {
  const char *Old = getenv("PATH");
  setenv("PATH", (Folder + (Old ? ":" + std::string(Old) : "")).c_str(), 1);
}

static void setEnvironment(const Installation &Here, const std::string &Tally,
                           bool CompilersByVariableOnly) {
  setenv("CC", compilerName(Here.Clang).c_str(), 1);
  setenv("CXX", compilerName(Here.ClangXX).c_str(), 1);
  setenv("HONE_BUILD_TALLY", Tally.c_str(), 1);
  prependPath(sys::path::parent_path(Here.Clang).str());
  if (!CompilersByVariableOnly)
    prependPath(Here.Compilers);
  // configure and generators run what they compiled; that is not what the user
  // wants to profile.
  if (!getenv("HONE_PROFILE_FILE") && !getenv("HONE_DISABLE"))
    setenv("HONE_DISABLE", "1", 1);
}

/// Runs Command to its end, returns its exit status as a shell would.
static int runCommand(const char *const *Command) {
  Expected<ChildResult> Child = runChild(const_cast<char *const *>(Command));
  if (Child)
    return Child->ExitCode;
  std::error_code Why = errorToErrorCode(Child.takeError());
  WithColor::error(errs(), "hone")
      << "cannot run '" << Command[0] << "': " << Why.message() << '\n';
  return Why == std::errc::no_such_file_or_directory ? 127 : 126;
}

static void summarize(StringRef Tally) {
  ErrorOr<std::unique_ptr<MemoryBuffer>> Letters = MemoryBuffer::getFile(Tally);
  if (!Letters)
    return;
  size_t Compilations = (*Letters)->getBuffer().count('c');
  size_t Links = (*Letters)->getBuffer().count('l');
  if (Compilations + Links) {
    errs() << "hone: " << Compilations << " compilations and " << Links
           << " links ran with hone\n";
    return;
  }
  WithColor::warning(errs(), "hone")
      << "no compiler ran with hone: perhaps everything was built before "
         "(clean "
         "first), or the build names its compiler by a full path (give it "
         "'$CC' and '$CXX', which hone build sets)\n";
}

int hone::buildMain(int Argc, const char *const *Argv) {
  int OwnArgc = 1;
  while (OwnArgc < Argc && StringRef(Argv[OwnArgc]) != "--")
    ++OwnArgc;
  cl::opt<bool> CompilersByVariableOnly(
      "cc-only", cl::desc("Set CC and CXX only, leave PATH alone"));
  if (std::optional<int> Exit = parseOptions(OwnArgc, Argv, Overview))
    return *Exit;
  if (OwnArgc + 1 >= Argc)
    return failUsage(Argv, "no command given: hone build -- COMMAND...");

  Installation Here = findInstallation();
  if (!sys::fs::can_execute(Here.Clang) || !sys::fs::can_execute(Here.ClangXX))
    return fail(createStringError(inconvertibleErrorCode(),
                                  "'%s' is missing: this hone is not "
                                  "completely installed, see 'hone doctor'",
                                  Here.Clang.c_str()));

  SmallString<128> Tally;
  if (std::error_code Error =
          sys::fs::createTemporaryFile("hone-build", "tally", Tally))
    return fail(createStringError(Error, "cannot make a temporary file: %s",
                                  Error.message().c_str()));
  auto RemoveTally = make_scope_exit([&] { sys::fs::remove(Tally); });

  setEnvironment(Here, std::string(Tally), CompilersByVariableOnly);
  int Status = runCommand(Argv + OwnArgc + 1);
  if (Status == 0)
    summarize(Tally);
  return Status;
}
