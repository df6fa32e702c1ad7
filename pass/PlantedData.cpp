//===- PlantedData.cpp ----------------------------------------------------===//

#include "PlantedData.h"
#include "Compat.h"
#include "llvm/IR/Constants.h"
#include "llvm/IR/MDBuilder.h"
#include "llvm/Support/Path.h"
#include "llvm/Transforms/Utils/BasicBlockUtils.h"
#include "llvm/Transforms/Utils/ModuleUtils.h"

using namespace llvm;

namespace hone {

static U64 hashText(StringRef Text) {
  return hashBytes(Text.data(), Text.size());
}

static U64 nameHash(StringRef Name, bool IsLocal, StringRef File) {
  return IsLocal ? hashText((File + ";" + Name).str()) : hashText(Name);
}

U64 functionHash(const DISubprogram &Subprogram) {
  StringRef Name = Subprogram.getLinkageName().empty()
                       ? Subprogram.getName()
                       : Subprogram.getLinkageName();
  return nameHash(Name, Subprogram.isLocalToUnit(), Subprogram.getFilename());
}

/// Linkage names may carry a \1 that keeps the assembler from prefixing them.
static StringRef plainName(const Function &F) {
  StringRef Name = F.getName();
  Name.consume_front("\1");
  return Name;
}

U64 functionHash(const Function &F) {
  if (const MDNode *Copy = F.getMetadata(CopyMetadata))
    return mdconst::extract<ConstantInt>(Copy->getOperand(0))->getZExtValue();
  if (!F.hasLocalLinkage())
    return hashText(plainName(F));
  const DISubprogram *Subprogram = F.getSubprogram();
  return nameHash(plainName(F), true,
                  Subprogram ? Subprogram->getFilename()
                             : StringRef(F.getParent()->getSourceFileName()));
}

U64 calleeHash(const Function &Callee) {
  if (!Callee.isDeclaration() && Callee.hasMetadata(RecordMetadata))
    return functionHash(Callee);
  StringRef Name = plainName(Callee);
  for (auto [From, To] : {std::pair("C1E", "C2E"), std::pair("D1E", "D2E"),
                          std::pair("D0E", "D2E")}) {
    size_t At = Name.rfind(From);
    if (At == StringRef::npos || !Name.starts_with("_ZN"))
      continue;
    std::string Base = Name.str();
    Base.replace(At, 3, To);
    return hashText(Base);
  }
  return functionHash(Callee);
}

PlantedData::~PlantedData() {
  if (!Kept.empty())
    appendToUsed(M, Kept);
}

static Type *fieldType(LLVMContext &Context, StringRef Type) {
  return Type == "U32" || Type == "I32" ? Type::getInt32Ty(Context)
                                        : Type::getInt64Ty(Context);
}

StructType *PlantedData::recordType(StringRef RecordName) {
  LLVMContext &Context = M.getContext();
  std::string Name = ("hone." + RecordName).str();
  if (StructType *Known = StructType::getTypeByName(Context, Name))
    return Known;
  SmallVector<Type *, 16> Fields;
#define HONE_RECORD(Name, Where) if (RecordName == #Name) {
#define HONE_FIELD(Type, Name, Doc) Fields.push_back(fieldType(Context, #Type));
#define HONE_RECORD_END(Name) }
#include "hone/Records.inc"
  assert(!Fields.empty() && "no such record");
  return StructType::create(Context, Fields, Name);
}

GlobalVariable *PlantedData::plant(Type *Type, Constant *Initializer,
                                   StringRef Section, StringRef Name,
                                   const Placement &Where) {
  auto *Global = new GlobalVariable(
      M, Type, /*isConstant=*/false,
      Where.Shared ? GlobalValue::LinkOnceODRLinkage
                   : GlobalValue::InternalLinkage,
      Initializer, Name);
  Global->setSection(Section);
  Global->setAlignment(Align(8));
  if (Where.Shared) {
    Global->setVisibility(GlobalValue::HiddenVisibility);
    Global->setComdat(M.getOrInsertComdat("__hone." + Where.Key));
  }
  return Global;
}

GlobalVariable *PlantedData::counters(const Placement &Where, unsigned Count) {
  auto *Type = ArrayType::get(Type::getInt64Ty(M.getContext()), Count);
  return plant(Type, ConstantAggregateZero::get(Type), "hone_cnts",
               "__hone_c." + Where.Key, Where);
}

GlobalVariable *PlantedData::info(const Placement &Where, StringRef Bytes) {
  Constant *Data =
      ConstantDataArray::getString(M.getContext(), Bytes, /*AddNull=*/false);
  GlobalVariable *Global = plant(Data->getType(), Data, "hone_info",
                                 "__hone_i." + Where.Key, Where);
  Global->setConstant(true);
  Global->setAlignment(Align(1));
  return Global;
}

GlobalVariable *PlantedData::declareRecord(StringRef RecordName,
                                           StringRef Section, StringRef Prefix,
                                           const Placement &Where) {
  StructType *Type = recordType(RecordName);
  GlobalVariable *Record =
      plant(Type, ConstantAggregateZero::get(Type), Section,
            ("__hone_" + Prefix + "." + Where.Key).str(), Where);
  keep(Record);
  return Record;
}

GlobalVariable *PlantedData::declareWords(unsigned Count, StringRef Section,
                                          StringRef Prefix,
                                          const Placement &Where) {
  SmallVector<Type *, 8> Fields(Count, Type::getInt32Ty(M.getContext()));
  auto *Type = StructType::get(M.getContext(), Fields);
  GlobalVariable *Words =
      plant(Type, ConstantAggregateZero::get(Type), Section,
            ("__hone_" + Prefix + "." + Where.Key).str(), Where);
  Words->setConstant(true);
  Words->setAlignment(Align(4));
  keep(Words);
  return Words;
}

void PlantedData::fillRecord(GlobalVariable *Record,
                             ArrayRef<Constant *> First) {
  auto *Type = cast<StructType>(Record->getValueType());
  SmallVector<Constant *, 24> Fields(First.begin(), First.end());
  while (Fields.size() != Type->getNumElements())
    Fields.push_back(
        Constant::getNullValue(Type->getElementType(Fields.size())));
  Record->setInitializer(ConstantStruct::get(Type, Fields));
}

Constant *PlantedData::u64(U64 Value) {
  return ConstantInt::get(Type::getInt64Ty(M.getContext()), Value);
}

Constant *PlantedData::u32(U32 Value) {
  return ConstantInt::get(Type::getInt32Ty(M.getContext()), Value);
}

Constant *PlantedData::relative(GlobalVariable *Target, GlobalVariable *Record,
                                unsigned Field) {
  Type *I64 = Type::getInt64Ty(M.getContext());
  Constant *Indexes[] = {u32(0), u32(Field)};
  Constant *FieldAddress = ConstantExpr::getInBoundsGetElementPtr(
      Record->getValueType(), Record, Indexes);
  Constant *Distance =
      ConstantExpr::getSub(ConstantExpr::getPtrToInt(Target, I64),
                           ConstantExpr::getPtrToInt(FieldAddress, I64));
  Type *OfField = Record->getValueType()->getStructElementType(Field);
  return OfField == I64 ? Distance : ConstantExpr::getTrunc(Distance, OfField);
}

U64 PlantedData::file(StringRef Directory, StringRef Name) {
  if (sys::path::is_absolute(Name))
    Directory = "";
  std::string Text = (Directory + Twine('\0') + Name).str();
  U64 Hash = hashText(Text);
  std::string Key = "file." + utohexstr(Hash, /*LowerCase=*/true);
  if (M.getNamedGlobal("__hone_n." + Key))
    return Hash;
  std::string Bytes = (Directory + Name).str();
  Bytes.resize(alignTo(Bytes.size(), 8), '\0');
  LLVMContext &Context = M.getContext();
  Constant *Entry = ConstantStruct::getAnon(
      {u64(Hash), u32(Directory.size()), u32(Name.size()),
       ConstantDataArray::getString(Context, Bytes, /*AddNull=*/false)},
      /*Packed=*/true);
  keep(plant(Entry->getType(), Entry, "hone_files", "__hone_n." + Key,
             {Key, /*Shared=*/true}));
  return Hash;
}

U64 PlantedData::file(const DIFile *File) {
  return file(File->getDirectory(), File->getFilename());
}

U64 PlantedData::structure(StringRef Description) {
  U64 Hash = hashText(Description);
  std::string Key = "struct." + utohexstr(Hash, /*LowerCase=*/true);
  if (M.getNamedGlobal("__hone_t." + Key))
    return Hash;
  std::string Bytes = Description.str();
  Bytes.resize(alignTo(Bytes.size(), 8), '\0');
  Constant *Entry = ConstantStruct::getAnon(
      {u64(Hash), u64(Description.size()),
       ConstantDataArray::getString(M.getContext(), Bytes,
                                    /*AddNull=*/false)},
      /*Packed=*/true);
  GlobalVariable *Global = plant(Entry->getType(), Entry, "hone_structs",
                                 "__hone_t." + Key, {Key, /*Shared=*/true});
  Global->setConstant(true);
  keep(Global);
  return Hash;
}

/// What is hardly ever called must not cost its callers registers.
CallingConv::ID PlantedData::convention(StringRef Name) const {
  bool Keeps = Triple(M.getTargetTriple()).getArch() == Triple::x86_64 &&
               (Name == "__hone_count_here" || Name == "__hone_enter" ||
                Name == "__hone_exit");
  return Keeps ? CallingConv::PreserveMost : CallingConv::C;
}

CallInst *PlantedData::callRuntime(IRBuilderBase &Builder, StringRef Name,
                                   ArrayRef<Value *> Arguments) {
  CallInst *Call = Builder.CreateCall(runtime(Name), Arguments);
  Call->setCallingConv(convention(Name));
  return Call;
}

FunctionCallee PlantedData::runtime(StringRef Name) {
  LLVMContext &Context = M.getContext();
  Type *Void = Type::getVoidTy(Context), *I64 = Type::getInt64Ty(Context),
       *I32 = Type::getInt32Ty(Context), *Ptr = compat::pointerType(Context);
  struct Signature {
    StringRef Name;
    Type *Result;
    SmallVector<Type *, 6> Arguments;
  };
  const Signature Signatures[] = {
      {"__hone_enter", Void, {Ptr, Ptr}},
      {"__hone_exit", Void, {Ptr}},
      {"__hone_unwind", Void, {Ptr}},
      {"__hone_tail", Void, {Ptr, Ptr}},
      {"__hone_scan_begin", I64, {Ptr, Ptr}},
      {"__hone_scan_end", Void, {Ptr, I64, I64, I32}},
      {"__hone_scan_end_list", Void, {Ptr, I64, Ptr, Ptr, Ptr, I32}},
      {"__hone_scan_end_buffer", Void, {Ptr, I64, Ptr, I64}},
      {"__hone_scan_walked", Void, {Ptr, Ptr, I64, I64}},
      {"__hone_memo_begin", I64, {Ptr}},
      {"__hone_memo_scalar", Void, {I64, I64}},
      {"__hone_memo_bytes", Void, {I64, Ptr, I64}},
      {"__hone_memo_cstring", Void, {I64, Ptr}},
      {"__hone_memo_call", I64, {I64}},
      {"__hone_memo_end", Void, {I64}},
      {"__hone_memo_take", I64, {}},
      {"__hone_memo_take_size", I64, {}},
      {"__hone_memo_take_bytes", Ptr, {}},
      {"__hone_memo_taken", Void, {}},
      {"__hone_wait_begin", I64, {Ptr}},
      {"__hone_wait_end", Void, {Ptr, I64}},
      {"__hone_operation_begin", I64, {Ptr, Ptr, Ptr, Ptr}},
      {"__hone_operation_end", Void, {Ptr, Ptr, I64}},
      {"__hone_growth_begin", I64, {Ptr}},
      {"__hone_growth_turn", I64, {Ptr, I64, I64}},
      {"__hone_growth_end", Void, {Ptr, I64, I64}},
      {"__hone_count_here", Void, {}},
      {"__hone_copied", Void, {I64}},
  };
  for (const Signature &S : Signatures) {
    if (S.Name != Name)
      continue;
    FunctionCallee Callee = M.getOrInsertFunction(
        Name, FunctionType::get(S.Result, S.Arguments, /*isVarArg=*/false));
    if (auto *F = dyn_cast<Function>(Callee.getCallee()))
      F->setDoesNotThrow();
    if (auto *F = dyn_cast<Function>(Callee.getCallee()))
      F->setCallingConv(convention(Name));
    return Callee;
  }
  llvm_unreachable("not a function of the runtime");
}

GlobalVariable *PlantedData::threadLocal(StringRef Name, Type *Type) {
  if (GlobalVariable *Known = M.getNamedGlobal(Name))
    return Known;
  return new GlobalVariable(M, Type, /*isConstant=*/false,
                            GlobalValue::ExternalLinkage,
                            /*Initializer=*/nullptr, Name,
                            /*InsertBefore=*/nullptr,
                            GlobalValue::InitialExecTLSModel);
}

Instruction *insertColdBlock(Value *Condition, Instruction *Before) {
  return SplitBlockAndInsertIfThen(
      Condition, Before, /*Unreachable=*/false,
      MDBuilder(Before->getContext()).createBranchWeights(1, 1 << 20));
}

void moveToEntry(IRBuilderBase &Builder, Function &F) {
  Instruction *First = &*F.getEntryBlock().getFirstInsertionPt();
  while (isa<AllocaInst>(First))
    First = First->getNextNode();
  // Allocas of constant size stay in the entry block when it is split.
  for (Instruction &I : make_early_inc_range(F.getEntryBlock()))
    if (auto *Alloca = dyn_cast<AllocaInst>(&I);
        Alloca && isa<Constant>(Alloca->getArraySize()) &&
        First->comesBefore(Alloca))
      Alloca->moveBefore(First);
  Builder.SetInsertPoint(First);
  Builder.SetCurrentDebugLocation(DebugLoc());
  if (DISubprogram *Subprogram = F.getSubprogram())
    Builder.SetCurrentDebugLocation(DILocation::get(
        F.getContext(), Subprogram->getScopeLine(), 0, Subprogram));
}

void PlantedData::requireRuntime() {
  std::string Symbol = HONE_ABI_SYMBOL_PREFIX + std::to_string(HONE_ABI_VERSION);
  if (M.getNamedGlobal(Symbol))
    return;
  LLVMContext &Context = M.getContext();
  auto *Needed = new GlobalVariable(
      M, Type::getInt8Ty(Context), /*isConstant=*/true,
      GlobalValue::ExternalLinkage, /*Initializer=*/nullptr, Symbol);
  Needed->setVisibility(GlobalValue::HiddenVisibility);
  auto *Reference = new GlobalVariable(
      M, Needed->getType(), /*isConstant=*/true, GlobalValue::LinkOnceODRLinkage,
      Needed, "__hone_runtime_reference");
  Reference->setVisibility(GlobalValue::HiddenVisibility);
  Reference->setComdat(M.getOrInsertComdat(Reference->getName()));
  keep(Reference);
}

} // namespace hone
