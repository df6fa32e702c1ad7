//===- PassOptions.cpp ----------------------------------------------------===//

#include "PassOptions.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/Demangle/Demangle.h"
#include "llvm/IR/DebugInfoMetadata.h"
#include "llvm/IR/LLVMContext.h"
#include "llvm/IR/Module.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/Process.h"

using namespace llvm;

#define HONE_PASS_OPTION(Id, Kind, Flag, Env, Help)                            \
  static cl::opt<std::string> Id##Option(Flag, cl::desc(Help));
#include "hone/Options.inc"

namespace hone {

static std::string valueOf(const cl::opt<std::string> &Option, StringRef Env) {
  if (Option.getNumOccurrences())
    return Option;
  return sys::Process::GetEnv(Env).value_or("");
}

static void read(bool &Flag, StringRef, StringRef, StringRef Value,
                 LLVMContext &) {
  Flag = !Value.empty() && Value != "0";
}

static void read(std::vector<GlobPattern> &Patterns, StringRef Name,
                 StringRef Env, StringRef Value,
                 LLVMContext &Context) {
  SmallVector<StringRef, 4> Parts;
  Value.split(Parts, ',', -1, /*KeepEmpty=*/false);
  for (StringRef Part : Parts) {
    Expected<GlobPattern> Pattern = GlobPattern::create(Part.trim());
    if (Pattern)
      Patterns.push_back(std::move(*Pattern));
    else
      Context.emitError("hone: -mllvm -" + Name + " (or " + Env +
                        "): bad pattern '" + Part +
                        "': " + toString(Pattern.takeError()));
  }
}

PassOptions::PassOptions(LLVMContext &Context) {
#define HONE_PASS_OPTION(Id, Kind, Flag, Env, Help)                            \
  read(Id, Flag, Env, Texts.save(valueOf(Id##Option, Env)), Context);
#include "hone/Options.inc"
}

static bool matches(const std::vector<GlobPattern> &Patterns, StringRef Text) {
  return any_of(Patterns,
                [&](const GlobPattern &P) { return P.match(Text); });
}

bool PassOptions::selects(const Function &F) const {
  const DISubprogram *Subprogram = F.getSubprogram();
  StringRef File = Subprogram ? Subprogram->getFilename()
                              : StringRef(F.getParent()->getSourceFileName());
  if (!OnlyFiles.empty() && !matches(OnlyFiles, File))
    return false;
  if (matches(ExceptFiles, File))
    return false;
  if (OnlyFunctions.empty() && ExceptFunctions.empty())
    return true;
  std::string Demangled = demangle(F.getName().str());
  auto Names = [&](const Patterns &P) {
    return matches(P, F.getName()) || matches(P, Demangled);
  };
  return (OnlyFunctions.empty() || Names(OnlyFunctions)) &&
         !Names(ExceptFunctions);
}

} // namespace hone
