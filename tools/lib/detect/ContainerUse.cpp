//===- ContainerUse.cpp - what a container is used for ---------*- C++ -*-===//

#include "ContainerUse.h"
#include "ProgramTime.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;

namespace hone {

/// Shorter operations that lost the processor midway are recognized by the
/// runtime, which enters their usual time; longer ones carry what a busy machine
/// added.
static constexpr double RecognizedNs = 100'000;

ContainerUse::ContainerUse(const Model &M, ContainerId Id)
    : M(M), Id(Id), C(M.Containers[Id]), Type(containerType(C.Type)) {}

uint64_t ContainerUse::count(Kinds Of) const {
  uint64_t Sum = 0;
  for (uint32_t I : C.Operations)
    if (Of.contains(M.Operations[I].Kind))
      Sum += M.Operations[I].Count;
  return Sum;
}

bool ContainerUse::mentions(Kinds Of) const {
  return any_of(C.Operations, [&](uint32_t I) {
    return Of.contains(M.Operations[I].Kind);
  });
}

/// S with its sums as if Count operations had been observed.
static OperationSample scaled(OperationSample S, uint64_t Count) {
  double Factor = S.Observed ? double(Count) / S.Observed : 0;
  for (double *Sum :
       {&S.Observed, &S.Ns, &S.Sizes, &S.SizeSquares, &S.Hits, &S.Moved,
        &S.AtFront, &S.AtBack, &S.Keyed, &S.KeyBytes, &S.KeyCommon, &S.Repeats})
    *Sum *= Factor;
  return S;
}

OperationSample ContainerUse::sample(Kinds Of) const {
  OperationSample Sum;
  for (uint32_t I : C.Operations) {
    const Operation &O = M.Operations[I];
    if (Of.contains(O.Kind) && O.Sample)
      Sum.add(scaled(*O.Sample, O.Count));
  }
  return Sum;
}

double operationNs(const Model &M, const Operation &O) {
  if (!O.Sample)
    return 0;
  double Each = O.Sample->meanNs();
  return Each * double(O.Count) *
         (Each > RecognizedNs ? busyShare(M.TheRun) : 1);
}

double ContainerUse::ns(Kinds Of) const {
  double Sum = 0;
  for (uint32_t I : C.Operations)
    if (Of.contains(M.Operations[I].Kind))
      Sum += operationNs(M, M.Operations[I]);
  return Sum;
}

std::vector<const Operation *> ContainerUse::places(Kinds Of) const {
  std::vector<const Operation *> Places;
  for (uint32_t I : C.Operations)
    if (Of.contains(M.Operations[I].Kind) && M.Operations[I].Count)
      Places.push_back(&M.Operations[I]);
  auto Weight = [](const Operation *O) {
    double Ns = O->Sample ? O->Sample->meanNs() * double(O->Count) : 0;
    return std::pair(Ns, double(O->Count));
  };
  llvm::stable_sort(Places, [&](const Operation *A, const Operation *B) {
    return Weight(A) > Weight(B);
  });
  return Places;
}

const Operation *ContainerUse::mostly(Kinds Of) const {
  std::vector<const Operation *> Places = places(Of);
  return Places.empty() ? nullptr : Places.front();
}

bool ContainerUse::hasFlag(OperationFlags Flag, Kinds Of) const {
  return any_of(C.Operations, [&](uint32_t I) {
    const Operation &O = M.Operations[I];
    return Of.contains(O.Kind) && O.Count && O.Flags & Flag;
  });
}

unsigned ContainerUse::threads() const {
  OperationSample Sum;
  for (uint32_t I : C.Operations)
    if (M.Operations[I].Sample)
      Sum.add(*M.Operations[I].Sample);
  return Sum.threads();
}

std::vector<ContainerUse> containerUses(const Model &M) {
  std::vector<ContainerUse> Uses;
  for (ContainerId Id = 0; Id != M.Containers.size(); ++Id)
    if (any_of(M.Containers[Id].Operations,
               [&](uint32_t I) { return M.Operations[I].Count != 0; }))
      Uses.emplace_back(M, Id);
  return Uses;
}

std::string containerWords(const Model &M, const Container &C) {
  std::string Type = containerType(C.Type).Name;
  switch (C.Kind) {
  case VARIABLE_ELEMENT:
    return "the elements of '" +
           (C.Within != ~0u ? M.Containers[C.Within].Name : C.Name) + "' (" +
           Type + ")";
  case VARIABLE_RESULT:
    return "the " + Type + " that '" +
           (C.Function != NoId ? M.Functions[C.Function].Name : C.Name) +
           "' returns";
  default:
    return C.Name.empty() ? "a " + Type : "'" + C.Name + "' (" + Type + ")";
  }
}

} // namespace hone
