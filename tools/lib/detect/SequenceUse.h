//===- SequenceUse.h - what a sequence is used for -------------*- C++ -*-===//
//
// Owns: what rules about vectors, deques, lists and strings ask of the
// operations on one beside their sums: how many containers a variable has been,
// how long they were, how large their elements are, and what the cost model
// says of those. Knows no rule.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_DETECT_SEQUENCEUSE_H
#define HONE_DETECT_SEQUENCEUSE_H

#include "ContainerGain.h"
#include "LineTime.h"

namespace hone {

namespace kinds {
/// Operations that reach an element by its number, or need a sequence whose
/// iterators can jump.
inline const Kinds Random = {HONE_OP_Index, HONE_OP_Sort, HONE_OP_SearchSorted,
                             HONE_OP_Retreat};
/// Operations after which the contents are others, whatever they were.
inline const Kinds Replaces = {HONE_OP_Assign, HONE_OP_Clear, HONE_OP_Swap,
                               HONE_OP_Copy, HONE_OP_Move};
/// One element in or out.
inline const Kinds Changes = {HONE_OP_PushBack,  HONE_OP_PopBack,
                              HONE_OP_PushFront, HONE_OP_PopFront,
                              HONE_OP_InsertAt,  HONE_OP_EraseAt};
/// Whatever was not seen: nothing can be said of a container that has these.
inline const Kinds Unknown = {HONE_OP_Passed, HONE_OP_Other};
} // namespace kinds

/// How many containers the variable has been in the run, counted where they are
/// made and where they are destroyed; null: neither was seen.
std::optional<double> instancesOf(const ContainerUse &Use);

/// Bytes of an element, as observed or as its type tells; 8 if neither does.
double elementBytes(const Model &M, const ContainerUse &Use);

/// What the cost model is asked about its elements.
Held elementsOf(const Model &M, const ContainerUse &Use);

/// How many elements it has in a walk: passed by its iterators, for each time a
/// walk began. Null: it was not walked.
std::optional<double> walkLength(const ContainerUse &Use);

/// How many elements it has while it is used, as far as anything tells; 0: no.
double typicalSize(const Model &M, const ContainerUse &Use);

/// Time of all operations of some kind, as the model says; null: it does not.
std::optional<Interval> timesCost(const CostModel &Costs, Structure S, Action A,
                                  Held H, double N, double Times);

/// What so many bytes cost beyond the model if they are asked for in blocks of
/// that size: memory that the kernel gives anew is paid for when it is touched.
Interval freshMemoryNs(double BlockBytes, double Bytes);

/// What these lines can take at most: samples and their error; the program's
/// time where it was not sampled enough.
double mostLinesNs(const Model &M,
                                  llvm::ArrayRef<const Operation *> Places);

/// What the functions that hold these can take at most, with all they call.
double mostFunctionsNs(const Model &M,
                                      llvm::ArrayRef<const Operation *> Places);

} // namespace hone

#endif // HONE_DETECT_SEQUENCEUSE_H
