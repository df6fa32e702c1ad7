//===- InfoWriter.h - the info blob of a function --------------*- C++ -*-===//
//
// Owns: the encoding of what the tools must know of a function (its flow graph,
// lines, regions and call sites); the layout is drawn in hone/Abi.h.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_PASS_INFOWRITER_H
#define HONE_PASS_INFOWRITER_H

#include "ContainerUse.h"
#include "CoverageMap.h"
#include "FieldUse.h"
#include "FlowGraph.h"
#include "PlantedData.h"
#include <string>

namespace hone {

/// Encodes F's info blob and plants the files it names. Regions may be null.
std::string writeInfo(const llvm::Function &F, const FlowGraph &Graph,
                      const FunctionRegions *Regions,
                      const ContainerUse &Containers,
                      llvm::ArrayRef<FieldUse> Fields, PlantedData &Data);

/// Blocks that unwinding runs through on its way to a handler or out of F. Clang
/// gives them the position of some closing brace, which is no code of the user's.
llvm::DenseSet<const llvm::BasicBlock *>
unwindingBlocks(const llvm::Function &F);

} // namespace hone

#endif // HONE_PASS_INFOWRITER_H
