//===- FieldUse.cpp -------------------------------------------------------===//

#include "FieldUse.h"
#include "InfoWriter.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/BinaryFormat/Dwarf.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/IntrinsicInst.h"

using namespace llvm;

namespace hone {

namespace {

class UseFinder {
public:
  UseFinder(Function &F, const StructTypes &Structs)
      : F(F), Structs(Structs), Types(F) {}
  std::vector<FieldUse> find();

private:
  enum Access { Loads, Stores, TakesAddress };
  void visitAddress(const Value *Address, const Instruction &At, Access How);
  void visitMembers(const GEPOperator &Gep, const Instruction &At, Access How);
  void visitCopy(const MemTransferInst &Copy);
  void visitCall(const CallBase &Call);
  void visitAllocation(const CallBase &Call);
  /// The struct that a pointer leads to an object of.
  const UserStruct *structAt(const Value *Pointer) const {
    return Structs.of(objectType(Types, Pointer));
  }
  void add(const UserStruct *Struct, const Instruction &At, U32 What,
           bool IsStore) {
    if (Struct)
      Found.push_back({Struct, &At, What, IsStore});
  }

  Function &F;
  const StructTypes &Structs;
  DebugTypes Types;
  std::vector<FieldUse> Found;
};

} // namespace

/// Whether it is a variable of the function's own, or one of a kind.
static bool isSingle(const Value *Object) {
  if (auto *A = dyn_cast<Argument>(Object))
    return A->hasByValAttr() || A->hasStructRetAttr();
  if (auto *Global = dyn_cast<GlobalVariable>(Object))
    return !Global->getValueType()->isArrayTy();
  return isa<AllocaInst>(Object);
}

/// The object that an address is in: the address without members and elements
/// of arrays in it.
static const Value *objectOf(const Value *Address) {
  while (auto *Gep = dyn_cast<GEPOperator>(Address)) {
    Address = Gep->getPointerOperand();
    if (Gep->getNumIndices() == 1 && !Gep->getSourceElementType()->isArrayTy())
      break; // one of several objects
  }
  return Address;
}

void UseFinder::visitMembers(const GEPOperator &Gep, const Instruction &At,
                             Access How) {
  auto *Type = dyn_cast<StructType>(Gep.getSourceElementType());
  const UserStruct *Struct = Type ? Structs.of(Type) : nullptr;
  if (!Struct || Gep.getNumIndices() < 2)
    return;
  auto *Index = dyn_cast<ConstantInt>(Gep.idx_begin()[1]);
  if (!Index || Index->getZExtValue() >= Type->getNumElements())
    return;
  const StructLayout *Layout =
      F.getParent()->getDataLayout().getStructLayout(Type);
  auto Member =
      Struct->memberAt(Layout->getElementOffset(Index->getZExtValue()));
  if (!Member)
    return;
  // Its own functions look into a class; of a number or an array whose address
  // is known elsewhere nobody knows how often it is used there.
  const DIType *Of = plainType(Struct->Members[*Member].Type);
  bool IsClass = Of && (Of->getTag() == dwarf::DW_TAG_class_type ||
                        Of->getTag() == dwarf::DW_TAG_structure_type);
  bool IsAddress = How == TakesAddress && !IsClass;
  add(Struct, At, STRUCT_USE_MEMBERS + *Member * 2 + IsAddress, How == Stores);
}

void UseFinder::visitAddress(const Value *Address, const Instruction &At,
                             Access How) {
  if (!isa<GEPOperator>(Address) || isSingle(objectOf(Address)))
    return;
  while (auto *Gep = dyn_cast<GEPOperator>(Address)) {
    visitMembers(*Gep, At, How);
    Address = Gep->getPointerOperand();
  }
}

/// A type that bytes are seen as.
static bool isBytes(const DIType *Type) {
  Type = plainType(Type);
  if (auto *Array = dyn_cast_or_null<DICompositeType>(Type))
    if (Array->getTag() == dwarf::DW_TAG_array_type)
      return isBytes(Array->getBaseType());
  return Type && Type->getTag() == dwarf::DW_TAG_base_type &&
         Type->getSizeInBits() == 8;
}

void UseFinder::visitCopy(const MemTransferInst &Copy) {
  const Value *Source = Copy.getRawSource(), *Target = Copy.getRawDest();
  const UserStruct *From = structAt(Source), *To = structAt(Target);
  if ((From && isBytes(objectType(Types, Target))) ||
      (To && isBytes(objectType(Types, Source)))) {
    add(From ? From : To, Copy, STRUCT_USE_RAW, !From);
    return;
  }
  auto *Length = dyn_cast<ConstantInt>(Copy.getLength());
  auto IsWhole = [&](const UserStruct *Struct, const Value *Object) {
    return Struct && Length && Length->getZExtValue() == Struct->Size &&
           !isSingle(objectOf(Object));
  };
  if (IsWhole(From, Source))
    add(From, Copy, STRUCT_USE_COPIED, false);
  else if (Length)
    visitAddress(Source, Copy, Loads);
  if (IsWhole(To, Target))
    add(To, Copy, STRUCT_USE_COPIED, true);
  else if (Length)
    visitAddress(Target, Copy, Stores);
}

/// Functions to which an object is a row of bytes.
static bool takesBytes(StringRef Name) {
  static const StringSet<> Names = {"fread",
                                    "fwrite",
                                    "read",
                                    "write",
                                    "pread",
                                    "pwrite",
                                    "send",
                                    "sendto",
                                    "recv",
                                    "recvfrom",
                                    "memcmp",
                                    "bcmp",
                                    "_ZNSo5writeEPKcl",
                                    "_ZNSi4readEPcl"};
  return Names.contains(Name);
}

static bool isAllocator(StringRef Name) {
  static const StringSet<> Names = {"malloc",
                                    "calloc",
                                    "realloc",
                                    "reallocarray",
                                    "aligned_alloc",
                                    "_Znwm",
                                    "_Znam",
                                    "_ZnwmRKSt9nothrow_t",
                                    "_ZnamRKSt9nothrow_t",
                                    "_ZnwmSt11align_val_t",
                                    "_ZnamSt11align_val_t"};
  return Names.contains(Name);
}

/// What is asked for is what the block is stored to as, or constructed as.
void UseFinder::visitAllocation(const CallBase &Call) {
  for (const User *U : Call.users()) {
    const UserStruct *Struct = nullptr;
    if (auto *Store = dyn_cast<StoreInst>(U)) {
      if (Store->getValueOperand() == &Call)
        Struct =
            Structs.of(targetOf(objectType(Types, Store->getPointerOperand())));
    } else if (auto *Made = dyn_cast<CallBase>(U)) {
      const Function *Callee = Made->getCalledFunction();
      const DISubprogram *Subprogram =
          Callee ? Callee->getSubprogram() : nullptr;
      if (Subprogram && Made->arg_size() && Made->getArgOperand(0) == &Call)
        Struct = Structs.of(dyn_cast_or_null<DIType>(Subprogram->getScope()));
    }
    if (Struct)
      return add(Struct, Call, STRUCT_USE_ALLOCATED, true);
  }
}

void UseFinder::visitCall(const CallBase &Call) {
  if (auto *Copy = dyn_cast<MemTransferInst>(&Call))
    return visitCopy(*Copy);
  if (isa<IntrinsicInst>(Call) || Call.isInlineAsm())
    return;
  const Function *Callee = Call.getCalledFunction();
  StringRef Name = Callee ? Callee->getName() : "";
  if (isAllocator(Name))
    return visitAllocation(Call);
  const DISubprogram *Subprogram = Callee ? Callee->getSubprogram() : nullptr;
  if (Name.starts_with("_ZSt11make_unique") ||
      Name.starts_with("_ZSt11make_shared")) {
    if (Subprogram)
      add(Structs.of(templateArgument(Subprogram->getTemplateParams(), 0)),
          Call, STRUCT_USE_ALLOCATED, true);
    return;
  }
  bool TakesBytes = takesBytes(Name);
  // The compiler's own copy of an object, which no counter is in.
  bool IsCopy = Subprogram && Subprogram->isArtificial() &&
                Call.arg_size() == 2 &&
                Structs.of(dyn_cast_or_null<DIType>(Subprogram->getScope()));
  for (const Use &Argument : Call.args()) {
    if (!Argument->getType()->isPointerTy())
      continue;
    if (TakesBytes)
      add(structAt(Argument), Call, STRUCT_USE_RAW, false);
    else if (IsCopy && !isSingle(objectOf(Argument)))
      add(structAt(Argument), Call, STRUCT_USE_COPIED,
          Argument.getOperandNo() == 0);
    visitAddress(Argument, Call, TakesAddress);
  }
}

std::vector<FieldUse> UseFinder::find() {
  DenseSet<const BasicBlock *> Unwinding = unwindingBlocks(F);
  for (const Instruction &I : instructions(F)) {
    if (!I.getDebugLoc() || !I.getDebugLoc().getLine() ||
        Unwinding.contains(I.getParent()))
      continue;
    if (auto *Load = dyn_cast<LoadInst>(&I)) {
      visitAddress(Load->getPointerOperand(), I, Loads);
    } else if (auto *Store = dyn_cast<StoreInst>(&I)) {
      visitAddress(Store->getPointerOperand(), I, Stores);
      visitAddress(Store->getValueOperand(), I, TakesAddress);
    } else if (auto *Update = dyn_cast<AtomicRMWInst>(&I)) {
      visitAddress(Update->getPointerOperand(), I, Stores);
    } else if (auto *Exchange = dyn_cast<AtomicCmpXchgInst>(&I)) {
      visitAddress(Exchange->getPointerOperand(), I, Stores);
    } else if (auto *Call = dyn_cast<CallBase>(&I)) {
      visitCall(*Call);
    }
  }
  return std::move(Found);
}

std::vector<FieldUse> findFieldUse(Function &F, const StructTypes &Types) {
  return UseFinder(F, Types).find();
}

} // namespace hone
