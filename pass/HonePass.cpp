//===- HonePass.cpp - the plug-in's entry and its passes -*- C++ -*-===//
//
// Owns: which functions are instrumented, and when in the pipeline what happens:
//
//   start       Plant   unoptimized IR: flow graph, counters, records, observers
//   optimizer   Reveal  what was inferred from placeholders is taken back
//   vectorizer  Lower   placeholders of counters become increments
//   last        Hooks   counters that go up together share one increment; entry
//                       and exit hooks on what was not inlined away; observers of
//                       calls that can block; links to the allocator
//
// At -O0 and before link-time optimization only the first and the last point
// run; the last one then lowers what is left.
//
//===----------------------------------------------------------------------===//

#include "Compat.h"
#include "llvm/IR/InstIterator.h"
#include "ContainerUse.h"
#include "CopyObserver.h"
#include "CounterLowering.h"
#include "CounterPlanter.h"
#include "CounterSharing.h"
#include "CoverageMap.h"
#include "Effects.h"
#include "FlowGraph.h"
#include "GrowthPlanter.h"
#include "HeapCalls.h"
#include "HookPlanter.h"
#include "InfoWriter.h"
#include "MemoObserver.h"
#include "NamedReads.h"
#include "OperationObserver.h"
#include "PassOptions.h"
#include "PlantContext.h"
#include "PlantedData.h"
#include "ScanObserver.h"
#include "ThreadCheck.h"
#include "WaitPlanter.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Analysis/BlockFrequencyInfo.h"
#include "llvm/Analysis/BranchProbabilityInfo.h"
#include "llvm/IR/DebugInfoMetadata.h"
#include "llvm/Passes/PassPlugin.h"
#include "llvm/Support/raw_ostream.h"
#include "llvm/Transforms/InstCombine/InstCombine.h"
#include "llvm/Transforms/Scalar/IndVarSimplify.h"
#include "llvm/Transforms/Scalar/LoopDeletion.h"
#include "llvm/Transforms/Scalar/LoopPassManager.h"
#include "llvm/Transforms/Scalar/SimplifyCFG.h"
#include "llvm/Transforms/Utils/LoopSimplify.h"
#include <memory>

using namespace llvm;

namespace hone {

namespace {

/// What the first pass tells the last one about the module.
struct ModuleState {
  DenseSet<U64> UserFunctions;
};

/// One function on its way through the first pass.
struct Plan {
  Function *F;
  const FunctionRegions *Regions;
  std::unique_ptr<FlowGraph> Graph;
  GlobalVariable *Counters = nullptr;
  Placement Where;
  ContainerUse Containers; ///< found before anything is planted
  std::vector<FieldUse> Fields; ///< as Containers
};

class PlantPass : public PassInfoMixin<PlantPass> {
public:
  explicit PlantPass(std::shared_ptr<ModuleState> State)
      : State(std::move(State)) {}
  static bool isRequired() { return true; }
  PreservedAnalyses run(Module &M, ModuleAnalysisManager &AM);

private:
  bool isSelected(const Function &F, const CoverageMap &Map,
                  const PassOptions &Options) const;
  std::shared_ptr<ModuleState> State;
};

class RevealPass : public PassInfoMixin<RevealPass> {
public:
  static bool isRequired() { return true; }
  PreservedAnalyses run(Module &M, ModuleAnalysisManager &) {
    revealCounters(M);
    return PreservedAnalyses::none();
  }
};

class LowerPass : public PassInfoMixin<LowerPass> {
public:
  static bool isRequired() { return true; }
  PreservedAnalyses run(Function &F, FunctionAnalysisManager &AM) {
    bool Changed = promoteCounters(F, AM.getResult<LoopAnalysis>(F),
                                   AM.getResult<DominatorTreeAnalysis>(F));
    return Changed ? PreservedAnalyses::none() : PreservedAnalyses::all();
  }
};

static bool hasEntryHook(const Function &F) {
  return any_of(instructions(F), [](const Instruction &I) {
    auto *Call = dyn_cast<CallBase>(&I);
    const Function *Callee = Call ? Call->getCalledFunction() : nullptr;
    return Callee && Callee->getName() == "__hone_enter";
  });
}

class HookPass : public PassInfoMixin<HookPass> {
public:
  HookPass(std::shared_ptr<ModuleState> State, bool Optimizes)
      : State(std::move(State)), Optimizes(Optimizes) {}
  static bool isRequired() { return true; }
  PreservedAnalyses run(Module &M, ModuleAnalysisManager &) {
    bool Changed = false;
    revealCounters(M);
    PlantedData Data(M);
    joinAdditions(M);
    if (Optimizes)
      shareIncrements(Data);
    for (Function &F : M)
      if (!F.isDeclaration())
        Changed |= lowerCounters(F);
    if (State->UserFunctions.empty())
      return Changed ? PreservedAnalyses::none() : PreservedAnalyses::all();
    PassOptions Options(M.getContext());
    if (!Options.NoTime && !Options.NoObserve)
      plantGrowthObservers(Data, State->UserFunctions);
    if (!Options.NoTime) {
      plantHooks(Data, State->UserFunctions);
      plantWaits(Data, State->UserFunctions);
    }
    plantThreadChecks(Data, hasEntryHook);
    if (!Options.NoTime)
      turnHeapCalls(Data);
    return PreservedAnalyses::none();
  }

private:
  std::shared_ptr<ModuleState> State;
  bool Optimizes;
};

} // namespace

/// Where system headers are when the coverage map does not tell (clang leaves
/// them out of it by itself).
static bool isSystemPath(StringRef Path) {
  return Path.starts_with("/usr/") || Path.starts_with("/opt/") ||
         Path.contains("/lib/clang/");
}

static bool canBeInstrumented(const Function &F) {
  // Resolvers run before relocations are applied; a naked function has no room.
  return !F.isDeclaration() && !F.hasFnAttribute(Attribute::Naked) &&
         !F.hasFnAttribute(Attribute::NoProfile) &&
         !F.getName().starts_with("__hone_") &&
         none_of(F.getParent()->ifuncs(), [&](const GlobalIFunc &IFunc) {
           return IFunc.getResolverFunction() == &F;
         });
}

bool PlantPass::isSelected(const Function &F, const CoverageMap &Map,
                           const PassOptions &Options) const {
  if (!canBeInstrumented(F))
    return false;
  if (!Map.regions(F)) {
    const DISubprogram *Subprogram = F.getSubprogram();
    if (!Subprogram || Subprogram->isArtificial() || !Subprogram->getLine())
      return false;
    bool IsUsers = !Map.isPresent() && !isSystemPath(Subprogram->getFilename());
    if (!IsUsers && !Options.SystemHeaders)
      return false;
  }
  return Options.selects(F);
}

/// Definitions that other translation units may have too.
static bool isShared(const Function &F) {
  return F.hasLinkOnceLinkage() || F.hasWeakODRLinkage() ||
         F.hasAvailableExternallyLinkage();
}

/// Gives the function its record, still empty, under a name that no other
/// version of the function has: Content goes into it.
static void declare(Plan &P, StringRef Content, PlantedData &Data) {
  P.Where.Shared = isShared(*P.F);
  P.Where.Key = P.F->getName().str();
  if (P.Where.Shared)
    P.Where.Key += "." + utohexstr(hashBytes(Content.data(), Content.size()),
                                   /*LowerCase=*/true);
}

static void plantRecord(Plan &P, PlantedData &Data) {
  unsigned NumCounters = P.Graph->assignCounters();
  std::string Info = writeInfo(*P.F, *P.Graph, P.Regions, P.Containers,
                               P.Fields, Data);
  declare(P, Info, Data);
  GlobalVariable *Record =
      Data.declareRecord("FunctionRecord", "hone_functions", "f", P.Where);
  GlobalVariable *InfoGlobal = Data.info(P.Where, Info);
  // A function without a counter (one that never leaves) still has an address.
  P.Counters = Data.counters(P.Where, std::max(NumCounters, 1u));
  Data.fillRecord(Record,
                  {Data.u64(functionHash(*P.F)),
                   Data.relative(P.Counters, Record, 1),
                   Data.relative(InfoGlobal, Record, 2),
                   Data.u32(std::max(NumCounters, 1u)),
                   Data.u32(Info.size()), Data.u32(0),
                   Data.u32(HONE_GATE_OPEN)});
  LLVMContext &Context = P.F->getContext();
  P.F->setMetadata(RecordMetadata,
                   MDNode::get(Context, {ValueAsMetadata::get(Record)}));
}

/// Said once per compilation, not as a diagnostic: -Werror must not turn it into
/// a failed build.
static void warnWithoutDebugInfo(const Module &M, ArrayRef<Plan> Plans) {
  if (Plans.empty() || any_of(Plans, [](const Plan &P) {
        return P.F->getSubprogram() != nullptr;
      }))
    return;
  errs() << "hone: " << M.getSourceFileName()
         << ": compiled without debug information: functions are counted, but "
            "no lines; leave out -g0\n";
}

/// Whether the runtime, and the linker's relocations, are for this target. A
/// build may also compile for others: 32 bits, a GPU, BPF.
static bool isSupported(const Module &M) {
  Triple Target(M.getTargetTriple());
  return Target.isOSLinux() && Target.isOSBinFormatELF() &&
         (Target.getArch() == Triple::x86_64 ||
          Target.getArch() == Triple::aarch64) &&
         M.getDataLayout().getPointerSizeInBits() == 64;
}

/// A function declared const or pure writes memory once it counts: calls of it
/// may not be merged or dropped any more.
static void dropMemoryAttributes(Function &F) {
  F.removeFnAttr(Attribute::Memory);
  F.removeFnAttr(Attribute::Speculatable);
  for (User *U : F.users())
    if (auto *Call = dyn_cast<CallBase>(U))
      if (Call->getCalledOperand() == &F)
        Call->removeFnAttr(Attribute::Memory);
}

PreservedAnalyses PlantPass::run(Module &M, ModuleAnalysisManager &AM) {
  State->UserFunctions.clear();
  PassOptions Options(M.getContext());
  CoverageMap Map(M);
  if (!isSupported(M)) {
    Map.erase();
    errs() << "hone: " << M.getSourceFileName() << ": not instrumented: '"
           << M.getTargetTriple()
           << "' is not a 64-bit Linux target; leave hone's flag out for it\n";
    return PreservedAnalyses::none();
  }
  std::vector<Plan> Plans;
  unsigned LeftOut = 0;
  for (Function &F : M) {
    if (F.isDeclaration())
      continue;
    if (isSelected(F, Map, Options) && FlowGraph::prepare(F))
      Plans.push_back({&F, Map.regions(F), nullptr, nullptr, {}, {}, {}});
    else
      ++LeftOut;
  }
  auto &FAM = AM.getResult<FunctionAnalysisManagerModuleProxy>(M).getManager();
  ReturnAnalysis Returns(M);
  // All graphs before any change: whether a call returns depends on the callee's
  // body.
  for (Plan &P : Plans) {
    P.Graph = std::make_unique<FlowGraph>(
        *P.F, Returns, FAM.getResult<BlockFrequencyAnalysis>(*P.F),
        FAM.getResult<BranchProbabilityAnalysis>(*P.F));
    State->UserFunctions.insert(functionHash(*P.F));
    P.F->setMetadata(RecordMetadata, MDNode::get(M.getContext(), {}));
  }
  PlantedData Data(M);
  ContainerCalls Calls;
  StructTypes Structs(M);
  if (!Options.NoObserve)
    for (Plan &P : Plans)
      Structs.learn(*P.F);
  for (Plan &P : Plans) {
    if (!Options.NoObserve) {
      P.Containers = findContainerUse(*P.F, Calls);
      P.Fields = findFieldUse(*P.F, Structs);
    }
    plantRecord(P, Data);
  }
  Map.erase();
  Effects TheEffects;
  std::vector<std::pair<Plan *, MemoCandidate>> Copies;
  auto ContextOf = [&](Plan &P) {
    return PlantContext{Data, *P.Graph, P.Where, TheEffects};
  };
  for (Plan &P : Plans) {
    if (!Options.NoObserve) {
      PlantContext Context = ContextOf(P);
      plantScanObservers(*P.F, Context);
      if (auto Candidate = asMemoCandidate(*P.F, TheEffects)) {
        if (Candidate->IsRecursive)
          Copies.push_back({&P, std::move(*Candidate)});
        else
          plantMemoObserver(*P.F, Context, *Candidate);
      }
      plantNamedReadObservers(*P.F, Context);
    }
    plantCounters(*P.F, *P.Graph, *P.Counters);
  }
  // After all that look for side effects: spending the thread's credit is one.
  for (Plan &P : Plans) {
    PlantContext Context = ContextOf(P);
    plantOperationObservers(*P.F, Context, P.Containers);
  }
  if (!Options.NoObserve && !Plans.empty())
    plantCopyObservers(Data);
  for (auto &[P, Candidate] : Copies) {
    PlantContext Context = ContextOf(*P);
    plantMemoCopy(*P->F, Context, Candidate);
  }
  // Last: until here the attributes have told the observers what is pure.
  for (Plan &P : Plans)
    dropMemoryAttributes(*P.F);
  warnWithoutDebugInfo(M, Plans);
  if (!Plans.empty())
    Data.requireRuntime();
  if (Options.Report)
    errs() << "hone: " << M.getSourceFileName() << ": " << Plans.size()
           << " functions instrumented, " << LeftOut
           << " left out (system headers, implicit functions, filters)\n";
  return PreservedAnalyses::none();
}

static void registerCallbacks(PassBuilder &Builder) {
  auto State = std::make_shared<ModuleState>();
  Builder.registerPipelineStartEPCallback(
      [State](ModulePassManager &Passes, OptimizationLevel) {
        Passes.addPass(PlantPass(State));
      });
  Builder.registerOptimizerEarlyEPCallback(
      [](ModulePassManager &Passes, OptimizationLevel) {
        Passes.addPass(RevealPass());
      });
  Builder.registerVectorizerStartEPCallback(
      [](FunctionPassManager &Passes, OptimizationLevel) {
        Passes.addPass(LoopSimplifyPass());
        Passes.addPass(LowerPass());
        // Without the placeholders loops can be if-converted, their counts
        // computed from the trip count, and loops that only counted deleted.
        Passes.addPass(SimplifyCFGPass(SimplifyCFGOptions()
                                           .convertSwitchRangeToICmp(true)
                                           .hoistCommonInsts(true)
                                           .sinkCommonInsts(true)));
        Passes.addPass(InstCombinePass());
        LoopPassManager LoopPasses;
        LoopPasses.addPass(IndVarSimplifyPass());
        LoopPasses.addPass(LoopDeletionPass());
        Passes.addPass(createFunctionToLoopPassAdaptor(std::move(LoopPasses)));
      });
  Builder.registerOptimizerLastEPCallback(
      [State](ModulePassManager &Passes, OptimizationLevel Level) {
        Passes.addPass(HookPass(State, Level != OptimizationLevel::O0));
      });
}

} // namespace hone

extern "C" LLVM_ATTRIBUTE_WEAK PassPluginLibraryInfo llvmGetPassPluginInfo() {
  return {LLVM_PLUGIN_API_VERSION, "hone", "1", hone::registerCallbacks};
}
