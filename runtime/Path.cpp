//===- Path.cpp - where the profile goes ------------------------*- C++ -*-===//
//
// Owns: see Path.h.
//
//===----------------------------------------------------------------------===//

#include "Path.h"

#include "Objects.h"
#include "Options.h"
#include "Report.h"
#include "Runtime.h"

#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

namespace hone::rt {

namespace {
Buffer Pattern, TemporaryFolder;
/// What %m stands for; empty: it is not in the pattern.
char Signature[2 * sizeof(U64) + 1];

void appendHost(Buffer &Out) {
  char Host[256] = "";
  if (gethostname(Host, sizeof(Host) - 1) != 0 || !*Host)
    strcpy(Host, "localhost");
  Out.appendText(Host);
}
U64 executableHash() {
  U64 Hash = 0;
  anyObject([&](const Object &O) { // the first one is the executable
    forNotes(O, "GNU", GnuBuildId, [&](const char *Bytes, U32 Size) {
      Hash = hashBytes(Bytes, Size);
    });
    return true;
  });
  struct stat Status;
  char Name[PATH_MAX];
  ssize_t Length = readlink("/proc/self/exe", Name, sizeof(Name));
  if (Hash || Length <= 0 || stat("/proc/self/exe", &Status) != 0)
    return Hash;
  U64 About[] = {U64(Status.st_size), U64(Status.st_mtim.tv_sec),
                 U64(Status.st_mtim.tv_nsec)};
  return hashBytes(reinterpret_cast<const char *>(About), sizeof(About),
                   hashBytes(Name, size_t(Length)));
}

void rememberSignature() {
  U64 Hash = executableHash();
  for (size_t I = sizeof(Signature) - 1; I--; Hash >>= 4)
    Signature[I] = "0123456789abcdef"[Hash & 15];
}
} // namespace

bool profilesAreMerged() { return *Signature; }

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
    if (*P == 'm')
      rememberSignature();
    if (*P && strchr("pmhtc%", *P))
      continue;
    const char What[] = {'%', *P, '\0'};
    complain({nameOf(Option::ProfileFile), "='", Pattern.text(), "': '", What,
              "' is not known; use %p, %m, %h, %t, %c or %%",
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
    case 'm':
      Out.appendText(Signature);
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

/// ext4 starts writing a file to the disk when it is renamed over another one,
/// and the program would wait for that (0.1 ms per MB). Nothing is written when
/// the two change places; then the old one goes.
bool replaceFile(const char *From, const char *To) {
  constexpr unsigned Exchange = 2; // RENAME_EXCHANGE
  struct stat Status;
  if (lstat(To, &Status) == 0 && S_ISREG(Status.st_mode) &&
      syscall(SYS_renameat2, AT_FDCWD, From, AT_FDCWD, To, Exchange) == 0)
    return unlink(From) == 0 || errno == ENOENT;
  return rename(From, To) == 0;
}

} // namespace hone::rt
