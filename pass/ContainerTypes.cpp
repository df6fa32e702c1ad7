//===- ContainerTypes.cpp -------------------------------------------------===//

#include "ContainerTypes.h"
#include "ContainerClass.h"
#include "DebugTypes.h"
#include "llvm/BinaryFormat/Dwarf.h"
#include "llvm/Support/MathExtras.h"

using namespace llvm;

namespace hone {

const DICompositeType *classOf(const DISubprogram *Member) {
  return Member ? dyn_cast_or_null<DICompositeType>(Member->getScope())
                : nullptr;
}

const DIType *parameterType(const DISubprogram *Function, unsigned Index) {
  if (!Function || !Function->getType())
    return nullptr;
  DITypeRefArray Types = Function->getType()->getTypeArray();
  bool HasObject = Types.size() > 1 && Types[1] && Types[1]->isObjectPointer();
  unsigned At = 1 + HasObject + Index;
  return At < Types.size() ? Types[At] : nullptr;
}

//===-- Elements ----------------------------------------------------------===//

static uint64_t sizeOf(const DIType *Type) {
  const DIType *Plain = plainType(Type);
  return Plain ? Plain->getSizeInBits() / 8 : 0;
}

/// Alignment in bytes, as the members have it; 0: unknown.
static uint64_t alignmentOf(const DIType *Type, unsigned Depth = 8) {
  Type = plainType(Type);
  if (!Type || !Depth)
    return 0;
  if (Type->getAlignInBits())
    return Type->getAlignInBits() / 8;
  auto *Composite = dyn_cast<DICompositeType>(Type);
  if (!Composite || Composite->getTag() == dwarf::DW_TAG_enumeration_type)
    return sizeOf(Type);
  if (Composite->getTag() == dwarf::DW_TAG_array_type)
    return alignmentOf(Composite->getBaseType(), Depth - 1);
  // Its members are described elsewhere: the most that its size permits.
  if (Composite->isForwardDecl())
    return MinAlign(sizeOf(Type), 8);
  uint64_t Most = 1;
  for (const DINode *Element : Composite->getElements()) {
    auto *Member = dyn_cast<DIDerivedType>(Element);
    if (!Member || Member->isStaticMember() ||
        (Member->getTag() != dwarf::DW_TAG_member &&
         Member->getTag() != dwarf::DW_TAG_inheritance))
      continue;
    uint64_t OfMember = alignmentOf(Member->getBaseType(), Depth - 1);
    if (!OfMember)
      return 0;
    Most = std::max(Most, OfMember);
  }
  return Most;
}

U32 elementSize(const DICompositeType *Container, U32 Class) {
  if (!Container)
    return 0;
  DITemplateParameterArray Arguments = Container->getTemplateParams();
  const DIType *First = templateArgument(Arguments, 0);
  if (!(Class & Maps))
    return sizeOf(First);
  const DIType *Second = templateArgument(Arguments, 1);
  uint64_t Align1 = alignmentOf(First), Align2 = alignmentOf(Second);
  uint64_t Size1 = sizeOf(First), Size2 = sizeOf(Second);
  if (!Align1 || !Align2 || !Size1 || !Size2)
    return 0;
  return alignTo(alignTo(Size1, Align2) + Size2, std::max(Align1, Align2));
}

//===-- Keys --------------------------------------------------------------===//

static bool isInLibcxx(const DIType &Type) {
  for (const DIScope *Scope = Type.getScope(); Scope; Scope = Scope->getScope())
    if (Scope->getName() == "__1")
      return true;
  return false;
}

static U32 keyOfClass(const DICompositeType &Class) {
  if (!isOfStd(Class))
    return HONE_KEY_NONE;
  StringRef Name = Class.getName();
  bool IsLibcxx = isInLibcxx(Class);
  if (Name.starts_with("basic_string_view<char,"))
    return IsLibcxx ? HONE_KEY_VIEW_LIBCXX : HONE_KEY_VIEW;
  if (!Name.starts_with("basic_string<char,"))
    return HONE_KEY_NONE;
  if (IsLibcxx)
    return HONE_KEY_STRING_LIBCXX;
  // Before C++11's ABI a string was a pointer.
  return Class.getScope()->getName() == "__cxx11" ? HONE_KEY_STRING
                                                  : HONE_KEY_NONE;
}

static bool isCharacter(const DIType *Type) {
  auto *Basic = dyn_cast_or_null<DIBasicType>(plainType(Type));
  return Basic && Basic->getName() == "char";
}

/// Of an object of that type, by its address.
static U32 keyOfObject(const DIType *Type) {
  Type = plainType(Type);
  if (!Type)
    return HONE_KEY_NONE;
  U32 Size = sizeOf(Type);
  bool IsWord = isPowerOf2_32(Size) && Size <= 8;
  if (auto *Basic = dyn_cast<DIBasicType>(Type)) {
    unsigned Encoding = Basic->getEncoding();
    bool IsNumber = IsWord && Encoding != dwarf::DW_ATE_float &&
                    Encoding != dwarf::DW_ATE_complex_float;
    bool IsSigned = Encoding == dwarf::DW_ATE_signed;
    return IsNumber
               ? keyWord(IsSigned ? HONE_KEY_SIGNED : HONE_KEY_UNSIGNED, Size)
               : HONE_KEY_NONE;
  }
  if (targetOf(Type))
    return keyWord(HONE_KEY_UNSIGNED, sizeof(void *));
  auto *Composite = dyn_cast<DICompositeType>(Type);
  if (!Composite)
    return HONE_KEY_NONE;
  switch (Composite->getTag()) {
  case dwarf::DW_TAG_enumeration_type:
    return IsWord ? keyWord(HONE_KEY_UNSIGNED, Size) : HONE_KEY_NONE;
  case dwarf::DW_TAG_array_type:
    return isCharacter(Composite->getBaseType()) ? HONE_KEY_CSTRING
                                                 : HONE_KEY_NONE;
  default:
    return keyOfClass(*Composite);
  }
}

static bool isText(U32 Key) { return keyKind(Key) >= HONE_KEY_STRING; }

U32 keyOf(const DIType *Parameter, const DICompositeType *Container) {
  const DIType *Plain = plainType(Parameter);
  if (!Plain)
    return HONE_KEY_NONE;
  const DIType *Own =
      Container ? plainType(templateArgument(Container->getTemplateParams(), 0))
                : nullptr;
  U32 Key = HONE_KEY_NONE;
  if (Plain->getTag() == dwarf::DW_TAG_pointer_type) {
    // By value: only text has an address then.
    Key = isCharacter(targetOf(Plain)) ? HONE_KEY_CSTRING : HONE_KEY_NONE;
  } else if (const DIType *Target = plainType(targetOf(Plain))) {
    auto *Class = dyn_cast<DICompositeType>(Target);
    bool IsPair = Class && Class != Own && isOfStd(*Class) &&
                  Class->getName().starts_with("pair<");
    Key = keyOfObject(IsPair ? templateArgument(Class->getTemplateParams(), 0)
                             : Target);
  }
  // What a key is made of looks like one only if it is of the same sort.
  U32 OfOwn = Own ? keyOfObject(Own) : Key;
  bool Fits = keyKind(OfOwn) != HONE_KEY_NONE && isText(Key) == isText(OfOwn);
  return Fits ? Key : U32(HONE_KEY_NONE);
}

} // namespace hone
