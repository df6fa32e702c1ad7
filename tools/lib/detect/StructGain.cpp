//===- StructGain.cpp - what another layout would save ---------*- C++ -*-===//

#include "StructGain.h"
#include "ContainerGain.h"
#include "LineTime.h"
#include "ProgramTime.h"
#include "SequenceUse.h"

#include <cmath>

namespace hone {

/// Members with more of the visits than all others leave to them are cold
/// together: StructSlim (CGO'16) and GCC's -fipa-struct-reorg split what is
/// accessed in other loops; a twentieth is what the way to a second object may
/// cost without eating the gain.
static constexpr double ColdShare = 0.05;
/// Objects that fit a second level cache together (1 MB, the smallest of
/// today's servers) are as fast in any layout.
static constexpr double LeastFootprint = 1 << 20;
static constexpr double LeastVisits = 100'000;
/// What the processor takes for one use of a member at least, when memory is no
/// matter: measured in a loop over 400,000 objects of 40 bytes.
static constexpr double UseNs = 0.1;
/// What a walk takes for each byte that it brings in where the cost model ends:
/// measured 0.022 for 28 and for 56 MB (AMD EPYC virtual machine), from what
/// the third level gives at best to memory that others use, too.
static constexpr Interval StreamNs = {0.01, 0.022, 0.06};
static constexpr double ModelBytes = 8 << 20; ///< 65,536 elements of 128 bytes
/// A look into a second object, for a cold member: in the cache, or a miss.
static constexpr Interval FarNs = {2, 8, 20};
/// A miss of a cache line, where objects are reached one by one.
static constexpr double MissNs = 20;

static constexpr U32 Fixed = STRUCT_PACKED | STRUCT_VIRTUAL_BASE |
                             STRUCT_BITFIELDS | STRUCT_ALIGNED | STRUCT_OPEN;

/// Those that are used least, as long as all of them together are used seldom.
/// That the address of a member is given away is a use of it: what is called
/// then uses it, as every member function of a string or vector does.
static void findCold(StructCase &C) {
  const StructType &S = *C.S;
  std::vector<size_t> Order(S.Members.size());
  for (size_t I = 0; I != Order.size(); ++I)
    Order[I] = I;
  std::stable_sort(Order.begin(), Order.end(), [&](size_t A, size_t B) {
    return C.Visits.OfMembers[A] < C.Visits.OfMembers[B];
  });
  C.IsCold.assign(S.Members.size(), false);
  double Sum = 0;
  for (size_t I : Order) {
    if (S.Members[I].Name.empty())
      continue;
    Sum += C.Visits.OfMembers[I];
    if (Sum > C.Visits.Visits * ColdShare)
      break;
    C.IsCold[I] = true;
    C.ColdUses = Sum;
  }
}

std::optional<StructCase> caseOf(const Model &M,
                                 const std::vector<ContainerUse> &Uses,
                                 const StructType &S) {
  if ((S.Flags & Fixed) || S.IsRaw)
    return std::nullopt;
  std::optional<Population> P = populationOf(M, Uses, S);
  if (!P || P->Objects * double(S.Size) < LeastFootprint)
    return std::nullopt;
  StructCase C;
  C.S = &S;
  C.P = *P;
  C.Visits = visitsOf(S, C.P);
  C.LinesNs = linesNs(M, S);
  if (C.Visits.Visits < LeastVisits)
    return std::nullopt;
  findCold(C);
  return C;
}

/// Bytes that a visit brings into the cache: the lines that it touches, and up
/// to the whole object, since prefetching brings the lines between them, too.
static Interval bytesOf(const Layout &L, double Lines) {
  double Size = double(L.Size), Touched = std::min(Size, Lines * CacheLine);
  return {Touched, std::sqrt(Touched * Size), Size};
}

/// Objects side by side: what a walk over them costs, by the bytes that it
/// brings in. Not less than what the processor does meanwhile.
static std::optional<Interval> walkNs(const CostModel &Costs,
                                      const StructCase &C, Interval Bytes,
                                      double LeastNs) {
  std::optional<Interval> Each =
      Bytes.Mid * C.P.Objects > ModelBytes
          ? StreamNs * Bytes
          : Costs.cost(Structure::Vector, Action::Iterate,
                       Held::elements(Bytes.Mid), C.P.Objects);
  if (!Each)
    return std::nullopt;
  return Each->clamp(LeastNs, std::max(LeastNs, Each->High)) * C.Visits.Visits;
}

/// Uses of members in one visit.
static double usesPerVisit(const StructCase &C) {
  double Uses = 0;
  for (const StructMember &M : C.S->Members)
    Uses += double(M.Heat.uses());
  return Uses / C.Visits.Visits;
}

static Interval savingInRow(const Model &M, const CostModel &Costs,
                            const StructCase &C, const LayoutChange &L) {
  Interval Now = bytesOf(L.Now, L.LinesNow),
           Then = bytesOf(L.Then, L.LinesThen);
  double LeastNs = usesPerVisit(C) * UseNs;
  auto NowNs = walkNs(Costs, C, Now, LeastNs);
  auto ThenNs = walkNs(Costs, C, Then, LeastNs);
  if (!NowNs || !ThenNs)
    return {};
  std::optional<double> Most;
  if (isWellSampled(M.TheRun))
    Most = mostNs(M, C.LinesNs);
  Interval Saved = modelledSaving(Most, *NowNs, *ThenNs);
  // The lines may be slow because memory is slower here than in the model, or
  // because of what they compute: in between.
  if (Most && C.LinesNs > 0) {
    Interval Scaled =
        savingOf(std::min(C.LinesNs, NowNs->High), *NowNs, *ThenNs);
    Saved.Mid = std::sqrt(std::max(0.0, Saved.Mid) * std::max(0.0, Scaled.Mid));
    Saved.High = std::max(Saved.High, Scaled.High);
  }
  // Lines that take longer than memory explains wait for something else, of
  // which a part goes on while memory is fetched.
  double Explained = C.LinesNs > 0 ? std::min(1.0, NowNs->High / C.LinesNs) : 1;
  if (Explained < 1)
    Saved.Low = 0;
  Saved.Mid *= Explained;
  // By number it may be that every object is a miss: then the time that was
  // measured is that of the lines touched.
  if (!C.P.IsWalked && C.LinesNs > 0) {
    double Misses = C.LinesNs * (1 - std::min(1.0, Then.Mid / Now.Mid));
    Saved.High = std::max(Saved.High, Misses);
    Saved.Mid = std::sqrt(std::max(0.0, Saved.Mid) * Misses);
  }
  // At most all of it waits for memory.
  if (C.LinesNs > 0)
    Saved = Saved.clamp(0, C.LinesNs * (1 - std::min(1.0, Then.Mid / Now.Mid)));
  Saved.Low = std::min(Saved.Low, Saved.Mid);
  return Saved;
}

/// Blocks of their own: each line that is touched may be a miss.
static Interval savingApart(const StructCase &C, const LayoutChange &L) {
  double Fewer = L.LinesNow - L.LinesThen;
  if (Fewer <= 0)
    return {};
  double Most = std::min(C.Visits.Visits * Fewer * MissNs,
                         C.LinesNs * Fewer / L.LinesNow);
  return {0, Most / 2, Most};
}

static Interval saving(const Model &M, const CostModel &Costs,
                       const StructCase &C, const LayoutChange &L) {
  return C.P.InRow ? savingInRow(M, Costs, C, L) : savingApart(C, L);
}

std::optional<LayoutChange> reordered(const Model &M, const CostModel &Costs,
                                      const StructCase &C) {
  LayoutChange L;
  L.Now = layoutOf(*C.S);
  L.Then = packed(C.S->Members, C.S->Align);
  if (L.Then.Size >= L.Now.Size)
    return std::nullopt;
  auto IsUsed = [&](const StructMember &Member) {
    for (size_t I = 0; I != C.IsCold.size(); ++I)
      if (C.S->Members[I].Name == Member.Name)
        return !C.IsCold[I];
    return false;
  };
  L.LinesNow = linesTouched(L.Now, C.P.InRow, IsUsed);
  L.LinesThen = linesTouched(L.Then, C.P.InRow, IsUsed);
  // Memory that is never asked for need not be touched for the first time.
  double Saved = double(L.Now.Size - L.Then.Size) * C.P.Objects;
  double Block = C.P.InRow ? C.P.Objects * double(L.Now.Size) : 0;
  L.SavingNs = saving(M, Costs, C, L) + freshMemoryNs(Block, Saved);
  return L;
}

std::optional<LayoutChange> split(const Model &M, const CostModel &Costs,
                                  const StructCase &C) {
  std::vector<StructMember> Hot;
  for (size_t I = 0; I != C.IsCold.size(); ++I)
    if (!C.IsCold[I])
      Hot.push_back(C.S->Members[I]);
  if (Hot.empty() || Hot.size() == C.IsCold.size())
    return std::nullopt;
  uint64_t Align = 1;
  for (const StructMember &Member : Hot)
    Align = std::max(Align, Member.Align);
  LayoutChange L;
  L.IsSplit = true;
  L.Now = layoutOf(*C.S);
  // Objects that change places, or stand alone, need a way to the rest.
  bool NeedsPointer = C.P.IsRearranged || !C.P.Container;
  L.Then = packed(Hot, Align, NeedsPointer ? sizeof(void *) : 0);
  if (L.Then.Size >= L.Now.Size)
    return std::nullopt;
  auto IsHot = [&](const StructMember &Member) {
    for (const StructMember &H : Hot)
      if (H.Name == Member.Name)
        return true;
    return false;
  };
  L.LinesNow = linesTouched(L.Now, C.P.InRow, IsHot);
  L.LinesThen = linesTouched(L.Then, C.P.InRow, IsHot);
  L.SavingNs = saving(M, Costs, C, L) - FarNs * C.ColdUses;
  return L;
}

} // namespace hone
