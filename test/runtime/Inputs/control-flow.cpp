// Every way to leave a function but a return, and stacks that are not the thread's
// own: exceptions, longjmp, tail calls, fibers, coroutines, an alternate signal
// stack, threads. Prints what it computed.
#include <coroutine>
#include <csetjmp>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <thread>
#include <ucontext.h>
#include <vector>

using Number = unsigned long;
static volatile Number Sink;

__attribute__((noinline)) Number burn(Number X, long Times) {
  for (long I = 0; I < Times; ++I)
    X ^= X << 13, X ^= X >> 7, X ^= X << 17;
  return X;
}

__attribute__((noinline)) Number thrower(int I) {
  if (I % 3 == 0)
    throw I;
  return burn(Number(I | 1), 50);
}
__attribute__((noinline)) Number between(int I) { return thrower(I) + 1; }
__attribute__((noinline)) Number catcher(int I) {
  try {
    return between(I);
  } catch (int J) {
    return burn(Number(J | 1), 20);
  }
}

static ucontext_t Main, Ping, Pong;
__attribute__((noinline)) void onFiber(int I) {
  Sink = Sink + burn(Number(I | 1), 500);
}
static void ping() {
  for (int I = 0; I != 20000; ++I) {
    onFiber(I);
    swapcontext(&Ping, &Pong);
  }
  swapcontext(&Ping, &Main);
}
static void pong() {
  for (int I = 0;; ++I) {
    onFiber(I);
    swapcontext(&Pong, &Ping);
  }
}
__attribute__((noinline)) void fibers() {
  static char Stacks[2][1 << 16];
  int Number = 0;
  for (ucontext_t *Fiber : {&Ping, &Pong}) {
    getcontext(Fiber);
    Fiber->uc_stack.ss_sp = Stacks[Number++];
    Fiber->uc_stack.ss_size = sizeof(Stacks[0]);
    Fiber->uc_link = &Main;
  }
  makecontext(&Ping, ping, 0);
  makecontext(&Pong, pong, 0);
  swapcontext(&Main, &Ping);
}

struct Generator {
  struct promise_type {
    Number Value;
    Generator get_return_object() {
      return {std::coroutine_handle<promise_type>::from_promise(*this)};
    }
    std::suspend_always initial_suspend() { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    std::suspend_always yield_value(Number X) {
      Value = X;
      return {};
    }
    void return_void() {}
    void unhandled_exception() { std::abort(); }
  };
  std::coroutine_handle<promise_type> Handle;
};
Generator generate(int Count) {
  for (int I = 0; I != Count; ++I)
    co_yield burn(Number(I | 1), 200);
}
__attribute__((noinline)) Number coroutine() {
  Generator G = generate(30000);
  Number Sum = 0;
  for (G.Handle.resume(); !G.Handle.done(); G.Handle.resume())
    Sum += G.Handle.promise().Value;
  G.Handle.destroy();
  return Sum;
}

static jmp_buf Back;
__attribute__((noinline)) void jumper(int I) {
  Sink = Sink + burn(Number(I | 1), 100);
  if (I % 2)
    longjmp(Back, 1);
}
__attribute__((noinline)) void jumps() {
  for (volatile int I = 0; I < 100000; I = I + 1)
    if (!setjmp(Back))
      jumper(I);
}

static volatile int Signals;
__attribute__((noinline)) void inHandler() {
  Sink = Sink + burn(Number(Signals | 1), 100);
}
static void handler(int) {
  Signals = Signals + 1;
  inHandler();
}
__attribute__((noinline)) void signals() {
  static char Stack[1 << 16];
  stack_t Alternate = {};
  Alternate.ss_sp = Stack;
  Alternate.ss_size = sizeof(Stack);
  sigaltstack(&Alternate, nullptr);
  struct sigaction Action = {};
  Action.sa_handler = handler;
  Action.sa_flags = SA_ONSTACK;
  sigaction(SIGUSR1, &Action, nullptr);
  for (int I = 0; I != 20000; ++I)
    raise(SIGUSR1);
}

// Deeper than any stack, were the calls no jumps.
Number tailB(Number X, int Left);
__attribute__((noinline)) Number tailA(Number X, int Left) {
  return Left ? tailB(burn(X, 2), Left - 1) : X;
}
__attribute__((noinline)) Number tailB(Number X, int Left) {
  return Left ? tailA(burn(X, 2), Left - 1) : X;
}

int main() {
  Number Sum = 0;
  for (int I = 0; I != 100000; ++I)
    Sum += catcher(I);
  fibers();
  Sum += coroutine();
  jumps();
  signals();
  Sum += tailA(1, 3000000);
  std::vector<std::thread> Threads;
  for (int T = 0; T != 4; ++T)
    Threads.emplace_back([] {
      Number Own = 0;
      for (int I = 0; I != 30000; ++I)
        Own += catcher(I);
      Sink = Own;
    });
  for (std::thread &T : Threads)
    T.join();
  std::printf("%lu %d\n", Sum, Signals);
}
