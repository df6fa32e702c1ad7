//===- quadratic-concat.cpp - rule quadratic-concat -------------*- C++ -*-===//
//
// Owns: when a string that grows piece by piece is copied, or moved, as a whole
// for each piece, and what that saves: the measured time of the operations less
// what appending takes.
//
//===----------------------------------------------------------------------===//

#include "ContainerFinding.h"
#include "ContainerGain.h"
#include "Detectors.h"
#include "LineTime.h"
#include "RepeatedCalls.h"
#include "Template.h"
#include "Words.h"

using namespace llvm;

namespace hone {
namespace {

/// Each byte was copied so many times on average before it counts: PRIOR-ART's
/// S1; appending to a string that doubles copies each byte once or twice.
constexpr double LeastRepetition = 4;
/// Shorter strings are copied in the time that an allocation takes: the piece,
/// not what was there, is the cost.
constexpr double LeastMeanBytes = 256;
/// Of what is inserted, so much at the front at least.
constexpr double MostlyInFront = 0.9;
constexpr uint64_t LeastOperations = 20, FewSamples = 30;
/// Appending a piece, ns, and each byte of it: assumed, not measured; small
/// beside copying 256 bytes or more.
constexpr Interval AppendNs = {2.5, 5, 9};
constexpr double AppendByteNs = 0.05;
/// What is measured is the operator alone. The old text is freed, and the new
/// one taken over, beside it: on the same line. How much that is at most, and how
/// far times are off, is assumed, not measured.
constexpr double MostBeside = 2, ClockError = 0.15;

struct Growth {
  std::vector<const Operation *> Places; ///< the costliest first
  OperationSample Sum;                   ///< scaled to all operations
  double Operations = 0;
  double Added = 0; ///< bytes for each of them; 0: not known
  bool IsInFront = false, IsInsertion = false;
  Interval SavingNs;
  double NowNs = 0;
};

} // namespace

/// How often each byte was copied; of insertions all that is behind was moved,
/// for what is taken to be one byte.
static bool isQuadratic(const Operation &O) {
  const OperationSample &S = *O.Sample;
  if (O.Count < LeastOperations || S.meanSize() < LeastMeanBytes)
    return false;
  if (O.Kind == HONE_OP_InsertAt)
    return S.AtFront >= MostlyInFront * S.Observed;
  return S.Sizes >= LeastRepetition * std::max(1.0, S.Moved - S.Sizes);
}

static Interval savingOf(const Model &M, const Growth &G) {
  double Line = timeOfLines(M, G.Places).Ns;
  double All = std::clamp(Line, G.NowNs, MostBeside * G.NowNs);
  Interval Now = {G.NowNs * (1 - ClockError), (G.NowNs + All) / 2,
                  std::min(mostNs(M, All), MostBeside * G.NowNs)};
  Interval Then = AppendNs + Interval{1, 1, 1} * (G.Added * AppendByteNs);
  return Now - Then * G.Operations;
}

static std::optional<Growth> growthOf(const Model &M, const ContainerUse &Use) {
  if (Use.type().TheFamily != Family::String)
    return std::nullopt;
  Growth G;
  for (const Operation *O : Use.places({HONE_OP_Concat, HONE_OP_InsertAt}))
    if (O->Sample && O->Sample->Observed && isQuadratic(*O))
      G.Places.push_back(O);
  if (G.Places.empty())
    return std::nullopt;
  double Added = 0;
  for (const Operation *O : G.Places) {
    G.Sum.add(*O->Sample);
    G.Operations += double(O->Count);
    if (O->Kind == HONE_OP_Concat)
      Added += O->Sample->Moved - O->Sample->Sizes;
  }
  const Operation &First = *G.Places.front();
  G.IsInsertion = First.Kind == HONE_OP_InsertAt;
  G.IsInFront = G.IsInsertion || First.Flags & OPERATION_IN_FRONT;
  G.Added = Added / G.Sum.Observed;
  G.NowNs = timeOf(M, G.Places);
  G.SavingNs = savingOf(M, G);
  return G;
}

static void describe(const Model &M, const ContainerUse &Use, const Growth &G,
                     Finding &F) {
  const Operation &First = *G.Places.front();
  double Mean = G.Sum.meanSize();
  F.Title = containerWords(M, Use.container()) +
            (G.IsInsertion ? " is moved whole for each piece put in front of it"
                           : " is copied whole for each piece that it grows by");
  F.Observed = {
      plural(uint64_t(G.Operations), "piece was", "pieces were") +
          " added at " + placeWords(M, G.Places),
      "for each one " + byteWords(Mean) + " that were there were " +
          (G.IsInsertion ? "moved" : "copied") + " on average, " +
          byteWords(double(G.Sum.MaxSize)) + " at most: " +
          byteWords(Mean * G.Operations) + " in all",
      "that took " + timeWords(G.NowNs) + " (measured on " +
          countWords(G.Sum.Samples) + " of them), without what freeing takes"};
  if (!G.IsInsertion && G.Added >= 1)
    F.Observed.push_back("each grew it by " + meanWords(G.Added) +
                         " bytes on average");
  Repetition From = repetitionOf(M, First.Function, First.File, First.Line,
                                 First.Count);
  if (std::string Words = repetitionWords(M, From); !Words.empty())
    F.Observed.push_back(Words);
  addEvidence(F, {{"pieces", int64_t(G.Operations)},
                  {"mean_bytes", Mean},
                  {"max_bytes", int64_t(G.Sum.MaxSize)},
                  {"copied_bytes", Mean * G.Operations},
                  {"added_bytes_each",
                   G.Added >= 1 ? json::Value(G.Added) : nullptr},
                  {"operation_ns", int64_t(G.NowNs)},
                  {"observed", int64_t(G.Sum.Samples)},
                  {"at_front", G.IsInFront}});
  json::Array Others;
  for (const Operation *O : G.Places)
    if (O != &First)
      Others.push_back(int64_t(O->Line));
  addEvidence(F, {{"also_lines", std::move(Others)}});
}

static void judge(const Growth &G, Finding &F) {
  F.TheConfidence = G.IsInFront ? Confidence::Medium : Confidence::High;
  F.ConfidenceWhy = G.IsInFront
                        ? "the text has to be put together in another order"
                        : "appending leaves the same text";
  if (G.Sum.Samples < FewSamples) {
    F.TheConfidence = Confidence::Low;
    F.ConfidenceWhy = "only " +
                      plural(G.Sum.Samples, "operation was", "operations were") +
                      " observed";
  }
  if (G.IsInFront)
    F.Risks.push_back({false, "something reads the text before it is complete"});
}

static void sketch(const ContainerUse &Use, const Growth &G, Finding &F) {
  std::string Name = sketchName(Use.container());
  auto Fill = [&](StringRef Text) {
    return fillTemplate(Text, {{"Name", Name}});
  };
  if (!G.IsInFront) {
    F.Fix = "Append with += (or append): the string doubles its room and copies "
            "each byte once or twice.";
    F.Before = Fill("$Name = $Name + Piece;   // a new string, all copied");
    F.After = Fill("$Name += Piece;");
    return;
  }
  F.Fix = "Append the pieces, last one first, and turn the text around once at "
          "its end (std::reverse), or keep the pieces in a vector and join them "
          "from its end; a std::deque<char> takes pieces at both ends.";
  F.Before = Fill(G.IsInsertion ? "$Name.insert(0, Piece);"
                                : "$Name = Piece + $Name;");
  F.After = Fill("Pieces.push_back(Piece);   // in the loop\n"
                 "for (size_t I = Pieces.size(); I--;)   // once, after it\n"
                 "  $Name += Pieces[I];");
}

void detectQuadraticConcat(const Model &M, const CostModel &,
                           std::vector<Finding> &Out) {
  for (const ContainerUse &Use : containerUses(M)) {
    std::optional<Growth> G = growthOf(M, Use);
    if (!G || G->SavingNs.Low <= 0)
      continue;
    Finding F = containerFinding(M, Use, "quadratic-concat", G->Places.front());
    F.SavingNs = G->SavingNs;
    describe(M, Use, *G, F);
    judge(*G, F);
    sketch(Use, *G, F);
    Out.push_back(std::move(F));
  }
}

} // namespace hone
