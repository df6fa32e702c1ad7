//===- Run.cpp - hone run -------------------------------------------------===//
//
// Owns: running a program under hone, resolving its sampled stacks while the
// binary is at hand, and the summary. Standard output belongs to the program
// alone: what hone says goes to standard error.
//
//===----------------------------------------------------------------------===//

#include "ChildProcess.h"
#include "Commands.h"
#include "Inputs.h"
#include "Output.h"
#include "RunProfiles.h"
#include "lib/profile/StackResolver.h"
#include "lib/render/LineReport.h"
#include "lib/render/ReportText.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileOutputBuffer.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/WithColor.h"
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <sys/file.h>
#include <thread>
#include <unistd.h>

using namespace hone;
using namespace llvm;

static Error replaceFile(const std::string &Path, StringRef Bytes) {
  Expected<std::unique_ptr<FileOutputBuffer>> Out =
      FileOutputBuffer::create(Path, Bytes.size());
  if (!Out)
    return Out.takeError();
  std::memcpy((*Out)->getBufferStart(), Bytes.data(), Bytes.size());
  return (*Out)->commit();
}

/// Reads a profile. One killed together with its parent takes a moment to be
/// gone; one that has not gone by then goes on without us.
static Expected<ProfileFile> readFinal(const std::string &Path) {
  constexpr std::chrono::milliseconds Step(20);
  constexpr unsigned MostSteps = 10;
  for (unsigned Steps = 0;; ++Steps) {
    Expected<ProfileFile> File = readProfile(Path);
    if (!File || File->Run.text("exit") != "running" || Steps == MostSteps)
      return File;
    std::this_thread::sleep_for(Step);
  }
}

namespace {
/// Keeps processes that end from adding to the profile (runtime/Pool.cpp).
class ProfileLock {
public:
  explicit ProfileLock(const std::string &Path)
      : File(open(Path.c_str(), O_RDONLY | O_CLOEXEC)) {
    while (File >= 0 && flock(File, LOCK_EX) != 0 && errno == EINTR)
      ;
  }
  ~ProfileLock() {
    if (File >= 0)
      close(File);
  }
  ProfileLock(const ProfileLock &) = delete;
  ProfileLock &operator=(const ProfileLock &) = delete;

private:
  int File;
};
} // namespace

static bool isUnchanged(const std::string &Path,
                        const sys::fs::file_status &Then) {
  sys::fs::file_status Now;
  return !sys::fs::status(Path, Now) &&
         Now.getUniqueID() == Then.getUniqueID() &&
         Now.getSize() == Then.getSize() &&
         Now.getLastModificationTime() == Then.getLastModificationTime();
}

/// Makes the profile independent of the binaries: writes the call tree of
/// its samples into it, or in place of what a killed program left, a profile.
static Error completeProfile(const std::string &Path) {
  sys::fs::file_status Before;
  if (std::error_code EC = sys::fs::status(Path, Before))
    return errorCodeToError(EC);
  Expected<ProfileFile> File = readFinal(Path);
  if (!File)
    return File.takeError();
  if (File->IsLive) {
    // Who still runs goes on counting in that file.
    return File->Run.text("exit") == "killed"
               ? replaceFile(Path, profileBytes(*File))
               : Error::success();
  }
  if (File->isResolved())
    return Error::success();
  Expected<CallTree> Tree = resolveStacks(*File);
  if (!Tree)
    return Tree.takeError();
  ProfileLock Lock(Path);
  // With %m a process may have added to it: its stacks are not in Tree.
  if (!isUnchanged(Path, Before))
    return Error::success();
  auto Old = MemoryBuffer::getFile(Path, false, false);
  if (!Old)
    return errorCodeToError(Old.getError());
  return replaceFile(Path, replaceTree((*Old)->getBuffer(), *Tree));
}

static void printHottestLines(const Model &M, unsigned Count) {
  if (!M.TheRun.SampledNs.value_or(0))
    return;
  std::vector<Line> Lines = M.Lines;
  llvm::stable_sort(Lines, isHotter);
  errs() << "   Hottest lines\n\n        time   % time         hits line\n";
  for (const Line &L : ArrayRef<Line>(Lines).take_front(Count)) {
    if (!L.SelfNs.value_or(0))
      break;
    SourceText Source = findSource(M.Files[L.File], {}, 0);
    StringRef Text;
    if (L.Line && L.Line <= Source.Lines.size())
      Text = StringRef(Source.Lines[L.Line - 1]).trim();
    errs() << formatv("{0,12} {1,8:f1} {2,12} {3}  {4}\n",
                      secondsText(L.SelfNs),
                      100.0 * *L.SelfNs / *M.TheRun.SampledNs, L.Hits,
                      placeName(M, L.File, L.Line), Text);
  }
  errs() << '\n';
}

static Error summarize(const std::vector<std::string> &Profiles, unsigned Top) {
  for (const std::string &Path : Profiles)
    if (Error E = completeProfile(Path)) // the reports will say what is missing
      WithColor::note(errs(), "hone") << toString(std::move(E)) << '\n';
  Expected<Model> M = loadModel(Profiles);
  if (!M)
    return M.takeError();
  if (Top) {
    errs() << '\n';
    printRunHeader(*M, errs());
    Selection How;
    How.Key = usualKey(*M);
    How.Top.emplace().Count = Top;
    Expected<Selected> List = selectFunctions(*M, How);
    if (!List)
      return List.takeError();
    printFunctions(*M, *List, How, errs());
    printHottestLines(*M, Top);
  }
  std::string Names = join(Profiles, " ");
  errs() << "hone: profile" << (Profiles.size() == 1 ? "" : "s") << ": "
         << Names
         << "\nhone: next: hone report, hone lines, hone memory, hone "
            "suggest"
         << (sys::path::has_parent_path(Profiles.front())
                 ? " (each with the profile's name)\n"
                 : "\n");
  return Error::success();
}

/// The profiles, named from the current folder where they are in it.
static std::vector<std::string> shorten(std::vector<std::string> Paths) {
  SmallString<256> Here;
  if (!sys::fs::current_path(Here))
    for (std::string &Path : Paths)
      if (sys::path::parent_path(Path) == Here)
        Path = sys::path::filename(Path).str();
  return Paths;
}

static void explainMissing(const char *Program, int Signal) {
  WithColor::warning(errs(), "hone")
      << "'" << Program << "' left no profile: "
      << (Signal
              ? "it was killed by signal " + std::to_string(Signal) +
                    ", and was not built with hone ('hone doctor " +
                    std::string(Program) +
                    "' tells) or had its counters in its own memory only"
              : "was it built with hone ('hone doctor " + std::string(Program) +
                    "' tells), did it end by _exit or exec, is HONE_DISABLE "
                    "set?")
      << '\n';
}

int hone::runMain(int Argc, const char *const *Argv) {
  int OwnArgc = 1;
  while (OwnArgc < Argc && StringRef(Argv[OwnArgc]) != "--")
    ++OwnArgc;
  cl::opt<std::string> File(
      "o", cl::value_desc("FILE"),
      cl::desc("Name of the profile; %p, %m, %h, %t as in HONE_PROFILE_FILE"));
  cl::opt<unsigned> Top("top", cl::value_desc("N"), cl::init(10),
                        cl::desc("Functions and lines in the summary (default "
                                 "10), 0: no summary"));
  if (std::optional<int> Code = parseOptions(
          OwnArgc, Argv,
          "Runs an instrumented program:  hone run [options] -- PROGRAM "
          "[ARG...]\n"
          "\n"
          "The program's streams, signals and exit status pass through (128+n "
          "after signal\nn); the summary goes to standard error. The lines of "
          "the "
          "samples are kept in the\nprofile, so that reports need no binary."))
    return *Code;
  if (OwnArgc + 1 >= Argc)
    return failUsage(Argv, "no program given: hone run -- PROGRAM [ARG...]");

  const char *FromEnvironment = std::getenv("HONE_PROFILE_FILE");
  RunProfiles Profiles(!File.empty() || !FromEnvironment
                           ? File.getValue()
                           : std::string(FromEnvironment));
  setenv("HONE_PROFILE_FILE", Profiles.pattern().c_str(), /*replace=*/1);
  const char *Program = Argv[OwnArgc + 1];
  Expected<ChildResult> Child =
      runChild(const_cast<char *const *>(Argv + OwnArgc + 1));
  if (!Child) {
    std::error_code Why = errorToErrorCode(Child.takeError());
    WithColor::error(errs(), "hone")
        << "cannot run '" << Program << "': " << Why.message() << '\n';
    return Why == std::errc::no_such_file_or_directory ? 127 : 126;
  }
  // Whatever hone has to say, the program's exit status is the answer.
  Expected<std::vector<std::string>> Paths = Profiles.collect(Child->Id);
  if (!Paths)
    fail(Paths.takeError());
  else if (Paths->empty())
    explainMissing(Program, Child->Signal);
  else if (Error E = summarize(shorten(*Paths), Top))
    fail(std::move(E));
  return Child->ExitCode;
}
