//===- ContainerKept.h - places used after their container changed -*- C++
//-*-===//
//
// Owns: whether an iterator, reference or pointer that an operation on a
// container returns is used, in the same function, after elements came in or
// went out, and before it is obtained anew:
//
//   %r = call ptr map::operator[](%m, %a)     ; obtained
//   store ptr %r, ptr %ref
//   call ptr map::operator[](%m, %b)          ; may insert
//   %x = load ptr, ptr %ref                   ; used: a flat table would have
//                                             ; moved the element
//
// Changes of the container in functions that are called are not seen.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_PASS_CONTAINERKEPT_H
#define HONE_PASS_CONTAINERKEPT_H

#include "ContainerUse.h"

namespace hone {

/// Sets OPERATION_KEEPS of the operations of Use whose results are kept so.
void flagKeptAcrossChanges(ContainerUse &Use, ContainerCalls &Calls);

} // namespace hone

#endif // HONE_PASS_CONTAINERKEPT_H
