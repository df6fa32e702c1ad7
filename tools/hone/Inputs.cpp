//===- Inputs.cpp ---------------------------------------------------------===//
//
// Owns: the choice of the newest run's profiles in the current folder.
//
//===----------------------------------------------------------------------===//

#include "Inputs.h"
#include "lib/profile/ModelBuilder.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/WithColor.h"
#include "llvm/Support/raw_ostream.h"

using namespace hone;
using namespace llvm;

namespace {

/// A process as its profile tells it.
struct Process {
  std::string Path;
  sys::TimePoint<> Modified;
  uint64_t Id = 0, Parent = 0;
  uint64_t Begin = 0, End = 0; ///< Unix time, ns

  /// "hone.N." for the names that hone run gives: one N, one run.
  StringRef series() const {
    SmallVector<StringRef> Parts;
    StringRef(Path).split(Parts, '.');
    return Parts.size() == 4 && Parts[0] == "hone"
               ? StringRef(Path).take_front(Parts[1].end() - Path.data() + 1)
               : "";
  }
  bool overlaps(const Process &Other) const {
    return Begin <= Other.End && Other.Begin <= End;
  }
  /// Both are of one hone run; or one started the other, or a third started
  /// both at one time.
  bool isRelatedTo(const Process &Other) const {
    if (!series().empty() || !Other.series().empty())
      return series() == Other.series();
    return overlaps(Other) &&
           (Id == Other.Parent || Parent == Other.Id || Parent == Other.Parent);
  }
};

} // namespace

static std::vector<Process> profilesIn(StringRef Folder) {
  std::vector<Process> Found;
  std::error_code EC;
  for (sys::fs::directory_iterator It(Folder, EC), End; It != End && !EC;
       It.increment(EC)) {
    sys::fs::file_status Status;
    if (!StringRef(It->path()).ends_with(".prof") ||
        sys::fs::status(It->path(), Status) ||
        Status.type() != sys::fs::file_type::regular_file)
      continue;
    Process P;
    P.Path = sys::path::filename(It->path()).str();
    P.Modified = Status.getLastModificationTime();
    Found.push_back(std::move(P));
  }
  llvm::sort(Found, [](const Process &A, const Process &B) {
    return std::tie(B.Modified, A.Path) < std::tie(A.Modified, B.Path);
  });
  return Found;
}

static Error readFacts(Process &P) {
  Expected<ProfileFile> File = readProfile(P.Path);
  if (!File)
    return File.takeError();
  P.Id = File->Run.number("pid").value_or(0);
  P.Parent = File->Run.number("ppid").value_or(0);
  P.Begin = File->Run.number("start_unix_ns").value_or(0);
  // One that was killed, or runs, does not say how long; of several processes
  // the times are added up.
  U64 Modified = std::chrono::duration_cast<std::chrono::nanoseconds>(
                     P.Modified.time_since_epoch())
                     .count();
  std::optional<U64> Wall = File->Run.number("wall_ns");
  bool IsSum = File->Run.number("processes").value_or(1) > 1;
  P.End = Wall && !IsSum ? P.Begin + *Wall : std::max(P.Begin, Modified);
  return Error::success();
}

/// The newest profile and those of the processes it is related to.
static Expected<std::vector<std::string>>
newestRun(std::vector<Process> Candidates) {
  if (Error E = readFacts(Candidates.front()))
    return E;
  std::vector<Process> TheRun = {Candidates.front()};
  std::vector<Process> Others;
  for (Process &P : drop_begin(Candidates)) {
    // An older file that cannot be read is none of this run's business.
    if (Error E = readFacts(P))
      consumeError(std::move(E));
    else
      Others.push_back(P);
  }
  for (size_t I = 0; I != TheRun.size(); ++I) {
    Process Member = TheRun[I];
    auto Rest = llvm::partition(
        Others, [&](const Process &P) { return !P.isRelatedTo(Member); });
    TheRun.insert(TheRun.end(), Rest, Others.end());
    Others.erase(Rest, Others.end());
  }
  std::vector<std::string> Paths;
  for (const Process &P : TheRun)
    Paths.push_back(P.Path);
  llvm::sort(Paths);
  return Paths;
}

Expected<std::vector<std::string>>
hone::chooseProfiles(ArrayRef<std::string> Given) {
  if (!Given.empty())
    return Given.vec();
  std::vector<Process> Candidates = profilesIn(".");
  if (Candidates.empty())
    return createStringError(
        inconvertibleErrorCode(),
        "no profile (*.prof) in the current folder: build the program with "
        "hone ('hone build -- make', or --config=<prefix>/share/hone/hone.cfg) "
        "and run it ('hone run -- ./app'), or name a profile");
  Expected<std::vector<std::string>> Paths = newestRun(std::move(Candidates));
  if (!Paths)
    return Paths.takeError();
  errs() << "hone: reading " << join(*Paths, ", ") << '\n';
  return Paths;
}

Expected<Model> hone::loadModel(ArrayRef<std::string> Given) {
  Expected<std::vector<std::string>> Paths = chooseProfiles(Given);
  if (!Paths)
    return Paths.takeError();
  ModelBuilder Builder;
  for (const std::string &Path : *Paths) {
    Expected<ProfileFile> File = readProfile(Path);
    if (!File)
      return File.takeError();
    if (Error E = Builder.add(*File, Path))
      return E;
  }
  Model M = Builder.build();
  if (M.Functions.empty())
    return createStringError(
        inconvertibleErrorCode(),
        "'%s' holds no instrumented function: was the program compiled, not "
        "only "
        "linked, with hone.cfg, and by clang? 'hone doctor PROGRAM' tells",
        Paths->front().c_str());
  for (const std::string &Note : M.Notes)
    WithColor::note(errs(), "hone") << Note << '\n';
  return M;
}
