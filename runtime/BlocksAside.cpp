//===- BlocksAside.cpp - counters out of reach ------------------*- C++ -*-===//
//
// Owns: see BlocksAside.h.
//
//===----------------------------------------------------------------------===//

#include "BlocksAside.h"

#include "CounterBlocks.h"
#include "Report.h"

#include <sys/mman.h>

namespace hone::rt {

namespace {

void **placeOf(Module &M, U32 Slot) {
  size_t Needed = (Slot + 1) * sizeof(void *);
  if (M.Asides.size() < Needed && !M.Asides.extend(Needed - M.Asides.size()))
    return nullptr;
  return reinterpret_cast<void **>(M.Asides.data()) + Slot;
}

/// The same pages at a second address, or null. They must be shared: then an
/// old size of 0 asks mremap for this, and no file need be opened.
void *alsoAt(void *Pages, U64 Size) {
  long Got = syscall(SYS_mremap, Pages, 0, Size, MREMAP_MAYMOVE, nullptr);
  return Got == -1 ? nullptr : reinterpret_cast<void *>(Got);
}

} // namespace

void *pagesAside(const Module &M, U32 Slot) {
  if (M.Asides.size() <= Slot * sizeof(void *))
    return nullptr;
  return reinterpret_cast<void *const *>(M.Asides.data())[Slot];
}

bool setAside(Module &M, U32 Slot, void *Block) {
  U64 Size = counterPages(M).Size;
  void **Place = placeOf(M, Slot);
  void *Pages = Place ? alsoAt(Block, Size) : nullptr;
  if (Pages && mapAt(Block, Size,
                     MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_FIXED,
                     -1, 0)) {
    *Place = Pages;
    return true;
  }
  if (Pages)
    unmapAt(Pages, Size);
  complain({"no memory to stop counting in '", M.Path, "'"});
  return false;
}

void putBack(Module &M, U32 Slot, void *Block) {
  void *Pages = pagesAside(M, Slot);
  if (!Pages)
    return;
  U64 Size = counterPages(M).Size;
  long Got = syscall(SYS_mremap, Pages, Size, Size,
                     MREMAP_MAYMOVE | MREMAP_FIXED, Block);
  if (Got == long(Block))
    *placeOf(M, Slot) = nullptr;
  else
    complain({"no memory to count on in '", M.Path, "'"});
}

void dropAside(Module &M, U32 Slot) {
  void *Pages = pagesAside(M, Slot);
  if (!Pages)
    return;
  unmapAt(Pages, counterPages(M).Size);
  *placeOf(M, Slot) = nullptr;
}

} // namespace hone::rt
