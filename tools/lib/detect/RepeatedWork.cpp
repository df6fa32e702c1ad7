//===- RepeatedWork.cpp ---------------------------------------------------===//

#include "RepeatedWork.h"
#include "RepeatedCalls.h"
#include "lib/profile/LineLookup.h"

#include "llvm/ADT/STLExtras.h"

using namespace llvm;

namespace hone {

/// Calls that differ from the rest, such as the first one: 1 in so many, and
/// always two.
static constexpr uint64_t OneInSoMany = 200;
/// A longer way is more than anyone reads.
static constexpr size_t MaxPath = 12;

static uint64_t tolerance(uint64_t Times) {
  return std::max<uint64_t>(2, Times / OneInSoMany);
}

static bool isAbout(uint64_t Count, uint64_t Times) {
  uint64_t Off = Count > Times ? Count - Times : Times - Count;
  return Off <= tolerance(Times);
}

/// Whether each line of the function is executed a whole number of times in each
/// of its calls.
static bool doesTheSame(const Model &M, FunctionId Id) {
  uint64_t Calls = M.Functions[Id].Calls;
  return all_of(M.Lines, [&](const Line &L) {
    if (L.Function != Id)
      return true;
    uint64_t Turns = (L.Hits + Calls / 2) / Calls;
    return isAbout(L.Hits, Turns * Calls) ||
           L.Hits <= tolerance(Calls); // only in a few
  });
}

static double nsOf(const Model &M, FunctionId Id) {
  const Function &F = M.Functions[Id];
  return double(F.SampledTotalNs.value_or(F.TotalNs.value_or(0)));
}

RepeatedWork repeatedWork(const Model &M, FunctionId Function, FileId File,
                          uint32_t Line, uint64_t Times) {
  RepeatedWork Work;
  Work.Times = Times;
  FunctionId At = Function;
  while (At != NoId && Work.Path.size() != MaxPath &&
         !is_contained(Work.Path, At) && isAbout(M.Functions[At].Calls, Times) &&
         doesTheSame(M, At)) {
    Work.Path.push_back(At);
    Work.Top = At;
    Work.Ns = nsOf(M, At);
    const Edge *From = mainCaller(M, At);
    if (!From || double(From->Calls) < MainCallerShare * double(M.Functions[At].Calls)) {
      Work.Caller = NoId;
      break;
    }
    Work.File = From->File;
    Work.Line = From->Line;
    Work.Caller = At = From->Caller;
  }
  if (Work.Top == NoId) {
    const hone::Line *L = lineAt(M, File, Line);
    Work.Ns = L ? double(L->TotalNs.value_or(0)) : 0;
    Work.LeastNs = Work.Ns;
  } else {
    Work.LeastNs = nsOf(M, Function);
  }
  return Work;
}

} // namespace hone
