//===- DebugTypes.cpp -----------------------------------------------------===//

#include "DebugTypes.h"
#include "Compat.h"
#include "llvm/BinaryFormat/Dwarf.h"
#include "llvm/IR/Instructions.h"
#include "llvm/IR/Module.h"

using namespace llvm;

namespace hone {

static constexpr unsigned MaxDepth = 12;

//===-- Names -------------------------------------------------------------===//

/// Behind the '>' that closes what opens just before Start.
static size_t endOfArguments(StringRef Name, size_t Start) {
  for (unsigned Open = 1; Open && Start != Name.size(); ++Start)
    Open += Name[Start] == '<' ? 1 : Name[Start] == '>' ? -1 : 0;
  return Start;
}

/// Takes ", std::allocator<...>" and the like out of a template's name:
/// defaults that nobody writes.
static void dropDefaults(std::string &Name) {
  static constexpr StringRef Defaults[] = {
      ", std::allocator<", ", std::char_traits<", ", std::less<",
      ", std::hash<", ", std::equal_to<", ", std::default_delete<"};
  for (StringRef Default : Defaults)
    for (size_t At = 0; (At = Name.find(Default, At)) != std::string::npos;) {
      size_t Inside = At + Default.size();
      // std::less<void>, the transparent one, is nobody's default.
      if (StringRef(Name).substr(Inside).starts_with("void>"))
        At = Inside;
      else
        Name.erase(At, endOfArguments(Name, Inside) - At);
    }
  for (size_t At; (At = Name.find(" >")) != std::string::npos;)
    Name.erase(At, 1);
  // What these adapt unless one says otherwise.
  for (auto [Adaptor, Default] :
       {std::pair<StringRef, StringRef>("std::stack<", ", std::deque<"),
        {"std::queue<", ", std::deque<"},
        {"std::priority_queue<", ", std::vector<"}}) {
    size_t At = Name.rfind(Default);
    if (StringRef(Name).starts_with(Adaptor) && At != std::string::npos &&
        endOfArguments(Name, At + Default.size()) + 1 == Name.size())
      Name.replace(At, std::string::npos, ">");
  }
}

static void replaceAll(std::string &Text, StringRef From, StringRef To) {
  for (size_t At = 0; (At = Text.find(From, At)) != std::string::npos;
       At += To.size())
    Text.replace(At, From.size(), To);
}

std::string shortTypeName(std::string Name) {
  replaceAll(Name, "std::__cxx11::", "std::");
  replaceAll(Name, "std::__1::", "std::");
  dropDefaults(Name);
  replaceAll(Name, ", 18446744073709551615UL>", ">"); // a span's extent
  replaceAll(Name, "UL>", ">");
  replaceAll(Name, "std::basic_string<char>", "std::string");
  replaceAll(Name, "std::basic_string_view<char>", "std::string_view");
  return Name;
}

static std::string qualifiedName(const DIType &Type) {
  std::string Name = Type.getName().str();
  for (const DIScope *Scope = Type.getScope(); Scope; Scope = Scope->getScope())
    if (isa<DINamespace, DICompositeType>(Scope) && !Scope->getName().empty())
      Name = (Scope->getName() + "::" + Name).str();
  return shortTypeName(std::move(Name));
}

static std::string arrayName(const DICompositeType &Array) {
  std::string Name = typeName(Array.getBaseType());
  for (const DINode *Element : Array.getElements())
    if (auto *Range = dyn_cast<DISubrange>(Element)) {
      auto *Count = dyn_cast_if_present<ConstantInt *>(Range->getCount());
      Name += Count ? "[" + std::to_string(Count->getZExtValue()) + "]" : "[]";
    }
  return Name;
}

std::string typeName(const DIType *Type) {
  if (!Type)
    return "void";
  if (auto *Composite = dyn_cast<DICompositeType>(Type)) {
    if (Composite->getTag() == dwarf::DW_TAG_array_type)
      return arrayName(*Composite);
    return qualifiedName(*Type);
  }
  auto *Derived = dyn_cast<DIDerivedType>(Type);
  if (!Derived)
    return Type->getName().str();
  auto Base = [&] { return typeName(Derived->getBaseType()); };
  auto Suffix = [&](StringRef Sign) {
    std::string Name = Base();
    return Name + (Name.back() == '*' ? "" : " ") + Sign.str();
  };
  switch (Derived->getTag()) {
  case dwarf::DW_TAG_pointer_type:
    return Suffix("*");
  case dwarf::DW_TAG_reference_type:
    return Suffix("&");
  case dwarf::DW_TAG_rvalue_reference_type:
    return Suffix("&&");
  case dwarf::DW_TAG_const_type: {
    const DIType *Of = Derived->getBaseType();
    bool IsPointer = Of && Of->getTag() == dwarf::DW_TAG_pointer_type;
    return IsPointer ? Base() + "const" : "const " + Base();
  }
  case dwarf::DW_TAG_typedef:
    return qualifiedName(*Type);
  default:
    return Type->getName().empty() ? Base() : Type->getName().str();
  }
}

//===-- Parts of types ----------------------------------------------------===//

const DIType *plainType(const DIType *Type) {
  while (auto *Derived = dyn_cast_or_null<DIDerivedType>(Type)) {
    unsigned Tag = Derived->getTag();
    if (Tag != dwarf::DW_TAG_typedef && Tag != dwarf::DW_TAG_const_type &&
        Tag != dwarf::DW_TAG_volatile_type &&
        Tag != dwarf::DW_TAG_restrict_type)
      break;
    Type = Derived->getBaseType();
  }
  return Type;
}

const DIType *targetOf(const DIType *Type) {
  auto *Derived = dyn_cast_or_null<DIDerivedType>(plainType(Type));
  if (!Derived)
    return nullptr;
  unsigned Tag = Derived->getTag();
  bool IsPointer = Tag == dwarf::DW_TAG_pointer_type ||
                   Tag == dwarf::DW_TAG_reference_type ||
                   Tag == dwarf::DW_TAG_rvalue_reference_type;
  return IsPointer ? Derived->getBaseType() : nullptr;
}

const DIType *templateArgument(DITemplateParameterArray Parameters,
                               unsigned Index) {
  if (Index >= Parameters.size())
    return nullptr;
  auto *Type = dyn_cast<DITemplateTypeParameter>(Parameters[Index]);
  return Type ? Type->getType() : nullptr;
}

std::string containerName(const DICompositeType *Iterator) {
  struct Known {
    StringRef Prefix, Container; ///< no container: the iterator's 2nd argument
  };
  static constexpr Known Iterators[] = {
      {"__normal_iterator<", ""},
      {"__wrap_iter<", "std::vector"},
      {"_List_iterator<", "std::list"},
      {"_List_const_iterator<", "std::list"},
      {"__list_iterator<", "std::list"},
      {"__list_const_iterator<", "std::list"},
      {"_Fwd_list_iterator<", "std::forward_list"},
      {"_Fwd_list_const_iterator<", "std::forward_list"},
      {"_Deque_iterator<", "std::deque"},
  };
  for (const Known &K : Iterators) {
    if (!Iterator->getName().starts_with(K.Prefix))
      continue;
    DITemplateParameterArray Arguments = Iterator->getTemplateParams();
    if (K.Container.empty())
      return typeName(plainType(templateArgument(Arguments, 1)));
    const DIType *Element = plainType(templateArgument(Arguments, 0));
    if (K.Prefix == "__wrap_iter<")
      Element = plainType(targetOf(Element));
    return (K.Container + "<" + typeName(Element) + ">").str();
  }
  return {};
}

//===-- Types of values ---------------------------------------------------===//

bool isOfStd(const DIType &Type) {
  const DIScope *Scope = Type.getScope();
  while (Scope && Scope->getName().starts_with("__"))
    Scope = Scope->getScope();
  return Scope && isa<DINamespace>(Scope) && Scope->getName() == "std";
}

static bool isContainer(const DIType &Type) {
  return isOfStd(Type) && Type.getName().contains('<');
}

/// The member, or the base class, of a class that a byte belongs to.
static const DIDerivedType *memberWith(const DICompositeType &Class,
                                       uint64_t Byte) {
  const DIDerivedType *Found = nullptr;
  for (const DINode *Element : Class.getElements()) {
    auto *Member = dyn_cast<DIDerivedType>(Element);
    if (!Member || Member->isStaticMember() || !Member->getBaseType() ||
        (Member->getTag() != dwarf::DW_TAG_member &&
         Member->getTag() != dwarf::DW_TAG_inheritance))
      continue;
    const DIType *Of = plainType(Member->getBaseType());
    uint64_t Start = Member->getOffsetInBits() / 8;
    if (Of && Byte >= Start && Byte < Start + Of->getSizeInBits() / 8)
      Found = Member;
  }
  return Found;
}

MemberPlace memberPlace(const DIType *Type, uint64_t Bytes, unsigned Levels,
                        function_ref<bool(const DIType *)> Enter) {
  MemberPlace At;
  for (unsigned Depth = 0; Depth != MaxDepth; ++Depth) {
    At.Type = Type;
    if (!Bytes && !Levels && !Enter(Type))
      return At;
    auto *Class = dyn_cast_or_null<DICompositeType>(plainType(Type));
    if (!Class)
      break;
    if (Class->getTag() == dwarf::DW_TAG_array_type) {
      Type = Class->getBaseType();
      const DIType *Element = plainType(Type);
      uint64_t Size = Element ? Element->getSizeInBits() / 8 : 0;
      if (!Size)
        break;
      Bytes %= Size;
      Levels -= Levels != 0;
      At.IsElement = true;
      continue;
    }
    const DIDerivedType *Member = memberWith(*Class, Bytes);
    if (!Member)
      break;
    Bytes -= Member->getOffsetInBits() / 8;
    Type = Member->getBaseType();
    if (Member->getTag() != dwarf::DW_TAG_member)
      continue;
    Levels -= Levels != 0;
    if (!isOfStd(*Class)) {
      At.Member = Member;
      At.Class = Class;
      At.IsElement = false;
    }
  }
  At.Type = nullptr;
  return At;
}

/// What stands at an offset in an object of that type: the innermost member,
/// but a container is not looked into.
static const DIType *memberAt(const DIType *Type, uint64_t Bytes) {
  for (unsigned Depth = 0; Depth != MaxDepth; ++Depth) {
    auto *Class = dyn_cast_or_null<DICompositeType>(plainType(Type));
    if (!Class || isContainer(*Class))
      return Type;
    if (Class->getTag() == dwarf::DW_TAG_array_type)
      return Type;
    const DIDerivedType *Found = memberWith(*Class, Bytes);
    if (!Found)
      return Type;
    Bytes -= Found->getOffsetInBits() / 8;
    Type = Found->getBaseType();
  }
  return Type;
}

DebugTypes::DebugTypes(Function &F) {
  compat::forEachDebugDeclare(F, [&](compat::DebugDeclare Declare) {
    if (!Declare.IsIndirect)
      Variables[Declare.Storage] = Declare.Variable;
  });
  // A parameter has the type of the variable that it is stored to.
  for (Argument &A : F.args())
    for (User *U : A.users())
      if (auto *Store = dyn_cast<StoreInst>(U))
        if (const DILocalVariable *V = variable(Store->getPointerOperand()))
          Variables.try_emplace(&A, V);
}

const DIType *DebugTypes::pointeeOf(const Value *Pointer,
                                    unsigned Depth) const {
  if (!Depth)
    return nullptr;
  if (isa<AllocaInst>(Pointer))
    return variable(Pointer) ? variable(Pointer)->getType() : nullptr;
  if (auto *Global = dyn_cast<GlobalVariable>(Pointer)) {
    SmallVector<DIGlobalVariableExpression *, 1> Descriptions;
    Global->getDebugInfo(Descriptions);
    return Descriptions.empty() ? nullptr
                                : Descriptions[0]->getVariable()->getType();
  }
  if (auto *Gep = dyn_cast<GEPOperator>(Pointer)) {
    const DIType *Of = pointeeOf(Gep->getPointerOperand(), Depth - 1);
    const Function *F = nullptr;
    if (auto *I = dyn_cast<Instruction>(Pointer))
      F = I->getFunction();
    if (!Of || !F)
      return nullptr;
    const DataLayout &Layout = F->getParent()->getDataLayout();
    APInt Offset(Layout.getIndexTypeSizeInBits(Pointer->getType()), 0);
    if (!Gep->accumulateConstantOffset(Layout, Offset))
      return nullptr;
    return memberAt(Of, Offset.getZExtValue());
  }
  return targetOf(typeOf(Pointer, Depth - 1));
}

const DIType *DebugTypes::typeOf(const Value *V, unsigned Depth) const {
  if (!Depth)
    return nullptr;
  if (auto *Load = dyn_cast<LoadInst>(V))
    return pointeeOf(Load->getPointerOperand(), Depth - 1);
  if (isa<Argument>(V))
    return variable(V) ? variable(V)->getType() : nullptr;
  if (auto *Cast = dyn_cast<CastInst>(V))
    return typeOf(Cast->getOperand(0), Depth - 1);
  if (auto *Call = dyn_cast<CallBase>(V))
    if (const Function *Callee = Call->getCalledFunction())
      if (const DISubprogram *Subprogram = Callee->getSubprogram())
        if (auto Types = Subprogram->getType()->getTypeArray(); Types.size())
          return Types[0];
  return nullptr;
}

const DIType *DebugTypes::typeOf(const Value *V) const {
  if (const DIType *Type = typeOf(V, MaxDepth))
    return Type;
  // The address of a variable or member: what a reference to it refers to.
  return V->getType()->isPointerTy() ? pointeeOf(V, MaxDepth) : nullptr;
}

std::string DebugTypes::sequenceName(const Value *Base, int64_t Offset) const {
  if (auto *Class =
          dyn_cast_or_null<DICompositeType>(plainType(typeOf(Base, MaxDepth))))
    return containerName(Class);
  const DIType *Of = pointeeOf(Base, MaxDepth);
  if (!Of || Offset < 0)
    return {};
  const DIType *Type = memberAt(Of, Offset);
  const DIType *Plain = plainType(Type);
  if (!Plain)
    return {};
  bool IsSequence = isContainer(*Plain) || targetOf(Plain) ||
                    Plain->getTag() == dwarf::DW_TAG_array_type;
  const DIType *Target = plainType(targetOf(Plain));
  if (Target && isContainer(*Target))
    return typeName(Target);
  return IsSequence ? typeName(Plain) : typeName(Of) + " *";
}

} // namespace hone
