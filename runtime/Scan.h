//===- Scan.h - observing linear searches ----------------------*- C++ -*-===//
//
// Owns: what the rest of the runtime asks of the search observers.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_RUNTIME_SCAN_H
#define HONE_RUNTIME_SCAN_H

#include "Platform.h"

namespace hone::rt {

struct ThreadState;

/// What is observed each k-th time consumes WholeCredit / k each time.
inline constexpr I64 WholeCredit = 1 << 20;
/// True for Step of WholeCredit calls on average, by chance, so that no pattern
/// of places in the program can keep step with the sampling.
bool drawn(ThreadState &T, I64 Step);

/// Sets the figures to 0, in the child of a fork.
void clearScan(ScanRecord &Scan);
/// Takes back what the record refers to, before its module goes.
void releaseScan(ScanRecord &Scan);

} // namespace hone::rt

#endif // HONE_RUNTIME_SCAN_H
