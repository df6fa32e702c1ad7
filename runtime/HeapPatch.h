//===- HeapPatch.h - making the program call the hooks ---------*- C++ -*-===//
//
// Owns: the words through which objects call functions of other objects, which
// the dynamic linker has filled in, and those that the pass has planted.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_RUNTIME_HEAPPATCH_H
#define HONE_RUNTIME_HEAPPATCH_H

#include "Platform.h"

namespace hone::rt {

/// False: the program has no dynamic linker.
bool canPatch();
/// Makes all objects that were loaded since the last time call the hooks. Waits
/// for no lock but the dynamic linker's; may be called in any hook. True: there
/// were some.
bool patchNewObjects();
/// Whether that is code of the allocator that the hooks call, or of the C library.
/// Safe in signal handlers.
bool isAllocatorCode(U64 Address);
/// In the child of a fork.
void restartPatching();

} // namespace hone::rt

#endif // HONE_RUNTIME_HEAPPATCH_H
