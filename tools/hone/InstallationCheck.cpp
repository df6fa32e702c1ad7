//===- InstallationCheck.cpp - does this hone work? -----------------------===//
//
// Owns: the checks of compiler, plug-in, config file and runtime, and the
// trial: a small program that goes the whole way from source to profile.
//
//===----------------------------------------------------------------------===//

#include "Diagnosis.h"
#include "hone/ProfileFormat.h"
#include "lib/profile/ProfileFile.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Config/llvm-config.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Program.h"
#include "llvm/Support/raw_ostream.h"
#include <unistd.h>

using namespace hone;
using namespace llvm;

namespace {

/// A folder for one trial, removed with everything in it.
class TrialFolder {
public:
  TrialFolder() { Error = sys::fs::createUniqueDirectory("hone-doctor", Path); }
  ~TrialFolder() {
    if (!Error)
      sys::fs::remove_directories(Path);
  }
  std::string file(StringRef Name) const {
    SmallString<128> Result(Path);
    sys::path::append(Result, Name);
    return std::string(Result);
  }
  std::error_code Error;

private:
  SmallString<128> Path;
};

/// The end of one command: its exit status and all it printed.
struct Outcome {
  int Status = -1;
  std::string Output;
};

} // namespace

static std::string readAll(StringRef Path) {
  ErrorOr<std::unique_ptr<MemoryBuffer>> File = MemoryBuffer::getFile(Path);
  return File ? (*File)->getBuffer().rtrim().str() : "";
}

/// Runs Program with the caller's environment, HONE_* variables left out (they
/// may change what is tried), and Extra added.
static Outcome run(const TrialFolder &Folder, StringRef Program,
                   ArrayRef<StringRef> Args, ArrayRef<StringRef> Extra = {}) {
  std::vector<StringRef> Environment(Extra.begin(), Extra.end());
  for (char **Entry = environ; *Entry; ++Entry) {
    StringRef Text = *Entry;
    if (!Text.starts_with("HONE_") || Text.starts_with("HONE_CLANG"))
      Environment.push_back(Text);
  }
  std::vector<StringRef> Argv = {Program};
  Argv.insert(Argv.end(), Args.begin(), Args.end());
  std::string Output = Folder.file("output");
  std::optional<StringRef> Redirects[] = {StringRef(), StringRef(Output),
                                          StringRef(Output)};
  Outcome Result;
  std::string Message;
  Result.Status = sys::ExecuteAndWait(Program, Argv, ArrayRef(Environment),
                                      Redirects, 0, 0, &Message);
  Result.Output = Message.empty() ? readAll(Output) : Message;
  return Result;
}

static Diagnosis checkPart(StringRef Subject, const std::string &Path) {
  if (sys::fs::exists(Path))
    return {Health::Ok, Subject.str(), Path, ""};
  return {Health::Problem, Subject.str(), Path + " is missing",
          "build hone completely, or install it again"};
}

static Diagnosis checkCompiler(const Installation &Here,
                               const TrialFolder &Folder) {
  const std::string Wanted = std::to_string(LLVM_VERSION_MAJOR);
  Outcome Version = run(Folder, Here.Clang, {"-dumpversion"});
  if (Version.Status != 0)
    return {Health::Problem, "compiler", Version.Output,
            "install clang " + Wanted + " (Debian: clang-" + Wanted +
                "), or name one by HONE_CLANG"};
  Outcome Place = run(Folder, Here.Clang, {"-print-prog-name=clang"});
  return {Health::Ok, "compiler",
          "clang " + Version.Output + " (" + Place.Output +
              "), plug-in built for LLVM " LLVM_VERSION_STRING,
          ""};
}

/// hone's own tests need LLVM's tools; only a build tree has tests.
static std::optional<Diagnosis> checkTestTools(const Installation &Here,
                                               const TrialFolder &Folder) {
  if (!sys::fs::exists(Here.Prefix + "/CMakeCache.txt"))
    return std::nullopt;
  Outcome Place = run(Folder, Here.Clang, {"-print-prog-name=FileCheck"});
  if (sys::path::is_absolute(Place.Output))
    return Diagnosis{Health::Ok, "test tools", Place.Output, ""};
  return Diagnosis{Health::Warning, "test tools",
                   "no FileCheck beside clang: hone's own tests cannot run",
                   "install LLVM's tools (Debian: llvm-" +
                       std::to_string(LLVM_VERSION_MAJOR) + "-tools)"};
}

static const char TrialProgram[] =
    "static int square(int X) { return X * X; }\n"
    "int main(void) {\n"
    "  int Sum = 0;\n"
    "  for (int I = 0; I < 5; ++I)\n"
    "    Sum += square(I);\n"
    "  return Sum != 30;\n"
    "}\n";

static Diagnosis trouble(StringRef Step, const Outcome &What,
                         StringRef Remedy) {
  std::string Finding = ("a small program " + Step).str();
  if (!What.Output.empty())
    Finding += ": " + What.Output;
  return {Health::Problem, "trial", Finding, Remedy.str()};
}

static Diagnosis tryEverything(const Installation &Here,
                               const TrialFolder &Folder) {
  std::string Source = Folder.file("trial.c"), Program = Folder.file("trial"),
              Profile = Folder.file("trial.prof");
  std::error_code Error;
  {
    raw_fd_ostream File(Source, Error);
    File << TrialProgram;
  }
  Outcome Built = run(Folder, Here.Clang, {"-O1", Source, "-o", Program});
  if (Built.Status != 0)
    return trouble("does not compile and link", Built,
                   "mend what the compiler says; plug-in and clang must be of "
                   "one version");
  std::string Variable = "HONE_PROFILE_FILE=" + Profile;
  Outcome Ran = run(Folder, Program, {}, {Variable});
  if (Ran.Status != 0)
    return trouble("does not run as it should", Ran,
                   "please report this, with the output of hone doctor --json");
  if (!sys::fs::exists(Profile))
    return trouble(
        "writes no profile", Ran,
        "the plug-in did nothing: is clang of the plug-in's version?");
  Expected<ProfileFile> Read = readProfile(Profile);
  if (!Read)
    return trouble("writes a profile that cannot be read",
                   {1, toString(Read.takeError())},
                   "runtime and tool differ: install hone again");
  return {Health::Ok, "trial",
          "a small program was compiled, run and its profile read", ""};
}

std::vector<Diagnosis> hone::checkInstallation(const Installation &Here) {
  std::vector<Diagnosis> Result = {
      {Health::Ok, "hone",
       "version " HONE_VERSION ", ABI " + std::to_string(HONE_ABI_VERSION) +
           ", profile format " + std::to_string(HONE_FORMAT_VERSION),
       ""},
      checkPart("plug-in", Here.Plugin),
      checkPart("config file", Here.Config),
      checkPart("runtime", Here.Runtime),
      checkPart("wrapper", Here.Clang),
      checkPart("wrapper", Here.ClangXX)};

  TrialFolder Folder;
  if (Folder.Error) {
    Result.push_back({Health::Problem, "trial",
                      "no temporary folder: " + Folder.Error.message(),
                      "set TMPDIR to a folder you may write to"});
    return Result;
  }
  // A part that is missing explains by itself why the rest can't work.
  for (const Diagnosis &Part : Result)
    if (Part.State != Health::Ok)
      return Result;
  Result.push_back(checkCompiler(Here, Folder));
  if (Result.back().State != Health::Ok)
    return Result;
  Result.push_back(tryEverything(Here, Folder));
  if (std::optional<Diagnosis> TestTools = checkTestTools(Here, Folder))
    Result.push_back(*TestTools);
  return Result;
}
