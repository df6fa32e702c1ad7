//===- KernelMode.h - whether a sample found the kernel at work -*- C++ -*-===//
//
// Owns: telling a thread that was in a system call from one that was not. Knows
// nothing of samples or stacks.
//
// A signal that comes during a system call is delivered on the way back from
// it: the thread is found right behind the instruction that made the call, or
// on it if the call is made once more. Time that the kernel takes for page
// faults and interrupts is not told apart: the thread is found where it was.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_RUNTIME_KERNELMODE_H
#define HONE_RUNTIME_KERNELMODE_H

#include "Memory.h"

namespace hone::rt {

/// Finds out where the C library's code is, which makes the calls.
void prepareKernelMode();

/// HONE_SAMPLE_* of a thread that was interrupted at Address. May be called in
/// a signal handler. 0: it cannot be told on this machine.
U32 modeAt(U64 Address);

} // namespace hone::rt

#endif // HONE_RUNTIME_KERNELMODE_H
