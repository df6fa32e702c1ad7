//===- Effects.cpp --------------------------------------------------------===//

#include "Effects.h"
#include "EffectsSolver.h"
#include "llvm/ADT/SCCIterator.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/Instructions.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/Support/GlobPattern.h"
#include <optional>
#include <vector>

using namespace llvm;

namespace hone {

/// A function and what it calls.
struct CallNode {
  const Function *F;
  SmallVector<CallNode *, 8> Callees;
};

} // namespace hone

template <> struct llvm::GraphTraits<hone::CallNode *> {
  using NodeRef = hone::CallNode *;
  using ChildIteratorType = SmallVectorImpl<NodeRef>::iterator;
  static NodeRef getEntryNode(NodeRef Node) { return Node; }
  static ChildIteratorType child_begin(NodeRef Node) {
    return Node->Callees.begin();
  }
  static ChildIteratorType child_end(NodeRef Node) {
    return Node->Callees.end();
  }
};

namespace hone {

// More functions than this below one candidate take longer to look at than the
// candidate is likely to be worth.
static constexpr unsigned MaxReachable = 20000;

static bool isPlantedName(StringRef Name) {
  return Name.starts_with("__hone_") || Name.starts_with("llvm.instrprof.");
}

bool isPlantedInstruction(const Instruction &I) {
  if (auto *Call = dyn_cast<CallBase>(&I))
    return Call->getCalledFunction() &&
           isPlantedName(Call->getCalledFunction()->getName());
  const Value *Address = getPointerOperand(&I);
  if (!Address)
    return false;
  auto *Global = dyn_cast<GlobalVariable>(Address->stripInBoundsOffsets());
  return Global && isPlantedName(Global->getName());
}

namespace {

enum class LibraryResult { Same, Fresh };

struct LibraryFunction {
  StringRef Arguments;
  LibraryResult Result;
  unsigned Outside = 0;
};

class Library {
public:
  Library();
  const LibraryFunction *find(StringRef Name) const;

private:
  void add(StringRef Names, LibraryFunction What);
  StringMap<LibraryFunction> ByName;
  std::vector<std::pair<GlobPattern, LibraryFunction>> ByGlob;
};

} // namespace

Library::Library() {
#define HONE_LIBRARY(Names, Arguments, Result)                                 \
  add(Names, {Arguments, LibraryResult::Result});
#define HONE_LIBRARY_OUTSIDE(Names, Arguments, Result, Outside)                \
  add(Names, {Arguments, LibraryResult::Result, Outside});
#define HONE_LIBRARY_MATH(Names)                                               \
  for (StringRef Suffix : {"", "f", "l"})                                      \
    for (StringRef Name : split(StringRef(Names), " "))                        \
      ByName[(Name + Suffix).str()] = {"", LibraryResult::Same};
#include "LibraryEffects.inc"
}

void Library::add(StringRef Names, LibraryFunction What) {
  for (StringRef Name : split(Names, " ")) {
    if (Name.find_first_of("*[") == StringRef::npos)
      ByName[Name] = What;
    else
      ByGlob.emplace_back(cantFail(GlobPattern::create(Name)), What);
  }
}

const LibraryFunction *Library::find(StringRef Name) const {
  auto It = ByName.find(Name);
  if (It != ByName.end())
    return &It->second;
  if (!Name.starts_with("_Z"))
    return nullptr;
  for (const auto &[Glob, What] : ByGlob)
    if (Glob.match(Name))
      return &What;
  return nullptr;
}

/// Roots of everything that the arguments lead to.
static Roots argumentRoots(const Function &F) {
  Roots All;
  for (const Argument &A : F.args())
    if (A.getType()->isPointerTy()) {
      All.set(directRoot(A.getArgNo()));
      All.set(reachedRoot(A.getArgNo()));
    }
  return All;
}

static FunctionEffects libraryEffects(const Function &F,
                                      const LibraryFunction &What) {
  FunctionEffects E;
  E.Outside = What.Outside;
  Roots All = argumentRoots(F);
  bool HasResultArgument =
      F.arg_size() && F.hasParamAttribute(0, Attribute::StructRet);
  std::string Letters = What.Arguments.str();
  if (HasResultArgument)
    Letters = "d" + Letters;
  for (const Argument &A : F.args()) {
    unsigned K = A.getArgNo();
    if (!A.getType()->isPointerTy() || K >= Letters.size() || Letters[K] == 'r')
      continue;
    E.Writes.set(directRoot(K));
    if (Letters[K] == 'w')
      continue;
    for (unsigned Root : {directRoot(K), reachedRoot(K)}) {
      E.Writes.set(Root);
      E.Stores[Root].set(RootFresh);
      if (Letters[K] == 'c')
        E.Stores[Root] |= All;
    }
  }
  if (What.Result == LibraryResult::Fresh)
    E.Returns.set(RootFresh);
  else
    E.Returns = All;
  return E;
}

/// The effects of a function whose body is not to be looked at.
static std::optional<FunctionEffects> knownEffects(const Function &F) {
  static const Library TheLibrary;
  StringRef Name = F.getName();
  if (const LibraryFunction *What = TheLibrary.find(Name))
    return libraryEffects(F, *What);
  if (!F.isDeclaration() && !F.isInterposable())
    return std::nullopt;
  FunctionEffects E;
  E.Returns = argumentRoots(F);
  // As declared: __attribute__((const)) and ((pure)).
  if (F.onlyReadsMemory())
    return E;
  E.Impurity = ("calls " + Name).str();
  return E;
}

const FunctionEffects &Effects::of(const Function &F) {
  auto It = Known.find(&F);
  if (It == Known.end()) {
    solve(F);
    It = Known.find(&F);
  }
  return It->second;
}

/// F and all that it calls, callees first: functions that call each other are
/// solved together, from no effects up to the smallest ones that agree.
void Effects::solve(const Function &F) {
  std::map<const Function *, CallNode> Nodes;
  SmallVector<CallNode *, 32> Open;
  auto NodeOf = [&](const Function *Of) {
    auto [It, IsNew] = Nodes.try_emplace(Of, CallNode{Of, {}});
    if (IsNew)
      Open.push_back(&It->second);
    return &It->second;
  };
  CallNode *Root = NodeOf(&F);
  while (!Open.empty() && Nodes.size() <= MaxReachable) {
    CallNode *Node = Open.pop_back_val();
    if (Known.count(Node->F))
      continue;
    if (std::optional<FunctionEffects> E = knownEffects(*Node->F)) {
      Known[Node->F] = std::move(*E);
      continue;
    }
    for (const Instruction &I : instructions(Node->F))
      if (auto *Call = dyn_cast<CallBase>(&I))
        if (const Function *Callee = Call->getCalledFunction())
          if (!Callee->isIntrinsic() && !isPlantedName(Callee->getName()))
            Node->Callees.push_back(NodeOf(Callee));
  }
  if (Nodes.size() > MaxReachable) {
    Known[&F].Impurity = "calls too many functions to look at";
    return;
  }
  for (auto Group = scc_begin(Root); !Group.isAtEnd(); ++Group)
    solveTogether(*Group);
}

void Effects::solveTogether(ArrayRef<CallNode *> Group) {
  if (Group.size() == 1 && Known.count(Group.front()->F))
    return;
  for (const CallNode *Node : Group)
    Known[Node->F];
  for (bool Changed = true; Changed;) {
    Changed = false;
    for (const CallNode *Node : Group)
      Changed |= solveFunction(*Node->F, Known);
  }
}

bool Effects::isPure(const Function &F) {
  const FunctionEffects &E = of(F);
  return E.Impurity.empty() && !E.CallsThroughPointer && !E.Outside &&
         E.Writes.empty();
}

bool Effects::isReadOnly(const CallBase &Call) {
  const Function *Callee = Call.getCalledFunction();
  if (!Callee)
    return false;
  if (Callee->isIntrinsic())
    return Call.onlyReadsMemory() || isa<DbgInfoIntrinsic>(Call) ||
           Call.isLifetimeStartOrEnd() ||
           Call.getIntrinsicID() == Intrinsic::assume;
  return isPure(*Callee);
}

} // namespace hone
