//===- ProfileBuilder.h - profiles made by tests ---------------*- C++ -*-===//
//
// Owns: writing the profile format of include/hone/Abi.h from the reader's own
// structures, independently of pass and runtime.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_TEST_PROFILEBUILDER_H
#define HONE_TEST_PROFILEBUILDER_H

#include "lib/profile/InfoReader.h"
#include "lib/profile/ProfileFile.h"
#include "lib/profile/StructReader.h"

namespace hone::test {

/// The info blob of Info, whose edges stand in the order of their sources.
std::string encodeInfo(const FunctionInfo &Info);

/// The description of a struct, and an entry in a module's table of them: returns
/// its hash.
std::string encodeStruct(const StructInfo &Info);
U64 addStruct(ModuleData &Module, const StructInfo &Info);

/// The file that parseProfile turns into File.
std::string encodeProfile(const ProfileFile &File);

/// An encoded map of source regions with their counters, which touch nowhere.
struct MapRegion {
  unsigned Counter; ///< region counter; ~0u: none (zero)
  unsigned LineBegin, ColumnBegin, LineEnd, ColumnEnd;
};
std::string encodeMap(const std::vector<MapRegion> &Regions);

/// Hash of a name or of "directory\0name" as the pass makes it.
U64 hashOf(const std::string &Text);

/// Adds a file or function to a module and returns its hash or record.
U64 addFile(ModuleData &Module, const std::string &Directory,
            const std::string &Name);
FunctionRecord &addFunction(ModuleData &Module, U32 Id,
                            const FunctionInfo &Info,
                            const std::vector<U64> &Counters);

} // namespace hone::test

#endif // HONE_TEST_PROFILEBUILDER_H
