//===- Try.cpp - hone try -------------------------------------------------===//
//
// Owns: the options of the command, and whether a program is the one that was
// profiled. Must not know how anything is replayed or run.
//
//===----------------------------------------------------------------------===//

#include "Commands.h"
#include "Inputs.h"
#include "Output.h"
#include "TrialRuns.h"
#include "lib/detect/ProgramTime.h"
#include "lib/profile/ProfileFile.h"
#include "lib/render/CacheTrialReport.h"
#include "lib/render/TrialReport.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/CommandLine.h"
#include <set>

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

namespace {
/// The modules that hold a function, as the profiles know them.
struct KnownModules {
  std::set<std::string> BuildIds, Files;
};
} // namespace

static Expected<KnownModules>
modulesWith(uint64_t Function, ArrayRef<std::string> Profiles) {
  KnownModules Known;
  for (const std::string &Path : Profiles) {
    Expected<ProfileFile> File = readProfile(Path);
    if (!File)
      return File.takeError();
    for (const ModuleData &Module : File->Modules)
      if (any_of(Module.Memos, [Function](const MemoRecord &Memo) {
            return Memo.Function == Function;
          })) {
        Known.BuildIds.insert(Module.About.text("build_id").str());
        Known.Files.insert((Module.About.text("size") + ":" +
                            Module.About.text("mtime_ns"))
                               .str());
      }
  }
  return Known;
}

/// Whether what was run is what was profiled.
static Error accept(const CacheReport &Report, const KnownModules &Known,
                    StringRef Program, StringRef Function) {
  auto Fail = [](const Twine &Why) {
    return createStringError(inconvertibleErrorCode(), Why);
  };
  if (!Report.Processes)
    return Fail("'" + Program +
                "' left no report: was it built with this version of hone "
                "('hone doctor " +
                Program + "' tells), did it end by a signal, _exit or exec?");
  std::string Again = "profile it again ('hone run -- " + Program.str() +
                      "') and try what 'hone suggest' says then";
  if (!Report.Records)
    return Fail("'" + Function + "' is not in what '" + Program +
                "' runs, or no longer worth a cache: " + Again);
  for (auto [BuildId, File] : zip_equal(Report.BuildIds, Report.Files)) {
    bool IsKnown = BuildId.empty() ? Known.Files.count(File)
                                   : Known.BuildIds.count(BuildId);
    if (!IsKnown)
      return Fail("'" + Program + "' was rebuilt since it was profiled (" +
                  (BuildId.empty()
                       ? "size or time of the file"
                       : "build id " + BuildId + ", in the profile " +
                             join(Known.BuildIds, ", ")) +
                  " differ): " + Again);
  }
  return Error::success();
}

static int tryCache(const Model &M, const Suggestion &S, TrialWish &Wish,
                    ArrayRef<std::string> Profiles, bool Json, Output &Out) {
  StringRef Program = Wish.Command[0];
  const Function &F = M.Functions[rootOf(S.F)];
  Wish.Function = F.Hash;
  Expected<KnownModules> Known = modulesWith(F.Hash, Profiles);
  if (!Known)
    return fail(Known.takeError());
  Wish.Accept = [&](const CacheReport &Report) {
    return accept(Report, *Known, Program, F.Name);
  };
  Expected<CacheTrial> T = runCacheTrial(Wish);
  if (!T)
    return fail(T.takeError());
  std::string Command;
  for (char *const *Word = Wish.Command; *Word; ++Word)
    Command += (Command.empty() ? "" : " ") + std::string(*Word);
  if (Json)
    printCacheTrialJson(S, *T, Out.stream());
  else
    printCacheTrial(S, *T, Command, Out.stream());
  if (Error E = Out.close())
    return fail(std::move(E));
  return T->changesResults() ? ExitGate : ExitOk;
}

static int tryReplay(const Model &M, const Suggestion &S, bool Json,
                     Output &Out) {
  Expected<Trial> T = tryContainer(M, S);
  if (!T)
    return fail(T.takeError());
  if (Json)
    printTrialJson(S, *T, Out.stream());
  else
    printTrial(S, *T, programNs(M), Out.stream());
  if (Error E = Out.close())
    return fail(std::move(E));
  return ExitOk;
}

static constexpr char Overview[] =
    "Checks a suggestion of 'hone suggest' (its id, S1 say) on this machine.\n"
    "\n"
    "  hone try SUGGESTION [PROFILE...]\n"
    "About a container: windows of the operations that the run recorded are "
    "replayed on\nthe container as it is and on the alternatives. Takes some "
    "seconds.\n"
    "\n"
    "  hone try SUGGESTION [options] [PROFILE...] -- PROGRAM [ARG...]\n"
    "About a cache: runs the program, as it is built, with and without a "
    "cache in\nfront of the function, in turn; compares standard output and "
    "exit status, and the\ntime saved with the prediction. Exit code 3: the "
    "cache changes the output.\n"
    "\n"
    "The profiles must be those that 'hone suggest' was given: without any, the "
    "newest\nrun's in the current folder.";

int hone::tryMain(int Argc, const char *const *Argv) {
  int OwnArgc = 1;
  while (OwnArgc < Argc && StringRef(Argv[OwnArgc]) != "--")
    ++OwnArgc;
  cl::opt<std::string> Id(cl::Positional, cl::Required, cl::desc("SUGGESTION"));
  cl::list<std::string> Given(cl::Positional, cl::desc("[PROFILE...]"));
  cl::opt<std::string> Cache(
      "cache", cl::value_desc("KIND"), cl::init("unbounded"),
      cl::desc("unbounded, lru:N or ttl:300s (default: what "
               "the suggestion proposes)"));
  cl::opt<bool> Check("check", cl::desc("One more run, in which all results "
                                        "that are known are computed again"));
  cl::opt<unsigned> Runs("runs", cl::value_desc("N"), cl::init(5),
                         cl::desc("With the cache and without (default 5)"));
  cl::opt<bool> Json("json", cl::desc("Print JSON (see docs/cli.md)"));
  cl::opt<std::string> OutputFile("o", cl::value_desc("FILE"),
                                  cl::desc("Write to FILE"));
  ColorOption Color;
  if (std::optional<int> Code = parseOptions(OwnArgc, Argv, Overview))
    return *Code;
  TrialWish Wish;
  if (!Runs)
    return failUsage(Argv, "--runs must be at least 1");
  Wish.Pairs = Runs;
  Wish.Check = Check;
  bool HasProgram = OwnArgc + 1 < Argc;
  Wish.Command = const_cast<char *const *>(Argv + OwnArgc + HasProgram);

  Expected<std::vector<std::string>> Profiles = chooseProfiles(Given);
  if (!Profiles)
    return fail(Profiles.takeError());
  Expected<Model> M = loadModel(*Profiles);
  if (!M)
    return fail(M.takeError());
  Expected<Suggestion> S = findSuggestion(*M, Id);
  if (!S)
    return fail(S.takeError());
  bool IsCache = !S->F.Cache.empty();
  Expected<CachePolicy> Policy = CachePolicy::parse(
      Cache.getNumOccurrences() || !IsCache ? Cache : S->F.Cache);
  if (!Policy)
    return failUsage(Argv, toString(Policy.takeError()));
  Wish.Policy = *Policy;
  if (IsCache && !HasProgram)
    return failUsage(Argv, "'" + Id +
                               "' (" + S->F.Rule + ") is checked by running the program: "
                               "hone try " +
                               Id + " -- " + M->TheRun.Command);
  if (!IsCache && (HasProgram || Check || Cache.getNumOccurrences()))
    return failUsage(Argv, "'" + Id + "' (" + S->F.Rule +
                               ") is no suggestion of a cache: there is none to "
                               "run a program with; see hone try " +
                               Id);
  Expected<Output> Out = Output::open(OutputFile, Color);
  if (!Out)
    return fail(Out.takeError());
  return IsCache ? tryCache(*M, *S, Wish, *Profiles, Json, *Out)
                   : tryReplay(*M, *S, Json, *Out);
}
