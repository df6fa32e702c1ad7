//===- RepeatedCalls.cpp --------------------------------------------------===//

#include "RepeatedCalls.h"
#include "PlaceWords.h"
#include "Words.h"
#include "lib/profile/ShortName.h"

#include "llvm/ADT/STLExtras.h"

using namespace llvm;

namespace hone {

/// A function whose executions are this many per call repeats them itself.
static constexpr uint64_t FewPerCall = 2;
/// A longer way is more than anyone reads.
static constexpr size_t MaxPath = 6;

const Edge *mainCaller(const Model &M, FunctionId Callee) {
  const Edge *Main = nullptr;
  for (const Edge &E : M.Edges)
    if (E.Callee == Callee && E.Caller != NoId && E.Caller != Callee &&
        E.Line && (!Main || E.Calls > Main->Calls))
      Main = &E;
  return Main;
}

Repetition repetitionOf(const Model &M, FunctionId Function, FileId File,
                        uint32_t Line, uint64_t Times) {
  Repetition R{File, Line, Function, Times, Times, {}};
  while (R.Function != NoId && R.Path.size() != MaxPath) {
    uint64_t Calls = M.Functions[R.Function].Calls;
    const Edge *From = mainCaller(M, R.Function);
    if (!From || Calls <= 1 || R.Times / Calls >= FewPerCall ||
        is_contained(R.Path, From->Caller) ||
        (!R.Path.empty() && From->Calls < MainCallerShare * Calls))
      break;
    R.Path.insert(R.Path.begin(), R.Function);
    R = {From->File,  From->Line, From->Caller,
         From->Calls, Calls,      std::move(R.Path)};
  }
  return R;
}

static std::string nameOf(const Model &M, FunctionId Id) {
  return shortName(M.Functions[Id].LinkageName);
}

std::string repetitionWords(const Model &M, const Repetition &R) {
  if (R.Function == NoId || R.File == NoId || !R.Line)
    return "";
  std::string Place =
      placeWords(M, R.File, R.Line) + " in " + nameOf(M, R.Function);
  if (R.Path.empty())
    return "the repetition is in the function itself: " + Place +
           " is executed " + plural(R.Times, "time", "times") + " in " +
           plural(M.Functions[R.Function].Calls, "call", "calls");
  std::string Words =
      "called " + plural(R.Calls, "time", "times") +
      (R.Times < R.Calls ? ", " + countWords(R.Times) + " of them" : "") +
      " from " + Place;
  if (R.Path.size() > 1) {
    Words += ", by way of ";
    for (size_t I = 0; I + 1 != R.Path.size(); ++I)
      Words += (I ? " -> " : "") + nameOf(M, R.Path[I]);
  }
  return Words;
}

} // namespace hone
