//===- UserLocation.cpp ---------------------------------------------------===//

#include "UserLocation.h"
#include "HeapCalls.h"

using namespace llvm;

namespace hone {

const DILocation *userLocation(const CallBase &Call,
                               const DenseSet<U64> &UserFunctions,
                               U64 &Caller) {
  for (const DILocation *At = Call.getDebugLoc(); At; At = At->getInlinedAt()) {
    const DISubprogram &Source = *At->getScope()->getSubprogram();
    U64 Hash = functionHash(Source);
    StringRef Name = Source.getLinkageName();
    if (At->getInlinedAt() &&
        (!UserFunctions.contains(Hash) ||
         isAllocator(Name.empty() ? Source.getName() : Name)))
      continue;
    if (At->getInlinedAt())
      Caller = Hash;
    return At;
  }
  return nullptr;
}

} // namespace hone
