//===- frequent-syscalls.cpp - rule frequent-syscalls ----------*- C++ -*-===//
//
// Owns: when a line that makes a system call each time it is executed is worth a
// change, and what that saves: which library functions ask the kernel for what
// the program could know, and which move a few bytes.
//
//===----------------------------------------------------------------------===//

#include "Detectors.h"
#include "OutsideCalls.h"
#include "PlaceWords.h"
#include "ProgramTime.h"
#include "RepeatedCalls.h"
#include "Words.h"

#include "llvm/ADT/StringSwitch.h"

using namespace llvm;

namespace hone {
namespace {

/// Fewer calls are not what makes a program slow.
constexpr uint64_t OftenCalled = 1000;
/// Time in the kernel for each execution: less is not one call for each (that of
/// ftell takes 183 ns on an AMD EPYC virtual machine), more is the work itself and not the way.
constexpr double LeastNs = 50, MostNs = 5000;
/// Fewer samples are chance.
constexpr double EnoughSamples = 5;
/// What is left when the program knows the answer itself.
constexpr Interval LeftOfAsking = {0, 0.02, 0.2};
/// What is left of moving bytes when a thousand go together: copying them.
constexpr Interval LeftOfMoving = {0.02, 0.15, 0.6};

enum class Kind { None, Position, State, Read, Write, Flush };

struct Advised {
  const char *Title, *Before, *After, *Fix, *Risk;
  Interval Left;
};

} // namespace

static Kind kindOf(StringRef Name) {
  if (Name.starts_with("std::")) {
    if (Name.ends_with("::tellg") || Name.ends_with("::tellp") ||
        Name.ends_with("::seekg") || Name.ends_with("::seekp"))
      return Kind::Position;
    if (Name == "std::endl" || Name.ends_with("::flush"))
      return Kind::Flush;
    return Kind::None;
  }
  return StringSwitch<Kind>(Name)
      .Cases("ftell", "ftello", "ftello64", "lseek", "lseek64", "fgetpos",
             Kind::Position)
      .Cases("fseek", "fseeko", "fseeko64", "rewind", Kind::Position)
      .Cases("stat", "stat64", "lstat", "lstat64", "fstat", "fstat64",
             Kind::State)
      .Cases("access", "getcwd", "isatty", "getpid", "gettid", "getppid",
             Kind::State)
      .Cases("getuid", "geteuid", "sysconf", "getrusage", "times",
             "sched_getcpu", Kind::State)
      .Cases("read", "pread", "pread64", "readv", "recv", "recvfrom",
             Kind::Read)
      .Cases("fgetc", "getc", "getchar", "fread", "fgets", Kind::Read)
      .Cases("write", "pwrite", "pwrite64", "writev", "send", "sendto",
             Kind::Write)
      .Cases("fputc", "putc", "putchar", "fputs", "puts", Kind::Write)
      .Cases("fwrite", "fprintf", "printf", "dprintf", "vfprintf",
             Kind::Write)
      .Case("fflush", Kind::Flush)
      .Default(Kind::None);
}

static Advised adviceOn(Kind What) {
  switch (What) {
  case Kind::Position:
    return {"asks the kernel where it is in a file",
            "for (...) {\n  Offset = ftell(File); // a system call\n  "
            "fread(Record, Size, 1, File);\n}",
            "for (...) {\n  fread(Record, Size, 1, File);\n  Offset += Size; "
            "// known\n}",
            "Keep the position in a variable and add what was read or written; "
            "ask once, at the start.",
            "the position is also moved elsewhere (another function, another "
            "process with the same file)",
            LeftOfAsking};
  case Kind::State:
    return {"asks the kernel what it was told before",
            "for (...)\n  if (isatty(1)) ... // a system call",
            "const bool IsTerminal = isatty(1); // once\nfor (...)\n  if "
            "(IsTerminal) ...",
            "Ask once, before the loop or at the start, or remember the answer "
            "by what was asked for.",
            "the answer changes while the program runs", LeftOfAsking};
  case Kind::Read:
    return {"reads a little at a time",
            "while (read(File, &Byte, 1) == 1) ... // a system call for each",
            "char Buffer[65536];\nwhile ((Got = read(File, Buffer, sizeof "
            "Buffer)) > 0)\n  ... // many of them",
            "Read larger blocks (64 KiB), or through a stream that does; do "
            "not switch a stream's buffer off.",
            "what is read must be seen at once, or shares its position with "
            "another process",
            LeftOfMoving};
  case Kind::Write:
    return {"writes a little at a time",
            "write(File, Text, 10); // a system call for each",
            "Buffer.append(Text, 10);\nif (Buffer.size() > 65536)\n  ... // "
            "write it, and once more at the end",
            "Collect what is to be written and write it in large blocks (64 "
            "KiB), or through a stream that does; do not switch a stream's "
            "buffer off.",
            "what is written must be seen at once: a log before a crash, a "
            "message that someone waits for",
            LeftOfMoving};
  case Kind::Flush:
    return {"flushes a stream each time",
            "Out << Line << std::endl; // writes at once",
            "Out << Line << '\\n';",
            "Leave it to the stream when to write: '\\n' instead of std::endl, "
            "no flush in the loop.",
            "what is written must be seen at once: a log before a crash, a "
            "question on a terminal",
            LeftOfMoving};
  case Kind::None:
    break;
  }
  llvm_unreachable("not called for none");
}

static bool isWorthwhile(const Model &M, const OutsideCalls::Place &P) {
  double Hits = std::max<double>(1, double(P.L->Hits));
  // A few samples more would make a stream with a buffer look like one without.
  double AtLeast = sampledInterval(M, P.KernelNs).Low;
  return P.L->Hits >= OftenCalled && AtLeast >= LeastNs * Hits &&
         P.KernelNs <= MostNs * Hits &&
         P.KernelNs >= EnoughSamples * double(M.TheRun.SamplePeriodNs);
}

static void report(const Model &M, const OutsideCalls::Place &P, Kind What,
                   std::vector<Finding> &Out) {
  Advised A = adviceOn(What);
  Finding F;
  F.Rule = "frequent-syscalls";
  F.TheGroup = Group::IO;
  F.File = P.L->File;
  F.Line = P.L->Line;
  F.Function = P.L->Function;
  F.Title = placeWords(M, F.File, F.Line) + " " + A.Title + ", " +
            countWords(P.L->Hits) + " times: " + P.Name;
  F.Observed.push_back(
      timeWords(P.Ns) + " in " + P.Name + ", " +
      percentWords(100 * P.KernelNs / std::max(P.Ns, 1.0)) +
      " of it in the kernel; it is executed " +
      plural(P.L->Hits, "time", "times") + ", " +
      timeWords(P.KernelNs / double(P.L->Hits)) +
      " in the kernel each: a system call for each");
  Repetition R =
      repetitionOf(M, F.Function, F.File, F.Line, P.L->Hits);
  if (std::string Words = repetitionWords(M, R); !Words.empty())
    F.Observed.push_back(Words);
  F.Evidence = {{"executions", int64_t(P.L->Hits)},
                {"call", P.Name},
                {"ns", int64_t(P.Ns)},
                {"kernel_ns", int64_t(P.KernelNs)}};
  // Asking, the library's part goes as well; moving, the bytes still are.
  bool IsAsked = What == Kind::Position || What == Kind::State;
  Interval All = sampledInterval(M, IsAsked ? P.Ns : P.KernelNs);
  F.SavingNs = {All.Low * (1 - A.Left.High), All.Mid * (1 - A.Left.Mid),
                All.High * (1 - A.Left.Low)};
  F.TheConfidence = Confidence::Medium;
  F.ConfidenceWhy = "the kernel is entered at each execution; whether it must "
                    "be is for you to see";
  F.Risks = {{false, A.Risk}};
  F.Before = A.Before;
  F.After = A.After;
  F.Fix = A.Fix;
  Out.push_back(std::move(F));
}

void detectFrequentSyscalls(const Model &M, const CostModel &,
                            std::vector<Finding> &Out) {
  for (Kind What : {Kind::Position, Kind::State, Kind::Read, Kind::Write,
                    Kind::Flush})
    for (const OutsideCalls &Calls : outsideCalls(
             M, [&](StringRef Name) { return kindOf(Name) == What; }))
      for (const OutsideCalls::Place &P : Calls.Places)
        if (isWorthwhile(M, P))
          report(M, P, What, Out);
}

} // namespace hone
