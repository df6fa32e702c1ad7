//===- InfoReader.h - the description of one function ----------*- C++ -*-===//
//
// Owns: decoding the info blob that the pass plants per function (its grammar
// is in include/hone/Abi.h). Knows nothing of counts.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_PROFILE_INFOREADER_H
#define HONE_PROFILE_INFOREADER_H

#include "hone/Abi.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <string>
#include <vector>

namespace hone {

struct FlowEdge {
  U32 Source, Target;
  U32 Counter;               ///< 0: to be solved; k: the function's counter k-1
  EdgeKind Kind = EDGE_FLOW; ///< EDGE_LEAVE edges are the abnormal exits
};

struct CodeLine {
  U32 File; ///< index into FunctionInfo::Files
  U32 Line;
};

struct CallSite {
  U32 Node;
  CodeLine At;
  U64 Callee; ///< name hash
};

/// A container that operations in the function are on.
struct VariableInfo {
  VariableKind Kind;
  std::string Name, Type;
  CodeLine At; ///< of the declaration
  U64 Whose;   ///< number of the parameter, hash of the function whose result it
               ///< is, or index of the variable that it is an element of
};

struct OperationInfo {
  OperationKind Kind;
  U32 Flags;    ///< OperationFlags
  U32 Variable; ///< index into FunctionInfo::Variables
  U32 Node;
  CodeLine At;
  U32 Column;
};

/// A variable that is given to another function by reference or pointer.
struct BindingInfo {
  U32 Variable, Node;
  U32 Argument; ///< its number plus 1; 0: it is returned so
  U64 Callee;   ///< name hash; 0 if returned
};

/// What is done with a struct of the user's, or a member of it, at one place.
struct FieldUseInfo {
  U32 What; ///< StructUse, or STRUCT_USE_MEMBERS + 2 * member (+ 1: its address)
  U32 Node;
  U32 Loads, Stores; ///< each time that the node is executed
  CodeLine At;
};

struct StructUseInfo {
  U64 Struct; ///< hash of its description
  std::vector<FieldUseInfo> Uses;
};

struct FunctionInfo {
  static constexpr U32 Exit = 0, Entry = 1;
  static constexpr U32 Never = ~0u; ///< in Regions: not executed anywhere

  std::string LinkageName, DisplayName;
  std::vector<U64> Files; ///< hashes
  U32 DeclFile = 0, DeclLine = 0, DeclColumn = 0;
  U32 NumNodes = 0;
  std::vector<FlowEdge> Edges;
  std::vector<std::vector<CodeLine>> Lines; ///< per node
  std::vector<U32> Regions; ///< node of each of clang's counters
  std::string CoverageMap; ///< see MapReader.h; may be empty
  std::vector<CallSite> Calls;
  std::vector<VariableInfo> Variables;
  std::vector<OperationInfo> Operations;
  std::vector<BindingInfo> Bindings;
  std::vector<StructUseInfo> Structs;
};

/// Decodes Blob. All indexes in the result are within bounds: nodes, files, and
/// counters up to NumCounters.
llvm::Expected<FunctionInfo> readInfo(llvm::StringRef Blob, U32 NumCounters);

} // namespace hone

#endif // HONE_PROFILE_INFOREADER_H
