//===- RunProfiles.cpp ----------------------------------------------------===//
//
// Owns: the pattern that a run's profiles are named by, and finding them by it.
// Must not look into profiles.
//
//===----------------------------------------------------------------------===//

#include "RunProfiles.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Process.h"
#include <algorithm>

using namespace hone;
using namespace llvm;

/// Text as a pattern that stands for itself.
static std::string escape(StringRef Text) {
  std::string Escaped;
  for (char C : Text)
    Escaped.append(C == '%' ? 2 : 1, C);
  return Escaped;
}

/// "a/b.prof" -> "a/b.%p.prof".
static std::string withProcessId(StringRef Path) {
  StringRef Ending = sys::path::extension(Path);
  return escape(Path.drop_back(Ending.size())) + ".%p" + escape(Ending);
}

RunProfiles::RunProfiles(const std::string &Wanted) {
  if (Wanted.empty()) {
    Pattern = withProcessId(
        "hone." + std::to_string(sys::Process::getProcessId()) + ".prof");
  } else if (StringRef(Wanted).contains('%')) {
    Pattern = Wanted;
  } else {
    this->Wanted = Wanted;
    Pattern = withProcessId(Wanted);
  }
  // The program may change its folder before it starts others.
  SmallString<256> Here;
  if (!sys::path::is_absolute(Pattern) && !sys::fs::current_path(Here))
    Pattern = escape(Here) + "/" + Pattern;
  Before = matching();
}

namespace {
/// What all files of a pattern have in common.
struct PatternEnds {
  std::string Beginning;   ///< before the first conversion
  std::string Ending;      ///< after the last one
  bool HasFolders = false; ///< some folder's name holds a conversion
  bool IsMerged = false;   ///< there may be files beside: of killed processes,
                           ///< and of those that could not add to the profile
};
} // namespace

static PatternEnds endsOf(StringRef Pattern) {
  PatternEnds Ends;
  bool IsFixed = true;
  for (size_t I = 0; I != Pattern.size(); ++I) {
    char C = Pattern[I];
    if (C == '%' && I + 1 != Pattern.size() && Pattern[++I] != '%') {
      IsFixed = false;
      Ends.IsMerged |= Pattern[I] == 'm';
      Ends.Ending.clear();
      continue;
    }
    (IsFixed ? Ends.Beginning : Ends.Ending) += C;
    Ends.HasFolders |= C == '/' && !IsFixed;
  }
  return Ends;
}

/// "a.prof" of "a.prof.PID.live" and "a.prof.PID".
static StringRef withoutProcessId(StringRef Path) {
  Path.consume_back(".live");
  StringRef Rest = Path.rtrim("0123456789");
  return Rest.consume_back(".") ? Rest : Path;
}

std::map<std::string, sys::TimePoint<>> RunProfiles::matching() const {
  std::map<std::string, sys::TimePoint<>> Files;
  PatternEnds Ends = endsOf(Pattern);
  StringRef Folder =
      StringRef(Ends.Beginning).take_front(Ends.Beginning.rfind('/') + 1);
  std::error_code EC;
  for (sys::fs::recursive_directory_iterator It(Folder, EC), End;
       It != End && !EC; It.increment(EC)) {
    if (!Ends.HasFolders)
      It.no_push();
    StringRef Path = It->path();
    sys::fs::file_status Status;
    bool HasEnding =
        Path.ends_with(Ends.Ending) ||
        (Ends.IsMerged && withoutProcessId(Path).ends_with(Ends.Ending));
    if (Path.starts_with(Ends.Beginning) && HasEnding &&
        !sys::fs::status(Path, Status) &&
        Status.type() == sys::fs::file_type::regular_file)
      Files[Path.str()] = Status.getLastModificationTime();
  }
  return Files;
}

Expected<std::vector<std::string>> RunProfiles::collect(pid_t Main) {
  std::vector<std::string> Paths;
  for (const auto &[Path, Modified] : matching()) {
    auto Old = Before.find(Path);
    if (Old == Before.end() || Old->second != Modified)
      Paths.push_back(Path);
  }
  std::string Id = "." + std::to_string(Main) + ".";
  std::stable_partition(Paths.begin(), Paths.end(),
                        [&](const std::string &Path) {
                          return sys::path::filename(Path).contains(Id);
                        });
  if (Paths.empty() || Wanted.empty())
    return Paths;
  if (std::error_code EC = sys::fs::rename(Paths.front(), Wanted))
    return createStringError(EC, "cannot rename '%s' to '%s': %s",
                             Paths.front().c_str(), Wanted.c_str(),
                             EC.message().c_str());
  Paths.front() = Wanted;
  return Paths;
}
