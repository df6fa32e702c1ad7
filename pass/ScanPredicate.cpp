//===- ScanPredicate.cpp --------------------------------------------------===//

#include "ScanPredicate.h"
#include "Comparison.h"
#include "DebugTypes.h"
#include "Effects.h"
#include "LoopView.h"
#include "llvm/ADT/SetVector.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/Module.h"
#include "llvm/IR/Operator.h"

using namespace llvm;

namespace hone {

// From std::any_of to the predicate there are four functions in libstdc++ 12,
// each of which calls a handful of others.
static constexpr unsigned MaxCallees = 64;
// A predicate with more code does more than compare.
static constexpr unsigned MaxPredicateSize = 300;

/// The predicate's code: the call operator that the algorithm leads to.
static Function *codeOf(const CallBase &Call, const DIType *Class) {
  if (!Class) {
    for (const Value *Argument : Call.args())
      if (auto *Given = dyn_cast<Function>(Argument))
        return const_cast<Function *>(Given);
    return nullptr;
  }
  SmallSetVector<Function *, 16> Reached;
  Reached.insert(Call.getCalledFunction());
  for (unsigned I = 0; I < Reached.size() && I != MaxCallees; ++I) {
    const DISubprogram *Subprogram = Reached[I]->getSubprogram();
    if (I && Subprogram && Subprogram->getScope() == Class)
      return Subprogram->getName() == "operator()" ? Reached[I] : nullptr;
    for (Instruction &At : instructions(*Reached[I]))
      if (auto *Next = dyn_cast<CallBase>(&At))
        if (Function *Callee = Next->getCalledFunction();
            Callee && !Callee->isDeclaration())
          Reached.insert(Callee);
  }
  return nullptr;
}

namespace {

/// A comparison of something of the element with something else.
struct Match {
  Value *Condition;
  bool IfTrue; ///< value of Condition on a match
  Value *Element;
  bool ByCall;
};

class Examiner {
public:
  Examiner(Function &F, unsigned ElementArgument, Effects &E)
      : F(F), View(F, {}), E(E), Element(View.copy().getArg(ElementArgument)),
        Type(parameterType(F, ElementArgument)) {}
  ScanPredicate examine(bool Sought);

private:
  static const DIType *parameterType(const Function &F, unsigned Argument);
  bool isOfElement(Value *V);
  void addMatch(Value &Condition, bool IfTrue, Value *A, Value *B, bool ByCall);
  void addMatches(Instruction &I);
  bool implies(const Match &M, Value *V, bool Wanted, BasicBlock &At,
               unsigned Depth);
  bool isOnlyReachedBy(const Match &M, BasicBlock &At);
  static bool isThe(const Match &M, const Value *V);
  void nameField(const Match &M, ScanPredicate &Found);

  Function &F;
  LoopView View;
  Effects &E;
  Value *Element;
  const DIType *Type; ///< of the element
  DenseMap<Value *, bool> OfElement;
  SmallVector<Match, 4> Matches;
};

} // namespace

const DIType *Examiner::parameterType(const Function &F, unsigned Argument) {
  const DISubprogram *Subprogram = F.getSubprogram();
  if (!Subprogram || !Subprogram->getType())
    return nullptr;
  // The result comes first; "this" is among the types.
  DITypeRefArray Types = Subprogram->getType()->getTypeArray();
  if (Argument + 1 >= Types.size())
    return nullptr;
  const DIType *Target = targetOf(Types[Argument + 1]);
  return Target ? Target : Types[Argument + 1];
}

bool Examiner::isOfElement(Value *V) {
  if (V == Element)
    return true;
  auto *I = dyn_cast<Instruction>(V);
  if (!I)
    return false;
  auto [At, IsNew] = OfElement.try_emplace(V, false);
  if (!IsNew)
    return At->second;
  bool Found = any_of(I->operands(),
                      [&](Value *Operand) { return isOfElement(Operand); });
  return OfElement[V] = Found;
}

void Examiner::addMatch(Value &Condition, bool IfTrue, Value *A, Value *B,
                        bool ByCall) {
  if (isOfElement(B))
    std::swap(A, B);
  // Constants are kinds and flags, bytes are text: no keys (see ScanLoop).
  if (!isOfElement(A) || isOfElement(B) || isa<ConstantData>(B) ||
      A->getType()->isIntegerTy(8) || A->getType()->isIntegerTy(1))
    return;
  if (auto *Cast = dyn_cast<CastInst>(A))
    if (Cast->getSrcTy()->isIntegerTy(8) || Cast->getSrcTy()->isIntegerTy(1))
      return;
  Matches.push_back({&Condition, IfTrue, A, ByCall});
}

void Examiner::addMatches(Instruction &I) {
  auto *Call = dyn_cast<CallBase>(&I);
  bool ByResult = Call && I.getType()->isIntegerTy(1), OnZero = false;
  if (auto *Compare = dyn_cast<CmpInst>(&I)) {
    CmpInst::Predicate P = Compare->getPredicate();
    bool IfTrue = P == CmpInst::ICMP_EQ || P == CmpInst::FCMP_OEQ;
    if (!IfTrue && P != CmpInst::ICMP_NE && P != CmpInst::FCMP_UNE)
      return;
    Call = dyn_cast<CallBase>(Compare->getOperand(0));
    auto *Zero = dyn_cast<ConstantInt>(Compare->getOperand(1));
    if (!Call || !Zero || !Zero->isZero())
      return addMatch(I, IfTrue, Compare->getOperand(0), Compare->getOperand(1),
                      /*ByCall=*/false);
    OnZero = IfTrue;
  } else if (!ByResult) {
    return;
  }
  const Function *Callee = Call->getCalledFunction();
  Equality Kind = Callee ? equalityOf(*Callee) : Equality::None;
  if (Kind == Equality::None)
    return;
  auto [A, B] = comparedOperands(*Call);
  bool IfTrue = Kind == Equality::IsTrue;
  addMatch(I, ByResult ? IfTrue : OnZero != IfTrue, Call->getArgOperand(A),
           Call->getArgOperand(B), /*ByCall=*/true);
}

/// Whether At is reached only after M was met.
bool Examiner::isOnlyReachedBy(const Match &M, BasicBlock &At) {
  return any_of(View.copy(), [&](BasicBlock &Block) {
    auto *Branch = dyn_cast<BranchInst>(Block.getTerminator());
    if (!Branch || !Branch->isConditional() ||
        Branch->getCondition() != M.Condition)
      return false;
    BasicBlock *Met = Branch->getSuccessor(M.IfTrue ? 0 : 1);
    return View.dominators().dominates(BasicBlockEdge(&Block, Met), &At);
  });
}

/// Whether V, as it is at the end of At, is Wanted only where M is met.
bool Examiner::implies(const Match &M, Value *V, bool Wanted, BasicBlock &At,
                       unsigned Depth) {
  if (auto *Known = dyn_cast<ConstantInt>(V); Known && Known->isOne() != Wanted)
    return true;
  if (V == M.Condition && Wanted == M.IfTrue)
    return true;
  if (!Depth)
    return false;
  if (auto *Cast = dyn_cast<CastInst>(V))
    return implies(M, Cast->getOperand(0), Wanted, At, Depth - 1);
  if (auto *Phi = dyn_cast<PHINode>(V))
    return all_of(Phi->blocks(), [&](BasicBlock *From) {
      return implies(M, Phi->getIncomingValueForBlock(From), Wanted, *From,
                     Depth - 1);
    });
  auto *Operator = dyn_cast<BinaryOperator>(V);
  if (Operator && Operator->getOpcode() == Instruction::Xor)
    if (auto *One = dyn_cast<ConstantInt>(Operator->getOperand(1));
        One && One->isOne())
      if (implies(M, Operator->getOperand(0), !Wanted, At, Depth - 1))
        return true;
  return isOnlyReachedBy(M, At);
}

/// Whether V is whether M is met, and nothing else.
bool Examiner::isThe(const Match &M, const Value *V) {
  auto *I = dyn_cast<Instruction>(V);
  if (I == M.Condition)
    return true;
  return I && (isa<CastInst>(I) || I->getOpcode() == Instruction::Xor) &&
         isThe(M, I->getOperand(0));
}

static bool isClass(const DIType *Type) {
  auto *Class = dyn_cast_or_null<DICompositeType>(plainType(Type));
  return Class && Class->getElements().size();
}

static bool isText(const DIType *Type) {
  Type = plainType(Type);
  return Type && isOfStd(*Type) && Type->getName().starts_with("basic_string");
}

/// Follows what is compared back to the element.
void Examiner::nameField(const Match &M, ScanPredicate &Found) {
  struct Step {
    uint64_t Bytes = 0;
    unsigned Levels = 0;
  };
  SmallVector<Step, 4> Steps = {{}};
  const DataLayout &Layout = F.getParent()->getDataLayout();
  Value *V = M.Element;
  for (unsigned Depth = 0; V != Element; ++Depth) {
    auto *I = dyn_cast<Instruction>(V);
    if (!I || Depth == 16)
      return;
    if (auto *Gep = dyn_cast<GEPOperator>(V)) {
      APInt Offset(64, 0);
      if (!Gep->accumulateConstantOffset(Layout, Offset))
        return;
      Steps.back().Bytes += Offset.getZExtValue();
      Steps.back().Levels += Gep->getNumIndices() - 1;
    } else if (isa<LoadInst>(I)) {
      Steps.push_back({});
    }
    // Of a view, the address and not the length.
    auto *From = isa<InsertValueInst>(I) && isOfElement(I->getOperand(1))
                     ? I->op_begin() + 1
                     : find_if(I->operands(), [&](Value *Operand) {
                         return isOfElement(Operand);
                       });
    if (From == I->op_end() || isa<PHINode>(I))
      return;
    V = *From;
  }
  MemberPlace At;
  At.Type = Type;
  bool IsScalar = !M.ByCall;
  // The last step is the first that the program takes.
  while (!Steps.empty() && At.Type) {
    Step Next = Steps.pop_back_val();
    bool IsRead = !Steps.empty();
    bool Enters = IsRead || IsScalar;
    if (IsRead && Steps.size() == 1 && IsScalar)
      Steps.clear(); // reads the value itself
    At = memberPlace(
        At.Type, Next.Bytes, Enters ? 0 : Next.Levels,
        [&](const DIType *T) { return Enters && isClass(T) && !isText(T); });
    if (isText(At.Type)) // its characters are read
      break;
    if (!Steps.empty())
      At.Type = targetOf(At.Type);
  }
  if (!At.Type)
    return;
  // The characters of a text are compared as a whole.
  Found.Key = M.ByCall && plainType(At.Type)->getSizeInBits() == 8
                  ? "std::string"
                  : typeName(At.Type);
  if (At.Member && !At.Class->getName().empty())
    Found.Field = (At.Class->getName() + "::" + At.Member->getName()).str();
}

ScanPredicate Examiner::examine(bool Sought) {
  ScanPredicate Found;
  Function &Copy = View.copy();
  const ReturnInst *Return = nullptr;
  for (BasicBlock &Block : Copy)
    if (auto *End = dyn_cast<ReturnInst>(Block.getTerminator()))
      Return = End;
  if (!Return || !Return->getReturnValue())
    return Found;
  for (Instruction &I : instructions(Copy))
    addMatches(I);
  if (Matches.empty()) {
    // What unknown code does with the element may be a comparison.
    bool IsSeen = none_of(instructions(Copy), [&](Instruction &I) {
      auto *Call = dyn_cast<CallBase>(&I);
      return Call && isOfElement(Call) && !E.isReadOnly(*Call);
    });
    Found.Kind = IsSeen ? ScanPredicate::Other : ScanPredicate::Unknown;
    return Found;
  }
  BasicBlock &Last = *const_cast<BasicBlock *>(Return->getParent());
  for (const Match &M : Matches)
    if (implies(M, Return->getReturnValue(), Sought, Last, /*Depth=*/12)) {
      Found.Kind = ScanPredicate::Equality;
      Found.IsAlone = isThe(M, Return->getReturnValue());
      nameField(M, Found);
      break;
    }
  return Found;
}

ScanPredicate examinePredicate(const CallBase &Call, const DIType *Class,
                               bool Sought, Effects &E) {
  Function *F = codeOf(Call, Class);
  if (!F || F->isDeclaration() || F->getInstructionCount() > MaxPredicateSize ||
      mayHaveLoops(*F) || F->isPresplitCoroutine())
    return {};
  unsigned Element = Class ? 1 : 0;
  if (F->arg_size() != Element + 1 || !F->getReturnType()->isIntegerTy())
    return {};
  if (!E.of(*F).Writes.empty()) {
    ScanPredicate More;
    More.Kind = ScanPredicate::Other;
    return More;
  }
  return Examiner(*F, Element, E).examine(Sought);
}

} // namespace hone
