//===- Clocks.cpp - how long the process has run ----------------*- C++ -*-===//
//
// Owns: see Clocks.h.
//
//===----------------------------------------------------------------------===//

#include "Clocks.h"

#include "Runtime.h"

#include <fcntl.h>

namespace hone::rt {

namespace {

Clocks Kept;
/// What the loader had read before, and what was read here since.
U64 OtherBytesRead;

/// The number after the first space of a file of the kernel's.
bool secondWord(const char *Path, U64 &Number) {
  int File = open(Path, O_RDONLY | O_CLOEXEC);
  if (File < 0)
    return false;
  char Text[96];
  ssize_t Size = read(File, Text, sizeof(Text) - 1);
  close(File);
  if (Size <= 0)
    return false;
  OtherBytesRead += U64(Size);
  Text[Size] = '\0';
  const char *Second = strchr(Text, ' ');
  if (!Second)
    return false;
  Number = 0;
  for (++Second; *Second >= '0' && *Second <= '9'; ++Second)
    Number = Number * 10 + U64(*Second - '0');
  return true;
}

/// "ns-running ns-waiting timeslices"
bool runDelayNs(U64 &Delay) { return secondWord("/proc/self/schedstat", Delay); }

/// "rchar: bytes", and more
bool bytesRead(U64 &Bytes) {
  U64 Other = OtherBytesRead; // the kernel does not count this reading yet
  if (!secondWord("/proc/self/io", Bytes))
    return false;
  Bytes -= Other;
  return true;
}

Clocks allClocks() {
  Clocks All = {};
  All.WallNs = clockNs(CLOCK_MONOTONIC) - TheProcess.StartNs;
  All.CpuNs = clockNs(CLOCK_PROCESS_CPUTIME_ID);
  All.HasDelay = runDelayNs(All.DelayNs);
  All.HasBytesRead = bytesRead(All.BytesRead);
  return All;
}

} // namespace

void startClocks() {
  OtherBytesRead = 0;
  U64 Bytes;
  if (bytesRead(Bytes))
    OtherBytesRead += Bytes;
}

Clocks countedClocks() {
  Clocks All = allClocks();
  Clocks Counted = All;
  Counted.WallNs = counted(All.WallNs, Kept.WallNs);
  Counted.CpuNs = counted(All.CpuNs, Kept.CpuNs);
  Counted.DelayNs = counted(All.DelayNs, Kept.DelayNs);
  Counted.BytesRead = counted(All.BytesRead, Kept.BytesRead);
  Counted.UncountedNs = All.WallNs - Counted.WallNs;
  return Counted;
}

void keepClocks(Keep How) {
  Clocks All = allClocks();
  keep(Kept.WallNs, All.WallNs, How);
  keep(Kept.CpuNs, All.CpuNs, How);
  keep(Kept.DelayNs, All.DelayNs, How);
  keep(Kept.BytesRead, All.BytesRead, How);
}

void clearKeptClocks() { Kept = {}; }

} // namespace hone::rt
