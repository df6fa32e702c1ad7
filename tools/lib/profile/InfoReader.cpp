//===- InfoReader.cpp -----------------------------------------------------===//
//
// Owns: the decoder of the info blob. Every number is checked before it is used
// as a size or an index, since blobs come from files.
//
//===----------------------------------------------------------------------===//

#include "InfoReader.h"
#include "llvm/Support/DataExtractor.h"
#include <algorithm>

using namespace hone;
using namespace llvm;

namespace {

class Decoder {
public:
  Decoder(StringRef Blob, U32 NumCounters)
      : Data(Blob, /*IsLittleEndian=*/true, /*AddressSize=*/8), At(0),
        NumCounters(NumCounters) {}

  Expected<FunctionInfo> decode();

private:
  void decodeName();
  void decodeGraph();
  void decodeLines();
  void decodeRegions();
  void decodeCalls();

  U64 uleb() { return Data.getULEB128(At); }
  U64 u64() { return Data.getU64(At); }
  StringRef bytes(U64 Size) { return Data.getBytes(At, Size); }
  /// A number that must be below Limit.
  U32 below(U64 Limit) {
    U64 Value = uleb();
    if (Value >= Limit) {
      IsValid = false;
      return 0;
    }
    return static_cast<U32>(Value);
  }
  /// The length of a list whose items take at least one byte each.
  U64 length() {
    U64 Value = uleb();
    if (At && Value > Data.size() - At.tell()) {
      IsValid = false;
      return 0;
    }
    return At ? Value : 0;
  }
  bool isGood() { return IsValid && At; }

  DataExtractor Data;
  DataExtractor::Cursor At;
  U32 NumCounters;
  bool IsValid = true;
  FunctionInfo Info;
};

} // namespace

void Decoder::decodeName() {
  Info.LinkageName = bytes(length()).str();
  Info.DisplayName = bytes(length()).str();
  for (U64 I = 0, Size = length(); I != Size && isGood(); ++I)
    Info.Files.push_back(u64());
  Info.DeclFile = below(std::max<size_t>(Info.Files.size(), 1));
  Info.DeclLine = below(U64(1) << 32);
  Info.DeclColumn = below(U64(1) << 32);
}

void Decoder::decodeGraph() {
  // Each node's line list takes a byte at least, after the edges.
  Info.NumNodes = static_cast<U32>(length());
  U64 NumEdges = length();
  for (U64 I = 0; I != NumEdges && isGood(); ++I) {
    U32 Source = below(Info.NumNodes), Target = below(Info.NumNodes);
    U32 CounterAndKind = below((U64(NumCounters) + 1) * 4);
    if (CounterAndKind % 4 > EDGE_LEAVE)
      IsValid = false;
    Info.Edges.push_back({Source, Target, CounterAndKind / 4,
                          static_cast<EdgeKind>(CounterAndKind % 4)});
  }
  if (Info.NumNodes < 2)
    IsValid = false;
}

void Decoder::decodeLines() {
  I64 Line = Info.DeclLine;
  Info.Lines.resize(isGood() ? Info.NumNodes : 0);
  for (std::vector<CodeLine> &Lines : Info.Lines)
    for (U64 I = 0, Size = length(); I != Size && isGood(); ++I) {
      U32 File = below(Info.Files.size());
      // Unsigned arithmetic: a hostile delta must not overflow a signed number.
      Line = I64(U64(Line) + U64(Data.getSLEB128(At)));
      if (Line < 0 || Line > I64(~0u))
        IsValid = false;
      Lines.push_back({File, static_cast<U32>(Line)});
    }
}

void Decoder::decodeRegions() {
  for (U64 I = 0, Size = length(); I != Size && isGood(); ++I) {
    U64 Node = uleb();
    if (Node != FunctionInfo::Never && Node >= Info.NumNodes)
      IsValid = false;
    Info.Regions.push_back(static_cast<U32>(Node));
  }
  Info.RegionHash = u64();
  Info.CoverageMap = bytes(length()).str();
}

void Decoder::decodeCalls() {
  for (U64 I = 0, Size = length(); I != Size && isGood(); ++I) {
    CallSite Call;
    Call.Node = below(Info.NumNodes);
    Call.File = below(Info.Files.size());
    Call.Line = below(U64(1) << 32);
    Call.Column = below(U64(1) << 32);
    Call.Callee = u64();
    Info.Calls.push_back(Call);
  }
}

Expected<FunctionInfo> Decoder::decode() {
  decodeName();
  decodeGraph();
  decodeLines();
  decodeRegions();
  decodeCalls();
  if (Error E = At.takeError())
    return E;
  if (!IsValid)
    return createStringError(inconvertibleErrorCode(),
                             "a number in it is out of range");
  return Info;
}

Expected<FunctionInfo> hone::readInfo(StringRef Blob, U32 NumCounters) {
  return Decoder(Blob, NumCounters).decode();
}
