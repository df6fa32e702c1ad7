//===- HeapHooks.h - what is called in place of malloc ---------*- C++ -*-===//
//
// Owns: the functions that are watched: their names, hooks, and originals.
// Knows nothing of how the program comes to call the hooks.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_RUNTIME_HEAPHOOKS_H
#define HONE_RUNTIME_HEAPHOOKS_H

#include "Platform.h"

namespace hone::rt {

enum class HookGroup {
  Heap, ///< malloc and its like
  New,  ///< operators new and delete
  Map,  ///< mmap
  Load  ///< dlopen
};

struct WatchedFunction {
  const char *Name;
  HookGroup Group;
  void *Hook;        ///< for the C library's allocator
  void *ForeignHook; ///< for any other
  void **Original;
};
extern const WatchedFunction WatchedFunctions[];
extern const U32 NumWatched;

} // namespace hone::rt

// Hooks of the group Load (HeapLoading.cpp), and where they jump to.
extern "C" {
extern void *HoneRealDlopen, *HoneRealDlsym, *HoneRealDlvsym;
void HoneDlopen();
void HoneDlsym();
void HoneDlvsym();
}

#endif // HONE_RUNTIME_HEAPHOOKS_H
