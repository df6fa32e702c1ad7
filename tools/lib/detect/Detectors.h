//===- Detectors.h - the list of detectors ---------------------*- C++ -*-===//
//
// Owns: the one list of rules. A detector is a pure function from the model,
// and from what operations cost on this machine, to findings; it reports whatever would pay at all and leaves the decision what
// is worth showing to Advice.h. Knows nothing of how findings are printed.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_DETECT_DETECTORS_H
#define HONE_DETECT_DETECTORS_H

#include "Finding.h"
#include "lib/costs/CostModel.h"

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"

namespace hone {

using DetectorFn = void (*)(const Model &, const CostModel &,
                            std::vector<Finding> &);

#define HONE_RULE(Id, Name, Summary)                                           \
  void detect##Name(const Model &M, const CostModel &Costs,                    \
                    std::vector<Finding> &Out);
#include "Rules.inc"

struct Rule {
  llvm::StringRef Id;
  llvm::StringRef Summary;
  llvm::StringRef Page; ///< docs/rules/<Id>.md, embedded when hone is built
  DetectorFn Detect;
};

/// All rules, in the order of Rules.inc.
llvm::ArrayRef<Rule> allRules();

/// The rule with this id, or null.
const Rule *findRule(llvm::StringRef Id);

/// The id that is nearest to a mistyped one, for error messages.
llvm::StringRef nearestRule(llvm::StringRef Id);

} // namespace hone

#endif // HONE_DETECT_DETECTORS_H
