//===- ThreadList.cpp - the threads of the process, for the file -*- C++ -*-==//
//
// Owns: see ThreadList.h.
//
// The kernel tells names and times of running threads; those of a thread that
// ends are noted by itself.
//
//===----------------------------------------------------------------------===//

#include "ThreadList.h"

#include "Thread.h"

#include <fcntl.h>
#include <sys/prctl.h>

namespace hone::rt {

namespace {

/// Threads that are told apart. Programs that start more have a pool of equal
/// ones, or start and end them all day.
constexpr U32 MaxThreads = 1000;
constexpr U32 Others = MaxThreads; ///< index of all that came later

union Name {
  char Text[16];
  U64 Words[2];
};

ThreadRecord Records[MaxThreads + 1]; ///< CpuNs: of those that ended
U32 NumRecords;
U64 Kept[MaxThreads + 1]; ///< see Counting.h

U64 cpuNs(U32 Tid) {
  // The kernel's own id for another thread's clock, as pthread_getcpuclockid
  // makes it: CPUCLOCK_PERTHREAD_MASK | CPUCLOCK_SCHED.
  auto Clock = clockid_t(~Tid << 3 | 6);
  timespec Time;
  return clock_gettime(Clock, &Time) == 0
             ? U64(Time.tv_sec) * 1000000000 + U64(Time.tv_nsec)
             : 0; // gone without a word
}

void setName(ThreadRecord &R, const Name &N) {
  R.Name1 = N.Words[0];
  R.Name2 = N.Words[1];
}

void readName(ThreadRecord &R) {
  Buffer Path;
  Path.appendText("/proc/self/task/");
  Path.appendNumber(R.Tid);
  Path.appendText("/comm");
  int File = open(Path.text(), O_RDONLY | O_CLOEXEC);
  Path.release();
  if (File < 0)
    return;
  Name N = {};
  ssize_t Size = read(File, N.Text, sizeof(N.Text));
  close(File);
  if (Size <= 0)
    return;
  N.Text[Size - 1] = '\0'; // the line's end
  setName(R, N);
}

/// Calls Visit(Index, Cpu) for each running thread of the list.
template <class Visitor> void forRunning(Visitor Visit) {
  for (ThreadState *T = firstThread(); T; T = T->Next)
    if (T->Live && T->Number)
      Visit(T->Number - 1, cpuNs(T->Tid));
}

} // namespace

U32 addThread() {
  U32 Index = NumRecords < Others ? NumRecords : Others;
  ThreadRecord &R = Records[Index];
  NumRecords += R.Threads++ == 0;
  R.Tid = Index == Others ? 0 : U32(syscall(SYS_gettid));
  return Index + 1;
}

void noteThreadEnd(U32 Number) {
  ThreadRecord &R = Records[Number - 1];
  R.CpuNs += clockNs(CLOCK_THREAD_CPUTIME_ID);
  Name N = {};
  if (R.Tid && prctl(PR_GET_NAME, N.Text) == 0)
    setName(R, N);
}

void appendThreads(Buffer &Out) {
  size_t First = Out.size();
  Out.append(Records, NumRecords * sizeof(ThreadRecord));
  if (!Out.ok())
    return;
  auto *R = reinterpret_cast<ThreadRecord *>(Out.data() + First);
  for (U32 I = 0; I != NumRecords; ++I)
    R[I].CpuNs = counted(R[I].CpuNs, Kept[I]);
  forRunning([&](U32 I, U64 Cpu) {
    if (!isStopped())
      R[I].CpuNs += Cpu;
    if (R[I].Tid)
      readName(R[I]);
  });
}

U32 restartThreadList(bool HasThread) {
  zeroBytes(Records, NumRecords * sizeof(ThreadRecord));
  clearKeptThreadTimes();
  NumRecords = 0;
  return HasThread ? addThread() : 0;
}

void keepThreadTimes(Keep How) {
  for (U32 I = 0; I != NumRecords; ++I)
    keep(Kept[I], Records[I].CpuNs, How);
  forRunning([&](U32 I, U64 Cpu) { keep(Kept[I], Cpu, How); });
}

void clearKeptThreadTimes() { zeroBytes(Kept, sizeof(Kept)); }

} // namespace hone::rt
