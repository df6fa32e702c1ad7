//===- SequenceUse.cpp - what a sequence is used for -----------*- C++ -*-===//

#include "SequenceUse.h"
#include "ProgramTime.h"

#include "llvm/ADT/StringSwitch.h"

#include <set>

using namespace llvm;

namespace hone {

/// Blocks from here on are fresh memory from the kernel (M_MMAP_THRESHOLD of
/// mallopt(3)), which the model's sizes do not reach.
static constexpr double FreshBytes = 128 * 1024;
/// For each byte that is there in the end, those that were outgrown before
/// included. Measured on a virtual machine, where page faults are dear: 1.2 ns,
/// for a string of 19 MB as for vectors of 2 MB; without it they cost a
/// quarter.
static constexpr Interval FreshNs = {0.3, 1, 2};

std::optional<double> instancesOf(const ContainerUse &Use) {
  uint64_t Made = Use.count({HONE_OP_Construct, HONE_OP_Fill});
  uint64_t Number = std::max(Made, Use.count(HONE_OP_Destroy));
  if (Number)
    return double(Number);
  // What is made before main, and destroyed by the library.
  if (Use.container().Kind == VARIABLE_GLOBAL)
    return 1;
  return std::nullopt;
}

/// Sums over all operations that were observed.
static OperationSample observed(const Model &M, const ContainerUse &Use) {
  OperationSample Sum;
  for (uint32_t I : Use.container().Operations)
    if (const auto &S = M.Operations[I].Sample)
      Sum.add(*S);
  return Sum;
}

/// Of libstdc++, without what they own; 0: not one of these.
static double headerBytes(StringRef Type) {
  return StringSwitch<double>(Type.take_until([](char C) { return C == '<'; }))
      .Cases("std::string", "std::basic_string", 32)
      .Case("std::vector", 24)
      .Case("std::unique_ptr", 8)
      .Case("std::shared_ptr", 16)
      .Default(0);
}

double elementBytes(const Model &M, const ContainerUse &Use) {
  if (uint32_t Bytes = observed(M, Use).ElementSize)
    return Bytes;
  if (double Bytes = headerBytes(Use.type().Value))
    return Bytes;
  if (unsigned Bytes = approximateSize(Use.type().Value))
    return Bytes;
  return 8;
}

Held elementsOf(const Model &M, const ContainerUse &Use) {
  return Held::elements(elementBytes(M, Use));
}

std::optional<double> walkLength(const ContainerUse &Use) {
  uint64_t Walks = Use.count({HONE_OP_Begin, HONE_OP_ReverseBegin});
  uint64_t Passed = Use.count(HONE_OP_Advance);
  if (!Walks || !Passed)
    return std::nullopt;
  return double(Passed) / double(Walks);
}

double typicalSize(const Model &M, const ContainerUse &Use) {
  OperationSample Seen = observed(M, Use);
  double Size = Seen.meanSize();
  if (std::optional<double> Walked = walkLength(Use)) {
    // A walk that begins often and ends early says little.
    Size = std::max(Size, *Walked);
    if (Seen.MaxSize)
      Size = std::min(Size, double(Seen.MaxSize));
  }
  if (Size)
    return Size;
  std::optional<double> Instances = instancesOf(Use);
  uint64_t Pushed = Use.count({HONE_OP_PushBack, HONE_OP_PushFront});
  return Instances ? double(Pushed) / *Instances : 0;
}

std::optional<Interval> timesCost(const CostModel &Costs, Structure S, Action A,
                                  Held H, double N, double Times) {
  if (Times <= 0)
    return Interval();
  std::optional<Interval> Each = Costs.cost(S, A, H, N);
  if (!Each)
    return std::nullopt;
  return *Each * Times;
}

Interval freshMemoryNs(double BlockBytes, double Bytes) {
  return BlockBytes >= FreshBytes ? FreshNs * Bytes : Interval();
}

double mostLinesNs(const Model &M,
                                  ArrayRef<const Operation *> Places) {
  if (!isWellSampled(M.TheRun))
    return programNs(M);
  return mostNs(M, timeOfLines(M, Places).Ns);
}

double mostFunctionsNs(const Model &M,
                                      ArrayRef<const Operation *> Places) {
  if (!isWellSampled(M.TheRun))
    return programNs(M);
  std::set<FunctionId> Functions;
  for (const Operation *O : Places)
    Functions.insert(O->Function);
  double Ns = 0;
  for (FunctionId F : Functions) {
    if (F == NoId || !M.Functions[F].SampledTotalNs)
      return programNs(M);
    Ns += double(*M.Functions[F].SampledTotalNs);
  }
  return mostNs(M, Ns);
}

} // namespace hone
