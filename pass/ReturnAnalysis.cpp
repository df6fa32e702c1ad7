//===- ReturnAnalysis.cpp -------------------------------------------------===//

#include "ReturnAnalysis.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/IR/CFG.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/Instructions.h"
#include "llvm/IR/IntrinsicInst.h"

using namespace llvm;

namespace hone {

/// Functions of libc that neither call back nor throw, exit or longjmp. Those
/// that can be cancelled (read, printf, ...) are left out on purpose.
static bool isReturningLibraryFunction(StringRef Name) {
  static const StringSet<> Names{
      "memcpy",  "memmove", "memset",  "memcmp",  "memchr",  "strlen",
      "strnlen", "strcmp",  "strncmp", "strchr",  "strrchr", "strstr",
      "strcpy",  "strncpy", "strcat",  "strcasecmp", "strncasecmp",
      "strtol",  "strtoul", "strtoll", "strtoull", "strtod", "strtof",
      "atoi",    "atol",    "atof",    "malloc",  "calloc",  "realloc",
      "free",    "isalpha", "isdigit", "isalnum", "isspace", "isupper",
      "islower", "ispunct", "isxdigit", "toupper", "tolower", "abs",
      "labs",    "sqrt",    "sin",     "cos",     "tan",     "exp",
      "log",     "log2",    "log10",   "pow",     "floor",   "ceil",
      "fabs",    "fmod",    "round",   "rand",    "srand",   "_ZdlPv",
      "_ZdlPvm", "_ZdaPv",  "_ZdaPvm", "_Znwm",   "_Znam",
      "_ZnwmSt11align_val_t",     "_ZnamSt11align_val_t",
      "_ZdlPvmSt11align_val_t",   "_ZdaPvSt11align_val_t",
      "__cxa_begin_catch",        "__cxa_allocate_exception",
      "__cxa_free_exception"};
  return Names.contains(Name);
}

/// Ends the process at once, without a profile but the live file: no count of a
/// caller is ever wrong by more than the call that is under way.
static bool isEndOfProcess(const CallBase &Call) {
  static const StringSet<> Names{
      "abort", "_exit", "_Exit", "__assert_fail", "__stack_chk_fail",
      "__chk_fail", "_ZSt9terminatev", "__clang_call_terminate",
      "__cxa_pure_virtual", "__cxa_deleted_virtual",
      "_ZSt21__glibcxx_assert_failPKciS0_S0_"};
  const Function *Callee = Call.getCalledFunction();
  return Callee && Names.contains(Callee->getName());
}

ReturnAnalysis::ReturnAnalysis(const Module &M) {
  DenseMap<const Function *, SmallVector<const Function *, 4>> Callers;
  SmallVector<const Function *, 32> Open;
  for (const Function &F : M) {
    if (F.isDeclaration())
      continue;
    Open.push_back(&F);
    for (const Instruction &I : instructions(F))
      if (auto *Call = dyn_cast<CallBase>(&I))
        if (const Function *Callee = Call->getCalledFunction())
          Callers[Callee].push_back(&F);
  }
  // What was not found to leave is taken to return: a circle of calls leaves
  // only where one of its functions does.
  while (!Open.empty()) {
    const Function *F = Open.pop_back_val();
    if (Leaving.contains(F) || !leaves(*F))
      continue;
    Leaving.insert(F);
    append_range(Open, Callers[F]);
  }
}

bool ReturnAnalysis::mayNotReturn(const CallBase &Call) const {
  if (Call.doesNotReturn())
    return true;
  if (Call.isInlineAsm())
    return false;
  if (isa<IntrinsicInst>(Call))
    return Call.isTerminator();
  if (Call.hasFnAttr(Attribute::WillReturn) && Call.doesNotThrow())
    return false;
  const Function *Callee = Call.getCalledFunction();
  return !Callee || mayNotReturn(*Callee);
}

bool ReturnAnalysis::mayNotReturn(const Function &F) const {
  if (F.isDeclaration())
    return !isReturningLibraryFunction(F.getName());
  return F.isInterposable() || Leaving.contains(&F);
}

/// Looks at the blocks that can be reached: no landing pad of a call that surely
/// returns.
bool ReturnAnalysis::leaves(const Function &F) const {
  SmallPtrSet<const BasicBlock *, 32> Seen{&F.getEntryBlock()};
  SmallVector<const BasicBlock *, 32> Open{&F.getEntryBlock()};
  while (!Open.empty()) {
    const BasicBlock *Block = Open.pop_back_val();
    if (isa<ResumeInst>(Block->getTerminator()))
      return true;
    for (const Instruction &I : *Block) {
      auto *Call = dyn_cast<CallBase>(&I);
      if (Call && mayNotReturn(*Call) && !isEndOfProcess(*Call))
        return true;
    }
    auto *Invoke = dyn_cast<InvokeInst>(Block->getTerminator());
    for (const BasicBlock *Next : successors(Block))
      if (!(Invoke && Next == Invoke->getUnwindDest()) &&
          Seen.insert(Next).second)
        Open.push_back(Next);
  }
  return false;
}

} // namespace hone
