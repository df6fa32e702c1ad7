//===- UserLocation.cpp ---------------------------------------------------===//

#include "UserLocation.h"

using namespace llvm;

namespace hone {

const DILocation *userLocation(const CallBase &Call,
                               const DenseSet<U64> &UserFunctions,
                               U64 &Caller) {
  for (const DILocation *At = Call.getDebugLoc(); At; At = At->getInlinedAt()) {
    U64 Hash = functionHash(*At->getScope()->getSubprogram());
    if (!UserFunctions.contains(Hash) && At->getInlinedAt())
      continue;
    if (At->getInlinedAt())
      Caller = Hash;
    return At;
  }
  return nullptr;
}

} // namespace hone
