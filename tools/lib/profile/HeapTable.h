//===- HeapTable.h - who asked for memory, summed --------------*- C++ -*-===//
//
// Owns: reading HEAP, TIMELINE and what RUN says of memory, and summing them
// over profiles by line, function and calling context. Knows nothing of times.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_PROFILE_HEAPTABLE_H
#define HONE_PROFILE_HEAPTABLE_H

#include "Model.h"
#include "NameTables.h"
#include "ProfileFile.h"

namespace hone {

class HeapTable {
public:
  /// True if the profile tells by which calls memory was asked for.
  static bool hasContexts(const ProfileFile &File);

  /// Adds a profile. Name is what messages call it; Ends: by stack, the node of
  /// the call tree at which it ends (NoId: hone's own code); empty: stacks
  /// could not be resolved.
  void add(const ProfileFile &File, llvm::StringRef Name,
           const FileTable &Files, const FunctionTable &Functions,
           const std::vector<uint32_t> &Ends);
  /// Adds a profile that says nothing of memory.
  void addUncollected(const ProfileFile &File, llvm::StringRef Name);

  /// Fills in Heap, the lines' figures and those of Functions, by whose ids M's
  /// call tree still goes. Lines and call tree are complete.
  void addTo(Model &M, std::vector<Function> &Functions) const;

private:
  /// Where memory was asked for.
  struct Place {
    FileId File = NoId;
    uint32_t Line = 0;
    FunctionId Function = NoId;
    uint32_t Node = NoId;
    bool operator<(const Place &Other) const {
      return std::tie(File, Line, Function, Node) <
             std::tie(Other.File, Other.Line, Other.Function, Other.Node);
    }
  };
  void addRun(const ProfileFile &File);
  void addPeak(const ProfileFile &File);
  void addUses(const Model &M, std::vector<Function> &Functions,
               ProcessMemory &Heap, std::vector<Line> &Lines) const;

  std::map<Place, MemoryUse> Uses;
  ProcessMemory Sums;              ///< but for what follows from Uses
  bool HasOthers = false;          ///< some collected profile has no contexts
  std::vector<std::string> WhyNot; ///< of each profile without figures
};

} // namespace hone

#endif // HONE_PROFILE_HEAPTABLE_H
