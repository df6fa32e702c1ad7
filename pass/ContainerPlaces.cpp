//===- ContainerPlaces.cpp - from addresses to variables ------------------===//

#include "ContainerClass.h"
#include "ContainerVariables.h"
#include "DebugTypes.h"
#include "PlantedData.h"
#include "llvm/BinaryFormat/Dwarf.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/IR/Module.h"

using namespace llvm;

namespace hone {

bool ContainerVariables::isContainer(const DIType *Type) {
  Type = plainType(Type);
  return Type && isOfStd(*Type) &&
         containerClassOf(Type->getName()) & hone::All;
}

//===-- Members -----------------------------------------------------------===//

static std::string memberName(const MemberPlace &At) {
  StringRef Class = At.Class->getName();
  return Class.empty() ? At.Member->getName().str()
                       : (Class + "::" + At.Member->getName()).str();
}

void ContainerVariables::enterMembers(Place &Of, uint64_t Bytes,
                                      unsigned Levels, bool ToContainer) {
  MemberPlace At = memberPlace(Of.Object, Bytes, Levels, [&](const DIType *T) {
    return ToContainer && !isContainer(T);
  });
  if (!At.Type) {
    // Asked for an operation, what stands there surely is a container.
    if (!ToContainer)
      Of = Place();
    return;
  }
  Of.Object = At.Type;
  if (At.Member) {
    Of.Kind = VARIABLE_MEMBER;
    Of.Name = memberName(At);
    Of.File = At.Member->getFile();
    Of.Line = At.Member->getLine();
    Of.Whose = 0;
  }
  if (At.IsElement)
    Of.Name += "[]";
}

ContainerVariables::Place
ContainerVariables::placeOfPart(const GEPOperator &Gep, unsigned Depth) {
  Place Of = placeOf(Gep.getPointerOperand(), Depth);
  if (Of.Kind == VARIABLE_UNKNOWN || !Of.Object)
    return Place();
  const auto *I = dyn_cast<Instruction>(&Gep);
  bool IsStruct = Gep.getSourceElementType()->isStructTy();
  APInt Offset(64, 0);
  if (I && IsStruct &&
      Gep.accumulateConstantOffset(I->getModule()->getDataLayout(), Offset)) {
    if (Offset.isNegative())
      return Place();
    enterMembers(Of, Offset.getZExtValue(), Gep.getNumIndices() - 1,
                 /*ToContainer=*/false);
    return Of;
  }
  if (!IsStruct && Gep.hasAllConstantIndices() && I &&
      Gep.accumulateConstantOffset(I->getModule()->getDataLayout(), Offset) &&
      !Offset.isNegative()) {
    enterMembers(Of, Offset.getZExtValue(), 0, /*ToContainer=*/false);
    return Of;
  }
  // One of an array, or of several that a pointer leads to.
  auto *Array = dyn_cast_or_null<DICompositeType>(plainType(Of.Object));
  if (Array && Array->getTag() == dwarf::DW_TAG_array_type)
    Of.Object = Array->getBaseType();
  if (!StringRef(Of.Name).ends_with("[]"))
    Of.Name += "[]";
  return Of;
}

//===-- Variables ---------------------------------------------------------===//

ContainerVariables::Place
ContainerVariables::placeOfVariable(const DILocalVariable &Variable) const {
  Place At;
  At.Kind = VARIABLE_LOCAL;
  At.Name = Variable.getName().str();
  At.File = Variable.getFile();
  At.Line = Variable.getLine();
  // "this" is declared nowhere.
  if (const DISubprogram *Function = Variable.getScope()->getSubprogram();
      Function && !At.Line) {
    At.File = Function->getFile();
    At.Line = Function->getLine();
  }
  At.Object = Variable.getType();
  return At;
}

ContainerVariables::Place
ContainerVariables::placeOfStorage(const AllocaInst &Storage) {
  if (const DILocalVariable *Variable = Declared.lookup(&Storage))
    return placeOfVariable(*Variable);
  // A temporary is where it is used first.
  Place At;
  At.Kind = VARIABLE_LOCAL;
  for (const User *U : Storage.users()) {
    auto *Call = dyn_cast<CallBase>(U);
    if (!Call || isa<IntrinsicInst>(Call) || !Call->getDebugLoc())
      continue;
    unsigned Line = Call->getDebugLoc().getLine();
    if (Line && (!At.Line || Line < At.Line)) {
      At.File = Call->getDebugLoc()->getFile();
      At.Line = Line;
    }
  }
  return At;
}

ContainerVariables::Place
ContainerVariables::placeOfGlobal(const GlobalVariable &Global) {
  SmallVector<DIGlobalVariableExpression *, 1> Descriptions;
  Global.getDebugInfo(Descriptions);
  if (Descriptions.empty())
    return Place();
  const DIGlobalVariable *Variable = Descriptions[0]->getVariable();
  const DIScope *Scope = Variable->getScope();
  Place At;
  At.Kind =
      isa_and_nonnull<DILocalScope>(Scope) ? VARIABLE_LOCAL : VARIABLE_GLOBAL;
  At.Name = Variable->getName().str();
  const DIDerivedType *Member = Variable->getStaticDataMemberDeclaration();
  auto *Class =
      Member ? dyn_cast_or_null<DICompositeType>(Member->getScope()) : nullptr;
  if (Class && !Class->getName().empty())
    At.Name = (Class->getName() + "::" + At.Name).str();
  At.File = Variable->getFile();
  At.Line = Variable->getLine();
  At.Object = Variable->getType();
  return At;
}

static const Value *findOnlyStored(const AllocaInst &Storage) {
  const Value *Found = nullptr;
  for (const User *U : Storage.users()) {
    if (auto *Store = dyn_cast<StoreInst>(U)) {
      if (Found || Store->getPointerOperand() != &Storage)
        return nullptr;
      Found = Store->getValueOperand();
    } else if (auto *Call = dyn_cast<CallBase>(U)) {
      // Lambdas and the like are given a reference's own address never.
      if (!isa<IntrinsicInst>(Call))
        return nullptr;
    }
  }
  return Found;
}

const Value *ContainerVariables::onlyStoredTo(const AllocaInst &Storage) {
  auto [At, IsNew] = OnlyStored.try_emplace(&Storage, nullptr);
  if (IsNew)
    At->second = findOnlyStored(Storage);
  return At->second;
}

/// The object that a pointer or reference, loaded from a variable, leads to.
ContainerVariables::Place
ContainerVariables::placeOfTarget(const Value *Pointer, unsigned Depth) {
  if (const DILocalVariable *Held = Holders.lookup(Pointer))
    return placeOfVariable(*Held);
  auto *Storage = dyn_cast<AllocaInst>(Pointer);
  if (!Storage) {
    Place Of = placeOf(Pointer, Depth);
    Of.Object = Of.Kind == VARIABLE_UNKNOWN ? nullptr : targetOf(Of.Object);
    return Of.Object ? Of : Place();
  }
  const DILocalVariable *Variable = Declared.lookup(Storage);
  if (Variable && !targetOf(Variable->getType()))
    return Place();
  const Value *Stored = onlyStoredTo(*Storage);
  if (!Stored)
    return Place();
  auto *Given = dyn_cast<Argument>(Stored);
  if (!Given || !Variable)
    return Given ? Place() : placeOf(Stored, Depth);
  Place At = placeOfVariable(*Variable);
  At.Kind = VARIABLE_PARAMETER;
  At.Whose = Given->getArgNo();
  At.Object = targetOf(At.Object);
  return At;
}

//===-- Results of calls --------------------------------------------------===//

static const DIType *resultType(const CallBase &Call) {
  const Function *Callee = Call.getCalledFunction();
  const DISubprogram *Subprogram = Callee ? Callee->getSubprogram() : nullptr;
  if (!Subprogram || !Subprogram->getType())
    return nullptr;
  DITypeRefArray Types = Subprogram->getType()->getTypeArray();
  return Types.size() ? Types[0] : nullptr;
}

ContainerVariables::Place
ContainerVariables::elementOf(unsigned Container, const CallBase &Call) const {
  const ContainerVariable &Of = All[Container];
  Place At;
  if (Of.Kind == VARIABLE_UNKNOWN)
    return At;
  At.Kind = VARIABLE_ELEMENT;
  At.Name = Of.Name + "[]";
  At.File = Of.File;
  At.Line = Of.Line;
  At.Whose = Container;
  At.Object = targetOf(resultType(Call));
  return At;
}

/// The variable that a thread_local's wrapper function returns.
static const GlobalVariable *wrapped(const Function &Callee) {
  StringRef Name = Callee.getName();
  if (!Name.consume_front("_ZTW"))
    return nullptr;
  const Module &M = *Callee.getParent();
  if (const GlobalVariable *Found = M.getNamedGlobal(("_Z" + Name).str()))
    return Found;
  return M.getNamedGlobal(
      Name.drop_while([](char C) { return C >= '0' && C <= '9'; }));
}

ContainerVariables::Place
ContainerVariables::placeOfResult(const CallBase &Call, unsigned Depth) {
  const Function *Callee = Call.getCalledFunction();
  if (!Callee)
    return Place();
  if (Callee->getIntrinsicID() == Intrinsic::threadlocal_address)
    return placeOf(Call.getArgOperand(0), Depth);
  if (Callee->isIntrinsic())
    return Place();
  if (const GlobalVariable *Global = wrapped(*Callee))
    return placeOfGlobal(*Global);
  if (const LibraryCall *Library = Calls.of(Call)) {
    if (Library->Kind == LibraryCall::Same) {
      Place Of = placeOf(Call.getArgOperand(Library->Object), Depth);
      if (const DIType *Target = targetOf(resultType(Call)))
        Of.Object = Target;
      return Of;
    }
    if (!Library->yieldsElement())
      return Place();
    const Value *Object = Call.getArgOperand(Library->Object);
    Visited Seen;
    Answer Of = Library->Kind == LibraryCall::Element
                    ? containerOf(Object, Seen, Depth)
                    : containerAt(Object, Library->Type, Depth);
    return Of.IsKnown && Of.Variable ? elementOf(*Of.Variable, Call) : Place();
  }
  Place At;
  At.Object = targetOf(resultType(Call));
  if (!At.Object)
    return Place();
  At.Kind = VARIABLE_RESULT;
  At.Whose = calleeHash(*Callee);
  const DISubprogram &Subprogram = *Callee->getSubprogram();
  At.Name = (Subprogram.getName() + "()").str();
  At.File = Subprogram.getFile();
  At.Line = Subprogram.getLine();
  return At;
}

//===-- All together ------------------------------------------------------===//

ContainerVariables::Place ContainerVariables::placeOf(const Value *Address,
                                                      unsigned Depth) {
  if (!Depth)
    return Place();
  if (auto *Storage = dyn_cast<AllocaInst>(Address))
    return placeOfStorage(*Storage);
  if (auto *Global = dyn_cast<GlobalVariable>(Address))
    return placeOfGlobal(*Global);
  if (auto *Gep = dyn_cast<GEPOperator>(Address))
    return placeOfPart(*Gep, Depth - 1);
  if (auto *Load = dyn_cast<LoadInst>(Address))
    return placeOfTarget(Load->getPointerOperand(), Depth - 1);
  if (auto *Call = dyn_cast<CallBase>(Address))
    return placeOfResult(*Call, Depth - 1);
  if (const DILocalVariable *Variable = Declared.lookup(Address))
    return placeOfVariable(*Variable);
  return Place();
}

} // namespace hone
