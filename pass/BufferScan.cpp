//===- BufferScan.cpp -----------------------------------------------------===//

#include "BufferScan.h"
#include "llvm/Analysis/ValueTracking.h"
#include "llvm/IR/Function.h"
#include "llvm/IR/GlobalVariable.h"

using namespace llvm;

namespace hone {

namespace {

struct Known {
  StringRef Name;
  BufferScan Scan;
};

const Known Functions[] = {
    {"strlen", {"strlen", BufferScan::ByLength}},
    {"strnlen", {"strnlen", BufferScan::ByLength}},
    {"wcslen", {"wcslen", BufferScan::ByLength, 0, sizeof(wchar_t)}},
    {"strchr", {"strchr", BufferScan::ByPlace}},
    {"strstr", {"strstr", BufferScan::ByPlace}},
    {"strpbrk", {"strpbrk", BufferScan::ByPlace}},
    {"memchr", {"memchr", BufferScan::BySize}},
    // Where they stopped is not told.
    {"strrchr", {"strrchr", BufferScan::ByText}},
    {"strcat", {"strcat", BufferScan::ByText}},
    {"__strcat_chk", {"strcat", BufferScan::ByText}},
    // glibc makes a stream of the text, for which it needs its length.
    {"sscanf", {"sscanf", BufferScan::ByText}},
    {"__isoc99_sscanf", {"sscanf", BufferScan::ByText}},
    {"__isoc23_sscanf", {"sscanf", BufferScan::ByText}},
    {"_ZNSt11char_traitsIcE6lengthEPKc",
     {"std::char_traits::length", BufferScan::ByLength}},
};

} // namespace

/// std::count over pointers or iterators that are pointers.
static std::optional<BufferScan> asCount(StringRef Name) {
  bool IsLibcxx = Name.consume_front("_ZNSt3__1");
  if (!IsLibcxx && !Name.consume_front("_ZSt"))
    return std::nullopt;
  StringRef What = Name.consume_front("5count")      ? "std::count"
                   : Name.consume_front("8count_if") ? "std::count_if"
                                                     : "";
  if (Name.consume_front("B")) { // an ABI tag of libc++
    unsigned Length = 0;
    if (Name.consumeInteger(10, Length) || Length > Name.size())
      return std::nullopt;
    Name = Name.drop_front(Length);
  }
  if (What.empty() || !Name.consume_front("I") ||
      !(Name.starts_with("P") ||
        Name.starts_with("N9__gnu_cxx17__normal_iteratorI") ||
        Name.starts_with("NS_11__wrap_iterI")))
    return std::nullopt;
  return BufferScan{What, BufferScan::ByRange};
}

/// find(.., position) of libstdc++'s strings of char.
static std::optional<BufferScan> asFind(StringRef Name) {
  bool IsView =
      Name.consume_front("_ZNKSt17basic_string_viewIcSt11char_traitsIcEE");
  if (!IsView && !Name.consume_front(
                     "_ZNKSt7__cxx1112basic_stringIcSt11char_traitsIcESaIcEE"))
    return std::nullopt;
  bool IsFind = Name.consume_front("4findE");
  if (!IsFind && !Name.consume_front("13find_first_ofE"))
    return std::nullopt;
  if (!Name.ends_with("m") || Name.ends_with("mm"))
    return std::nullopt;
  StringRef What = IsView   ? IsFind ? "std::string_view::find"
                                     : "std::string_view::find_first_of"
                   : IsFind ? "std::string::find"
                            : "std::string::find_first_of";
  BufferScan Scan{What, BufferScan::ByIndex};
  Scan.IsView = IsView;
  return Scan;
}

static bool isPointer(const CallBase &Call, unsigned Index) {
  return Index < Call.arg_size() &&
         Call.getArgOperand(Index)->getType()->isPointerTy();
}

/// Whether the types are those that the measure needs: a program may have a
/// function of its own of that name.
static bool hasTypes(const CallBase &Call, const BufferScan &Scan) {
  const Type *Result = Call.getType();
  if (!isPointer(Call, Scan.First))
    return false;
  switch (Scan.Measure) {
  case BufferScan::ByLength:
    return Result->isIntegerTy(64);
  case BufferScan::ByPlace:
    return Result->isPointerTy();
  case BufferScan::BySize:
    return Result->isPointerTy() && Call.arg_size() == 3 &&
           Call.getArgOperand(2)->getType()->isIntegerTy(64);
  case BufferScan::ByRange:
    return isPointer(Call, Scan.First + 1);
  case BufferScan::ByIndex:
    return Result->isIntegerTy(64) && Call.arg_size() >= 3 &&
           Call.getArgOperand(Call.arg_size() - 1)->getType()->isIntegerTy(64);
  case BufferScan::ByText:
    return true;
  }
  return false;
}

static bool isConstantText(const Value &Buffer) {
  auto *Global = dyn_cast<GlobalVariable>(getUnderlyingObject(&Buffer));
  return Global && Global->isConstant();
}

std::optional<BufferScan> asBufferScan(const CallBase &Call) {
  const Function *Callee = Call.getCalledFunction();
  if (!Callee)
    return std::nullopt;
  StringRef Name = Callee->getName();
  std::optional<BufferScan> Scan;
  for (const Known &F : Functions)
    if (F.Name == Name)
      Scan = F.Scan;
  if (!Scan)
    Scan = asCount(Name);
  if (!Scan)
    Scan = asFind(Name);
  if (!Scan || !hasTypes(Call, *Scan) ||
      isConstantText(*Call.getArgOperand(Scan->First)))
    return std::nullopt;
  return Scan;
}

/// libstdc++'s strings start with the address and the size of the text, its
/// views with the size and the address.
static std::pair<Value *, Value *>
indexedBytes(IRBuilder<> &Builder, CallBase &Call, const BufferScan &Scan) {
  Type *I64 = Builder.getInt64Ty();
  Value *String = Call.getArgOperand(0);
  Value *Second = Builder.CreateConstGEP1_32(I64, String, 1);
  Value *Text =
      Builder.CreateLoad(Builder.getPtrTy(), Scan.IsView ? Second : String);
  Value *Size = Builder.CreateLoad(I64, Scan.IsView ? String : Second);
  Value *From = Call.getArgOperand(Call.arg_size() - 1);
  Value *Missed = Builder.CreateICmpEQ(&Call, Builder.getInt64(~0ull));
  Value *To = Builder.CreateSelect(
      Missed, Size, Builder.CreateAdd(&Call, Builder.getInt64(1)));
  Value *Bytes =
      Builder.CreateSelect(Builder.CreateICmpUGT(To, From),
                           Builder.CreateSub(To, From), Builder.getInt64(0));
  return {Builder.CreateGEP(Builder.getInt8Ty(), Text, From), Bytes};
}

std::pair<Value *, Value *> scannedBytes(IRBuilder<> &Builder, CallBase &Call,
                                         const BufferScan &Scan) {
  Type *I64 = Builder.getInt64Ty();
  Value *First = Call.getArgOperand(Scan.First);
  Value *WholeText = Builder.getInt64(~0ull);
  auto BytesTo = [&](Value *End) {
    return Builder.CreateSub(Builder.CreatePtrToInt(End, I64),
                             Builder.CreatePtrToInt(First, I64));
  };
  switch (Scan.Measure) {
  case BufferScan::ByLength:
    return {First, Builder.CreateMul(&Call, Builder.getInt64(Scan.UnitSize))};
  case BufferScan::ByPlace:
  case BufferScan::BySize: {
    Value *Found = Builder.CreateAdd(BytesTo(&Call), Builder.getInt64(1));
    bool HasSize = Scan.Measure == BufferScan::BySize;
    return {First, Builder.CreateSelect(
                       Builder.CreateIsNull(&Call),
                       HasSize ? Call.getArgOperand(2) : WholeText, Found)};
  }
  case BufferScan::ByRange:
    return {First, BytesTo(Call.getArgOperand(Scan.First + 1))};
  case BufferScan::ByIndex:
    return indexedBytes(Builder, Call, Scan);
  case BufferScan::ByText:
    break;
  }
  return {First, WholeText};
}

} // namespace hone
