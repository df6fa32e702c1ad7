//===- KeepRegisters.h - calls that cost their callers nothing --*- C++ -*-===//
//
// Owns: entry points for instrumented code that keep all registers but r11 and
// those for vectors, as LLVM's preserve_most does: a function that hardly ever
// calls one of them then keeps its values where they are. x86-64 only; elsewhere
// the ordinary convention is used.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_RUNTIME_KEEPREGISTERS_H
#define HONE_RUNTIME_KEEPREGISTERS_H

#if defined(__x86_64__)
/// Defines the global function Name. It calls the C function Target with the
/// first two arguments it got; the third is its caller's stack pointer.
#define HONE_KEEPING_REGISTERS(Name, Target)                                   \
  asm(".pushsection .text\n"                                                   \
      ".globl " Name "\n"                                                      \
      ".type " Name ", @function\n" Name ":\n"                                 \
      "  pushq %rax\n  pushq %rcx\n  pushq %rdx\n  pushq %rsi\n"               \
      "  pushq %rdi\n  pushq %r8\n  pushq %r9\n  pushq %r10\n"                 \
      "  pushq %rbp\n"                                                         \
      "  leaq 80(%rsp), %rdx\n"                                                \
      "  movq %rsp, %rbp\n"                                                    \
      "  andq $-16, %rsp\n"                                                    \
      "  callq " Target "\n"                                                   \
      "  movq %rbp, %rsp\n"                                                    \
      "  popq %rbp\n  popq %r10\n  popq %r9\n  popq %r8\n"                     \
      "  popq %rdi\n  popq %rsi\n  popq %rdx\n  popq %rcx\n  popq %rax\n"      \
      "  retq\n"                                                               \
      ".size " Name ", . - " Name "\n"                                         \
      ".popsection\n")
#endif

#endif // HONE_RUNTIME_KEEPREGISTERS_H
