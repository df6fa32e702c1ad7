//===- Sources.h - what of the sources a command shows ---------*- C++ -*-===//
//
// Owns: from the sources and functions that a command line names to sections of
// the model, shared by the commands that annotate sources. Knows nothing of how
// they are printed.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_SOURCES_H
#define HONE_SOURCES_H

#include "lib/render/LineSections.h"
#include "llvm/ADT/ArrayRef.h"

namespace hone {

struct NamedInputs {
  std::vector<std::string> Sources, Profiles;
};
/// A name that ends in .prof is a profile, another one a source.
NamedInputs sortInputs(llvm::ArrayRef<std::string> Inputs);

/// Of the values of --path-equivalence.
llvm::Expected<std::vector<PathEquivalence>>
parseEquivalences(llvm::ArrayRef<std::string> Texts);

/// The named sources, as a whole or, where functions are named, only these.
/// Empty if neither is named.
llvm::Expected<std::vector<LineSection>>
findSections(const Model &M, llvm::ArrayRef<std::string> Sources,
             llvm::ArrayRef<std::string> Functions);
LineSection wholeFile(FileId File);

/// The text of a section's file. Says on standard error if it is missing, or
/// newer than the run.
SourceText sourceOf(const Model &M, const LineSection &Section,
                    llvm::ArrayRef<PathEquivalence> Equivalences);

/// Why the model has no figures of memory, and what to do.
llvm::Error noMemoryFigures(const Model &M);

} // namespace hone

#endif // HONE_SOURCES_H
