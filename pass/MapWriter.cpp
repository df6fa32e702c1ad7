//===- MapWriter.cpp ------------------------------------------------------===//

#include "MapWriter.h"
#include "llvm/Support/LEB128.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;
using namespace llvm::coverage;

namespace hone {

namespace {

class MapWriter {
public:
  MapWriter(const FunctionRegions &Regions, raw_ostream &Out)
      : Regions(Regions), Out(Out) {}

  void write(function_ref<unsigned(StringRef)> FileIndex);

private:
  using Place = std::pair<unsigned, unsigned>; ///< line and column

  void number(uint64_t Value) { encodeULEB128(Value, Out); }
  uint64_t counter(Counter C) const;
  void addExpression(Counter C);
  void writeExpressions();
  void writePlace(Place Before, Place At);
  void writeRegion(const CounterMappingRegion &Region, Place &Begin,
                   Place &End);

  const FunctionRegions &Regions;
  raw_ostream &Out;
  /// The expressions that are needed, each behind those it refers to, and
  /// clang's numbers of them.
  std::vector<unsigned> Order;
  DenseMap<unsigned, unsigned> Numbers;
};

} // namespace

uint64_t MapWriter::counter(Counter C) const {
  if (C.isZero())
    return 0;
  if (!C.isExpression())
    return C.getCounterID() + 1;
  return Regions.Increments.size() + 1 + Numbers.lookup(C.getExpressionID());
}

/// Without recursion: a long chain of `else if` is a deep expression.
void MapWriter::addExpression(Counter Root) {
  SmallVector<Counter, 8> Open{Root};
  while (!Open.empty()) {
    Counter C = Open.back();
    if (!C.isExpression() || Numbers.count(C.getExpressionID())) {
      Open.pop_back();
      continue;
    }
    const CounterExpression &E = Regions.Expressions[C.getExpressionID()];
    size_t Size = Open.size();
    for (Counter Operand : {E.LHS, E.RHS})
      if (Operand.isExpression() && !Numbers.count(Operand.getExpressionID()))
        Open.push_back(Operand);
    if (Open.size() != Size)
      continue;
    Numbers[C.getExpressionID()] = Order.size();
    Order.push_back(C.getExpressionID());
    Open.pop_back();
  }
}

void MapWriter::writeExpressions() {
  for (const CounterMappingRegion &Region : Regions.Map)
    addExpression(Region.Count);
  number(Order.size());
  for (unsigned I : Order) {
    const CounterExpression &E = Regions.Expressions[I];
    number(counter(E.LHS) * 2 + (E.Kind == CounterExpression::Subtract));
    number(counter(E.RHS));
  }
}

void MapWriter::writePlace(Place Before, Place At) {
  if (Before.first == At.first && Before.second <= At.second) {
    number(uint64_t(At.second - Before.second) * 2);
    return;
  }
  number(uint64_t(At.second) * 2 + 1);
  number(At.first - Before.first);
}

static MapKind abiKind(CounterMappingRegion::RegionKind Kind) {
  switch (Kind) {
  case CounterMappingRegion::GapRegion:
    return MAP_GAP;
  case CounterMappingRegion::SkippedRegion:
    return MAP_SKIPPED;
  case CounterMappingRegion::ExpansionRegion:
    return MAP_EXPANSION;
  default:
    return MAP_CODE;
  }
}

/// Begin and End are those of the region before, and become this one's.
void MapWriter::writeRegion(const CounterMappingRegion &Region, Place &Begin,
                            Place &End) {
  Place Before = Begin;
  Begin = Region.startLoc();
  MapKind Kind = abiKind(Region.Kind);
  bool Touches = Begin == End;
  number(counter(Region.Count) * 8 + Kind * 2 + Touches);
  if (!Touches)
    writePlace(Before, Begin);
  End = Region.endLoc();
  bool WholeLine = End.second == std::numeric_limits<unsigned>::max();
  writePlace(Begin, WholeLine ? Place(End.first, 0) : End);
  if (Kind == MAP_EXPANSION)
    number(Region.ExpandedFileID);
}

void MapWriter::write(function_ref<unsigned(StringRef)> FileIndex) {
  number(Regions.Files.size());
  for (StringRef File : Regions.Files)
    number(FileIndex(File));
  writeExpressions();
  auto Region = Regions.Map.begin(), Last = Regions.Map.end();
  for (unsigned File = 0; File != Regions.Files.size(); ++File) {
    auto FileEnd = std::find_if(
        Region, Last, [&](const auto &R) { return R.FileID != File; });
    number(FileEnd - Region);
    for (Place Begin, End; Region != FileEnd; ++Region)
      writeRegion(*Region, Begin, End);
  }
}

std::string writeMap(const FunctionRegions &Regions,
                     function_ref<unsigned(StringRef)> FileIndex) {
  std::string Bytes;
  if (Regions.Map.empty())
    return Bytes;
  raw_string_ostream Out(Bytes);
  MapWriter(Regions, Out).write(FileIndex);
  Out.flush();
  return Bytes;
}

} // namespace hone
