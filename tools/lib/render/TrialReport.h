//===- TrialReport.h - what a trial found ----------------------*- C++ -*-===//
//
// Owns: the text and the JSON of a trial. Knows nothing of how it was made.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_RENDER_TRIALREPORT_H
#define HONE_RENDER_TRIALREPORT_H

#include "lib/trial/Trial.h"
#include "llvm/Support/raw_ostream.h"

namespace hone {

/// RunNs: CPU time of the run, that percentages are of.
void printTrial(const Suggestion &S, const Trial &T, double RunNs,
                llvm::raw_ostream &OS);
void printTrialJson(const Suggestion &S, const Trial &T, llvm::raw_ostream &OS);

} // namespace hone

#endif // HONE_RENDER_TRIALREPORT_H
