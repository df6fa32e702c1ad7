//===- OutsideCalls.h - time in a library, by function ---------*- C++ -*-===//
//
// Owns: how much of a function's time its lines spend in functions of a library
// that someone looks for, by their names. Knows no library and no rule.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_DETECT_OUTSIDECALLS_H
#define HONE_DETECT_OUTSIDECALLS_H

#include "lib/costs/Interval.h"
#include "lib/profile/Model.h"

#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringRef.h"

namespace hone {

/// What one function of the user's spends in them.
struct OutsideCalls {
  struct Place {
    const Line *L;
    std::string Name; ///< of the one that takes most of the time
    double Ns;
    double KernelNs = 0; ///< of Ns, in system calls
  };
  std::vector<Place> Places; ///< the longest first
  double Ns = 0;

  FunctionId function() const { return Places.front().L->Function; }
};

/// By function, of those whose name Wanted says yes to.
std::vector<OutsideCalls>
outsideCalls(const Model &M, llvm::function_ref<bool(llvm::StringRef)> Wanted);

/// What else their time may be, sampled as it is, in 95 of 100 runs.
Interval sampledInterval(const Model &M, double Ns);

/// "a.cpp:12 (std::regex_match, 1.2 ms)", one for each but the first.
std::string otherPlaces(const Model &M, const OutsideCalls &Calls);

} // namespace hone

#endif // HONE_DETECT_OUTSIDECALLS_H
