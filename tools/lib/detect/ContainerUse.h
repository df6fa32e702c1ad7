//===- ContainerUse.h - what a container is used for -----------*- C++ -*-===//
//
// Owns: the sums over the operations on one container that rules decide on.
// Knows nothing of alternatives, costs or findings.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_DETECT_CONTAINERUSE_H
#define HONE_DETECT_CONTAINERUSE_H

#include "ContainerType.h"
#include "lib/profile/Model.h"

#include <initializer_list>

namespace hone {

/// A set of kinds of operations.
class Kinds {
public:
  Kinds(OperationKind Kind) : Bits(uint64_t(1) << Kind) {}
  Kinds(std::initializer_list<OperationKind> List) : Bits(0) {
    for (OperationKind Kind : List)
      Bits |= uint64_t(1) << Kind;
  }
  Kinds operator|(Kinds Other) const {
    Other.Bits |= Bits;
    return Other;
  }
  bool contains(OperationKind Kind) const { return Bits >> Kind & 1; }

private:
  uint64_t Bits;
};
static_assert(NumOperationKinds <= 64);

namespace kinds {
inline const Kinds Lookups = {HONE_OP_Find, HONE_OP_Count, HONE_OP_At,
                              HONE_OP_EqualRange};
inline const Kinds KeyInserts = {HONE_OP_InsertKey, HONE_OP_InsertHint,
                                 HONE_OP_InsertRange};
/// Subscript is a look-up and may be an insertion.
inline const Kinds ByKey =
    Lookups | KeyInserts | Kinds{HONE_OP_Subscript, HONE_OP_EraseKey};
/// What a hash container cannot do, or does in another order.
inline const Kinds Ordered = {HONE_OP_LowerBound, HONE_OP_ReverseBegin,
                              HONE_OP_Retreat, HONE_OP_SearchSorted};
inline const Kinds Walks = {HONE_OP_Begin, HONE_OP_Advance, HONE_OP_WalkAll,
                            HONE_OP_SearchAll, HONE_OP_SearchValue};
inline const Kinds Constructions = {HONE_OP_Construct, HONE_OP_Fill,
                                    HONE_OP_Copy, HONE_OP_Move};
/// What makes a sequence longer at its end, element by element or by more.
inline const Kinds Appends = {HONE_OP_PushBack, HONE_OP_Append};
} // namespace kinds

class ContainerUse {
public:
  ContainerUse(const Model &M, ContainerId Id);

  const Container &container() const { return C; }
  ContainerId id() const { return Id; }
  const ContainerType &type() const { return Type; }

  /// Operations of these kinds; exact.
  uint64_t count(Kinds Of) const;
  bool has(Kinds Of) const { return count(Of) != 0; }
  /// Some operation of these kinds stands in the code, executed or not: another
  /// type in its place must have it, too.
  bool mentions(Kinds Of) const;
  /// What was observed of them, each place scaled to its exact count: sums are
  /// estimates of totals. Places that were not observed are left out; Observed
  /// says how many operations the rest is of.
  OperationSample sample(Kinds Of) const;
  /// Time of these operations in ns, as measured on a sample, of a processor
  /// that has nothing else to do; those that were not observed left out.
  double ns(Kinds Of) const;
  /// The place where most of these operations are, or null.
  const Operation *mostly(Kinds Of) const;
  /// All of them, those with most time or most operations first.
  std::vector<const Operation *> places(Kinds Of) const;
  /// Some operation of these kinds has that flag and was executed.
  bool hasFlag(OperationFlags Flag, Kinds Of) const;
  /// By how many threads it is used, as far as observed; 0: not observed.
  unsigned threads() const;

private:
  const Model &M;
  ContainerId Id;
  const Container &C;
  ContainerType Type;
};

/// Time of an operation's executions in ns, as measured on a sample, of a
/// processor that has nothing else to do; 0: it was not observed.
double operationNs(const Model &M, const Operation &O);

/// A user of each container of the model that was used at all.
std::vector<ContainerUse> containerUses(const Model &M);

/// "the map 'Graph::Nodes'", "a vector that 'f' returns"; to begin a sentence.
std::string containerWords(const Model &M, const Container &C);

} // namespace hone

#endif // HONE_DETECT_CONTAINERUSE_H
