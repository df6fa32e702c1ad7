//===- CopyObserver.h - plants observers of copied containers --*- C++ -*-===//
//
// Owns: which calls copy a container of the standard library, and what is put
// before them so that the runtime learns how much each copies:
//
//   __hone_copied(bytes of the elements)
//   call std::vector<T>::vector(const std::vector<T> &)
//
// In all functions of the module, the library's own, too: a copy of a struct of
// the user's, or of a vector of strings, is made by code in headers. The runtime
// charges the line that the site cursor tells. Changes nothing else.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_PASS_COPYOBSERVER_H
#define HONE_PASS_COPYOBSERVER_H

#include "PlantedData.h"

namespace hone {

/// After the analysis of side effects, which would see the observers.
void plantCopyObservers(PlantedData &Data);

} // namespace hone

#endif // HONE_PASS_COPYOBSERVER_H
