//===- Platform.h - the machine as the runtime sees it ---------*- C++ -*-===//
//
// Owns: the tick counter, clocks, branch hints, raw system calls, and how the
// runtime includes its ABI. Knows nothing of profiles. Everything here may be
// called from a signal handler.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_RUNTIME_PLATFORM_H
#define HONE_RUNTIME_PLATFORM_H

// All of the runtime is compiled with hidden visibility and its hidden symbols
// are made local in hone_rt.o; only what Abi.h declares is for others.
#pragma GCC visibility push(default)
#include "hone/Abi.h"
#pragma GCC visibility pop

#include <errno.h>
#include <sched.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#define HONE_LIKELY(X) __builtin_expect(!!(X), 1)
#define HONE_UNLIKELY(X) __builtin_expect(!!(X), 0)
#define HONE_NOINLINE __attribute__((noinline))
/// For functions that instrumented code or another copy of the runtime calls.
#define HONE_INTERFACE extern "C" __attribute__((visibility("default")))

namespace hone::rt {

/// The cheapest steady clock of the machine; Clock.h turns ticks into ns.
inline U64 ticks() {
#if defined(__x86_64__)
  return __builtin_ia32_rdtsc();
#elif defined(__aarch64__)
  U64 Value;
  asm volatile("mrs %0, cntvct_el0" : "=r"(Value));
  return Value;
#else
  timespec Now;
  clock_gettime(CLOCK_MONOTONIC, &Now);
  return U64(Now.tv_sec) * 1000000000 + U64(Now.tv_nsec);
#endif
}

/// ticks(), after all that was begun before is done, and before anything that
/// follows is begun: for what is so short that the processor would do it while it
/// reads the clock. Dearer by some nanoseconds.
inline U64 fencedTicks() {
#if defined(__x86_64__)
  __builtin_ia32_lfence();
  U64 Value = ticks();
  __builtin_ia32_lfence();
  return Value;
#elif defined(__aarch64__)
  asm volatile("isb" : : : "memory");
  U64 Value = ticks();
  asm volatile("isb" : : : "memory");
  return Value;
#else
  return ticks();
#endif
}

inline U64 clockNs(clockid_t Clock) {
  timespec Now;
  clock_gettime(Clock, &Now);
  return U64(Now.tv_sec) * 1000000000 + U64(Now.tv_nsec);
}

/// Orders memory accesses as a signal handler on this thread sees them.
inline void signalFence() { __atomic_signal_fence(__ATOMIC_SEQ_CST); }

// The generic forms, for they take enumerations too.
template <class T> T loadRelaxed(const T &Value) {
  T Result;
  __atomic_load(&Value, &Result, __ATOMIC_RELAXED);
  return Result;
}
template <class T> void storeRelaxed(T &Value, T New) {
  __atomic_store(&Value, &New, __ATOMIC_RELAXED);
}
template <class T> T loadAcquire(const T &Value) {
  T Result;
  __atomic_load(&Value, &Result, __ATOMIC_ACQUIRE);
  return Result;
}
template <class T> void storeRelease(T &Value, T New) {
  __atomic_store(&Value, &New, __ATOMIC_RELEASE);
}
inline void addRelaxed(U64 &Value, U64 More) {
  __atomic_fetch_add(&Value, More, __ATOMIC_RELAXED);
}

/// Of a lock that is held for some ten instructions; given back by storeRelease of
/// 0. False: it cannot be had soon: its holder lost his processor, which may take
/// long, or is the code that a signal interrupted.
inline bool tryLockSoon(U32 &Lock) {
  for (int Tries = 0; Tries != 200; ++Tries) {
    if (!loadRelaxed(Lock) && !__atomic_exchange_n(&Lock, 1, __ATOMIC_ACQUIRE))
      return true;
    if (Tries >= 100)
      sched_yield();
  }
  return false;
}

} // namespace hone::rt

#endif // HONE_RUNTIME_PLATFORM_H
