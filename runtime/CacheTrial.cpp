//===- CacheTrial.cpp -------------------------------------------*- C++ -*-===//
//
// Owns: see CacheTrial.h.
//
//===----------------------------------------------------------------------===//

#include "CacheTrial.h"

#include "Copies.h"
#include "MemoTable.h"
#include "Options.h"
#include "Report.h"
#include "ResultStore.h"
#include "Runtime.h"

#include <fcntl.h>
#include <sys/auxv.h>

// The C library's own name. NOLINTNEXTLINE(readability-identifier-naming)
extern "C" int __cxa_atexit(void (*)(void *), void *, void *) noexcept(true);

namespace hone::rt {

bool TrialRuns;

namespace {

/// What a thread does just now; not in TLS, of which shared objects have little.
struct TrialThread {
  enum StateType : U32 { Idle, Building, Taking, Keeping };
  StateType State;
  U64 Hash;      ///< of the arguments so far
  U64 Key;       ///< of the result that is being kept
  Buffer Result; ///< being taken or kept
  U64 Taken;     ///< bytes of Result
  TrialThread *Next; ///< in the list of spare ones
};

struct Trial {
  U64 Function;
  bool IsOn;   ///< results are kept
  bool Checks; ///< known ones are computed again
  StorePolicy Policy;
  char Report[PATH_MAX];
};

Trial TheTrial;
pthread_key_t Key;
TrialThread *Spare;
U32 Records; ///< of the function, in all modules
char BuildId[sizeof(Module::BuildId)];
U64 FileSize, FileTimeNs; ///< of the module with the first one

void giveBack(void *Thread) {
  auto *T = static_cast<TrialThread *>(Thread);
  Guard TheGuard;
  T->State = TrialThread::Idle;
  T->Next = Spare;
  Spare = T;
}

HONE_NOINLINE TrialThread *newThread() {
  Guard TheGuard;
  TrialThread *T = Spare;
  if (T)
    Spare = T->Next;
  else
    T = mapArray<TrialThread>(1);
  if (T && pthread_setspecific(Key, T) != 0) {
    T->Next = Spare;
    Spare = T;
    return nullptr;
  }
  return T;
}

TrialThread *thisThread() {
  return static_cast<TrialThread *>(pthread_getspecific(Key));
}

const char *readNumber(const char *Text, U64 Base, U64 &Number) {
  Number = 0;
  for (;; ++Text) {
    U64 Digit = *Text >= '0' && *Text <= '9'   ? U64(*Text - '0')
                : *Text >= 'a' && *Text <= 'f' ? U64(*Text - 'a' + 10)
                                               : Base;
    if (Digit >= Base)
      return Text;
    Number = Number * Base + Digit;
  }
}

bool takeWord(const char *&Text, const char *Word) {
  size_t Size = strlen(Word);
  if (strncmp(Text, Word, Size) != 0)
    return false;
  Text += Size;
  return true;
}

/// See CacheTrial.h.
bool readWish(const char *Text, Trial &T) {
  U64 Number, Check;
  Text = readNumber(Text, 16, T.Function);
  bool IsNone = takeWord(Text, ",none,"), IsLru = takeWord(Text, ",lru,");
  bool IsTtl = takeWord(Text, ",ttl,");
  if (!IsNone && !IsLru && !IsTtl && !takeWord(Text, ",unbounded,"))
    return false;
  Text = readNumber(Text, 10, Number);
  if (!takeWord(Text, ","))
    return false;
  Text = readNumber(Text, 10, Check);
  if (!takeWord(Text, ",") || !*Text || strlen(Text) >= sizeof(T.Report))
    return false;
  T.IsOn = !IsNone;
  T.Checks = Check != 0;
  T.Policy.MaxResults = IsLru ? Number : 0;
  T.Policy.LifeNs = IsTtl ? Number : 0;
  strcpy(T.Report, Text);
  return true;
}

/// One line by one write: processes may end at once.
void writeReport() {
  StoreFigures F = storeFigures();
  Buffer Line;
  Line.appendText("hone-try 1 build_id=");
  Line.appendText(BuildId);
  auto Add = [&](const char *Name, U64 Value) {
    Line.appendText(Name);
    Line.appendNumber(Value);
  };
  Add(" file_size=", FileSize);
  Add(" file_time_ns=", FileTimeNs);
  Add(" records=", Records);
  Add(" lookups=", F.LookUps);
  Add(" hits=", F.Hits);
  Add(" stored=", F.Stored);
  Add(" evicted=", F.Evicted);
  Add(" expired=", F.Expired);
  Add(" refused=", F.Refused);
  Add(" checked=", F.Checked);
  Add(" mismatches=", F.Mismatches);
  Add(" results=", F.Results);
  Add(" bytes=", F.Bytes);
  Line.appendText("\n");
  int File = open(TheTrial.Report, O_WRONLY | O_APPEND | O_CLOEXEC);
  if (File < 0 ||
      write(File, Line.data(), Line.size()) != ssize_t(Line.size()))
    complain({"cannot write to '", TheTrial.Report, "': ", errorText(errno)});
  if (File >= 0)
    close(File);
  Line.release();
}

void reportAtExit(void *) { writeReport(); }

} // namespace

bool beginTrial() {
  const char *Wish = valueOf(Option::Try);
  if (!Wish || getauxval(AT_SECURE))
    return false;
  if (!readWish(Wish, TheTrial)) {
    complain({nameOf(Option::Try), " is set to something else than what ",
              "'hone try' sets: it is ignored"});
    return false;
  }
  if (pthread_key_create(&Key, giveBack) != 0) {
    complain({"no cache: the program uses all keys of pthread_key_create"});
    TheTrial.IsOn = false;
  }
  startStore(TheTrial.Policy);
  __cxa_atexit(reportAtExit, nullptr, nullptr);
  at_quick_exit(writeReport);
  pthread_atfork(nullptr, nullptr, restartStoreInChild);
  storeRelease(TrialRuns, true);
  return true;
}

void registerForTrial(const ModuleSections &Sections) {
  if (Sections.AbiVersion != HONE_ABI_VERSION)
    return;
  Guard TheGuard;
  // As an optimized program without hone: nothing is timed nor observed.
  for (FunctionRecord *F = Sections.Functions; F < Sections.FunctionsEnd; ++F)
    storeRelaxed(F->Gate, U32(HONE_GATE_CLOSED));
  for (MemoRecord *M = Sections.Memos; M < Sections.MemosEnd; ++M) {
    bool IsTried = M->Function == TheTrial.Function &&
                   !(M->Flags & (HONE_MEMO_NAMED_READ | HONE_MEMO_BUILDS));
    storeRelease(M->State, U64(IsTried && TheTrial.IsOn
                                   ? HONE_MEMO_STATE_ARMED
                                   : HONE_MEMO_STATE_CHEAP));
    if (!IsTried || Records++)
      continue;
    static Module Described; // too large for some stacks
    withObjectAround(M, [](const Object &O) { describe(Described, O); });
    copyBytes(BuildId, Described.BuildId, sizeof(BuildId));
    FileSize = Described.FileSize;
    FileTimeNs = Described.FileTimeNs;
  }
}

U64 trialBegin(const MemoRecord *Memo) {
  TrialThread *T = thisThread();
  if (HONE_UNLIKELY(!T) && !(T = newThread()))
    return 0;
  if (HONE_UNLIKELY(T->State != TrialThread::Idle))
    return 0;
  T->State = TrialThread::Building;
  // Copies of the function in other modules might be different ones.
  T->Hash = mix(HashSeed, reinterpret_cast<U64>(Memo));
  return 1;
}

/// Of the result that Handle's call is about to return.
static void addToResult(TrialThread &T, U64 Handle, const void *Bytes,
                        U64 Size) {
  if (T.State == TrialThread::Idle) {
    T.State = TrialThread::Keeping;
    T.Key = Handle;
    T.Result.clear();
  }
  if (T.State == TrialThread::Keeping && T.Key == Handle)
    T.Result.append(Bytes, Size);
}

void trialScalar(U64 Handle, U64 Value) {
  TrialThread *T = thisThread();
  if (!T)
    return;
  if (T->State == TrialThread::Building)
    T->Hash = mix(T->Hash, Value);
  else
    addToResult(*T, Handle, &Value, sizeof(Value));
}

void trialBytes(U64 Handle, const void *Bytes, U64 Size) {
  TrialThread *T = thisThread();
  if (!T)
    return;
  if (T->State == TrialThread::Building)
    T->Hash = hashMemory(T->Hash, Bytes, Size);
  else
    addToResult(*T, Handle, Bytes, Size);
}

U64 trialCall() {
  TrialThread *T = thisThread();
  if (!T || T->State != TrialThread::Building)
    return 1;
  U64 Arguments = T->Hash ? T->Hash : 1;
  T->Taken = 0;
  bool Known = findResult(Arguments, T->Result);
  signalFence();
  T->State = Known && !TheTrial.Checks ? TrialThread::Taking : TrialThread::Idle;
  return T->State == TrialThread::Taking ? 0 : Arguments;
}

void trialEnd(U64 Handle) {
  TrialThread *T = thisThread();
  if (!T)
    return;
  // A result of no bytes: an empty string's.
  addToResult(*T, Handle, "", 0);
  if (T->State != TrialThread::Keeping || T->Key != Handle)
    return;
  if (T->Result.ok())
    (TheTrial.Checks ? checkResult : keepResult)(Handle, T->Result.data(),
                                                 T->Result.size());
  signalFence();
  T->State = TrialThread::Idle;
}

} // namespace hone::rt

using namespace hone;
using namespace hone::rt;

HONE_INTERFACE uint64_t __hone_memo_take(void) {
  if (!isTrial())
    return Elected ? Elected->MemoTake() : 0;
  TrialThread *T = thisThread();
  U64 Value = 0;
  if (T && T->Taken + sizeof(Value) <= T->Result.size())
    memcpy(&Value, T->Result.data() + T->Taken, sizeof(Value));
  if (T)
    T->Taken += sizeof(Value);
  return Value;
}

HONE_INTERFACE uint64_t __hone_memo_take_size(void) {
  if (!isTrial())
    return Elected ? Elected->MemoTakeSize() : 0;
  TrialThread *T = thisThread();
  return T ? T->Result.size() : 0;
}

HONE_INTERFACE const void *__hone_memo_take_bytes(void) {
  if (!isTrial())
    return Elected ? Elected->MemoTakeBytes() : nullptr;
  TrialThread *T = thisThread();
  return T ? T->Result.data() : nullptr;
}

HONE_INTERFACE void __hone_memo_taken(void) {
  if (!isTrial()) {
    if (Elected)
      Elected->MemoTaken();
    return;
  }
  if (TrialThread *T = thisThread())
    T->State = TrialThread::Idle;
}
