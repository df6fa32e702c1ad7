//===- ScanLoop.cpp -------------------------------------------------------===//

#include "ScanLoop.h"
#include "Comparison.h"
#include "Effects.h"
#include "Element.h"
#include "LoopView.h"
#include "llvm/ADT/PostOrderIterator.h"
#include "llvm/Analysis/AssumptionCache.h"
#include "llvm/Analysis/LoopIterator.h"
#include "llvm/Analysis/ScalarEvolution.h"
#include "llvm/Analysis/TargetLibraryInfo.h"
#include "llvm/Analysis/ValueTracking.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/IR/Module.h"
#include "llvm/TargetParser/Triple.h"
#include <optional>

using namespace llvm;

namespace hone {

// A loop that compares more often chooses between cases.
static constexpr unsigned MaxMatches = 8;
// A search among so few elements that no other container would be faster.
static constexpr unsigned SmallTripCount = 8;

namespace {

/// A comparison of something of the element with something invariant.
struct Match {
  Instruction *Condition; ///< i1
  bool IfTrue;            ///< value of Condition on a match
  Value *Element;         ///< what is compared, as seen in the view
  User *Comparer;         ///< the instruction whose operands are compared
  unsigned KeyOperand;    ///< which of them is the key
};

class LoopClassifier {
public:
  LoopClassifier(Loop &Original, LoopView &View, Loop &L,
                 const DominatorTree &DT, Effects &E)
      : Original(Original), View(View), L(L), DT(DT), E(E), Elements(L, E) {}
  std::optional<ScanLoop> classify();

private:
  std::optional<Match> asMatch(Instruction &I);
  std::optional<Match> asMatch(Instruction &Condition, bool IfTrue,
                               User &Comparer, Value *A, Value *B);
  bool isSearch(const LoopWalk &IfMatch, const LoopWalk &IfNot);
  bool isHarmless(const Instruction &I);
  void addWaysOut(const LoopWalk &IfMatch, const LoopWalk &IfNot, bool IsFirst);
  bool addExits(ScanLoop &Result);
  bool hasSmallTripCount();
  Instruction *anchorOf(Instruction &I);
  bool isKnownOnEntry(const Value *V);
  Value *startOf(Value *Element);
  void setBase(Value *Start, ScanLoop &Result);

  Loop &Original;
  LoopView &View;
  Loop &L;
  const DominatorTree &DT;
  Effects &E;
  ElementAnalysis Elements;
  SmallSetVector<ExitEdge, 4> FoundBy, LeftBy;
};

} // namespace

std::optional<Match> LoopClassifier::asMatch(Instruction &Condition,
                                             bool IfTrue, User &Comparer,
                                             Value *A, Value *B) {
  using Origin = ElementAnalysis::Origin;
  Origin OfA = Elements.originOf(A), OfB = Elements.originOf(B);
  if (OfB != Origin::Invariant) {
    std::swap(A, B);
    std::swap(OfA, OfB);
  }
  if (OfB != Origin::Invariant)
    return std::nullopt;
  bool ByCall = isa<CallBase>(Comparer);
  if (OfA != Origin::Element && !(ByCall && OfA == Origin::Position))
    return std::nullopt;
  // A constant is a sentinel or a kind, not a key. A literal may be a key, but
  // on a chain it is rather what ends a stretch of tokens. Bytes are text.
  bool IsLiteral = isa<Constant>(B);
  if (isa<ConstantData>(B) ||
      (IsLiteral && (!ByCall || Elements.followsPointers())) ||
      A->getType()->isIntegerTy(8) || A->getType()->isIntegerTy(1))
    return std::nullopt;
  if (auto *Cast = dyn_cast<CastInst>(A))
    if (Cast->getSrcTy()->isIntegerTy(8) || Cast->getSrcTy()->isIntegerTy(1))
      return std::nullopt;
  unsigned KeyOperand = 0;
  while (Comparer.getOperand(KeyOperand) != B)
    ++KeyOperand;
  return Match{&Condition, IfTrue, A, &Comparer, KeyOperand};
}

/// What I compares, if it compares for equality.
std::optional<Match> LoopClassifier::asMatch(Instruction &I) {
  if (auto *Compare = dyn_cast<CmpInst>(&I)) {
    Value *A = Compare->getOperand(0), *B = Compare->getOperand(1);
    CmpInst::Predicate P = Compare->getPredicate();
    bool IfTrue = P == CmpInst::ICMP_EQ || P == CmpInst::FCMP_OEQ ||
                  P == CmpInst::FCMP_UEQ;
    bool IfFalse = P == CmpInst::ICMP_NE || P == CmpInst::FCMP_ONE ||
                   P == CmpInst::FCMP_UNE;
    if ((!IfTrue && !IfFalse) || !A->getType()->isSingleValueType())
      return std::nullopt;
    auto *Call = dyn_cast<CallBase>(A);
    auto *Zero = dyn_cast<ConstantInt>(B);
    if (!Call || !Call->getCalledFunction() || !Zero || !Zero->isZero())
      return asMatch(I, IfTrue, *Compare, A, B);
    Equality Kind = equalityOf(*Call->getCalledFunction());
    if (Kind == Equality::None || !E.isReadOnly(*Call))
      return std::nullopt;
    auto [First, Second] = comparedOperands(*Call);
    return asMatch(I, IfTrue == (Kind == Equality::IsZero), *Call,
                   Call->getArgOperand(First), Call->getArgOperand(Second));
  }
  auto *Call = dyn_cast<CallBase>(&I);
  if (!Call || !I.getType()->isIntegerTy(1) || !Call->getCalledFunction())
    return std::nullopt;
  Equality Kind = equalityOf(*Call->getCalledFunction());
  if (Kind == Equality::None || !E.isReadOnly(*Call))
    return std::nullopt;
  auto [First, Second] = comparedOperands(*Call);
  return asMatch(I, Kind == Equality::IsTrue, *Call, Call->getArgOperand(First),
                 Call->getArgOperand(Second));
}

bool LoopClassifier::isHarmless(const Instruction &I) {
  if (auto *Call = dyn_cast<CallBase>(&I))
    return isa<DbgInfoIntrinsic>(I) || I.isLifetimeStartOrEnd() ||
           isPlantedInstruction(I) || E.isReadOnly(*Call);
  return !I.mayWriteToMemory();
}

bool LoopClassifier::isSearch(const LoopWalk &IfMatch, const LoopWalk &IfNot) {
  if (!IfMatch.isComplete() || !IfNot.isComplete() || !IfNot.comesBack() ||
      IfMatch.exits().empty())
    return false;
  if (IfMatch.comesBack() && all_of(IfMatch.exits(), [&](const ExitEdge &Edge) {
        return IfNot.leavesBy(Edge);
      }))
    return false;
  for (BasicBlock *Block : IfNot.blocks())
    if (!all_of(*Block, [&](const Instruction &I) { return isHarmless(I); }))
      return false;
  return true;
}

void LoopClassifier::addWaysOut(const LoopWalk &IfMatch, const LoopWalk &IfNot,
                                bool IsFirst) {
  // After `x.a == k` of `x.a == k && x.b == l` the loop may also go on to its
  // end.
  bool OnlyOwn = any_of(IfMatch.exits(), [&](const ExitEdge &Edge) {
    return !IfNot.leavesBy(Edge);
  });
  for (const ExitEdge &Edge : IfMatch.exits())
    if (!OnlyOwn || !IfNot.leavesBy(Edge))
      FoundBy.insert(Edge);
  // The end is left by if no comparison matches: `x == a || x == b` leaves the
  // first one's "no" by the second one's match.
  if (IsFirst)
    LeftBy.insert(IfNot.exits().begin(), IfNot.exits().end());
  else
    LeftBy.remove_if(
        [&](const ExitEdge &Edge) { return !IfNot.leavesBy(Edge); });
}

/// Finds out what each way out of the original loop means. False: there is no
/// way out without a match, or a way out that the copy does not have.
bool LoopClassifier::addExits(ScanLoop &Result) {
  SmallVector<std::pair<BasicBlock *, BasicBlock *>, 4> Edges;
  Original.getExitEdges(Edges);
  bool MayExhaust = false;
  for (auto [From, To] : Edges) {
    if (To->isEHPad() || endsInUnreachable(*To))
      continue;
    auto *End =
        dyn_cast_or_null<Instruction>(View.copyOf(From->getTerminator()));
    if (!End || !End->isTerminator())
      return false;
    ExitEdge Copied{End->getParent(), cast<BasicBlock>(View.copyOf(To))};
    bool IsFound = FoundBy.contains(Copied), IsLeft = LeftBy.contains(Copied);
    ScanLoop::Outcome Meaning = !IsFound  ? ScanLoop::Exhausted
                                : !IsLeft ? ScanLoop::Found
                                          : ScanLoop::AsCompared;
    MayExhaust |= Meaning != ScanLoop::Found;
    if (!is_contained(Result.Exits, ScanLoop::Exit{{From, To}, Meaning}))
      Result.Exits.push_back({{From, To}, Meaning});
  }
  return MayExhaust;
}

bool LoopClassifier::hasSmallTripCount() {
  Function &F = View.copy();
  TargetLibraryInfoImpl Library(Triple(F.getParent()->getTargetTriple()));
  TargetLibraryInfo TLI(Library, &F);
  AssumptionCache Assumptions(F);
  ScalarEvolution SE(F, TLI, Assumptions, View.dominators(), View.loops());
  unsigned Count = SE.getSmallConstantMaxTripCount(&L);
  return Count && Count <= SmallTripCount;
}

/// The first instruction of the function at or after I's copy: I itself, or
/// what uses it if I is part of an inlined accessor.
Instruction *LoopClassifier::anchorOf(Instruction &I) {
  BasicBlock *Block = I.getParent();
  BasicBlock::iterator At = I.getIterator();
  for (unsigned Blocks = 0; Block && Blocks != 8; ++Blocks) {
    for (; At != Block->end(); ++At)
      if (Instruction *Found = View.original(&*At))
        if (Original.contains(Found) && !isa<PHINode>(Found))
          return Found;
    Block = Block->getSingleSuccessor();
    if (Block)
      At = Block->begin();
  }
  return nullptr;
}

bool LoopClassifier::isKnownOnEntry(const Value *V) {
  auto *I = dyn_cast<Instruction>(V);
  if (!I)
    return true;
  return !Original.contains(I) &&
         all_of(predecessors(Original.getHeader()), [&](BasicBlock *From) {
           return Original.contains(From) ||
                  DT.dominates(I, From->getTerminator());
         });
}

/// Sets the base to what V is in the function; failing that, to where the
/// pointer V was loaded from: the container that owns it.
void LoopClassifier::setBase(Value *V, ScanLoop &Result) {
  const DataLayout &Layout = View.copy().getParent()->getDataLayout();
  APInt Offset(Layout.getIndexTypeSizeInBits(V->getType()), 0);
  for (unsigned Depth = 0; Depth != 12; ++Depth) {
    V = V->stripAndAccumulateConstantOffsets(Layout, Offset,
                                             /*AllowNonInbounds=*/true);
    ArrayRef<Value *> Candidates = View.originals(V);
    auto *Known = find_if(Candidates, [&](Value *Candidate) {
      return Candidate->getType()->isPointerTy() && isKnownOnEntry(Candidate);
    });
    auto *Global = dyn_cast<GlobalValue>(V);
    if (Known != Candidates.end() || (Global && !Global->isThreadLocal())) {
      Result.Base = Global ? V : *Known;
      Result.BaseOffset = Offset.getSExtValue();
      return;
    }
    if (auto *Load = dyn_cast<LoadInst>(V)) {
      V = Load->getPointerOperand();
      Offset = 0;
    } else if (auto *Gep = dyn_cast<GetElementPtrInst>(V)) {
      V = Gep->getPointerOperand();
    } else {
      return;
    }
  }
}

/// Where the sequence that the element V belongs to starts, in the view.
Value *LoopClassifier::startOf(Value *V) {
  using Origin = ElementAnalysis::Origin;
  for (unsigned Depth = 0; V && Depth != 16; ++Depth) {
    if (Elements.originOf(V) == Origin::Invariant)
      break;
    if (auto *Phi = dyn_cast<PHINode>(V)) {
      V = Phi->getParent() == L.getHeader() && L.getLoopPredecessor()
              ? Phi->getIncomingValueForBlock(L.getLoopPredecessor())
              : nullptr;
      break;
    }
    auto *I = cast<Instruction>(V);
    auto Varies = [&](Value *Operand) {
      return Elements.originOf(Operand) != Origin::Invariant;
    };
    // An index into something: there the sequence starts.
    if (auto *Gep = dyn_cast<GetElementPtrInst>(I))
      V = Gep->getPointerOperand();
    else if (auto Operand = find_if(I->operands(), Varies);
             Operand != I->op_end())
      V = *Operand;
    else
      V = nullptr;
  }
  return V && V->getType()->isPointerTy() ? V : nullptr;
}

/// An array of few elements is no large container, even where the loop stops at
/// a sentinel and its trip count is not known.
static bool isSmallArray(const Value &Start) {
  const Value *Object = getUnderlyingObject(&Start);
  const Type *T = nullptr;
  if (auto *Global = dyn_cast<GlobalVariable>(Object))
    T = Global->getValueType();
  else if (auto *Variable = dyn_cast<AllocaInst>(Object))
    T = Variable->getAllocatedType();
  auto *Array = dyn_cast_or_null<ArrayType>(T);
  return Array && Array->getNumElements() <= SmallTripCount;
}

std::optional<ScanLoop> LoopClassifier::classify() {
  if (Elements.positions().empty() || Elements.accumulates())
    return std::nullopt;
  std::optional<Match> First;
  unsigned NumMatches = 0;
  LoopBlocksRPO Order(&L);
  Order.perform(&View.loops());
  for (BasicBlock *Block : Order)
    for (Instruction &I : *Block) {
      std::optional<Match> M = asMatch(I);
      if (!M)
        continue;
      if (++NumMatches > MaxMatches)
        return std::nullopt;
      LoopWalk IfMatch(L, I, M->IfTrue), IfNot(L, I, !M->IfTrue);
      if (!isSearch(IfMatch, IfNot))
        continue;
      addWaysOut(IfMatch, IfNot, /*IsFirst=*/!First);
      if (!First)
        First = M;
    }
  if (!First || hasSmallTripCount())
    return std::nullopt;

  ScanLoop Result;
  Result.Header = Original.getHeader();
  Result.Compare = anchorOf(*First->Condition);
  Result.MatchesIfTrue = First->IfTrue;
  if (!Result.Compare || !addExits(Result))
    return std::nullopt;
  Result.Location = Original.getStartLoc();
  if (!Result.Location)
    Result.Location = Result.Compare->getDebugLoc();
  // The outcome of an invoke is not known where it stands.
  bool IsMapped = Result.Compare == View.original(First->Condition) &&
                  !Result.Compare->isTerminator();
  if (!IsMapped && any_of(Result.Exits, [](const ScanLoop::Exit &Exit) {
        return Exit.Meaning == ScanLoop::AsCompared;
      }))
    return std::nullopt;
  for (BasicBlock *From : predecessors(Result.Header))
    if (!Original.contains(From) && !is_contained(Result.Entering, From))
      Result.Entering.push_back(From);
  Value *Start = startOf(First->Element);
  if (Start && isSmallArray(*Start))
    return std::nullopt;
  if (Start)
    setBase(Start, Result);
  if (auto *Comparer = View.original(cast<Instruction>(First->Comparer)))
    Result.Key = Comparer->getOperand(First->KeyOperand);
  return Result;
}

static unsigned numDecisions(const Loop &L) {
  return count_if(L.blocks(), [](const BasicBlock *Block) {
    const Instruction *End = Block->getTerminator();
    return isa<SwitchInst>(End) ||
           (isa<BranchInst>(End) && cast<BranchInst>(End)->isConditional());
  });
}

SmallVector<ScanLoop, 2> findScanLoops(Function &F, const DominatorTree &DT,
                                       const LoopInfo &LI, Effects &E) {
  SmallVector<ScanLoop, 2> Found;
  SmallVector<Loop *, 4> Candidates;
  for (Loop *L : LI.getLoopsInPreorder())
    if (L->isInnermost() && !L->getHeader()->isEHPad() && numDecisions(*L) >= 2)
      Candidates.push_back(L);
  if (Candidates.empty())
    return Found;
  LoopView View(F, Candidates);
  for (Loop *L : Candidates) {
    BasicBlock *Header = cast<BasicBlock>(View.copyOf(L->getHeader()));
    Loop *Copied = View.loops().getLoopFor(Header);
    if (!Copied || Copied->getHeader() != Header || !Copied->isInnermost())
      continue;
    LoopClassifier Classifier(*L, View, *Copied, DT, E);
    if (std::optional<ScanLoop> Scan = Classifier.classify())
      Found.push_back(std::move(*Scan));
  }
  return Found;
}

} // namespace hone
