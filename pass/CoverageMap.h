//===- CoverageMap.h - clang's region counters, taken over -----*- C++ -*-===//
//
// Owns: what clang's -fprofile-instrument=clang -fcoverage-mapping leaves in a
// module: the increments of region counters and the map from source regions
// to counters. hone keeps the map, so that a line's count means exactly
// what llvm-cov means by it, and replaces the counters by its own.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_PASS_COVERAGEMAP_H
#define HONE_PASS_COVERAGEMAP_H

#include "hone/Abi.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/IR/Module.h"
#include "llvm/ProfileData/Coverage/CoverageMapping.h"
#include <string>
#include <vector>

namespace hone {

/// The map of one function.
struct FunctionRegions {
  /// Increments: [i] marks where region counter i counts; null if that place is
  /// never reached by code.
  std::vector<llvm::Instruction *> Increments;
  U64 Hash = 0;
  /// The map, of what lines need: no branches, no decisions. Files are absolute.
  std::vector<llvm::StringRef> Files;
  std::vector<llvm::coverage::CounterExpression> Expressions;
  std::vector<llvm::coverage::CounterMappingRegion> Map;
};

class CoverageMap {
public:
  explicit CoverageMap(llvm::Module &M);

  /// Null: clang planted nothing in F (a system header's, or an implicit one).
  const FunctionRegions *regions(const llvm::Function &F) const;

  /// False: the module was compiled without coverage mapping.
  bool isPresent() const { return Maps; }

  /// Removes everything of clang's from the module.
  void erase();

private:
  struct Record {
    U64 Hash;
    llvm::StringRef Bytes;
  };
  void readFiles();
  void readRecords();
  void readIncrements();
  void attach(FunctionRegions &Regions, const Record &Record);

  llvm::Module &M;
  llvm::GlobalVariable *Maps;
  std::vector<std::string> Files;
  llvm::DenseMap<U64, llvm::SmallVector<Record, 1>> Records; ///< by name's MD5
  llvm::DenseMap<const llvm::Function *, FunctionRegions> Regions;
};

} // namespace hone

#endif // HONE_PASS_COVERAGEMAP_H
