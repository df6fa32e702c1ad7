//===- HeapLoading.cpp - objects that the program loads ---------*- C++ -*-===//
//
// Owns: what is called in place of dlopen and dlsym. They notice that objects
// may have come, which are looked at by the next hook of this thread, and
// before it gets to know the address of anything in them.
//
// They jump, not call: the C library looks at the return address to see who
// asks. Other processors' programs notice new objects only when an instrumented
// one is loaded.
//
//===----------------------------------------------------------------------===//

#include "HeapAccounts.h"
#include "HeapHooks.h"
#include "HeapPatch.h"

#if defined(__x86_64__)
using namespace hone;
using namespace hone::rt;

extern "C" {
void *HoneRealDlopen, *HoneRealDlsym, *HoneRealDlvsym;
static U32 MayHaveNew;
/// Objects may be there that are not looked at yet.
void HoneBeforeDlopen() {
  storeRelaxed(MayHaveNew, 1u);
  HeapThread *T = __hone_heap;
  if (!T)
    T = takeHeapThread();
  if (!isThread(T))
    return;
  T->Loads = 4; // a constructor of the object may be the first to allocate
  T->Countdown = 1;
}
/// What is asked for may be a function of such an object.
void HoneBeforeDlsym() {
  if (loadRelaxed(MayHaveNew) && patchNewObjects())
    storeRelaxed(MayHaveNew, 0u);
}
}
#define HONE_JUMP(Name, Before)                                                \
  asm(".pushsection .text\n.globl Hone" Name "\n.hidden Hone" Name "\n"        \
      ".type Hone" Name ", @function\n"                                        \
      "Hone" Name ":\n"                                                        \
      "  push %rdi\n  push %rsi\n  push %rdx\n"                                \
      "  call " Before "\n"                                                    \
      "  pop %rdx\n  pop %rsi\n  pop %rdi\n"                                   \
      "  jmp *HoneReal" Name "(%rip)\n"                                        \
      ".size Hone" Name ", . - Hone" Name "\n.popsection\n");
HONE_JUMP("Dlopen", "HoneBeforeDlopen")
HONE_JUMP("Dlsym", "HoneBeforeDlsym")
HONE_JUMP("Dlvsym", "HoneBeforeDlsym")
#undef HONE_JUMP
#endif
