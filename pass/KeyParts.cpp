//===- KeyParts.cpp -------------------------------------------------------===//

#include "KeyParts.h"
#include "DebugTypes.h"
#include "llvm/BinaryFormat/Dwarf.h"

using namespace llvm;

namespace hone {

bool isScalar(const DIType &Type) {
  bool IsEnum = Type.getTag() == dwarf::DW_TAG_enumeration_type;
  return (isa<DIBasicType>(Type) || IsEnum) && Type.getSizeInBits() &&
         Type.getSizeInBits() <= 64;
}

bool isEmptyClass(const DIType *Class) {
  auto *C = dyn_cast_or_null<DICompositeType>(plainType(Class));
  return C && !C->isForwardDecl() && C->getSizeInBits() == 8 &&
         all_of(C->getElements(), [](const DINode *Element) {
           auto *Member = dyn_cast<DIDerivedType>(Element);
           return !Member || Member->isStaticMember();
         });
}

bool addMembers(const DICompositeType &Struct, uint64_t Offset,
                SmallVectorImpl<KeyPart> &Parts) {
  unsigned Tag = Struct.getTag();
  if ((Tag != dwarf::DW_TAG_structure_type &&
       Tag != dwarf::DW_TAG_class_type) ||
      Struct.isForwardDecl() || Struct.getElements().empty())
    return false;
  for (const DINode *Element : Struct.getElements()) {
    auto *Member = dyn_cast<DIDerivedType>(Element);
    if (isa<DISubprogram>(Element) || (Member && Member->isStaticMember()))
      continue;
    // std::pair has an empty base.
    if (Member && Member->getTag() == dwarf::DW_TAG_inheritance &&
        isEmptyClass(Member->getBaseType()))
      continue;
    if (!Member || Member->getTag() != dwarf::DW_TAG_member ||
        Member->isBitField())
      return false;
    const DIType *Type = plainType(Member->getBaseType());
    uint64_t At = Offset + Member->getOffsetInBits() / 8;
    auto *Inner = dyn_cast_or_null<DICompositeType>(Type);
    if (Type && isScalar(*Type))
      Parts.push_back(
          {KeyPart::Scalar, At, unsigned(Type->getSizeInBits() / 8)});
    else if (!Inner || !addMembers(*Inner, At, Parts))
      return false;
  }
  return true;
}

/// Makes blocks of scalars between which there is no padding.
static void joinNeighbours(SmallVectorImpl<KeyPart> &Parts) {
  SmallVector<KeyPart, 8> Joined;
  for (const KeyPart &Part : Parts) {
    if (!Joined.empty() && Joined.back().Offset + Joined.back().Bytes == Part.Offset)
      Joined.back().Bytes += Part.Bytes;
    else
      Joined.push_back(Part);
  }
  for (KeyPart &Part : Joined) {
    bool IsScalar = Part.Bytes <= 8 && isPowerOf2_32(Part.Bytes);
    Part.Kind = IsScalar ? KeyPart::Scalar : KeyPart::Block;
  }
  Parts.assign(Joined.begin(), Joined.end());
}

std::optional<KeyPart::KindType> libraryKind(StringRef Identifier) {
  if (Identifier == "_ZTSNSt7__cxx1112basic_stringIcSt11char_traitsIcESaIcEEE")
    return KeyPart::String;
  if (Identifier == "_ZTSSt17basic_string_viewIcSt11char_traitsIcEE")
    return KeyPart::StringView;
  // Of a builtin type, named by one letter; b is bool, which is packed.
  if (Identifier.consume_front("_ZTSSt6vectorI") && Identifier.size() == 7 &&
      islower(Identifier[0]) && Identifier[0] != 'b' &&
      Identifier.substr(1, 3) == "SaI" && Identifier[4] == Identifier[0])
    return KeyPart::Vector;
  return std::nullopt;
}

bool addParts(const DIType *Type, SmallVectorImpl<KeyPart> &Parts) {
  Type = plainType(Type);
  if (!Type)
    return false;
  if (isScalar(*Type)) {
    Parts.push_back({KeyPart::Scalar, 0, unsigned(Type->getSizeInBits() / 8)});
    return true;
  }
  auto *Class = dyn_cast<DICompositeType>(Type);
  if (!Class)
    return false;
  if (auto Kind = libraryKind(Class->getIdentifier())) {
    Parts.push_back({*Kind});
    return true;
  }
  if (!addMembers(*Class, 0, Parts))
    return false;
  joinNeighbours(Parts);
  return true;
}

} // namespace hone
