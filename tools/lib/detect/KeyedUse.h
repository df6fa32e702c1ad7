//===- KeyedUse.h - what keyed containers are used for ---------*- C++ -*-===//
//
// Owns: what the rules about maps and sets say of a container alike: the
// evidence of its use, and the preconditions of putting another one in its
// place. Knows no rule and no alternative.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_DETECT_KEYEDUSE_H
#define HONE_DETECT_KEYEDUSE_H

#include "ContainerFinding.h"
#include "ContainerGain.h"

namespace hone {

/// How often it is asked and changed, its sizes, what that takes.
void describeKeyedUse(const Model &M, const ContainerUse &Use, double NowNs,
                      Finding &F);

/// Confidence where everything that was seen agrees, and what lowers it: code
/// that is not known, a hash or an order of the program's own, too few samples.
void judgeKeyedChange(const ContainerUse &Use, Finding &F);

/// Whether enough was observed of the operations by key to decide on.
bool isObserved(const ContainerUse &Use);

/// Whether a walk, a bound or an end of the order is used.
bool isWalked(const ContainerUse &Use);
bool usesOrder(const ContainerUse &Use);

/// How the keys of operations in a row follow each other, of what recorded
/// windows hold: pairs of different keys on one container.
struct KeyOrder {
  double Pairs = 0;
  double Ascending = 0; ///< the second is larger
  double Adjacent = 0;  ///< the two are neighbours in a hash table of integers
};
/// OnlyNew: of operations that did not find their key.
KeyOrder keyOrderOf(const Model &M, const ContainerUse &Use, Kinds Of,
                    bool OnlyNew = false);

/// "std::unordered_map": the template of the hash container in its place.
llvm::StringRef hashTemplate(const ContainerType &Type);

} // namespace hone

#endif // HONE_DETECT_KEYEDUSE_H
