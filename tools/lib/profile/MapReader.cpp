//===- MapReader.cpp ------------------------------------------------------===//

#include "MapReader.h"
#include "llvm/Support/DataExtractor.h"
#include <limits>

using namespace hone;
using namespace llvm;
using namespace llvm::coverage;

namespace {

/// No source line is beyond this; a damaged map that says so would have the
/// library walk through four billion lines.
constexpr U64 MaxLine = 1 << 24;
constexpr U64 MaxColumn = U64(1) << 31;
constexpr unsigned WholeLine = std::numeric_limits<unsigned>::max();

struct Place {
  U64 Line = 0, Column = 0;
};

class Decoder {
public:
  Decoder(StringRef Bytes, size_t NumFiles, size_t NumCounters)
      : Data(Bytes, /*IsLittleEndian=*/true, /*AddressSize=*/8), At(0),
        NumFiles(NumFiles), NumCounters(NumCounters) {}

  Expected<SourceMap> decode();

private:
  U64 below(U64 Limit);
  U64 length();
  Counter counter(U64 Number);
  Place place(Place Before, unsigned ColumnZero);
  void decodeExpressions();
  void decodeRegions(unsigned File);
  bool isGood() { return IsValid && At; }

  DataExtractor Data;
  DataExtractor::Cursor At;
  size_t NumFiles, NumCounters;
  bool IsValid = true;
  SourceMap Map;
};

} // namespace

/// A number that must be below Limit.
U64 Decoder::below(U64 Limit) {
  U64 Value = Data.getULEB128(At);
  if (Value < Limit)
    return Value;
  IsValid = false;
  return 0;
}

/// The length of a list whose items take at least one byte each.
U64 Decoder::length() { return below(At ? Data.size() - At.tell() : 0); }

Counter Decoder::counter(U64 Number) {
  if (!Number)
    return Counter::getZero();
  if (Number <= NumCounters)
    return Counter::getCounter(static_cast<unsigned>(Number - 1));
  U64 Expression = Number - 1 - NumCounters;
  if (Expression < Map.Expressions.size())
    return Counter::getExpression(static_cast<unsigned>(Expression));
  IsValid = false;
  return Counter::getZero();
}

void Decoder::decodeExpressions() {
  for (U64 I = 0, Size = length(); I != Size && isGood(); ++I) {
    U64 Left = Data.getULEB128(At);
    // What an expression refers to stands before it: there are no cycles.
    Counter LHS = counter(Left / 2), RHS = counter(Data.getULEB128(At));
    Map.Expressions.push_back(CounterExpression(
        Left % 2 ? CounterExpression::Subtract : CounterExpression::Add, LHS,
        RHS));
  }
}

Place Decoder::place(Place Before, unsigned ColumnZero) {
  U64 Number = below(MaxColumn * 2);
  Place Result = {Before.Line, Before.Column + Number / 2};
  if (Number % 2) {
    Result.Line += below(MaxLine);
    Result.Column = Number / 2 ? Number / 2 : ColumnZero;
  }
  if (Result.Line > MaxLine ||
      (Result.Column >= MaxColumn && Result.Column != WholeLine))
    IsValid = false;
  return Result;
}

static CounterMappingRegion::RegionKind kindOf(U64 Head) {
  switch (Head / 2 % 4) {
  case MAP_GAP:
    return CounterMappingRegion::GapRegion;
  case MAP_SKIPPED:
    return CounterMappingRegion::SkippedRegion;
  case MAP_EXPANSION:
    return CounterMappingRegion::ExpansionRegion;
  default:
    return CounterMappingRegion::CodeRegion;
  }
}

void Decoder::decodeRegions(unsigned File) {
  Place Begin, End;
  for (U64 I = 0, Size = length(); I != Size && isGood(); ++I) {
    U64 Head = Data.getULEB128(At);
    Counter Count = counter(Head / 8);
    CounterMappingRegion::RegionKind Kind = kindOf(Head);
    Begin = Head % 2 ? End : place(Begin, 0);
    End = place(Begin, WholeLine);
    unsigned Expanded = 0;
    if (Kind == CounterMappingRegion::ExpansionRegion)
      Expanded = static_cast<unsigned>(below(Map.Files.size()));
    Map.Regions.push_back(CounterMappingRegion(
        Count, File, Expanded, static_cast<unsigned>(Begin.Line),
        static_cast<unsigned>(Begin.Column), static_cast<unsigned>(End.Line),
        static_cast<unsigned>(End.Column), Kind));
  }
}

Expected<SourceMap> Decoder::decode() {
  for (U64 I = 0, Size = length(); I != Size && isGood(); ++I)
    Map.Files.push_back(static_cast<U32>(below(NumFiles)));
  decodeExpressions();
  for (unsigned File = 0; File != Map.Files.size() && isGood(); ++File)
    decodeRegions(File);
  if (Error E = At.takeError())
    return E;
  if (!IsValid || Map.Files.empty())
    return make_error<CoverageMapError>(coveragemap_error::malformed);
  return std::move(Map);
}

Expected<SourceMap> hone::readMap(StringRef Bytes, size_t NumFiles,
                                  size_t NumCounters) {
  return Decoder(Bytes, NumFiles, NumCounters).decode();
}
