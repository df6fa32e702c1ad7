//===- OpenMode.cpp -------------------------------------------------------===//

#include "OpenMode.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/Analysis/ValueTracking.h"
#include "llvm/IR/Constants.h"
#include "llvm/IR/Function.h"
#include <fcntl.h>

using namespace llvm;

namespace hone {

std::optional<bool> opensOnlyToRead(const CallBase &Call) {
  const Function *Callee = Call.getCalledFunction();
  if (!Callee)
    return true;
  // The argument that says what for.
  unsigned How = StringSwitch<unsigned>(Callee->getName())
                     .Cases("fopen", "fopen64", "open", "open64", 1)
                     .Cases("openat", "openat64", 2)
                     .Default(0);
  if (!How || How >= Call.arg_size())
    return true;
  const Value *Says = Call.getArgOperand(How);
  if (auto *Flags = dyn_cast<ConstantInt>(Says))
    return (Flags->getZExtValue() & O_ACCMODE) == O_RDONLY;
  StringRef Mode;
  if (Says->getType()->isPointerTy() && getConstantStringInfo(Says, Mode))
    return Mode.starts_with("r") && !Mode.contains('+');
  return std::nullopt;
}

} // namespace hone
