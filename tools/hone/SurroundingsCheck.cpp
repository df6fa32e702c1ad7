//===- SurroundingsCheck.cpp - what a program's surroundings allow --------===//
//
// Owns: the checks of what the runtime needs from the system: a timer on a
// thread's CPU clock, and a place for the profile. None needs rights of perf.
//
//===----------------------------------------------------------------------===//

#include "Diagnosis.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <unistd.h>

using namespace hone;
using namespace llvm;

static Diagnosis checkTimer() {
  sigevent Event = {};
  Event.sigev_notify = SIGEV_NONE;
  timer_t Timer;
  if (timer_create(CLOCK_THREAD_CPUTIME_ID, &Event, &Timer) != 0)
    return {Health::Warning, "timer",
            std::string("no timer on a thread's CPU clock: ") + strerror(errno),
            "line times will be missing; counts and function times are not "
            "affected"};
  timer_delete(Timer);
  // Timers of CPU clocks expire with the kernel's tick, as do coarse clocks.
  timespec Tick;
  std::string Often;
  if (clock_getres(CLOCK_MONOTONIC_COARSE, &Tick) == 0 && Tick.tv_nsec > 0)
    Often = ", up to " + std::to_string(1000000000 / Tick.tv_nsec) +
            " times a second (the kernel's tick)";
  return {Health::Ok, "timer", "line times can be sampled" + Often, ""};
}

/// The nearest folder at or above Path that exists.
static SmallString<128> nearestFolder(StringRef Path) {
  SmallString<128> Folder(Path);
  sys::fs::make_absolute(Folder);
  while (!sys::fs::exists(Folder) && sys::path::has_parent_path(Folder))
    sys::path::remove_filename(Folder);
  return Folder;
}

static Diagnosis checkProfilePlace() {
  const char *Pattern = getenv("HONE_PROFILE_FILE");
  StringRef Name = Pattern && *Pattern ? Pattern : "hone.%p.prof";
  std::string Subject = Pattern ? "HONE_PROFILE_FILE" : "profiles";
  StringRef Known = sys::path::parent_path(Name);
  // Where a pattern stands in the folder's name, what is above it can be
  // checked.
  Known = Known.substr(0, Known.find('%'));
  if (Known.size() != sys::path::parent_path(Name).size())
    Known = sys::path::parent_path(Known);
  SmallString<128> Folder = nearestFolder(Known.empty() ? "." : Known);
  if (access(Folder.c_str(), W_OK | X_OK) != 0)
    return {
        Health::Problem, Subject,
        "'" + std::string(Folder) +
            "' cannot be written to: " + strerror(errno),
        "set HONE_PROFILE_FILE to a name in a folder you may write to, e.g. "
        "%t/hone.%p.prof (%t is TMPDIR)"};
  return {
      Health::Ok, Subject,
      "written as " + Name.str() +
          (sys::path::has_parent_path(Name) ? "" : " in the current folder"),
      ""};
}

std::vector<Diagnosis> hone::checkSurroundings() {
  std::vector<Diagnosis> Result = {checkTimer(), checkProfilePlace()};
  const char *Disable = getenv("HONE_DISABLE");
  if (Disable && *Disable && strcmp(Disable, "0") != 0)
    Result.push_back({Health::Warning, "HONE_DISABLE",
                      "is set: programs write no profile",
                      "unset HONE_DISABLE"});
  return Result;
}
