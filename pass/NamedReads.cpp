//===- NamedReads.cpp -----------------------------------------------------===//

#include "NamedReads.h"
#include "Compat.h"
#include "MemoObserver.h"
#include "OpenMode.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/InstIterator.h"
#include <optional>

using namespace llvm;

namespace hone {

namespace {

struct NamedRead {
  StringRef Function; ///< as people know it
  unsigned Name = 0;  ///< the argument
  /// The argument is a std::string, or a path, which begins with one.
  bool IsString = false;
};

struct Known {
  StringRef Linkage;
  NamedRead Call;
};
const Known Functions[] = {
    {"fopen", {"fopen"}},
    {"fopen64", {"fopen"}},
    {"open", {"open"}},
    {"open64", {"open"}},
    {"openat", {"openat", 1}},
    {"openat64", {"openat", 1}},
    {"opendir", {"opendir"}},
    {"stat", {"stat"}},
    {"stat64", {"stat"}},
    {"lstat", {"lstat"}},
    {"lstat64", {"lstat"}},
    {"access", {"access"}},
    {"realpath", {"realpath"}},
    {"readlink", {"readlink"}},
    {"getenv", {"getenv"}},
    {"secure_getenv", {"getenv"}},
    {"_ZNSt10filesystem6statusERKNS_7__cxx114pathE",
     {"std::filesystem::status", 0, true}},
    {"_ZNSt10filesystem9file_sizeERKNS_7__cxx114pathE",
     {"std::filesystem::file_size", 0, true}},
    {"_ZNSt10filesystem15last_write_timeERKNS_7__cxx114pathE",
     {"std::filesystem::last_write_time", 0, true}},
    {"_ZNSt10filesystem9canonicalERKNS_7__cxx114pathE",
     {"std::filesystem::canonical", 0, true}},
};

} // namespace

/// Constructors and open() of libstdc++'s std::ifstream.
static std::optional<NamedRead> asStream(StringRef Name) {
  if (!Name.consume_front("_ZNSt14basic_ifstreamIcSt11char_traitsIcEE"))
    return std::nullopt;
  bool Opens = Name.consume_front("4openE");
  if (!Opens && !Name.consume_front("C1") && !Name.consume_front("C2"))
    return std::nullopt;
  if (!Opens && Name.starts_with("INSt10filesystem"))
    return NamedRead{"std::ifstream", 1, true};
  Name.consume_front("E");
  bool IsString = Name.starts_with("RKNSt7__cxx1112basic_string");
  if (!IsString && !Name.starts_with("PKc"))
    return std::nullopt;
  return NamedRead{Opens ? "std::ifstream::open" : "std::ifstream", 1,
                   IsString};
}

static std::optional<NamedRead> asNamedRead(const CallBase &Call) {
  const Function *Callee = Call.getCalledFunction();
  if (!Callee || !Call.getDebugLoc() || Call.isMustTailCall() ||
      !(isa<CallInst>(Call) || isa<InvokeInst>(Call)))
    return std::nullopt;
  std::optional<NamedRead> Found = asStream(Callee->getName());
  for (const Known &F : Functions)
    if (F.Linkage == Callee->getName())
      Found = F.Call;
  if (!Found)
    return std::nullopt;
  if (Callee->hasParamAttribute(0, Attribute::StructRet))
    ++Found->Name;
  // What comes after opening to write is not what was read before. A program may have a function of its own of that name.
  if (Found->Name >= Call.arg_size() ||
      !Call.getArgOperand(Found->Name)->getType()->isPointerTy() ||
      opensOnlyToRead(Call) == false)
    return std::nullopt;
  return Found;
}

/// What follows the call if it returns; null: other ways lead there as well.
static Instruction *afterCall(CallBase &Call) {
  auto *Invoke = dyn_cast<InvokeInst>(&Call);
  if (!Invoke)
    return Call.getNextNode();
  BasicBlock *To = Invoke->getNormalDest();
  return To->getSinglePredecessor() ? &*To->getFirstInsertionPt() : nullptr;
}

static void plantAround(CallBase &Call, const NamedRead &Read, Function &F,
                        PlantContext &C) {
  Instruction *After = afterCall(Call);
  if (!After)
    return;
  const DebugLoc &Location = Call.getDebugLoc();
  std::string Info = (Read.Function + Twine('\0') + Twine(Location.getLine()) +
                      Twine('\0'))
                         .str();
  GlobalVariable *Record = plantMemoRecord(F, C, Info, HONE_MEMO_NAMED_READ);
  IRBuilder<> Builder(&Call);
  Value *Handle =
      Builder.CreateCall(C.Data.runtime("__hone_memo_begin"), {Record});
  Builder.SetInsertPoint(
      insertColdBlock(Builder.CreateIsNotNull(Handle), &Call));
  Builder.SetCurrentDebugLocation(Location);
  Value *Name = Call.getArgOperand(Read.Name);
  if (Read.IsString) {
    Type *I64 = Builder.getInt64Ty();
    Value *Size =
        Builder.CreateLoad(I64, Builder.CreateConstGEP1_32(I64, Name, 1));
    Value *Text =
        Builder.CreateLoad(compat::pointerType(F.getContext()), Name);
    Builder.CreateCall(C.Data.runtime("__hone_memo_bytes"),
                       {Handle, Text, Size});
  } else {
    Builder.CreateCall(C.Data.runtime("__hone_memo_cstring"), {Handle, Name});
  }
  Builder.CreateCall(C.Data.runtime("__hone_memo_call"), {Handle});
  Builder.SetInsertPoint(After);
  Builder.SetCurrentDebugLocation(Location);
  Builder.SetInsertPoint(
      insertColdBlock(Builder.CreateIsNotNull(Handle), After));
  Builder.SetCurrentDebugLocation(Location);
  Builder.CreateCall(C.Data.runtime("__hone_memo_end"), {Handle});
}

void plantNamedReadObservers(Function &F, PlantContext &C) {
  SmallVector<std::pair<CallBase *, NamedRead>, 4> Calls;
  for (Instruction &I : instructions(F))
    if (auto *Call = dyn_cast<CallBase>(&I))
      if (std::optional<NamedRead> Read = asNamedRead(*Call))
        Calls.push_back({Call, *Read});
  for (auto &[Call, Read] : Calls)
    plantAround(*Call, Read, F, C);
}

} // namespace hone
