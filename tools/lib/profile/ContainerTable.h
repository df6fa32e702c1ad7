//===- ContainerTable.h - operations joined to containers ------*- C++ -*-===//
//
// Owns: which variables of several functions, copies and profiles are the same
// container, the counts of the operations on it, and the sums of what was
// observed of those. Knows nothing of what detectors make of them.
//
// A parameter is the container that all callers bind it to, if they agree, and
// what a function returns a reference to is that container, if it is always the
// same one. Where they do not agree, or some callers are not known, the
// containers are marked as shared.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_PROFILE_CONTAINERTABLE_H
#define HONE_PROFILE_CONTAINERTABLE_H

#include "LineCounter.h"
#include "Model.h"
#include "NameTables.h"
#include <map>
#include <tuple>

namespace hone {

class ContainerTable {
public:
  /// Adds what was observed of an operation in Function.
  void addSample(FunctionId Function, const OperationRecord &Record,
                 const FunctionTable &Functions);
  /// Adds the windows of one profile.
  void addEvents(const std::vector<EventRecord> &Events,
                 const FunctionTable &Functions);
  /// Adds the variables and operations of one version of a function, with its
  /// counts.
  void addCopy(const FunctionCopy &Copy, const FunctionTable &Functions);
  /// Puts containers and operations into M. The functions' calls are known.
  void addTo(Model &M, const FunctionTable &Functions);

private:
  /// A function and the number of a parameter of it plus 1; 0: its result.
  using Alias = std::pair<FunctionId, uint32_t>;
  struct Binding {
    ContainerId Container;
    uint64_t Count;
  };
  /// Kind, function, number or name, file, line, type.
  using ContainerKey = std::tuple<uint32_t, FunctionId, std::string, FileId,
                                  uint32_t, std::string>;
  using Place = std::tuple<FunctionId, uint32_t, uint32_t>; ///< line, column
  using OperationKey =
      std::tuple<ContainerId, FileId, Place, uint32_t, uint32_t>;

  ContainerId add(const VariableInfo &Variable, const FunctionCopy &Copy,
                  const std::vector<ContainerId> &Before,
                  const FunctionTable &Functions);
  void addBinding(const BindingInfo &Info, ContainerId Bound,
                  const FunctionCopy &Copy, const FunctionTable &Functions);
  ContainerId rootOf(ContainerId Id) const;
  void join(const FunctionTable &Functions);
  std::optional<ContainerId> onlyBound(ContainerId Id,
                                       const std::vector<Binding> &Bound) const;
  bool isWhollyBound(const Alias &A, const std::vector<Binding> &Bound,
                     const FunctionTable &Functions) const;
  void number(Model &M, std::vector<ContainerId> &NewId) const;
  void placeEvents(Model &M) const;
  void addOperations(Model &M, const std::vector<ContainerId> &NewId) const;

  std::vector<Container> Containers;
  std::vector<ContainerId> Parents; ///< of the union-find forest
  std::map<ContainerKey, ContainerId> ByKey;
  std::map<OperationKey, uint64_t> Counts;
  struct Observed {
    OperationSample Sample;
    Place RepeatOf = {NoId, 0, 0};
  };
  std::map<std::pair<Place, uint32_t>, Observed> Samples;
  /// Whose operation is not known yet.
  struct NamedEvent {
    Place At;
    uint32_t Kind;
    OperationEvent Event;
  };
  std::vector<NamedEvent> Events;
  uint32_t NumWindows = 0;
  std::map<Alias, std::vector<Binding>> Bindings;
  std::map<ContainerId, Alias> Aliases;
};

} // namespace hone

#endif // HONE_PROFILE_CONTAINERTABLE_H
