//===- ObjectCheck.h - is this file instrumented? --------------*- C++ -*-===//
//
// Owns: reading out of an object, archive, shared library or executable
// (bitcode of LTO included) whether hone instrumented it and for which ABI
// version. Knows nothing of how that is judged or printed.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_OBJECTCHECK_H
#define HONE_OBJECTCHECK_H

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <set>

namespace hone {

struct ObjectFacts {
  unsigned Objects = 0;      ///< in the file: members of an archive, else 1
  unsigned Instrumented = 0; ///< of these, with instrumented functions
  bool HasRuntime = false;   ///< hone's runtime is linked in
  std::set<unsigned> AbiVersions; ///< named by the instrumented ones
};

llvm::Expected<ObjectFacts> inspectObject(llvm::StringRef Path);

} // namespace hone

#endif // HONE_OBJECTCHECK_H
