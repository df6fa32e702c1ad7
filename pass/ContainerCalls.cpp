//===- ContainerCalls.cpp -------------------------------------------------===//

#include "ContainerCalls.h"
#include "ContainerClass.h"
#include "ContainerTypes.h"
#include "DebugTypes.h"
#include "FunctionName.h"
#include "ScanCall.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/IR/Function.h"

using namespace llvm;

namespace hone {

namespace {

enum Shape {
  Any,
  Empty,
  SameClass,
  Temporary,
  Allocator,
  InitializerList,
  Number,
  Character,
  Node,
  Range,
  IteratorFirst,
};

struct Member {
  U32 Classes;
  StringRef Name;
  Shape Parameters;
  OperationKind Operation;
  LibraryCall::RoleType Role;
};

// The table's words for shapes; some are also those of classes.
namespace shapes {
constexpr Shape Any = hone::Any, Empty = hone::Empty, Same = SameClass,
                Temporary = hone::Temporary, Allocator = hone::Allocator,
                List = InitializerList, Number = hone::Number,
                Character = hone::Character, Node = hone::Node,
                Range = hone::Range, Iterator = IteratorFirst;
} // namespace shapes

constexpr Member Members[] = {
#define HONE_MEMBER(Classes, Name, Shape, Operation, Argument)                 \
  {Classes, Name, shapes::Shape, HONE_OP_##Operation, LibraryCall::Argument},
#include "ContainerCalls.inc"
};

struct FreeFunction {
  StringRef Name;
  OperationKind Operation;
};
constexpr FreeFunction Algorithms[] = {
#define HONE_ALGORITHM(Name, Operation) {Name, HONE_OP_##Operation},
#include "ContainerCalls.inc"
};
constexpr FreeFunction Functions[] = {
#define HONE_FUNCTION(Name, Operation) {Name, HONE_OP_##Operation},
#include "ContainerCalls.inc"
};
constexpr StringRef Sames[] = {
#define HONE_SAME(Name) Name,
#include "ContainerCalls.inc"
};

} // namespace

static bool isObservedKind(OperationKind Kind) {
  return observing(Kind) != Observing::Counted;
}

bool LibraryCall::yieldsElement() const {
  if (Kind == Element)
    return true;
  if (Kind != OnContainer)
    return false;
  switch (Operation) {
  case HONE_OP_PushBack:
  case HONE_OP_PushFront:
  case HONE_OP_Push:
  case HONE_OP_Front:
  case HONE_OP_Top:
  case HONE_OP_Index:
  case HONE_OP_At:
  case HONE_OP_Subscript:
    return true;
  default:
    return false;
  }
}

//===-- Names -------------------------------------------------------------===//

/// "int", "std::pair<int, int> const&" of "(int, std::pair<int, int> const&)".
static SmallVector<StringRef, 4> splitParameters(StringRef Text) {
  SmallVector<StringRef, 4> Parts;
  size_t Close = Text.rfind(')');
  if (!Text.consume_front("(") || Close == StringRef::npos)
    return Parts;
  Text = Text.take_front(Close - 1);
  int Open = 0;
  size_t Start = 0;
  for (size_t I = 0; I != Text.size(); ++I) {
    char C = Text[I];
    Open += C == '<' || C == '(' || C == '{'   ? 1
            : C == '>' || C == ')' || C == '}' ? -1
                                               : 0;
    if (C == ',' && !Open) {
      Parts.push_back(Text.slice(Start, I).trim());
      Start = I + 1;
    }
  }
  if (!Text.empty())
    Parts.push_back(Text.substr(Start).trim());
  return Parts;
}

/// A parameter's type without reference and const.
static StringRef plain(StringRef Parameter) {
  while (Parameter.consume_back("&") || Parameter.consume_back(" const"))
    ;
  return Parameter;
}

static bool isNumber(StringRef Parameter) {
  StringRef Type = plain(Parameter);
  return Type == "int" || Type == "unsigned int" || Type == "long" ||
         Type == "unsigned long" || Type == "long long" ||
         Type == "unsigned long long" || Type == "short" ||
         Type == "unsigned short";
}

static bool hasShape(Shape Wanted, ArrayRef<StringRef> Parameters,
                     StringRef Scope) {
  if (Wanted == Any || Wanted == Empty)
    return Wanted == Any || Parameters.empty();
  if (Parameters.empty())
    return false;
  StringRef First = Parameters.front();
  StringRef Name = withoutStd(First);
  switch (Wanted) {
  case SameClass:
    return First.consume_front(Scope) && First == " const&";
  case Temporary:
    return First.consume_front(Scope) && First == "&&";
  case Allocator:
    return Name.starts_with("allocator<");
  case InitializerList:
    return Name.starts_with("initializer_list<");
  case Number:
    return isNumber(First);
  case Character:
    return First == "char" || First == "wchar_t";
  case Node:
    return Name.starts_with("_Node_handle<") ||
           Name.starts_with("_Node_insert_return<") ||
           Name.starts_with("__basic_node_handle<");
  case Range:
    return Parameters.size() >= 2 && First == Parameters[1] && !isNumber(First);
  default:
    return containerClass(plain(First)) & Iterator;
  }
}

//===-- Members -----------------------------------------------------------===//

static void describe(LibraryCall &Call, const Function &Callee,
                     const FunctionName &Name, U32 Class) {
  const DISubprogram *Subprogram = Callee.getSubprogram();
  const DICompositeType *Type = classOf(Subprogram);
  // Debug info may leave out the class of an argument.
  uint64_t Size = Type ? Type->getSizeInBits() / 8 : 0;
  if (!Size)
    Size = Callee.getParamDereferenceableBytes(Call.Object);
  Call.Layout = containerLayout(Name.Scope, Size);
  Call.ElementSize = Call.Layout == HONE_LAYOUT_STRING ||
                             Call.Layout == HONE_LAYOUT_STRING_LIBCXX
                         ? 1
                         : elementSize(Type, Class);
  Call.Type = Type ? typeName(Type) : shortTypeName(Name.Scope);
  if (Call.Role == LibraryCall::Index)
    Call.KeyWord = HONE_KEY_INDEX;
  else if (bool IsSecond = Call.Role == LibraryCall::SecondKey;
           IsSecond || Call.Role == LibraryCall::Key)
    Call.KeyWord = keyOf(parameterType(Subprogram, IsSecond), Type);
}

static bool isCheap(OperationKind Operation, U32 Class) {
  return (Class & (View | Span | Bitset | Array) &&
          Operation != HONE_OP_FindText) ||
         (Class & String && Operation == HONE_OP_Destroy);
}

static void readMember(LibraryCall &Call, const Function &Callee,
                       const FunctionName &Name, U32 Class) {
  StringRef Base = Name.IsConstructor ? "(constructor)"
                   : StringRef(Name.Base).starts_with("~")
                       ? "(destructor)"
                       : StringRef(Name.Base);
  SmallVector<StringRef, 4> Parameters = splitParameters(Name.Parameters);
  Call.Kind = LibraryCall::OnContainer;
  Call.Operation = Class & (String | View) ? HONE_OP_Text : HONE_OP_Other;
  for (const Member &M : Members)
    if (M.Classes & Class && M.Name == Base &&
        hasShape(M.Parameters, Parameters, Name.Scope)) {
      Call.Operation = M.Operation;
      Call.Role = M.Role;
      break;
    }
  Call.IsObserved =
      isObservedKind(Call.Operation) && !isCheap(Call.Operation, Class);
  if (Call.Role != LibraryCall::None)
    Call.Argument = Call.Object + (Call.Role == LibraryCall::SecondKey ? 2 : 1);
  describe(Call, Callee, Name, Class);
}

static void readIterator(LibraryCall &Call, const Function &Callee,
                         const FunctionName &Name, U32 Class) {
  StringRef Base = Name.Base;
  SmallVector<StringRef, 4> Parameters = splitParameters(Name.Parameters);
  if (Name.IsConstructor) {
    Call.Kind = LibraryCall::Copy;
    Call.Object = 1;
    return;
  }
  if (Base == "operator*" || Base == "operator->" || Base == "operator[]") {
    Call.Kind = LibraryCall::Element;
    return;
  }
  if (Base == "base" || Base == "operator=") {
    Call.Kind = LibraryCall::Same;
    return;
  }
  for (const Member &M : Members)
    if (M.Classes & Iterator && M.Name == Base &&
        hasShape(M.Parameters, Parameters, Name.Scope)) {
      Call.Kind = LibraryCall::OnIterator;
      Call.Operation = M.Operation;
      if (Class & ReverseIterator)
        Call.Operation = HONE_OP_Retreat;
      if (const DICompositeType *Type = classOf(Callee.getSubprogram()))
        Call.Type = containerName(Type);
      return;
    }
}

//===-- Functions ---------------------------------------------------------===//

/// An iterator that is one word: its value is where the element is.
static bool isAddress(StringRef Iterator) {
  StringRef Name = withoutStd(Iterator);
  return Iterator.starts_with("__gnu_cxx::__normal_iterator<") ||
         Name.starts_with("__wrap_iter<");
}

static void readAlgorithm(LibraryCall &Call, const Function &Callee,
                          const FunctionName &Name,
                          ArrayRef<StringRef> Parameters) {
  Call.Kind = LibraryCall::OnIterator;
  auto *Found = find_if(
      Algorithms, [&](const FreeFunction &F) { return F.Name == Name.Base; });
  Call.Operation =
      Found != std::end(Algorithms) ? Found->Operation : HONE_OP_WalkAll;
  const DIType *First = parameterType(Callee.getSubprogram(), 0);
  auto *Class = dyn_cast_or_null<DICompositeType>(plainType(First));
  if (Class)
    Call.Type = containerName(Class);
  if (Parameters.size() < 2 || Parameters[0] != Parameters[1] ||
      !isObservedKind(Call.Operation))
    return;
  if (!isAddress(Parameters[0])) {
    // From node to node: how long it takes is all that can be told.
    Call.IsObserved = Callee.getArg(Call.Object)->getType()->isPointerTy();
    return;
  }
  const DIType *Pointer =
      Class ? plainType(templateArgument(Class->getTemplateParams(), 0))
            : nullptr;
  const DIType *Of = plainType(targetOf(Pointer));
  Call.IsObserved = true;
  Call.Layout = HONE_LAYOUT_RANGE;
  Call.ElementSize = Of ? Of->getSizeInBits() / 8 : 0;
  // partial_sort and rotate are given a place between.
  Call.Role = LibraryCall::End;
  Call.Argument = Call.Object + 1;
  if (Parameters.size() > 2 && Parameters[2] == Parameters[1] &&
      (Name.Base == "partial_sort" || Name.Base == "nth_element" ||
       Name.Base == "rotate"))
    ++Call.Argument;
}

static void readFunction(LibraryCall &Call, const Function &Callee,
                         const FunctionName &Name) {
  StringRef Base = Name.Base;
  if (is_contained(Sames, Base)) {
    Call.Kind = LibraryCall::Same;
    return;
  }
  SmallVector<StringRef, 4> Parameters = splitParameters(Name.Parameters);
  bool OverIterators =
      !Parameters.empty() && containerClass(plain(Parameters[0])) & Iterator;
  if (OverIterators) {
    // Comparisons are free; the library's own helpers are none of the user's.
    if (!Base.starts_with("operator") && !Base.starts_with("__") &&
        Base != "distance" && Base != "make_move_iterator" &&
        Base != "make_reverse_iterator")
      readAlgorithm(Call, Callee, Name, Parameters);
    return;
  }
  if (Base.starts_with("__"))
    return;
  Call.Kind = LibraryCall::OnArguments;
  auto *Found =
      find_if(Functions, [&](const FreeFunction &F) { return F.Name == Base; });
  if (Found != std::end(Functions))
    Call.Operation = Found->Operation;
}

/// Cheap: most callees are not of the library.
static bool mayBeOfLibrary(StringRef Mangled) {
  if (Mangled.starts_with("_ZSt"))
    return true;
  if (!Mangled.consume_front("_ZN"))
    return false;
  Mangled = Mangled.ltrim("rVKRO"); // qualifiers of the object
  return Mangled.starts_with("S") || Mangled.starts_with("9__gnu_cxx");
}

static bool isNamespace(StringRef Scope) {
  return Scope == "std" || Scope == "__gnu_cxx" || Scope == "std::__1" ||
         Scope == "std::__cxx11";
}

/// "sort" of std::ranges::__sort_fn and of libc++'s ranges::__sort::__fn.
static StringRef rangesFunction(StringRef Scope) {
  StringRef Name = withoutStd(Scope);
  if (!Name.consume_front("ranges::__") ||
      !(Name.consume_back("::__fn") || Name.consume_back("_fn")))
    return {};
  return Name;
}

/// Functions of classes that are no containers. Those that call what they were
/// given may hand on to it whatever they are given.
static void readOther(LibraryCall &Call, StringRef Scope) {
  Call.Kind = LibraryCall::OnArguments;
  StringRef Ranges = rangesFunction(Scope);
  for (const FreeFunction &F : Algorithms)
    if (F.Name == Ranges)
      Call.Operation = F.Operation;
  for (StringRef Caller : {"function<", "packaged_task<", "thread", "jthread"})
    if (withoutStd(Scope).starts_with(Caller))
      Call.Operation = HONE_OP_Passed;
}

static std::unique_ptr<LibraryCall> read(const Function &Callee) {
  if (!mayBeOfLibrary(Callee.getName()))
    return nullptr;
  std::optional<FunctionName> Name = functionName(Callee.getName());
  if (!Name || (!isNamespace(Name->Scope) && withoutStd(Name->Scope).empty()))
    return nullptr;
  auto Call = std::make_unique<LibraryCall>();
  Call->Object = Callee.hasStructRetAttr();
  U32 Class = containerClass(Name->Scope);
  if (Class & Iterator)
    readIterator(*Call, Callee, *Name, Class);
  else if (Class & Pointer)
    Call->Kind = Name->IsConstructor ? LibraryCall::Other : LibraryCall::Same;
  else if (Class & All)
    readMember(*Call, Callee, *Name, Class);
  else if (isNamespace(Name->Scope))
    readFunction(*Call, Callee, *Name);
  else
    readOther(*Call, Name->Scope);
  if (Call->Kind <= LibraryCall::OnIterator &&
      Call->Object >= Callee.arg_size())
    Call->Kind = LibraryCall::Other;
  if (Call->Role != LibraryCall::None && Call->Role != LibraryCall::Index &&
      (Call->Argument >= Callee.arg_size() ||
       !Callee.getArg(Call->Argument)->getType()->isPointerTy()))
    Call->Role = LibraryCall::None;
  return Call;
}

const LibraryCall *ContainerCalls::of(const CallBase &Call) {
  const Function *Callee = Call.getCalledFunction();
  if (!Callee)
    return nullptr;
  auto [At, IsNew] = Known.try_emplace(Callee, nullptr);
  if (IsNew)
    At->second = read(*Callee);
  return At->second.get();
}

} // namespace hone
