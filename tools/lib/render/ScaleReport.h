//===- ScaleReport.h - what grows how, in print ----------------*- C++ -*-===//
//
// Owns: the text and the JSON of `hone scale`.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_RENDER_SCALEREPORT_H
#define HONE_RENDER_SCALEREPORT_H

#include "lib/growth/InputSize.h"
#include "lib/growth/Scaling.h"
#include "llvm/Support/raw_ostream.h"

namespace hone {

struct ScaleStyle {
  bool Color = false;
  size_t Most = 20; ///< lines; half as many loops and functions
  bool All = false; ///< also what does not outgrow the input
};

void printScaling(const Scaling &S, const InputSizes &Inputs,
                  const ScaleStyle &Style, llvm::raw_ostream &OS);

/// Profiles: their names, in the order of Inputs.
void printScalingJson(const Scaling &S, const InputSizes &Inputs,
                      llvm::ArrayRef<std::string> Profiles,
                      llvm::raw_ostream &OS);

} // namespace hone

#endif // HONE_RENDER_SCALEREPORT_H
