//===- StructTypes.cpp ----------------------------------------------------===//

#include "StructTypes.h"
#include "llvm/BinaryFormat/Dwarf.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/Support/Endian.h"
#include "llvm/Support/LEB128.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace hone {

/// Objects that are not larger are as small as two pointers: nothing is won by
/// laying them out otherwise.
static constexpr uint64_t SmallStruct = 16;
static constexpr unsigned MaxDepth = 8; ///< of pointers moved to elements

//===-- Debug information -------------------------------------------------===//

static bool isClass(const DIType *Type) {
  return Type && (Type->getTag() == dwarf::DW_TAG_structure_type ||
                  Type->getTag() == dwarf::DW_TAG_class_type);
}

static uint64_t alignOf(const DIType *Type);

/// Of what is no class and no array.
static uint64_t alignOfScalar(const DIType &Type) {
  uint64_t Bytes = Type.getSizeInBits() / 8;
  auto *Basic = dyn_cast<DIBasicType>(&Type);
  if (Type.getTag() == dwarf::DW_TAG_ptr_to_member_type ||
      (Basic && Basic->getEncoding() == dwarf::DW_ATE_complex_float))
    Bytes /= Bytes > 8 ? 2 : 1; // of two parts
  auto *Derived = dyn_cast<DIDerivedType>(&Type);
  if (!Bytes && Derived) // atomic
    return alignOf(Derived->getBaseType());
  return isPowerOf2_64(Bytes) ? std::min<uint64_t>(Bytes, 16) : 1;
}

/// As DWARF has no alignments but those that were asked for.
static uint64_t alignOf(const DIType *Type) {
  Type = plainType(Type);
  if (!Type)
    return 1;
  if (Type->getAlignInBytes())
    return Type->getAlignInBytes();
  auto *Composite = dyn_cast<DICompositeType>(Type);
  if (!Composite || Composite->getTag() == dwarf::DW_TAG_enumeration_type ||
      Composite->isVector())
    return alignOfScalar(*Type);
  if (Composite->getTag() == dwarf::DW_TAG_array_type)
    return alignOf(Composite->getBaseType());
  uint64_t Align = 1;
  for (const DINode *Element : Composite->getElements())
    if (auto *Member = dyn_cast<DIDerivedType>(Element))
      if (!Member->isStaticMember() &&
          (Member->getTag() == dwarf::DW_TAG_member ||
           Member->getTag() == dwarf::DW_TAG_inheritance))
        Align = std::max({Align, alignOf(Member->getBaseType()),
                          uint64_t(Member->getAlignInBytes())});
  return Align;
}

/// T<int> of the source is T of the IR, as is T.5: all but the bare name.
static StringRef bareName(StringRef Name) {
  Name = Name.take_until([](char C) { return C == '<'; });
  if (size_t At = Name.rfind("::"); At != StringRef::npos)
    Name = Name.drop_front(At + 2);
  return Name.take_until([](char C) { return C == '.'; });
}

namespace {
struct NamedClass {
  const DICompositeType *Type = nullptr;
  StringRef Typedef; ///< what a struct without a name is called
};
} // namespace

/// The class that a type is, with the name of its typedef.
static NamedClass classOf(const DIType *Type) {
  NamedClass Found;
  while (auto *Derived = dyn_cast_or_null<DIDerivedType>(Type)) {
    if (Derived->getTag() == dwarf::DW_TAG_typedef)
      Found.Typedef = Derived->getName();
    else if (plainType(Derived) == Derived)
      return {};
    Type = Derived->getBaseType();
  }
  if (isClass(Type))
    Found.Type = cast<DICompositeType>(Type);
  return Found;
}

/// Type, or a base class of it that begins where it begins, of that name.
static NamedClass ofName(NamedClass Class, StringRef Name, uint64_t Size) {
  for (unsigned Depth = 0; Class.Type && Depth != MaxDepth; ++Depth) {
    StringRef Own =
        Class.Type->getName().empty() ? Class.Typedef : Class.Type->getName();
    if (bareName(Own) == Name && Class.Type->getSizeInBits() == Size * 8)
      return Class;
    NamedClass Base;
    for (const DINode *Element : Class.Type->getElements())
      if (auto *Member = dyn_cast<DIDerivedType>(Element))
        if (Member->getTag() == dwarf::DW_TAG_inheritance &&
            !Member->getOffsetInBits())
          Base = classOf(Member->getBaseType());
    Class = Base;
  }
  return {};
}

/// The member of a class, or of its base classes, that begins at a byte.
static const DIType *memberType(const DIType *Type, uint64_t Byte) {
  for (unsigned Depth = 0; Depth != MaxDepth; ++Depth) {
    const DIDerivedType *Found = nullptr;
    auto *Class = dyn_cast_or_null<DICompositeType>(plainType(Type));
    if (!isClass(Class))
      return nullptr;
    for (const DINode *Element : Class->getElements()) {
      auto *Member = dyn_cast<DIDerivedType>(Element);
      if (!Member || Member->isStaticMember() || !Member->getBaseType())
        continue;
      bool IsBase = Member->getTag() == dwarf::DW_TAG_inheritance;
      uint64_t Start = Member->getOffsetInBits() / 8;
      if (!IsBase && Member->getTag() == dwarf::DW_TAG_member && Start == Byte)
        return Member->getBaseType();
      if (IsBase && Byte >= Start)
        Found = Member;
    }
    if (!Found)
      return nullptr;
    Byte -= Found->getOffsetInBits() / 8;
    Type = Found->getBaseType();
  }
  return nullptr;
}

/// The same of what an address computation leads to.
static const DIType *partType(const DebugTypes &Types, const GEPOperator &Gep) {
  const Value *Base = Gep.getPointerOperand();
  const Type *Source = Gep.getSourceElementType();
  if (Gep.getNumIndices() < 2) // an element of what the pointer points to
    return Source->isIntegerTy(8) && Gep.hasAllConstantIndices()
               ? nullptr
               : objectType(Types, Base);
  if (Source->isArrayTy()) {
    auto *Array =
        dyn_cast_or_null<DICompositeType>(plainType(objectType(Types, Base)));
    bool IsArray = Array && Array->getTag() == dwarf::DW_TAG_array_type;
    return IsArray ? Array->getBaseType() : nullptr;
  }
  auto *Struct = dyn_cast<StructType>(Source);
  auto *Index = dyn_cast<ConstantInt>(Gep.idx_begin()[1]);
  auto *I = dyn_cast<Instruction>(&Gep);
  if (!Struct || !Index || !I || Gep.getNumIndices() != 2 ||
      Index->getZExtValue() >= Struct->getNumElements())
    return nullptr;
  const StructLayout *Layout = I->getModule()->getDataLayout().getStructLayout(
      const_cast<StructType *>(Struct));
  return memberType(objectType(Types, Base),
                    Layout->getElementOffset(Index->getZExtValue()));
}

const DIType *objectType(const DebugTypes &Types, const Value *Pointer) {
  if (auto *Gep = dyn_cast<GEPOperator>(Pointer))
    return partType(Types, *Gep);
  const DIType *Type = Types.typeOf(Pointer);
  bool IsPlace = isa<AllocaInst>(Pointer) || isa<GlobalVariable>(Pointer);
  return IsPlace ? Type : targetOf(Type);
}

//===-- Description -------------------------------------------------------===//

std::optional<unsigned> UserStruct::memberAt(uint64_t Byte) const {
  for (unsigned I = 0; I != Members.size(); ++I)
    if (Byte >= Members[I].Offset && Byte < Members[I].Offset + Members[I].Size)
      return I;
  return std::nullopt;
}

static void addMember(UserStruct &Struct, const DIDerivedType &Member) {
  if (Member.isBitField())
    Struct.Flags |= STRUCT_BITFIELDS;
  if (Member.isVirtual())
    Struct.Flags |= STRUCT_VIRTUAL_BASE;
  bool IsBase = Member.getTag() == dwarf::DW_TAG_inheritance;
  bool IsHidden =
      IsBase || Member.isArtificial() || Member.getName().starts_with("_vptr");
  if (IsBase)
    Struct.Flags |= STRUCT_BASE;
  const DIType *Type = Member.getBaseType();
  const DIType *Plain = plainType(Type);
  StructMember Out;
  Out.Name = IsHidden ? "" : Member.getName().str();
  Out.Type = Type;
  Out.Offset = Member.getOffsetInBits() / 8;
  Out.Size = (IsBase && Plain ? Plain : &Member)->getSizeInBits() / 8;
  if (!Out.Size && Plain)
    Out.Size = Plain->getSizeInBits() / 8;
  Out.Align = std::max<uint64_t>(alignOf(Type), Member.getAlignInBytes());
  if (Member.getAlignInBytes())
    Struct.Flags |= STRUCT_ALIGNED;
  if (Out.Offset % Out.Align)
    Struct.Flags |= STRUCT_PACKED;
  Struct.Align = std::max(Struct.Align, Out.Align);
  if (!Out.Size && Plain && Plain->getTag() == dwarf::DW_TAG_array_type)
    Struct.Flags |= STRUCT_OPEN;
  if (Out.Size)
    Struct.Members.push_back(std::move(Out));
}

static bool isOfUser(const DICompositeType &Type) {
  const DIFile *File = Type.getFile();
  return File && Type.getLine() && !isOfStd(Type) &&
         !File->getFilename().starts_with("/usr/") &&
         !File->getFilename().starts_with("/opt/") &&
         !File->getFilename().contains("/lib/clang/");
}

/// A closure's members are the compiler's.
static bool isClosure(StringRef Name) {
  return Name.empty() || Name.contains("(lambda") || Name.contains("lambda at");
}

const UserStruct *StructTypes::describe(const DICompositeType *Type,
                                        StringRef Typedef) {
  auto [It, IsNew] = Described.try_emplace(Type);
  if (!IsNew)
    return It->second.get();
  uint64_t Size = Type->getSizeInBits() / 8;
  StringRef Name = Type->getName().empty() ? Typedef : Type->getName();
  if (Size <= SmallStruct || isClosure(Name) || !isOfUser(*Type))
    return nullptr;
  auto Struct = std::make_unique<UserStruct>();
  Struct->Type = Type;
  Struct->Name = Type->getName().empty() ? Name.str() : typeName(Type);
  Struct->Size = Size;
  if (Type->getAlignInBytes())
    Struct->Flags |= STRUCT_ALIGNED;
  for (const DINode *Element : Type->getElements()) {
    if (auto *Function = dyn_cast<DISubprogram>(Element)) {
      if (Function->getName() == bareName(Name))
        Struct->Flags |= STRUCT_CONSTRUCTOR;
      continue;
    }
    auto *Member = dyn_cast<DIDerivedType>(Element);
    if (Member && !Member->isStaticMember() && Member->getBaseType() &&
        (Member->getTag() == dwarf::DW_TAG_member ||
         Member->getTag() == dwarf::DW_TAG_inheritance))
      addMember(*Struct, *Member);
  }
  Struct->Align = std::max<uint64_t>(Struct->Align, Type->getAlignInBytes());
  if (Size % Struct->Align)
    Struct->Flags |= STRUCT_PACKED;
  if (Struct->Members.size() < 2)
    return nullptr;
  stable_sort(Struct->Members,
              [](const StructMember &A, const StructMember &B) {
                return A.Offset < B.Offset;
              });
  It->second = std::move(Struct);
  return It->second.get();
}

void StructTypes::learn(Function &F) {
  std::optional<DebugTypes> Types;
  for (const Instruction &I : instructions(F)) {
    auto *Gep = dyn_cast<GetElementPtrInst>(&I);
    if (!Gep || Gep->getNumIndices() < 2)
      continue;
    auto *Type = dyn_cast<StructType>(Gep->getSourceElementType());
    if (!Type || !Type->hasName() || !Type->isSized() || OfIr.lookup(Type))
      continue;
    StringRef Name = Type->getName();
    if (!Name.consume_front("struct.") && !Name.consume_front("class."))
      continue;
    uint64_t Size = M.getDataLayout().getTypeAllocSize(Type);
    if (Size <= SmallStruct || Name.starts_with("std::"))
      continue;
    if (!Types)
      Types.emplace(F);
    NamedClass Class =
        ofName(classOf(objectType(*Types, Gep->getPointerOperand())),
               bareName(Name), Size);
    if (Class.Type)
      OfIr[Type] = describe(Class.Type, Class.Typedef);
  }
}

const UserStruct *StructTypes::of(const StructType *Type) const {
  return OfIr.lookup(Type);
}

const UserStruct *StructTypes::of(const DIType *Type) const {
  auto It = Described.find(dyn_cast_or_null<DICompositeType>(plainType(Type)));
  return It == Described.end() ? nullptr : It->second.get();
}

//===-- The planted description -------------------------------------------===//

/// Of a type without a name what kind it is.
static std::string memberTypeName(const DIType *Type) {
  std::string Name = typeName(Type);
  bool IsUnion = plainType(Type)->getTag() == dwarf::DW_TAG_union_type;
  return !Name.empty() ? Name : IsUnion ? "union {...}" : "struct {...}";
}

U64 StructTypes::plant(const UserStruct &Struct, PlantedData &Data) {
  std::string Bytes;
  raw_string_ostream Out(Bytes);
  auto Number = [&](uint64_t Value) { encodeULEB128(Value, Out); };
  auto Text = [&](StringRef Text) {
    Number(Text.size());
    Out << Text;
  };
  Text(Struct.Name);
  char File[8];
  support::endian::write64le(File, Data.file(Struct.Type->getFile()));
  Out.write(File, 8);
  Number(Struct.Type->getLine());
  Number(Struct.Size);
  Number(Struct.Align);
  Number(Struct.Flags);
  Number(Struct.Members.size());
  for (const StructMember &Member : Struct.Members) {
    Text(Member.Name);
    Text(memberTypeName(Member.Type));
    Number(Member.Offset);
    Number(Member.Size);
    Number(Member.Align);
  }
  return Data.structure(Out.str());
}

} // namespace hone
