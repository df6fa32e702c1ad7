//===- Diagnosis.h - what hone doctor found --------------------*- C++ -*-===//
//
// Owns: the result of one check, and the lists of checks. Knows nothing of how
// results are printed.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_DIAGNOSIS_H
#define HONE_DIAGNOSIS_H

#include "Installation.h"
#include "llvm/ADT/StringRef.h"
#include <string>
#include <vector>

namespace hone {

enum class Health {
  Ok,
  Warning, ///< hone works, but not everything it can do
  Problem, ///< hone does not work, or not on this file
};

struct Diagnosis {
  Health State = Health::Ok;
  std::string Subject; ///< what was checked: "compiler", "plug-in", a file
  std::string Finding; ///< what is the case
  std::string Remedy;  ///< what to do about it; empty when State is Ok
};

/// Compiler, plug-in, config file and runtime; then a small program is really
/// compiled, run, and its profile read.
std::vector<Diagnosis> checkInstallation(const Installation &Here);
/// What the program's surroundings allow: timers, where profiles are written.
std::vector<Diagnosis> checkSurroundings();
/// Whether the file at Path is instrumented, for this hone's ABI version.
Diagnosis checkFile(llvm::StringRef Path);

} // namespace hone

#endif // HONE_DIAGNOSIS_H
