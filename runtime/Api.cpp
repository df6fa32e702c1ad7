//===- Api.cpp - what programs ask of hone ----------------------*- C++ -*-===//
//
// Owns: the functions behind include/hone/hone.h. They are safe in signal
// handlers, and do nothing where no books are kept: before the runtime has
// started, after the profile was written, when hone is switched off.
//
//===----------------------------------------------------------------------===//

#include "Copies.h"
#include "Counting.h"
#include "Dump.h"
#include "Region.h"
#include "Runtime.h"

using namespace hone::rt;

HONE_INTERFACE void __hone_api_start(void) {
  if (Elected)
    Elected->Start();
  else
    startCounting();
}

HONE_INTERFACE void __hone_api_stop(void) {
  if (Elected)
    Elected->Stop();
  else
    stopCounting();
}

HONE_INTERFACE int __hone_api_is_running(void) {
  if (Elected)
    return Elected->IsRunning();
  return phase() == Phase::Running && !isStopped();
}

HONE_INTERFACE void __hone_api_reset(void) {
  if (Elected)
    Elected->Reset();
  else
    resetCounting();
}

HONE_INTERFACE void __hone_api_region_begin(const char *Name) {
  if (Elected)
    Elected->RegionBegin(Name);
  else
    beginRegion(Name);
}

HONE_INTERFACE void __hone_api_region_end(void) {
  if (Elected)
    Elected->RegionEnd();
  else
    endRegion();
}

HONE_INTERFACE int __hone_api_dump(const char *Path) {
  if (Elected)
    return Elected->Dump(Path);
  return dumpProfile(Path) ? 0 : -1;
}
