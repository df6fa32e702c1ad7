// What may happen to a blocked call, and must go on happening: a signal handler
// that interrupts it, cancellation, longjmp, an exception; errno is the call's.
#include <cerrno>
#include <csetjmp>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <ctime>
#include <fcntl.h>
#include <iostream>
#include <istream>
#include <pthread.h>
#include <streambuf>
#include <sys/time.h>
#include <unistd.h>

static int Pipe[2];
static sigjmp_buf Back;

static void check(bool IsTrue, const char *What) {
  std::printf("%s: %s\n", What, IsTrue ? "yes" : "NO");
}

static void sleepShortly(int Ms) {
  timespec Time = {0, Ms * 1000000};
  while (nanosleep(&Time, &Time) != 0) // handler
    ;
}

/// A handler that waits itself.
static void onAlarm(int) {
  int OldErrno = errno;
  sleepShortly(5);
  errno = OldErrno;
}
static void jumpBack(int) { siglongjmp(Back, 1); }

static void alarmIn(int Ms, void (*Handler)(int)) {
  struct sigaction Action = {};
  Action.sa_handler = Handler;
  sigaction(SIGALRM, &Action, nullptr);
  itimerval Time = {{0, 0}, {0, Ms * 1000}};
  setitimer(ITIMER_REAL, &Time, nullptr);
}

static void interrupted() {
  char C;
  alarmIn(30, onAlarm);
  errno = 0;
  ssize_t Got = read(Pipe[0], &C, 1);
  check(Got == -1 && errno == EINTR, "a handler interrupts read");
}

static void jumpedOut() {
  char C;
  if (sigsetjmp(Back, 1) == 0) {
    alarmIn(30, jumpBack);
    (void)!read(Pipe[0], &C, 1);
    check(false, "read is left by a jump");
  }
  check(true, "read is left by a jump");
}

static void *blockForEver(void *) {
  char C;
  (void)!read(Pipe[0], &C, 1);
  return nullptr;
}

static void cancelled() {
  pthread_t Thread;
  void *Result = nullptr;
  pthread_create(&Thread, nullptr, blockForEver, nullptr);
  sleepShortly(20);
  pthread_cancel(Thread);
  pthread_join(Thread, &Result);
  check(Result == PTHREAD_CANCELED, "a blocked thread is cancelled");
}

namespace {
/// Reading throws after a while.
struct Late : std::streambuf {
  int underflow() override {
    sleepShortly(20);
    throw 1;
  }
};
} // namespace

static void thrown() {
  Late Buffer;
  std::istream Stream(&Buffer);
  Stream.exceptions(std::ios::badbit);
  bool IsCaught = false;
  char C;
  try {
    Stream.read(&C, 1);
  } catch (int) {
    IsCaught = true;
  }
  check(IsCaught, "an exception comes through");
}

static void errnoIsKept() {
  errno = 0;
  check(read(-1, nullptr, 0) == -1 && errno == EBADF, "errno of a failed call");
  errno = ERANGE;
  sleepShortly(5);
  check(errno == ERANGE, "errno over a call that waits");
}

static int calls(int Depth, FILE *File);
static int deep(int Depth, FILE *File) { return calls(Depth - 1, File); }
static int calls(int Depth, FILE *File) {
  if (Depth == 0)
    return fputc('x', File);
  return deep(Depth, File);
}

int main() {
  if (pipe(Pipe) != 0)
    return 1;
  interrupted();
  jumpedOut();
  cancelled();
  thrown();
  errnoIsKept();
  FILE *Nowhere = fopen("/dev/null", "w");
  check(calls(100, Nowhere) == 'x', "a call at the end of a function");
  fclose(Nowhere);
  usleep(20000); // afterwards
}
