//===- Path.cpp - where the profile goes ------------------------*- C++ -*-===//
//
// Owns: see Path.h.
//
//===----------------------------------------------------------------------===//

#include "Path.h"

#include "Options.h"
#include "Report.h"
#include "Runtime.h"

#include <stdlib.h>
#include <sys/stat.h>

namespace hone::rt {

namespace {
Buffer Pattern, TemporaryFolder;

void appendHost(Buffer &Out) {
  char Host[256] = "";
  if (gethostname(Host, sizeof(Host) - 1) != 0 || !*Host)
    strcpy(Host, "localhost");
  Out.appendText(Host);
}
} // namespace

bool rememberPattern() {
  // Copied: the program may change its environment.
  const char *Given = valueOf(Option::ProfileFile);
  Pattern.clear();
  Pattern.appendText(Given ? Given : "hone.%p.prof");
  const char *Folder = getenv("TMPDIR");
  TemporaryFolder.clear();
  TemporaryFolder.appendText(Folder && *Folder ? Folder : "/tmp");
  for (const char *P = Pattern.text(); *P; ++P) {
    if (*P != '%')
      continue;
    ++P;
    if (*P && strchr("phtc%", *P))
      continue;
    const char What[] = {'%', *P, '\0'};
    complain({nameOf(Option::ProfileFile), "='", Pattern.text(), "': '", What,
              "' is not known; use %p, %h, %t, %c or %%",
              "; no profile is written"});
    return false;
  }
  return true;
}

void appendProfilePath(Buffer &Out) {
  const char *P = Pattern.text();
  // Relative to where the program was started, wherever it is now.
  bool Absolute = *P == '/' || (P[0] == '%' && P[1] == 't' &&
                                *TemporaryFolder.text() == '/');
  if (!Absolute) {
    Out.append(TheProcess.Directory.data(), TheProcess.Directory.size());
    Out.appendText("/");
  }
  for (; *P; ++P) {
    if (*P != '%') {
      Out.append(P, 1);
      continue;
    }
    switch (*++P) {
    case 'p':
      Out.appendNumber(U64(getpid()));
      break;
    case 'h':
      appendHost(Out);
      break;
    case 't':
      Out.appendText(TemporaryFolder.text());
      break;
    case '%':
      Out.appendText("%");
      break;
    default: // 'c'
      break;
    }
  }
}

void makeFolders(const char *Path) {
  Buffer Folder;
  for (const char *P = Path; *P; ++P) {
    if (*P == '/' && P != Path && mkdir(Folder.text(), 0777) != 0 &&
        errno != EEXIST)
      break;
    Folder.append(P, 1);
  }
  Folder.release();
}

} // namespace hone::rt
