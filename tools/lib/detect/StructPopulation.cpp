//===- StructPopulation.cpp - the objects of a struct ----------*- C++ -*-===//

#include "StructPopulation.h"
#include "PlaceWords.h"
#include "SequenceUse.h"
#include "lib/profile/LineLookup.h"

#include "llvm/ADT/Twine.h"

#include <map>

using namespace llvm;

namespace hone {

/// More lines than these are not named.
static constexpr size_t MostLines = 3;

static bool holds(const ContainerUse &Use, const StructType &S) {
  const ContainerType &Type = Use.type();
  return Type.Value == S.Name || (!Type.isMap() && Type.Key == S.Name);
}

static Population ofContainer(const Model &M, const ContainerUse &Use) {
  Population P;
  P.Objects = typicalSize(M, Use);
  Family F = Use.type().TheFamily;
  P.InRow = F == Family::Vector || F == Family::Deque || F == Family::Array;
  P.Container = Use.id();
  double Walked = double(Use.count(HONE_OP_Advance));
  double Reached =
      Walked + double(Use.count(Kinds(HONE_OP_Index) | kinds::ByKey));
  if (Reached)
    P.Reached = Reached;
  P.IsWalked = Walked * 2 >= Reached;
  P.IsRearranged =
      Use.has({HONE_OP_Sort, HONE_OP_InsertAt, HONE_OP_EraseAt, HONE_OP_Reorder,
               HONE_OP_PushFront, HONE_OP_Unique}) ||
      !P.InRow;
  return P;
}

/// What lives where the line asked for it. Blocks of several objects are
/// arrays.
static std::optional<Population>
ofAllocation(const Model &M, const StructAllocation &A, uint64_t Size) {
  const Line *L = lineAt(M, A.File, A.Line);
  if (!L || !L->Memory || !L->Memory->PeakBlocks)
    return std::nullopt;
  Population P;
  P.Objects = double(L->Memory->PeakBytes) / double(Size);
  P.InRow = P.Objects >= 2 * double(L->Memory->PeakBlocks);
  P.Allocation = &A;
  P.IsRearranged = !P.InRow;
  return P;
}

std::optional<Population> populationOf(const Model &M,
                                       const std::vector<ContainerUse> &Uses,
                                       const StructType &S) {
  std::optional<Population> Largest;
  std::optional<double> Reached;
  auto Consider = [&](const std::optional<Population> &P) {
    if (P && P->Objects >= 1 && (!Largest || P->Objects > Largest->Objects))
      Largest = P;
  };
  for (const ContainerUse &Use : Uses) {
    if (!holds(Use, S))
      continue;
    Population P = ofContainer(M, Use);
    if (P.Reached)
      Reached = Reached.value_or(0) + *P.Reached;
    Consider(P);
  }
  for (const StructAllocation &A : S.Allocations)
    Consider(ofAllocation(M, A, S.Size));
  // Objects of one container are also reached through others, of the same type.
  if (Largest && Largest->Container)
    Largest->Reached = Reached;
  return Largest;
}

StructVisitSums visitsOf(const StructType &S, const Population &P) {
  StructVisitSums Sums;
  Sums.OfMembers.resize(S.Members.size());
  double Copied = double(S.Copies.uses());
  for (double &Of : Sums.OfMembers)
    Of = Copied; // which touch every member
  Sums.Visits = Copied;
  for (const StructVisits &V : S.Visits) {
    uint64_t Most = 0;
    for (size_t I = 0; I != V.Members.size(); ++I) {
      Sums.OfMembers[I] += double(V.Members[I]);
      Most = std::max(Most, V.Members[I]);
    }
    Sums.Visits += double(Most);
  }
  // A loop over a member's own elements visits the object once.
  if (P.Reached)
    Sums.Visits = std::min(Sums.Visits, std::max(*P.Reached, P.Objects));
  return Sums;
}

/// Time by line, each line once.
static std::map<std::pair<FileId, uint32_t>, double>
timesOf(const Model &M, const StructType &S) {
  std::map<std::pair<FileId, uint32_t>, double> Times;
  for (const StructLine &L : S.Lines)
    if (const Line *Of = lineAt(M, L.File, L.Line); Of && Of->SelfNs)
      Times[{L.File, L.Line}] = double(*Of->SelfNs);
  return Times;
}

double linesNs(const Model &M, const StructType &S) {
  double Ns = 0;
  for (const auto &[Where, OfLine] : timesOf(M, S))
    Ns += OfLine;
  return Ns;
}

std::string hotLines(const Model &M, const StructType &S) {
  std::vector<std::pair<double, std::pair<FileId, uint32_t>>> Sorted;
  for (const auto &[Where, Ns] : timesOf(M, S))
    if (Ns > 0 && Where.first != NoId)
      Sorted.push_back({-Ns, Where});
  std::sort(Sorted.begin(), Sorted.end());
  std::string Text;
  for (size_t I = 0; I != std::min(MostLines, Sorted.size()); ++I) {
    auto [File, Line] = Sorted[I].second;
    Text += Text.empty() ? "" : ", ";
    Text += placeWords(M, File, Line);
  }
  return Text;
}

} // namespace hone
