//===- Replay.cpp - a stream against the alternatives ---------------------===//
//
// Owns: which alternatives are possible, the order of repetitions, and the
// ranking.
//
//===----------------------------------------------------------------------===//

#include "Replay.h"
#include "Runner.h"

#include "llvm/ADT/STLExtras.h"

using namespace llvm;

namespace hone {

/// Second smallest and second largest of 9 are the bounds of Timing.Ns.
static constexpr size_t Repetitions = 9;
/// As in the calibration: pushes containers out of the first-level cache, and
/// mostly out of the second.
static constexpr size_t OtherBytes = 1 << 20;

ArrayRef<Structure> alternativesFor(Stream::Keys Keys) {
  static constexpr Structure ByKey[] = {
      Structure::Map,      Structure::HashMap,      Structure::ReservedHashMap,
      Structure::FlatHash, Structure::SortedVector, Structure::Vector,
      Structure::Array};
  static constexpr Structure Sequences[] = {
      Structure::Vector, Structure::ReservedVector, Structure::Deque,
      Structure::List, Structure::SwapVector};
  return Keys == Stream::Keys::None ? ArrayRef<Structure>(Sequences)
         : Keys == Stream::Keys::Integers
             ? ArrayRef<Structure>(ByKey)
             : ArrayRef<Structure>(ByKey).drop_back();
}

static bool usesKeyOrder(const Script &S) {
  return any_of(S.Windows, [](const ScriptWindow &W) {
    return any_of(W.Steps, [](const Step &Do) { return Do.UsesOrder; });
  });
}

static bool keepsKeyOrder(Structure S) {
  return S == Structure::Map || S == Structure::SortedVector;
}

namespace {
struct Candidate {
  Structure S;
  Runner Run;
  std::vector<double> Ns; ///< per operation
};
} // namespace

static std::vector<Candidate> candidates(const Script &S,
                                         ArrayRef<Structure> Alternatives,
                                         BeforeWindow Before, Ranking &Out) {
  bool IsSequence = S.TheKeys == Stream::Keys::None;
  bool UsesOrder = usesKeyOrder(S);
  std::vector<Candidate> Possible;
  for (Structure A : Alternatives) {
    if (UsesOrder && !keepsKeyOrder(A)) {
      Out.Impossible.push_back({A, "the order of its keys is used"});
      continue;
    }
    Runner Run =
        IsSequence ? sequenceRunner(A, S, Before) : keyedRunner(A, S, Before);
    if (Run)
      Possible.push_back({A, std::move(Run), {}});
    else
      Out.Impossible.push_back(
          {A, A == Structure::Array        ? "its keys are no small integers"
              : A == Structure::SwapVector ? "it is searched or sorted"
                                           : "it cannot do what was recorded"});
  }
  return Possible;
}

static Error misbehaves(Structure S, uint64_t Mistakes) {
  return createStringError(
      inconvertibleErrorCode(),
      "the replay on " + nameOf(S) + " went wrong: " + Twine(Mistakes) +
          " operations did not do what was recorded; the profile, or hone, is "
          "damaged");
}

Expected<Ranking> replay(const Stream &S, ArrayRef<Structure> Alternatives) {
  Expected<Script> TheScript = writeScript(S);
  if (!TheScript)
    return TheScript.takeError();
  Ranking Out;
  Out.Operations = TheScript->Steps;
  Out.Windows = TheScript->Windows.size();
  Out.Contradictions = TheScript->Contradictions;
  std::vector<char> Other(OtherBytes);
  auto Evict = [&Other] {
    volatile char *Byte = Other.data();
    for (size_t I = 0; I < OtherBytes; I += 64)
      Byte[I] = char(Byte[I] + 1);
  };
  std::vector<Candidate> Possible =
      candidates(*TheScript, Alternatives, Evict, Out);
  if (Possible.empty())
    return createStringError(inconvertibleErrorCode(),
                             "no alternative can do what was recorded");
  // One after the other in each repetition: what disturbs the machine disturbs
  // all of them.
  for (size_t I = 0; I != Repetitions; ++I)
    for (Candidate &C : Possible) {
      RunResult Result = C.Run(*TheScript);
      if (Result.Mistakes)
        return misbehaves(C.S, Result.Mistakes);
      C.Ns.push_back(Result.Ns / double(TheScript->Steps));
    }
  for (Candidate &C : Possible) {
    llvm::sort(C.Ns);
    Out.Timings.push_back(
        {C.S, {C.Ns[1], C.Ns[Repetitions / 2], C.Ns[Repetitions - 2]}});
  }
  llvm::stable_sort(Out.Timings, [](const Timing &L, const Timing &R) {
    return L.Ns.Mid < R.Ns.Mid;
  });
  return Out;
}

} // namespace hone
