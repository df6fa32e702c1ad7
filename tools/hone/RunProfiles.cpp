//===- RunProfiles.cpp ----------------------------------------------------===//

#include "RunProfiles.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Process.h"
#include <algorithm>

using namespace hone;
using namespace llvm;

/// "a/b.prof" -> "a/b.%p.prof".
static std::string withProcessId(StringRef Path) {
  StringRef Ending = sys::path::extension(Path);
  return (Path.drop_back(Ending.size()) + ".%p" + Ending).str();
}

RunProfiles::RunProfiles(const std::string &Wanted) {
  SmallString<256> Path;
  if (Wanted.empty()) {
    Path = "hone." + std::to_string(sys::Process::getProcessId()) + ".%p.prof";
  } else if (StringRef(Wanted).contains('%')) {
    Path = Wanted;
  } else {
    this->Wanted = Wanted;
    Path = withProcessId(Wanted);
  }
  // The program may change its folder before it starts others.
  sys::fs::make_absolute(Path);
  Pattern = std::string(Path);
  Before = matching();
}

/// Files that the pattern may have made: those of its folder that begin and end as
/// it does. (A folder with % in its name is searched up to there.)
std::map<std::string, sys::TimePoint<>> RunProfiles::matching() const {
  std::map<std::string, sys::TimePoint<>> Files;
  StringRef Fixed = StringRef(Pattern).take_until([](char C) { return C == '%'; });
  StringRef Folder = sys::path::parent_path(Fixed);
  if (Fixed.ends_with("/"))
    Folder = Fixed;
  StringRef Ending = StringRef(Pattern).substr(Pattern.rfind('%') + 2);
  std::error_code EC;
  for (sys::fs::recursive_directory_iterator It(Folder, EC), End;
       It != End && !EC; It.increment(EC)) {
    // Only a pattern in the folders' names makes files further down.
    if (!StringRef(Pattern).drop_front(Fixed.size()).contains('/'))
      It.no_push();
    StringRef Path = It->path();
    sys::fs::file_status Status;
    if (Path.starts_with(Fixed) && Path.ends_with(Ending) &&
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
  std::stable_partition(Paths.begin(), Paths.end(), [&](const std::string &Path) {
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
