//===- LineTime.h - what lines take and ask for ----------------*- C++ -*-===//
//
// Owns: what the samples and the memory of lines say of the operations that
// stand on them. Knows nothing of containers or rules.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_DETECT_LINETIME_H
#define HONE_DETECT_LINETIME_H

#include "lib/profile/Model.h"

#include "llvm/ADT/ArrayRef.h"

#include <vector>

namespace hone {

/// The lines that operations stand on, each once.
std::vector<const Line *> linesOf(const Model &M,
                                  llvm::ArrayRef<const Operation *> Places);

/// Their CPU time, from samples.
struct LineTime {
  double Ns = 0;
  uint64_t Samples = 0;
};
LineTime timeOfLines(const Model &M, llvm::ArrayRef<const Operation *> Places);

/// The time that is exceeded in one of 40 runs in which samples of Ns, or of
/// less, are taken (the number of samples is Poisson distributed). At most that
/// of the program.
double mostNs(const Model &M, double Ns);

/// Blocks that the lines asked for, with those of their elements.
MemoryUse memoryOf(const Model &M, llvm::ArrayRef<const Operation *> Places);

} // namespace hone

#endif // HONE_DETECT_LINETIME_H
