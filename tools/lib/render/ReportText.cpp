//===- ReportText.cpp -----------------------------------------------------===//
//
// Owns: the layout of the function report. Times are in seconds as in pstats,
// with digits down to the microsecond, per call down to the nanosecond: native
// calls are shorter than Python's.
//
//===----------------------------------------------------------------------===//

#include "ReportText.h"
#include "MemoryTable.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/FormatVariadic.h"

using namespace hone;
using namespace llvm;

std::string hone::secondsText(std::optional<uint64_t> Ns) {
  if (!Ns)
    return "-";
  std::string Text;
  raw_string_ostream(Text) << format("%.6f", static_cast<double>(*Ns) / 1e9);
  return Text;
}

static std::string perCallText(std::optional<uint64_t> Ns, uint64_t Calls) {
  if (!Ns || !Calls)
    return "-";
  std::string Text;
  raw_string_ostream(Text) << format(
      "%.9f", static_cast<double>(*Ns) / 1e9 / static_cast<double>(Calls));
  return Text;
}

/// Command lines can be megabytes long.
static constexpr size_t MaxCommand = 160;

std::string hone::commandText(const Run &R) {
  if (R.Command.size() <= MaxCommand)
    return R.Command;
  return R.Command.substr(0, MaxCommand) + " ...";
}

/// "3/1": three calls, of which one is not recursive.
static std::string callsText(const Function &F) {
  std::string Text = std::to_string(F.Calls);
  return F.PrimitiveCalls == F.Calls
             ? Text
             : Text + "/" + std::to_string(F.PrimitiveCalls);
}

static std::string plural(uint64_t Count, StringRef Word) {
  return (Twine(Count) + " " + Word + (Count == 1 ? "" : "s")).str();
}

/// Times and threads, as far as they are known.
static void printFigures(const Run &R, raw_ostream &OS) {
  if (R.WallNs)
    OS << "Wall " << secondsText(R.WallNs) << " s, CPU "
       << secondsText(R.CpuNs) << " s, ";
  else
    OS << "No times, ";
  if (R.Threads)
    OS << plural(R.Threads, "thread") << ", ";
}

/// The heap in a line, for who did not ask for more.
static void printHeap(const ProcessMemory &Heap, raw_ostream &OS) {
  if (!Heap.IsCollected)
    return;
  OS << "\nMemory: ";
  if (Heap.PeakBytes)
    OS << "peak " << bytesText(*Heap.PeakBytes) << ", ";
  OS << plural(Heap.Total.Blocks, "allocation") << " of "
     << bytesText(Heap.Total.Bytes);
  if (uint64_t Leaked = Heap.Total.leakedBytes())
    OS << ", " << bytesText(Leaked) << " never freed";
}

void hone::printRunHeader(const Model &M, raw_ostream &OS) {
  const Run &R = M.TheRun;
  uint64_t Calls = 0, Primitive = 0, SelfNs = 0;
  bool HasTimes = false;
  for (const Function &F : M.Functions) {
    Calls += F.Calls;
    Primitive += F.PrimitiveCalls;
    SelfNs += F.SelfNs.value_or(0);
    HasTimes |= F.SelfNs.has_value();
  }
  OS << "Command: " << commandText(R) << '\n';
  printFigures(R, OS);
  OS << (R.Processes == 1 ? std::string("1 process")
                          : std::to_string(R.Processes) + " processes");
  if (R.OverheadPct)
    OS << format(", timing cost %.1f %% of the CPU time (taken out below)",
                 *R.OverheadPct);
  // A tenth is what other work does to any run; more, and times mislead.
  if (R.DelayNs > R.WallNs / 10)
    OS << "\nThe machine was busy: for " << secondsText(R.DelayNs)
       << " s of the wall time the program waited for a processor, and times of "
          "functions include that";
  printHeap(M.Heap, OS);
  OS << "\n\n         " << plural(Calls, "function call");
  if (Primitive != Calls)
    OS << " (" << plural(Primitive, "primitive call") << ")";
  if (HasTimes)
    OS << " in " << secondsText(SelfNs) << " seconds";
  OS << "\n\n";
}

/// A column of next to nothing in every row would only be in the way.
static bool waitsMuch(const Model &M) {
  return any_of(M.Functions, [&](const Function &F) {
    return F.WaitNs.value_or(0) > M.TheRun.WallNs / 100;
  });
}

void hone::printFunctions(const Model &M, const Selected &List,
                          const Selection &How, raw_ostream &OS) {
  OS << "   Ordered by: " << describe(How.Key)
     << (How.Reverse ? ", reversed" : "") << '\n';
  for (const std::string &Reduction : List.Reductions)
    OS << "   " << Reduction << '\n';
  bool WithWaits = waitsMuch(M) || How.Key == SortKey::Waiting;
  OS << "\n      ncalls    tottime      percall    cumtime      percall "
     << (WithWaits ? "   waiting " : "") << "filename:lineno(function)\n";
  for (FunctionId Id : List.Functions) {
    const Function &F = M.Functions[Id];
    OS << formatv("{0,12} {1,10} {2,12} {3,10} {4,12} ", callsText(F),
                  (F.SelfIsSampled ? "~" : "") + secondsText(F.SelfNs),
                  perCallText(F.SelfNs, F.Calls),
                  (F.SelfIsSampled ? "~" : "") + secondsText(F.TotalNs),
                  perCallText(F.TotalNs, F.PrimitiveCalls));
    if (WithWaits)
      OS << formatv("{0,10} ", secondsText(F.WaitNs));
    OS << standardName(M, F, How.Style) << '\n';
  }
  if (any_of(List.Functions,
             [&](FunctionId Id) { return M.Functions[Id].SelfIsSampled; }))
    OS << "\n   ~ from samples: inlined into its callers, or called too often to "
          "time each call\n     (HONE_BUDGET)\n";
  OS << '\n';
}

void hone::printEdges(const Model &M, const Selected &List,
                      const Selection &How, EdgeDirection Direction,
                      raw_ostream &OS) {
  bool IsCallers = Direction == EdgeDirection::Callers;
  OS << "   Ordered by: " << describe(How.Key) << '\n';
  for (const std::string &Reduction : List.Reductions)
    OS << "   " << Reduction << '\n';
  OS << '\n';
  bool HasSampled = false;
  for (FunctionId Id : List.Functions) {
    OS << standardName(M, M.Functions[Id], How.Style)
       << (IsCallers ? " was called by\n" : " called\n");
    OS << "      ncalls    cumtime  function, at the call\n";
    bool IsEmpty = true;
    for (const Edge &E : M.Edges) {
      if ((IsCallers ? E.Callee : E.Caller) != Id)
        continue;
      IsEmpty = false;
      FunctionId Other = IsCallers ? E.Caller : E.Callee;
      bool IsSampled = !E.TotalNs && E.SampledTotalNs.value_or(0);
      HasSampled |= IsSampled;
      OS << formatv("{0,12} {1,10}  {2}", E.Calls,
                    IsSampled ? "~" + secondsText(E.SampledTotalNs)
                              : secondsText(E.TotalNs),
                    functionName(M, Other, How.Style));
      if (E.File != NoId)
        OS << ", " << placeName(M, E.File, E.Line);
      OS << '\n';
    }
    if (IsEmpty)
      OS << "      (no instrumented function)\n";
    OS << '\n';
  }
  if (HasSampled)
    OS << "   ~ inlined into the caller: CPU time from samples\n\n";
}
