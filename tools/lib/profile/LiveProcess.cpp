//===- LiveProcess.cpp ----------------------------------------------------===//
//
// Owns: telling whether a live file's process still runs. Its number may long
// have been given to another one; only the one that writes has the file mapped.
//
//===----------------------------------------------------------------------===//

#include "LiveFile.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include <unistd.h>

using namespace hone;
using namespace llvm;

/// True if a line of /proc/PID/maps is of the file with this inode number. The
/// device beside it is not compared: overlayfs and btrfs give another one here
/// than stat does.
///
///   7f0c5a000000-7f0c5a001000 rw-s 00001000 fe:01 1835022    /dir/app.prof
static bool isMappingOf(StringRef Line, U64 Inode) {
  SmallVector<StringRef, 6> Fields;
  Line.split(Fields, ' ', 5, /*KeepEmpty=*/false);
  U64 Found;
  return Fields.size() >= 5 && Fields[1].ends_with("s") &&
         !Fields[4].getAsInteger(10, Found) && Found == Inode;
}

static bool isThisMachine(const Facts &Run) {
  StringRef Host = Run.text("host");
  char Name[256] = "";
  gethostname(Name, sizeof(Name) - 1);
  return Host.empty() || Host == Name;
}

StringRef hone::liveEndKind(const Facts &Run, StringRef Path) {
  std::optional<U64> Id = Run.number("pid");
  if (!Id)
    return "killed"; // it did not get as far as to say who it is
  if (!isThisMachine(Run))
    return "unfinished";
  sys::fs::UniqueID File;
  if (sys::fs::getUniqueID(Path, File))
    return "unfinished";
  // Files of /proc have no size to go by.
  ErrorOr<std::unique_ptr<MemoryBuffer>> Maps =
      MemoryBuffer::getFileAsStream("/proc/" + Twine(*Id) + "/maps");
  if (!Maps) {
    std::error_code EC = Maps.getError();
    return EC == std::errc::no_such_file_or_directory ||
                   EC == std::errc::no_such_process
               ? "killed"
               : "unfinished";
  }
  StringRef Rest = (*Maps)->getBuffer();
  while (!Rest.empty()) {
    auto [Line, Next] = Rest.split('\n');
    if (isMappingOf(Line, File.getFile()))
      return "running";
    Rest = Next;
  }
  return "killed";
}
