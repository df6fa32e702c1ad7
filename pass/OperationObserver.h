//===- OperationObserver.h - observes operations on containers -*- C++ -*-===//
//
// Owns: what is put around an operation so that the runtime may look at its
// container before and after it. Of a call
//
//   result = operation(container, argument)
//
// it makes
//
//   token = --__hone_operation_credit < 0
//               ? __hone_operation_begin(record, slot, container, argument) : 0
//   result = operation(container, argument)
//   if (token)  __hone_operation_end(record, slot, result)
//
// Decides nothing: ContainerUse says what is observed.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_PASS_OPERATIONOBSERVER_H
#define HONE_PASS_OPERATIONOBSERVER_H

#include "ContainerUse.h"
#include "PlantContext.h"

namespace hone {

void plantOperationObservers(llvm::Function &F, PlantContext &C,
                             const ContainerUse &Use);

} // namespace hone

#endif // HONE_PASS_OPERATIONOBSERVER_H
