//===- Report.cpp - what the runtime says to the user -----------*- C++ -*-===//
//
// Owns: see Report.h.
//
//===----------------------------------------------------------------------===//

#include "Report.h"

#include "Platform.h"

#include <limits.h>
#include <string.h>
#include <sys/stat.h>

namespace hone::rt {

namespace {
dev_t StandardErrorDevice;
ino_t StandardErrorInode;
bool StandardErrorKnown;
} // namespace

void rememberStandardError() {
  struct stat Status;
  StandardErrorKnown = fstat(STDERR_FILENO, &Status) == 0;
  if (StandardErrorKnown) {
    StandardErrorDevice = Status.st_dev;
    StandardErrorInode = Status.st_ino;
  }
}

void complain(std::initializer_list<const char *> Parts) {
  struct stat Status;
  if (!StandardErrorKnown || fstat(STDERR_FILENO, &Status) != 0 ||
      Status.st_dev != StandardErrorDevice ||
      Status.st_ino != StandardErrorInode)
    return;
  char Line[PATH_MAX + 512] = "hone: ";
  size_t Used = strlen(Line);
  for (const char *Part : Parts)
    for (; *Part && Used < sizeof(Line) - 1; ++Part)
      Line[Used++] = *Part == '\n' ? ' ' : *Part;
  Line[Used++] = '\n';
  if (write(STDERR_FILENO, Line, Used) < 0)
    return; // nobody left to tell
}

const char *errorText(int Errno) {
#if defined(__GLIBC__) && __GLIBC_PREREQ(2, 32)
  // strerror may load translations, for which it needs malloc.
  const char *Text = strerrordesc_np(Errno);
  return Text ? Text : "unknown error";
#else
  return strerror(Errno);
#endif
}

} // namespace hone::rt
