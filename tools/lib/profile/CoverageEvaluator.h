//===- CoverageEvaluator.h - llvm-cov's line counts ------------*- C++ -*-===//
//
// Owns: the way into LLVM's coverage library: functions' coverage maps and
// region counts in, line counts out. Knows nothing of flow graphs.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_PROFILE_COVERAGEEVALUATOR_H
#define HONE_PROFILE_COVERAGEEVALUATOR_H

#include "Model.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <memory>

namespace hone {

class CoverageEvaluator {
public:
  /// Called with a line that the map covers and its count.
  using LineCallback = llvm::function_ref<void(uint32_t Line, uint64_t Count)>;

  CoverageEvaluator();
  ~CoverageEvaluator();

  /// Adds a function: its encoded map (MapReader.h), the function's files,
  /// and the values of its region counters. Returns a number for
  /// forEachLineOfFunction. Fails, adding nothing, when the map is malformed.
  llvm::Expected<unsigned> add(llvm::StringRef EncodedMap,
                               llvm::ArrayRef<FileId> Files,
                               llvm::ArrayRef<uint64_t> RegionCounts);

  /// Evaluates all that was added; to be called once, before the queries.
  llvm::Error evaluate();

  /// Lines of File, all functions together.
  void forEachLine(FileId File, LineCallback Callback) const;
  /// Lines of one function, in its main file.
  void forEachLineOfFunction(unsigned Function, LineCallback Callback) const;

  /// The file in which the function is written.
  FileId mainFile(unsigned Function) const;

private:
  struct Implementation;
  std::unique_ptr<Implementation> Impl;
};

} // namespace hone

#endif // HONE_PROFILE_COVERAGEEVALUATOR_H
