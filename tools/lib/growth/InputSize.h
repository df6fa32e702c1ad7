//===- InputSize.h - how large the input of a run was ----------*- C++ -*-===//
//
// Owns: the size of each run's input where the user does not give it. Knows
// nothing of what grows with it.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_GROWTH_INPUTSIZE_H
#define HONE_GROWTH_INPUTSIZE_H

#include "lib/profile/Model.h"

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

namespace hone {

struct InputSizes {
  std::vector<double> Sizes; ///< one for each run
  std::string What;          ///< "bytes read", "argument 2 of the command"
};

/// What tells the runs apart, the first that does: the bytes that they read;
/// the files that one of the arguments names; one argument that is a number.
llvm::Expected<InputSizes> guessSizes(llvm::ArrayRef<Model> Runs);

/// The hits of a line, as the last parts of its path and its number
/// ("parser.cpp:120").
llvm::Expected<InputSizes> sizesByUnit(llvm::ArrayRef<Model> Runs,
                                       llvm::StringRef Place);

} // namespace hone

#endif // HONE_GROWTH_INPUTSIZE_H
