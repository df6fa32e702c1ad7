//===- Pool.cpp - one profile for all processes of a program ----*- C++ -*-===//
//
// Owns: see Pool.h.
//
// The lock is a flock on the profile itself, so that nothing else is left lying
// about. Whoever holds it replaces the file by the sum. Those who waited find
// that theirs is no longer the one at the path, and begin again; so does who
// found none and wanted to put the first one there, when another was faster.
// At every instant the path names a whole file or none.
//
//===----------------------------------------------------------------------===//

#include "Pool.h"

#include "Merge.h"
#include "Report.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>

namespace hone::rt {

namespace {

/// A process that holds the lock for so long was stopped. Merging takes
/// milliseconds, and each one begins the time anew.
constexpr U64 LongestHoldNs = 10'000'000'000;
constexpr U64 FirstPauseNs = 250'000, LastPauseNs = 8'000'000;

enum class Outcome { Done, Again, Aside, Failed };

bool isAt(const char *Path, const struct stat &File) {
  struct stat There;
  return lstat(Path, &There) == 0 && There.st_dev == File.st_dev &&
         There.st_ino == File.st_ino;
}

/// Locks the file. Done: it is the one at Path, and ours. Again: there is
/// another one now.
Outcome lock(int File, const char *Path, const struct stat &Status,
             const char *&Why) {
  U64 Begin = clockNs(CLOCK_MONOTONIC);
  for (U64 Pause = FirstPauseNs;;
       Pause = Pause < LastPauseNs ? 2 * Pause : LastPauseNs) {
    // Not waiting in the kernel: that would have no end, for all signals are
    // blocked.
    bool Locked = flock(File, LOCK_EX | LOCK_NB) == 0;
    int Error = errno;
    if (!isAt(Path, Status))
      return Outcome::Again;
    if (Locked)
      return Outcome::Done;
    if (Error != EWOULDBLOCK && Error != EINTR) {
      Why = errorText(Error);
      return Outcome::Aside;
    }
    if (clockNs(CLOCK_MONOTONIC) - Begin > LongestHoldNs) {
      Why = "another process has held it for 10 seconds";
      return Outcome::Aside;
    }
    timespec Time = {0, long(Pause)};
    nanosleep(&Time, nullptr);
  }
}

/// The file's bytes in memory, where another process cannot cut them off.
class Bytes {
public:
  Bytes(int File, size_t Size) : Size(Size), Data(mapArray<char>(Size)) {
    for (ssize_t Got; Data && Read < Size; Read += size_t(Got))
      if ((Got = pread(File, Data + Read, Size - Read, off_t(Read))) <= 0)
        return;
  }
  ~Bytes() { unmapBytes(Data, Size); }
  Bytes(const Bytes &) = delete;
  Bytes &operator=(const Bytes &) = delete;

  bool ok() const { return Data && Read == Size; }
  const char *data() const { return Data; }

private:
  size_t Size, Read = 0;
  char *Data;
};

Outcome write(const char *Path, ProfileParts &Old, ProfileParts &New,
              Place How) {
  FileWriter Out(Path);
  writeMerged(Old, New, Out);
  int Error = Out.finish(How);
  return !Error                                     ? Outcome::Done
         : How == Place::KeepOld && Error == EEXIST ? Outcome::Again
                                                    : Outcome::Failed;
}

Outcome addToLocked(int File, const char *Path, size_t Size, ProfileParts &New,
                    const char *&Why) {
  ProfileParts Old;
  if (!Size) // as mktemp makes them: nothing is lost
    return write(Path, Old, New, Place::Replace);
  Bytes Contents(File, Size);
  Why = Contents.ok() ? Old.read(Contents.data(), Size) : "it cannot be read";
  if (!Why)
    Why = whyNotMerged(Old, New);
  return Why ? Outcome::Aside : write(Path, Old, New, Place::Replace);
}

Outcome tryToAdd(const char *Path, ProfileParts &New, const char *&Why) {
  ProfileParts None;
  struct stat Status;
  if (lstat(Path, &Status) != 0)
    return write(Path, None, New, Place::KeepOld);
  if (S_ISLNK(Status.st_mode)) {
    Why = "it is a link";
    return Outcome::Aside;
  }
  if (!S_ISREG(Status.st_mode)) // a device or pipe takes one after the other
    return write(Path, None, New, Place::Replace);
  int File = open(Path, O_RDWR | O_CLOEXEC | O_NOFOLLOW);
  if (File < 0) {
    Why = errorText(errno);
    return errno == ENOENT ? Outcome::Again : Outcome::Aside;
  }
  Outcome Result = Outcome::Again;
  if (fstat(File, &Status) == 0) {
    Result = lock(File, Path, Status, Why);
    if (Result == Outcome::Done)
      Result = fstat(File, &Status) == 0
                   ? addToLocked(File, Path, size_t(Status.st_size), New, Why)
                   : Outcome::Again;
  }
  close(File);
  return Result;
}

bool writeAside(const char *Path, ProfileParts &New, const char *Why) {
  Buffer Name;
  Name.appendText(Path);
  Name.appendText(".");
  Name.appendNumber(U64(getpid()));
  complain({"cannot add to profile '", Path, "': ", Why,
            "; this process's goes to '", Name.text(),
            "'; move the old one away, or set HONE_PROFILE_FILE to another "
            "name"});
  ProfileParts None;
  bool Written = write(Name.text(), None, New, Place::Replace) == Outcome::Done;
  Name.release();
  return Written;
}

} // namespace

bool addToPool(const char *Path, const Buffer &Own) {
  Outcome Result = Outcome::Again;
  const char *Why = nullptr;
  while (Result == Outcome::Again) {
    ProfileParts New; // anew: its modules remember what they were matched with
    Why = New.read(Own.data(), Own.size());
    Result = Why ? Outcome::Aside : tryToAdd(Path, New, Why);
  }
  if (Result != Outcome::Aside)
    return Result == Outcome::Done;
  ProfileParts New;
  New.read(Own.data(), Own.size());
  return writeAside(Path, New, Why);
}

} // namespace hone::rt
