//===- HeapHooks.cpp - what is called in place of malloc --------*- C++ -*-===//
//
// Owns: see HeapHooks.h.
//
// A hook calls the original and takes the block down, or the other way around:
// what it does by itself takes 2 to 4 ns on an AMD EPYC virtual machine.
// Without memory for the books the program goes on, and blocks are not known.
//
// Of an allocator other than the C library's one function may call another, the
// program's own calloc its malloc. The outer one counts.
//
//===----------------------------------------------------------------------===//

#include "HeapHooks.h"

#include "HeapBlocks.h"

#include <sys/mman.h>

namespace hone::rt {

namespace {

struct Originals {
  void *(*Malloc)(size_t);
  void *(*Calloc)(size_t, size_t);
  void *(*Realloc)(void *, size_t);
  void (*Free)(void *);
  int (*PosixMemalign)(void **, size_t, size_t);
  void *(*AlignedAlloc)(size_t, size_t);
  void *(*Memalign)(size_t, size_t);
  void *(*Valloc)(size_t);
  void *(*Pvalloc)(size_t);
  void *(*Reallocarray)(void *, size_t, size_t);
  void *(*Mmap)(void *, size_t, int, int, int, off_t);
  void *(*Mmap64)(void *, size_t, int, int, int, off_t);
  int (*Munmap)(void *, size_t);
  void *(*New[8])(size_t, U64, U64);
  void (*Delete[12])(void *, U64, U64);
};
Originals Real;

//===-- Hooks -------------------------------------------------------------===//

/// A call of an allocator. Of the C library's own, none is within another.
template <bool IsForeign> struct Call {
  bool isInner() const { return false; }
};
template <> struct Call<true> {
  Call() {
    HeapThread *Now = __hone_heap;
    if (!Now)
      Now = takeHeapThread();
    auto Sp = reinterpret_cast<U64>(this);
    // Stacks grow down: what a hook that was left by an exception has noted is
    // below, or is overwritten.
    if (isThread(Now) && Now->Nested <= Sp) {
      T = Now;
      T->Nested = Sp;
    } else {
      IsInner = isThread(Now);
    }
  }
  ~Call() {
    if (T)
      T->Nested = 0;
  }
  bool isInner() const { return IsInner; }

private:
  HeapThread *T = nullptr;
  bool IsInner = false;
};

/// Calls the original, from the hook's own frame: a sample that is taken in
/// there has no other of hone's (Sampler.cpp).
template <bool IsForeign, class Ask>
__attribute__((always_inline)) inline void *ask(size_t Size, Ask DoAsk) {
  void *Block;
  {
    Call<IsForeign> This;
    Block = DoAsk();
    if (This.isInner())
      return Block;
  }
  given<IsForeign>(Block, Size);
  return Block;
}

template <bool IsForeign> void *mallocHook(size_t Size) {
  return ask<IsForeign>(Size, [=] { return Real.Malloc(Size); });
}

template <bool IsForeign> void *callocHook(size_t Count, size_t Each) {
  // Where that is too much, nothing is given.
  return ask<IsForeign>(Count * Each, [=] { return Real.Calloc(Count, Each); });
}

template <bool IsForeign> void freeHook(void *Block) {
  freed<IsForeign>(Block);
  Real.Free(Block);
}

/// Size 0 gives the block back, with the C library's and with most others.
template <bool IsForeign, class Ask>
__attribute__((always_inline)) inline void *askAgain(void *Block, size_t Size,
                                                     Ask DoAsk) {
  if (!Block)
    return ask<IsForeign>(Size, DoAsk);
  Taken Old = take<IsForeign>(Block);
  void *New;
  {
    Call<IsForeign> This;
    New = DoAsk();
    if (This.isInner())
      return New;
  }
  if (!New && Size) { // it stays where it is
    putBack<IsForeign>(Old);
    return New;
  }
  replaced<IsForeign>(Old, New, Size);
  return New;
}

template <bool IsForeign> void *reallocHook(void *Block, size_t Size) {
  return askAgain<IsForeign>(Block, Size,
                             [=] { return Real.Realloc(Block, Size); });
}

/// As the C library's, which calls realloc, but it cannot be told how.
template <bool IsForeign>
void *reallocarrayHook(void *Block, size_t Count, size_t Each) {
  size_t Size;
  if (__builtin_mul_overflow(Count, Each, &Size))
    return Real.Reallocarray(Block, Count, Each); // refused
  return reallocHook<IsForeign>(Block, Size);
}

template <bool IsForeign>
int posixMemalignHook(void **Result, size_t Alignment, size_t Size) {
  int Error = 0;
  auto DoAsk = [&]() -> void * {
    Error = Real.PosixMemalign(Result, Alignment, Size);
    return Error ? nullptr : *Result;
  };
  ask<IsForeign>(Size, DoAsk);
  return Error;
}

template <bool IsForeign>
void *alignedAllocHook(size_t Alignment, size_t Size) {
  return ask<IsForeign>(Size,
                        [=] { return Real.AlignedAlloc(Alignment, Size); });
}
template <bool IsForeign> void *memalignHook(size_t Alignment, size_t Size) {
  return ask<IsForeign>(Size, [=] { return Real.Memalign(Alignment, Size); });
}
template <bool IsForeign> void *vallocHook(size_t Size) {
  return ask<IsForeign>(Size, [=] { return Real.Valloc(Size); });
}
template <bool IsForeign> void *pvallocHook(size_t Size) {
  return ask<IsForeign>(Size, [=] { return Real.Pvalloc(Size); });
}

/// More, Last: alignment and std::nothrow, those that there are.
template <U32 Which> void *newHook(size_t Size, U64 More, U64 Last) {
  return ask<true>(Size, [=] { return Real.New[Which](Size, More, Last); });
}
/// More, Last: size, alignment and std::nothrow, those that there are.
template <U32 Which> void deleteHook(void *Block, U64 More, U64 Last) {
  freed<true>(Block);
  Real.Delete[Which](Block, More, Last);
}

template <bool Is64>
void *mmapHook(void *Address, size_t Size, int Protection, int Flags, int File,
               off_t Offset) {
  void *Pages = (Is64 ? Real.Mmap64 : Real.Mmap)(Address, Size, Protection,
                                                 Flags, File, Offset);
  if (Pages != MAP_FAILED && HeapCounts)
    mapped(Size);
  return Pages;
}

int munmapHook(void *Address, size_t Size) {
  int Result = Real.Munmap(Address, Size);
  if (Result == 0 && HeapCounts)
    unmapped(Size);
  return Result;
}

} // namespace

} // namespace hone::rt

//===-- All of them -------------------------------------------------------===//

namespace hone::rt {

// No functions here: all of this must be there before any initializer has run.
#define HONE_CODE(Hook) reinterpret_cast<void *>(Hook)
#define HONE_PLACE(Original) reinterpret_cast<void **>(&(Original))
#define HONE_BOTH(Name, Group, Hook, Original)                                 \
  {Name, HookGroup::Group, HONE_CODE(Hook), HONE_CODE(Hook),                   \
   HONE_PLACE(Original)}
#define HONE_HEAP(Name, Hook, Original)                                        \
  {Name, HookGroup::Heap, HONE_CODE(Hook<false>), HONE_CODE(Hook<true>),       \
   HONE_PLACE(Real.Original)}
#define HONE_NEW(Name, I) HONE_BOTH(Name, New, newHook<I>, Real.New[I])
#define HONE_DELETE(Name, I) HONE_BOTH(Name, New, deleteHook<I>, Real.Delete[I])

const WatchedFunction WatchedFunctions[] = {
    HONE_HEAP("malloc", mallocHook, Malloc),
    HONE_HEAP("calloc", callocHook, Calloc),
    HONE_HEAP("realloc", reallocHook, Realloc),
    HONE_HEAP("free", freeHook, Free),
    HONE_HEAP("posix_memalign", posixMemalignHook, PosixMemalign),
    HONE_HEAP("aligned_alloc", alignedAllocHook, AlignedAlloc),
    HONE_HEAP("memalign", memalignHook, Memalign),
    HONE_HEAP("valloc", vallocHook, Valloc),
    HONE_HEAP("pvalloc", pvallocHook, Pvalloc),
    HONE_HEAP("reallocarray", reallocarrayHook, Reallocarray),
    HONE_BOTH("mmap", Map, mmapHook<false>, Real.Mmap),
    HONE_BOTH("mmap64", Map, mmapHook<true>, Real.Mmap64),
    HONE_BOTH("munmap", Map, munmapHook, Real.Munmap),
    HONE_NEW("_Znwm", 0),
    HONE_NEW("_Znam", 1),
    HONE_NEW("_ZnwmRKSt9nothrow_t", 2),
    HONE_NEW("_ZnamRKSt9nothrow_t", 3),
    HONE_NEW("_ZnwmSt11align_val_t", 4),
    HONE_NEW("_ZnamSt11align_val_t", 5),
    HONE_NEW("_ZnwmSt11align_val_tRKSt9nothrow_t", 6),
    HONE_NEW("_ZnamSt11align_val_tRKSt9nothrow_t", 7),
    HONE_DELETE("_ZdlPv", 0),
    HONE_DELETE("_ZdaPv", 1),
    HONE_DELETE("_ZdlPvm", 2),
    HONE_DELETE("_ZdaPvm", 3),
    HONE_DELETE("_ZdlPvSt11align_val_t", 4),
    HONE_DELETE("_ZdaPvSt11align_val_t", 5),
    HONE_DELETE("_ZdlPvmSt11align_val_t", 6),
    HONE_DELETE("_ZdaPvmSt11align_val_t", 7),
    HONE_DELETE("_ZdlPvRKSt9nothrow_t", 8),
    HONE_DELETE("_ZdaPvRKSt9nothrow_t", 9),
    HONE_DELETE("_ZdlPvSt11align_val_tRKSt9nothrow_t", 10),
    HONE_DELETE("_ZdaPvSt11align_val_tRKSt9nothrow_t", 11),
#if defined(__x86_64__)
    HONE_BOTH("dlopen", Load, HoneDlopen, HoneRealDlopen),
    HONE_BOTH("dlsym", Load, HoneDlsym, HoneRealDlsym),
    HONE_BOTH("dlvsym", Load, HoneDlvsym, HoneRealDlvsym),
#endif
};
#undef HONE_CODE
#undef HONE_PLACE
#undef HONE_BOTH
#undef HONE_HEAP
#undef HONE_NEW
#undef HONE_DELETE

const U32 NumWatched = sizeof(WatchedFunctions) / sizeof(WatchedFunction);

} // namespace hone::rt
