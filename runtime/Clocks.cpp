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

bool runDelayNs(U64 &Delay) {
  int File = open("/proc/self/schedstat", O_RDONLY | O_CLOEXEC);
  if (File < 0)
    return false;
  char Text[96]; // "ns-running ns-waiting timeslices"
  ssize_t Size = read(File, Text, sizeof(Text) - 1);
  close(File);
  if (Size <= 0)
    return false;
  Text[Size] = '\0';
  const char *Second = strchr(Text, ' ');
  if (!Second)
    return false;
  Delay = 0;
  for (++Second; *Second >= '0' && *Second <= '9'; ++Second)
    Delay = Delay * 10 + U64(*Second - '0');
  return true;
}

Clocks allClocks() {
  Clocks All = {};
  All.WallNs = clockNs(CLOCK_MONOTONIC) - TheProcess.StartNs;
  All.CpuNs = clockNs(CLOCK_PROCESS_CPUTIME_ID);
  All.HasDelay = runDelayNs(All.DelayNs);
  return All;
}

} // namespace

Clocks countedClocks() {
  Clocks All = allClocks();
  Clocks Counted = All;
  Counted.WallNs = counted(All.WallNs, Kept.WallNs);
  Counted.CpuNs = counted(All.CpuNs, Kept.CpuNs);
  Counted.DelayNs = counted(All.DelayNs, Kept.DelayNs);
  Counted.UncountedNs = All.WallNs - Counted.WallNs;
  return Counted;
}

void keepClocks(Keep How) {
  Clocks All = allClocks();
  keep(Kept.WallNs, All.WallNs, How);
  keep(Kept.CpuNs, All.CpuNs, How);
  keep(Kept.DelayNs, All.DelayNs, How);
}

void clearKeptClocks() { Kept = {}; }

} // namespace hone::rt
