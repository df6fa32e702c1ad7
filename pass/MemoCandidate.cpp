//===- MemoCandidate.cpp --------------------------------------------------===//

#include "MemoCandidate.h"
#include "CString.h"
#include "Compat.h"
#include "DebugTypes.h"
#include "Effects.h"
#include "LoopView.h"
#include "ResultUse.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/BinaryFormat/Dwarf.h"
#include "llvm/Demangle/Demangle.h"
#include "llvm/IR/InstIterator.h"

using namespace llvm;

namespace hone {

// A look-up costs 20 to 50 ns. So many instructions of unoptimized IR without a
// loop or a call are done sooner.
static constexpr unsigned MinInstructions = 60;
// Parts of a key beyond which building it is likely to cost more than it saves.
static constexpr unsigned MaxParts = 8;

//===-- Parameters and result ---------------------------------------------===//

static bool isCharPointer(const DIType &Type) {
  if (Type.getTag() != dwarf::DW_TAG_pointer_type)
    return false;
  auto *Char = dyn_cast_or_null<DIBasicType>(
      plainType(cast<DIDerivedType>(Type).getBaseType()));
  return Char && Char->getSizeInBits() == 8;
}

static bool isReference(const DIType &Type) {
  return Type.getTag() == dwarf::DW_TAG_reference_type ||
         Type.getTag() == dwarf::DW_TAG_rvalue_reference_type;
}

/// Whether a method does nothing with its object.
static bool ignoresThis(const Value &Storage, const DIType &ThisPointer) {
  if (isEmptyClass(cast<DIDerivedType>(ThisPointer).getBaseType()))
    return true;
  return all_of(Storage.users(), [](const User *U) {
    return !isa<LoadInst>(U) || U->use_empty();
  });
}

/// The argument that is, or that is stored in, Storage.
static Argument *addressArgument(Value &Storage) {
  if (auto *A = dyn_cast<Argument>(&Storage))
    return A;
  for (User *U : Storage.users())
    if (auto *Store = dyn_cast<StoreInst>(U))
      if (auto *A = dyn_cast<Argument>(Store->getValueOperand()))
        return A;
  return nullptr;
}

static bool addParameter(Function &F, const compat::DebugDeclare &Declare,
                         MemoCandidate &C) {
  Value &Storage = *Declare.Storage;
  const DILocalVariable &Variable = *Declare.Variable;
  const DIType *Type = plainType(Variable.getType());
  if (!Type)
    return false;
  if (Variable.isObjectPointer() || Variable.getName() == "this")
    return isa<DIDerivedType>(Type) && ignoresThis(Storage, *Type);
  if (!C.ArgumentTypes.empty())
    C.ArgumentTypes += ", ";
  C.ArgumentTypes += typeName(Variable.getType());
  MemoParameter P{
      &Storage, isReference(*Type) || Declare.IsIndirect, nullptr, {}};
  // An object passed by value at an address is the function's own.
  if (Declare.IsIndirect || isa<Argument>(Storage))
    P.Own = addressArgument(Storage);
  if (isCharPointer(*Type)) {
    auto *Pointer = dyn_cast<AllocaInst>(&Storage);
    if (!Pointer || !isReadAsCString(F, *Pointer))
      return false;
    P.Parts.push_back({KeyPart::CString});
  } else if (!addParts(isReference(*Type)
                           ? cast<DIDerivedType>(Type)->getBaseType()
                           : Type,
                       P.Parts)) {
    return false;
  }
  C.Parameters.push_back(std::move(P));
  return true;
}

/// Finds where each parameter is stored, in order. Debug info that does not
/// know all of them rules the function out.
static bool addParameters(Function &F, const DISubprogram &Subprogram,
                          MemoCandidate &C) {
  unsigned Expected = Subprogram.getType()->getTypeArray().size();
  Expected = Expected ? Expected - 1 : 0;
  SmallVector<compat::DebugDeclare, 4> ByNumber(Expected);
  bool Fits = true;
  compat::forEachDebugDeclare(F, [&](compat::DebugDeclare Declare) {
    unsigned Number = Declare.Variable->getArg();
    if (!Number || Declare.Variable->getScope()->getSubprogram() != &Subprogram)
      return;
    if (Number > Expected)
      Fits = false;
    else
      ByNumber[Number - 1] = Declare;
  });
  for (const compat::DebugDeclare &Declare : ByNumber)
    if (!Declare.Storage || !Fits || !addParameter(F, Declare, C))
      return false;
  unsigned Parts = 0;
  for (const MemoParameter &P : C.Parameters)
    Parts += P.Parts.size();
  // What is made from nothing is the same each time.
  return (Parts || C.Builds) && Parts <= MaxParts;
}

/// Whether the struct is returned in registers as it stands in memory.
static bool fitsIn(ArrayRef<KeyPart> Parts, const Function &F) {
  uint64_t Bytes =
      F.getParent()->getDataLayout().getTypeStoreSize(F.getReturnType());
  return all_of(Parts, [Bytes](const KeyPart &Part) {
    return Part.Offset + Part.Bytes <= Bytes;
  });
}

static bool addResult(Function &F, const DISubprogram &Subprogram,
                      MemoCandidate &C) {
  auto Types = Subprogram.getType()->getTypeArray();
  const DIType *Result = Types.size() ? plainType(Types[0]) : nullptr;
  if (!Result)
    return false;
  C.ResultType = typeName(Types[0]);
  if (isScalar(*Result))
    return F.getReturnType()->isIntegerTy() ||
           F.getReturnType()->isFloatingPointTy();
  auto *Class = dyn_cast<DICompositeType>(Result);
  if (!Class)
    return false;
  std::optional<KeyPart::KindType> Kind = libraryKind(Class->getIdentifier());
  if (Kind == KeyPart::String || Kind == KeyPart::Vector) {
    C.ResultParts.push_back({*Kind});
  } else if (Kind || Class->isTypePassByReference() ||
             !addMembers(*Class, 0, C.ResultParts) ||
             C.ResultParts.size() > MaxParts) {
    C.ResultParts.clear();
    C.Builds = true;
  }
  if (!F.getReturnType()->isVoidTy())
    return !C.Builds && fitsIn(C.ResultParts, F);
  if (!F.arg_size() || !F.hasParamAttribute(0, Attribute::StructRet))
    return false;
  C.ResultObject = F.getArg(0);
  return true;
}

//===-- The function as a whole -------------------------------------------===//

/// The end of what clang emits to store parameters in their variables.
static Instruction *bodyStart(Function &F, const MemoCandidate &C) {
  BasicBlock &Entry = F.getEntryBlock();
  Instruction *Last = nullptr;
  for (Instruction &I : Entry) {
    auto *Store = dyn_cast<StoreInst>(&I);
    if (!Store)
      continue;
    Value *Stored = Store->getValueOperand();
    if (auto *Cast = dyn_cast<CastInst>(Stored))
      Stored = Cast->getOperand(0);
    // Where an argument itself is the variable, only the body stores it.
    if (isa<Argument>(Stored) && Stored != C.ResultObject &&
        none_of(C.Parameters,
                [&](const MemoParameter &P) { return P.Storage == Stored; }))
      Last = Store;
  }
  if (Last)
    return Last->getNextNode();
  return &*Entry.getFirstNonPHIOrDbgOrAlloca();
}

static bool isTrivial(const Function &F) {
  if (F.getInstructionCount() >= MinInstructions || mayHaveLoops(F))
    return false;
  return none_of(instructions(F), [](const Instruction &I) {
    auto *Call = dyn_cast<CallBase>(&I);
    return Call && !isa<IntrinsicInst>(I) && !isPlantedInstruction(I);
  });
}

/// Whether direct calls lead from one function to the other.
static bool reaches(const Function &From, const Function &To) {
  SmallPtrSet<const Function *, 16> Seen = {&From};
  SmallVector<const Function *, 16> Open = {&From};
  while (!Open.empty()) {
    const Function *F = Open.pop_back_val();
    if (F == &To)
      return true;
    for (const Instruction &I : instructions(*F))
      if (auto *Call = dyn_cast<CallBase>(&I))
        if (const Function *Callee = Call->getCalledFunction();
            Callee && Seen.insert(Callee).second)
          Open.push_back(Callee);
  }
  return false;
}

/// Whether the value is returned as it is, as clang emits it: directly, by the
/// variable of the return value, or joined with others by ?:.
static bool isReturned(const Value &V, unsigned Depth = 0) {
  constexpr unsigned MaxDepth = 8;
  return any_of(V.users(), [&](const User *U) {
    if (isa<ReturnInst>(U))
      return true;
    if (isa<PHINode>(U))
      return Depth != MaxDepth && isReturned(*U, Depth + 1);
    auto *Store = dyn_cast<StoreInst>(U);
    return Store && any_of(Store->getPointerOperand()->users(),
                           [](const User *Load) {
                             return isa<LoadInst>(Load) && Load->hasOneUse() &&
                                    isa<ReturnInst>(*Load->user_begin());
                           });
  });
}

/// A recursion that the optimizer turns into a loop, or into jumps, may be as deep
/// as it likes. Looking at the result after the call would make it fill the
/// stack.
static bool isTailRecursive(const Function &F) {
  return any_of(instructions(F), [&](const Instruction &I) {
    auto *Call = dyn_cast<CallBase>(&I);
    const Function *Callee = Call ? Call->getCalledFunction() : nullptr;
    return Callee && isReturned(*Call) && reaches(*Callee, F);
  });
}

static bool isRecursive(const Function &F) {
  return any_of(instructions(F), [&](const Instruction &I) {
    auto *Call = dyn_cast<CallBase>(&I);
    const Function *Callee = Call ? Call->getCalledFunction() : nullptr;
    return Callee && reaches(*Callee, F);
  });
}

static bool canBeObserved(const Function &F) {
  return !F.isVarArg() && F.getName() != "main" && !F.isPresplitCoroutine() &&
         !F.hasFnAttribute(Attribute::ReturnsTwice) &&
         none_of(F, [](const BasicBlock &Block) {
           return Block.getTerminatingMustTailCall();
         });
}

/// Whether nothing but the result and own copies of arguments are written, and
/// nothing else is done.
static bool hasNoSideEffects(const FunctionEffects &E, const MemoCandidate &C) {
  Roots Writes = E.Writes;
  auto Allow = [&](const Argument *A) {
    if (A) {
      Writes.reset(directRoot(A->getArgNo()));
      Writes.reset(reachedRoot(A->getArgNo()));
    }
  };
  Allow(C.ResultObject);
  for (const MemoParameter &P : C.Parameters)
    Allow(P.Own);
  return E.Impurity.empty() && Writes.empty();
}

/// Whether it only asks. Of a descriptor that others read from it would take what
/// they expect, and one that it leaves open is a result that serves once.
static bool onlyAsks(const FunctionEffects &E) {
  if (E.Outside & OpensDescriptor)
    return E.Outside & ClosesDescriptor;
  return !(E.Outside & UsesDescriptor);
}

static std::string describePurity(const FunctionEffects &E) {
  if (E.CallsThroughPointer)
    return "calls through pointers";
  if (E.Outside) {
    SmallVector<StringRef, 5> Asks;
    for (auto [Use, Words] : {std::pair(AsksNetwork, "asks over the network"),
                              {ReadsFiles, "reads files"},
                              {ReadsEnvironment, "reads the environment"},
                              {ReadsClock, "reads the clock"},
                              {Waits, "waits"}})
      if (E.Outside & Use)
        Asks.push_back(Words);
    return join(Asks, ", ");
  }
  if (E.ReadsGlobals.empty())
    return "proven";
  SmallVector<std::string, 4> Names;
  for (const GlobalVariable *Global : E.ReadsGlobals)
    Names.push_back(demangle(Global->getName().str()));
  return "reads globals " + join(Names, ", ");
}

std::optional<MemoCandidate> asMemoCandidate(Function &F, Effects &E) {
  const DISubprogram *Subprogram = F.getSubprogram();
  MemoCandidate C;
  if (!Subprogram || !canBeObserved(F) || isTrivial(F) ||
      isTailRecursive(F) ||
      !addResult(F, *Subprogram, C) || !addParameters(F, *Subprogram, C))
    return std::nullopt;
  const FunctionEffects &Found = E.of(F);
  if (!hasNoSideEffects(Found, C) || !onlyAsks(Found))
    return std::nullopt;
  // Of an object that is made, its own virtual functions may be what is called.
  C.IsProven = !Found.CallsThroughPointer;
  C.ReadsOutside = Found.Outside != 0;
  // What is read again and built again NamedReads sees.
  if (C.Builds ? C.ReadsOutside || isResultChanged(F) : !C.IsProven)
    return std::nullopt;
  C.ReadsGlobals = !Found.ReadsGlobals.empty();
  C.Purity = describePurity(Found);
  C.IsRecursive = isRecursive(F);
  C.BodyStart = bodyStart(F, C);
  return C;
}

} // namespace hone
