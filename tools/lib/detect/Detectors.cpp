//===- Detectors.cpp - the list of detectors -------------------*- C++ -*-===//
//
// Owns: the table behind Detectors.h, with the rules' pages. The pages are
// generated into RulePages.inc from docs/rules, so that the installed program
// needs no documentation folder and a rule without a page does not compile.
//
//===----------------------------------------------------------------------===//

#include "Detectors.h"

using namespace llvm;

namespace hone {

static StringRef pageOf(StringRef Id) {
#define HONE_RULE_PAGE(PageId, Text)                                           \
  if (Id == PageId)                                                            \
    return Text;
#include "RulePages.inc"
  return "";
}

ArrayRef<Rule> allRules() {
  static const Rule Rules[] = {
#define HONE_RULE(Id, Name, Summary) {Id, Summary, pageOf(Id), detect##Name},
#include "Rules.inc"
  };
  return Rules;
}

const Rule *findRule(StringRef Id) {
  for (const Rule &R : allRules())
    if (R.Id == Id)
      return &R;
  return nullptr;
}

StringRef nearestRule(StringRef Id) {
  const Rule *Best = nullptr;
  unsigned BestDistance = ~0u;
  for (const Rule &R : allRules()) {
    // A word of the id ("search", "linear") is as good as a near miss.
    unsigned Distance =
        !Id.empty() && R.Id.contains(Id) ? 0 : R.Id.edit_distance(Id);
    if (Distance < BestDistance) {
      BestDistance = Distance;
      Best = &R;
    }
  }
  return Best ? Best->Id : "";
}

} // namespace hone
