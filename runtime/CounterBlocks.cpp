//===- CounterBlocks.cpp - every thread's own counters ----------*- C++ -*-===//
//
// Owns: see CounterBlocks.h.
//
//===----------------------------------------------------------------------===//

#include "CounterBlocks.h"

#include "Copies.h"
#include "LiveFile.h"
#include "Report.h"
#include "Runtime.h"

#include <stdlib.h>
#include <sys/auxv.h>
#include <sys/mman.h>

#ifndef MAP_FIXED_NOREPLACE
#define MAP_FIXED_NOREPLACE 0x100000
#endif

namespace hone::rt {

namespace {

/// Between the blocks of two threads: more than any module's counters take.
constexpr I64 Stride = I64(1) << 30;
/// From a module to its first block: down from where kernels put libraries
/// (0x7f...) and position-independent executables (0x55...), or up from the
/// fixed low place of others.
constexpr I64 Distance = I64(1) << 44;

bool Possible;
I64 Direction; ///< -1 or 1
U32 NumSlots;
bool SomeShare; ///< a thread has got no blocks

#if defined(__x86_64__)
void setBase(I64 Base) { asm volatile("wrgsbase %0" ::"r"(Base)); }

bool canSetBase() {
  constexpr U64 FsGsBase = 1 << 1; // HWCAP2_FSGSBASE
  if (!(getauxval(AT_HWCAP2) & FsGsBase))
    return false;
  // Valgrind does not know the instruction. Its client request
  // RUNNING_ON_VALGRIND is a sequence that does nothing on a processor.
  volatile U64 Request[6] = {0x1001};
  U64 Inside = 0;
  asm volatile("rolq $3, %%rdi; rolq $13, %%rdi\n\t"
               "rolq $61, %%rdi; rolq $51, %%rdi\n\t"
               "xchgq %%rbx, %%rbx"
               : "+d"(Inside)
               : "a"(&Request[0])
               : "cc", "memory");
  return !Inside;
}
#else
void setBase(I64) {}
bool canSetBase() { return false; }
#endif

/// Which way from the program's modules there is room; 0: no way.
I64 findDirection() {
  bool IsFixed = false, IsStatic = true, IsOurs = false;
  anyObject([&](const Object &O) { // the first one is the executable
    IsFixed = O.dlpi_addr == 0;
    for (int I = 0; I != O.dlpi_phnum; ++I)
      IsStatic &= O.dlpi_phdr[I].p_type != PT_INTERP;
    return true;
  });
  withObjectAround(&NumSlots, [&](const Object &O) { IsOurs = !*O.dlpi_name; });
  if (!IsFixed || !IsOurs)
    return -1;
  return IsStatic ? 1 : 0; // libraries would need the other direction
}

U64 *block(const Module &M, const ThreadState &T) {
  return reinterpret_cast<U64 *>(reinterpret_cast<U64>(M.Sections.Counters) +
                                 U64(T.Base));
}

void *blockPages(const Module &M, const ThreadState &T) {
  return reinterpret_cast<void *>(counterPages(M).First + U64(T.Base));
}

bool hasCounters(const Module &M) {
  return M.Sections.Counters < M.Sections.CountersEnd;
}

/// Where M keeps the file offset of the slot's pages; null: memory is gone.
U64 *offsetOf(Module &M, U32 Slot) {
  size_t Needed = (Slot + 1) * sizeof(U64);
  if (M.BlockOffsets.size() < Needed &&
      !M.BlockOffsets.extend(Needed - M.BlockOffsets.size()))
    return nullptr;
  return reinterpret_cast<U64 *>(M.BlockOffsets.data()) + Slot;
}

bool mapAnonymous(void *Address, size_t Size, int Flags) {
  return mapAt(Address, Size,
               MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | Flags, -1, 0);
}

bool mapBlock(Module &M, ThreadState &T) {
  if (!hasCounters(M))
    return true;
  CounterPages Pages = counterPages(M);
  void *Address = blockPages(M, T);
  U64 *Offset = offsetOf(M, T.Slot);
  if (Offset && !T.InMemory) {
    if (!*Offset)
      *Offset = allocateLivePages(M);
    if (*Offset &&
        mapLivePages(*Offset, Address, Pages.Size, MAP_FIXED_NOREPLACE))
      return true;
  }
  return mapAnonymous(Address, Pages.Size, MAP_FIXED_NOREPLACE);
}

void unmapBlock(const Module &M, const ThreadState &T) {
  if (hasCounters(M))
    unmapAt(blockPages(M, T), counterPages(M).Size);
}

/// Also unloaded modules, until another one takes their place: code of a module
/// may run after its destructor.
template <class Visitor> void forPlaced(Visitor Visit) {
  for (Module *M = firstModule(); M; M = M->Next)
    if (M->Placed)
      Visit(*M);
}

template <class Visitor> void forBlocks(Visitor Visit) {
  for (ThreadState *T = firstThread(); T; T = T->Next)
    if (T->Base)
      Visit(*T);
}

bool mapAll(ThreadState &T) {
  const Module *Failed = nullptr;
  forPlaced([&](Module &M) {
    if (!Failed && !mapBlock(M, T))
      Failed = &M;
  });
  bool Before = Failed;
  forPlaced([&](Module &M) {
    Before = Before && &M != Failed;
    if (Before)
      unmapBlock(M, T);
  });
  return !Failed;
}

/// Takes away the blocks of modules that were unloaded and whose addresses M has
/// now.
void clearPlaceOf(const Module &M) {
  CounterPages New = counterPages(M);
  forPlaced([&](Module &Old) {
    CounterPages Pages = counterPages(Old);
    if (!Old.Live && Pages.First < New.First + New.Size &&
        New.First < Pages.First + Pages.Size)
      removeBlocks(Old);
  });
}

void ensureLiveFile() {
  if (startLiveFile())
    forPlaced(addToLiveFile);
}

void move(U64 *To, U64 *From, U64 Count) {
  for (U64 I = 0; I != Count; ++I)
    if (U64 Value = loadRelaxed(From[I])) {
      To[I] += Value;
      storeRelaxed(From[I], U64(0));
    }
}

/// No block of M can be had at one of the bases in use. Alone, the thread can
/// still change to base 0.
void giveUp(Module &M) {
  U32 Others = 0;
  ThreadState *Own = __hone_thread;
  forBlocks([&](ThreadState &T) { Others += &T != Own; });
  if (Others) {
    complain({"'", M.Path,
              "' can't be counted: the addresses for it are taken; build it "
              "without hone, or all of the program with "
              "HONE_SHARED_COUNTERS=1"});
    abort();
  }
  Possible = false;
  setBase(0);
  forPlaced([&](Module &Other) {
    if (!Own || !Own->Base || !hasCounters(Other))
      return;
    if (Other.Live)
      move(Other.Sections.Counters, block(Other, *Own),
           counterPages(Other).Counters);
    unmapBlock(Other, *Own);
    Other.Placed = false;
  });
  if (Own)
    Own->Base = 0;
}

} // namespace

CounterPages counterPages(const Module &M) {
  U64 Begin = reinterpret_cast<U64>(M.Sections.Counters);
  U64 End = reinterpret_cast<U64>(M.Sections.CountersEnd);
  U64 First = Begin & ~(LivePage - 1);
  return {First, ((End + LivePage - 1) & ~(LivePage - 1)) - First,
          Begin - First, (End - Begin) / sizeof(U64)};
}

void startBlocks() {
  Direction = findDirection();
  Possible = Direction && LivePage == U64(sysconf(_SC_PAGESIZE)) && canSetBase();
}

const char *countingState() {
  return Possible && !loadRelaxed(SomeShare) ? "thread" : "shared";
}

void takeBlocks(ThreadState &T) {
  __hone_counting = 1;
  if (!Possible)
    return;
  ensureLiveFile();
  if (!T.Base) {
    T.Slot = NumSlots++;
    T.Base = Direction * (Distance + I64(T.Slot) * Stride);
    if (!mapAll(T)) {
      T.Base = 0;
      SomeShare = true;
    }
  }
  setBase(T.Base);
}

void leaveBlocks() {
  if (Possible)
    setBase(0);
}

void placeModule(Module &M) {
  if (!Possible)
    return;
  clearPlaceOf(M);
  ensureLiveFile();
  if (!M.LiveIndex)
    addToLiveFile(M);
  bool Mapped = true;
  forBlocks([&](ThreadState &T) { Mapped = Mapped && mapBlock(M, T); });
  if (!Mapped)
    return giveUp(M);
  M.Placed = true;
  if (ThreadState *Own = __hone_thread; Own && !Own->Base)
    takeBlocks(*Own);
  ThreadState *First = nullptr;
  forBlocks([&](ThreadState &T) { First = &T; });
  if (First && hasCounters(M))
    move(block(M, *First), M.Sections.Counters, counterPages(M).Counters);
}

void removeBlocks(Module &M) {
  if (M.Placed)
    forBlocks([&](ThreadState &T) { unmapBlock(M, T); });
  M.Placed = false;
}

void addBlocks(const Module &M, U64 *Sums) {
  U64 Count = counterPages(M).Counters;
  forBlocks([&](ThreadState &T) {
    const U64 *Counters = block(M, T);
    for (U64 I = 0; I != Count; ++I)
      Sums[I] += loadRelaxed(Counters[I]);
  });
}

void retireBlocks(Module &M) {
  CounterPages Pages = counterPages(M);
  if (!M.PastPages && M.LiveIndex && hasCounters(M))
    if (U64 Offset = allocateLivePages(M))
      if (void *Address = mapBytes(Pages.Size)) {
        if (mapLivePages(Offset, Address, Pages.Size, MAP_FIXED))
          M.PastPages = static_cast<char *>(Address);
        else
          unmapBytes(Address, Pages.Size);
      }
  auto *Past = reinterpret_cast<U64 *>(M.PastPages + Pages.Shift);
  forBlocks([&](ThreadState &T) {
    if (M.PastPages)
      move(Past, block(M, T), Pages.Counters);
    else
      zeroBytes(block(M, T), Pages.Counters * sizeof(U64));
  });
  if (M.PastPages)
    move(Past, M.Sections.Counters, Pages.Counters);
}

void restartBlocksInChild(ThreadState *T) {
  forgetLiveFile();
  for (Module *M = firstModule(); M; M = M->Next) {
    M->LiveIndex = 0;
    M->BlockOffsets.clear();
    if (M->PastPages)
      unmapBytes(M->PastPages, counterPages(*M).Size);
    M->PastPages = nullptr;
    if (!M->Placed || !hasCounters(*M))
      continue;
    forBlocks([&](ThreadState &Other) {
      if (&Other == T)
        mapAnonymous(blockPages(*M, *T), counterPages(*M).Size, MAP_FIXED);
      else
        unmapBlock(*M, Other);
    });
  }
  if (T && T->Base)
    T->InMemory = true;
}

void moveToLiveFile(ThreadState &T) {
  Guard TheGuard;
  if (!T.InMemory)
    return;
  T.InMemory = false;
  if (phase() != Phase::Running)
    return;
  ensureLiveFile();
  forPlaced([&](Module &M) {
    U64 *Offset = hasCounters(M) ? offsetOf(M, T.Slot) : nullptr;
    if (!Offset || *Offset || !(*Offset = allocateLivePages(M)))
      return;
    CounterPages Pages = counterPages(M);
    void *Address = blockPages(M, T);
    // The owner is here, so nobody counts between the copy and the exchange.
    if (!writeLivePages(*Offset, Address, Pages.Size) ||
        !mapLivePages(*Offset, Address, Pages.Size, MAP_FIXED))
      *Offset = 0;
  });
}

} // namespace hone::rt

//===-- What instrumented code calls ---------------------------------------===//

using namespace hone::rt;

__thread unsigned char __hone_counting;

extern "C" void HoneCountHere() {
  if (Elected)
    Elected->CountHere();
  else if (!__hone_thread)
    obtainThread();
  // Before the runtime has started, the question is to be asked again.
  __hone_counting = phase() != Phase::Unborn;
}

#if defined(__x86_64__)
// Keeps all registers but the vector ones: LLVM's preserve_most.
asm(".pushsection .text\n"
    ".globl __hone_count_here\n"
    ".type __hone_count_here, @function\n"
    "__hone_count_here:\n"
    "  pushq %rax\n  pushq %rcx\n  pushq %rdx\n  pushq %rsi\n  pushq %rdi\n"
    "  pushq %r8\n  pushq %r9\n  pushq %r10\n  pushq %rbp\n"
    "  movq %rsp, %rbp\n"
    "  andq $-16, %rsp\n"
    "  callq HoneCountHere\n"
    "  movq %rbp, %rsp\n"
    "  popq %rbp\n  popq %r10\n  popq %r9\n  popq %r8\n"
    "  popq %rdi\n  popq %rsi\n  popq %rdx\n  popq %rcx\n  popq %rax\n"
    "  retq\n"
    ".size __hone_count_here, . - __hone_count_here\n"
    ".popsection\n");
#endif
