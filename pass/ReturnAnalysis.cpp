//===- ReturnAnalysis.cpp -------------------------------------------------===//

#include "ReturnAnalysis.h"
#include "llvm/ADT/StringSet.h"
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
      "_ZdlPvm", "_ZdaPv",  "_ZdaPvm", "__cxa_begin_catch",
      "__cxa_allocate_exception", "__cxa_free_exception"};
  return Names.contains(Name);
}

bool ReturnAnalysis::mayNotReturn(const CallBase &Call) {
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

bool ReturnAnalysis::mayNotReturn(const Function &F) {
  if (F.isDeclaration())
    return !isReturningLibraryFunction(F.getName());
  if (F.isInterposable())
    return true;
  auto [Entry, IsNew] = Known.try_emplace(&F, false);
  if (!IsNew)
    return Entry->second;
  bool Result = false;
  for (const BasicBlock &Block : F) {
    if (isa<ResumeInst>(Block.getTerminator()))
      Result = true;
    for (const Instruction &I : Block)
      if (auto *Call = dyn_cast<CallBase>(&I); Call && !Result)
        Result = mayNotReturn(*Call);
    if (Result)
      break;
  }
  Known[&F] = Result;
  return Result;
}

} // namespace hone
