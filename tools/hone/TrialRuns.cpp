//===- TrialRuns.cpp ------------------------------------------------------===//
//
// Owns: see TrialRuns.h.
//
//===----------------------------------------------------------------------===//

#include "TrialRuns.h"
#include "ChildProcess.h"
#include "lib/detect/Words.h"
#include "llvm/ADT/ScopeExit.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"
#include <csignal>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace hone;
using namespace llvm;

namespace {

/// One run, as far as it has to be kept.
struct OneRun {
  double Ns = 0; ///< wall time, less the time that it waited for a processor
  ChildResult Child;
  std::string Output; ///< path
  CacheReport Report;
};

class Trials {
public:
  explicit Trials(const TrialWish &Wish) : Wish(Wish) {}
  ~Trials() {
    if (!Folder.empty())
      sys::fs::remove_directories(Folder);
    if (Input >= 0)
      close(Input);
  }
  Expected<CacheTrial> run();

private:
  Error prepare();
  Error prepareInput();
  Expected<OneRun> once(const CachePolicy &Policy, bool Check, StringRef Name,
                        StringRef Doing);
  void compare(const OneRun &Run, OutputState IfDifferent, CacheTrial &T);
  std::string tailOfErrors() const;

  const TrialWish &Wish;
  SmallString<128> Folder;
  int Input = -1;        ///< what the program reads
  off_t InputStart = 0;
  unsigned Done = 0;
  OneRun Reference;
};

} // namespace

static Error systemError(const Twine &What) {
  return createStringError(std::error_code(errno, std::generic_category()),
                           What + ": " + std::string(strerror(errno)));
}

/// Each run is to read the same: a file is wound back, a pipe is read into a
/// file first; a terminal is not read.
Error Trials::prepareInput() {
  struct stat Status;
  if (fstat(STDIN_FILENO, &Status) != 0 || isatty(STDIN_FILENO) ||
      S_ISCHR(Status.st_mode)) {
    Input = open("/dev/null", O_RDONLY | O_CLOEXEC);
    return Input < 0 ? systemError("/dev/null") : Error::success();
  }
  if (S_ISREG(Status.st_mode)) {
    Input = fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3);
    InputStart = lseek(Input, 0, SEEK_CUR);
    return Input < 0 ? systemError("standard input") : Error::success();
  }
  std::string Path = (Folder + "/input").str();
  Input = open(Path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  char Bytes[65536];
  ssize_t Count;
  while ((Count = read(STDIN_FILENO, Bytes, sizeof(Bytes))) > 0)
    if (write(Input, Bytes, size_t(Count)) != Count)
      return systemError(Path);
  return Count < 0 || Input < 0 ? systemError("standard input")
                                : Error::success();
}

Error Trials::prepare() {
  if (std::error_code EC = sys::fs::createUniqueDirectory("hone-try", Folder))
    return errorCodeToError(EC);
  return prepareInput();
}

std::string Trials::tailOfErrors() const {
  auto File = MemoryBuffer::getFile(Folder + "/errors");
  if (!File)
    return "";
  StringRef Text = (*File)->getBuffer().rtrim();
  StringRef Last = Text.substr(Text.rfind('\n') + 1);
  return Last.empty() ? "" : "; it said: " + Last.str();
}

Expected<OneRun> Trials::once(const CachePolicy &Policy, bool Check,
                              StringRef Name, StringRef Doing) {
  std::string Report = (Folder + "/report").str();
  std::string Errors = (Folder + "/errors").str();
  OneRun Run;
  Run.Output = (Folder + "/" + Name).str();
  auto Open = [](const std::string &Path) {
    return open(Path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC,
                0600);
  };
  int ReportFile = Open(Report);
  ChildSetup Setup;
  Setup.Input = Input;
  Setup.Output = Open(Run.Output);
  Setup.Errors = Open(Errors);
  auto CloseAll = make_scope_exit([&] {
    for (int File : {ReportFile, Setup.Output, Setup.Errors})
      if (File >= 0)
        close(File);
  });
  if (ReportFile < 0 || Setup.Output < 0 || Setup.Errors < 0)
    return systemError(Folder);
  Setup.Environment = {
      {"HONE_TRY", Policy.wish(Wish.Function, Check, Report)}};
  lseek(Input, InputStart, SEEK_SET);
  Expected<ChildResult> Child = runChild(Wish.Command, Setup);
  if (!Child)
    return createStringError(inconvertibleErrorCode(),
                             Twine("cannot run '") + Wish.Command[0] + "': " +
                                 toString(Child.takeError()));
  Run.Child = *Child;
  Run.Ns = std::max(double(Child->WallNs) - double(Child->DelayNs), 1.0);
  if (Child->Signal == SIGINT || Child->Signal == SIGTERM ||
      Child->Signal == SIGHUP || Child->Signal == SIGQUIT)
    return createStringError(inconvertibleErrorCode(), "interrupted");
  unsigned Total = 1 + 2 * Wish.Pairs + Wish.Check;
  errs() << "hone: run " << ++Done << " of " << Total << ", " << Doing << ": "
         << timeWords(Run.Ns) << '\n';
  auto File = MemoryBuffer::getFile(Report);
  if (!File)
    return errorCodeToError(File.getError());
  Expected<CacheReport> Figures = CacheReport::parse((*File)->getBuffer());
  if (!Figures)
    return Figures.takeError();
  Run.Report = *Figures;
  return Run;
}

/// "line 3 is 'a', and 'b' with the cache".
static std::string firstDifference(StringRef Left, StringRef Right,
                                   StringRef What) {
  auto Shorten = [](StringRef Line) {
    constexpr size_t Longest = 60;
    return Line.size() > Longest ? Line.take_front(Longest).str() + "..."
                                 : Line.str();
  };
  for (unsigned Number = 1;; ++Number) {
    auto [A, RestA] = Left.split('\n');
    auto [B, RestB] = Right.split('\n');
    if (A != B || RestA.empty() || RestB.empty())
      return "line " + std::to_string(Number) + " of standard output is '" +
             Shorten(A) + "', and " + What.str() + " '" + Shorten(B) + "'";
    Left = RestA;
    Right = RestB;
  }
}

/// Compares with the first run. What differs once without the cache is not taken
/// for the cache's doing.
void Trials::compare(const OneRun &Run, OutputState IfDifferent,
                     CacheTrial &T) {
  if (T.Output == OutputState::Varies)
    return;
  StringRef What =
      IfDifferent == OutputState::Varies ? "in another run" : "with the cache";
  std::string Difference;
  if (Run.Child.ExitCode != Reference.Child.ExitCode) {
    Difference = "the exit status is " +
                 std::to_string(Reference.Child.ExitCode) + ", and " +
                 What.str() + " " + std::to_string(Run.Child.ExitCode) +
                 tailOfErrors();
  } else {
    auto Left = MemoryBuffer::getFile(Reference.Output);
    auto Right = MemoryBuffer::getFile(Run.Output);
    if (!Left || !Right)
      Difference = "standard output cannot be read again";
    else if ((*Left)->getBuffer() != (*Right)->getBuffer())
      Difference =
          firstDifference((*Left)->getBuffer(), (*Right)->getBuffer(), What);
  }
  if (Difference.empty() || T.Output == IfDifferent)
    return;
  T.Output = IfDifferent;
  T.Difference = Difference;
}

Expected<CacheTrial> Trials::run() {
  if (Error E = prepare())
    return std::move(E);
  CacheTrial T;
  T.Policy = Wish.Policy;
  T.Pairs = Wish.Pairs;
  CachePolicy None;
  None.Kind = CachePolicy::None;
  Expected<OneRun> First = once(None, false, "first", "to warm up");
  if (!First)
    return First.takeError();
  if (Error E = Wish.Accept(First->Report))
    return std::move(E);
  Reference = *First;
  T.ExitCode = First->Child.ExitCode;
  std::vector<double> Without, With;
  for (unsigned Pair = 0; Pair != Wish.Pairs; ++Pair)
    for (bool Second : {false, true}) {
      // Now this one first, now the other: what drifts hits both.
      bool Cached = Second != (Pair % 2 == 1);
      Expected<OneRun> Run = once(Cached ? Wish.Policy : None, false, "output",
                                  Cached ? "with the cache" : "without");
      if (!Run)
        return Run.takeError();
      compare(*Run, Cached ? OutputState::Different : OutputState::Varies, T);
      (Cached ? With : Without).push_back(Run->Ns);
      if (Cached && Run->Report.Processes)
        T.Report = Run->Report;
    }
  if (Wish.Check) {
    Expected<OneRun> Run =
        once(Wish.Policy, true, "output", "computing all hits again");
    if (!Run)
      return Run.takeError();
    T.Checked = true;
    T.Check = Run->Report;
  }
  T.Times = CacheTimes::of(Without, With);
  return T;
}

Expected<CacheTrial> hone::runCacheTrial(const TrialWish &Wish) {
  return Trials(Wish).run();
}
