//===- NamedReads.h - calls that read what a text names --------*- C++ -*-===//
//
// Owns: which functions of the library read something that one of their
// arguments names (a file, a variable of the environment), and what is planted
// around calls of them: whether the same name comes again. Knows nothing of what
// that is good for.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_PASS_NAMEDREADS_H
#define HONE_PASS_NAMEDREADS_H

#include "PlantContext.h"

namespace hone {

void plantNamedReadObservers(llvm::Function &F, PlantContext &C);

} // namespace hone

#endif // HONE_PASS_NAMEDREADS_H
