//===- Inputs.h - from command-line arguments to a model -------*- C++ -*-===//
//
// Owns: which profile files a command works on, and loading them. Every command
// that reads profiles goes through loadModel.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_INPUTS_H
#define HONE_INPUTS_H

#include "lib/profile/Model.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/Error.h"
#include <string>
#include <vector>

namespace hone {

/// The profiles to read: those Given, else the newest *.prof files of the
/// current folder (all that belong to the newest run), named on stderr.
llvm::Expected<std::vector<std::string>>
chooseProfiles(llvm::ArrayRef<std::string> Given);

/// Reads and sums the profiles that chooseProfiles(Given) names. Prints the
/// model's notes on stderr.
llvm::Expected<Model> loadModel(llvm::ArrayRef<std::string> Given);

} // namespace hone

#endif // HONE_INPUTS_H
