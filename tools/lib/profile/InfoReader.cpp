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
  void decodeNodes();
  void decodeEdges(U32 Source);
  CodeLine decodeLine();
  void decodeRegions();
  void decodeCalls();
  void decodeVariables();
  void decodeOperations();
  void decodeBindings();
  void decodeStructs();

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
  CodeLine Last = {}; ///< the line decoded last
  U32 NumCounted = 0;
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
  Last = {Info.DeclFile, Info.DeclLine};
}

CodeLine Decoder::decodeLine() {
  I64 Delta = Data.getSLEB128(At);
  // Unsigned arithmetic: a hostile delta must not overflow a signed number.
  U64 Line = U64(Last.Line) + U64(Delta >> 1);
  if (Delta & 1)
    Last.File = below(Info.Files.size());
  if (Line > ~0u || Last.File >= Info.Files.size())
    IsValid = false;
  Last.Line = static_cast<U32>(Line);
  return Last;
}

void Decoder::decodeEdges(U32 Source) {
  for (bool More = true; More && isGood();) {
    U64 Number = uleb(), Target = Number >> 2;
    FlowEdge Edge = {Source, FunctionInfo::Exit, 0, EDGE_FLOW};
    if (Target < 2)
      Edge.Kind = Target ? EDGE_RETURN : EDGE_LEAVE;
    else if (U64 Node = Target % 2 ? Source - (Target - 1) / 2
                                   : Source + (Target - 2) / 2;
             Node < Info.NumNodes)
      Edge.Target = static_cast<U32>(Node);
    else
      IsValid = false;
    if (Number & 2)
      Edge.Counter = ++NumCounted;
    Info.Edges.push_back(Edge);
    More = Number & 1;
  }
}

void Decoder::decodeNodes() {
  // Each takes two bytes at least.
  Info.NumNodes = static_cast<U32>(length());
  if (Info.NumNodes < 2)
    IsValid = false;
  Info.Lines.resize(isGood() ? Info.NumNodes : 0);
  for (U32 Node = 0; Node != Info.NumNodes && isGood(); ++Node) {
    for (U64 I = 0, Size = length(); I != Size && isGood(); ++I)
      Info.Lines[Node].push_back(decodeLine());
    decodeEdges(Node);
  }
  if (NumCounted > NumCounters)
    IsValid = false;
}

void Decoder::decodeRegions() {
  for (U64 I = 0, Size = length(); I != Size && isGood(); ++I) {
    U64 Node = uleb();
    if (Node != FunctionInfo::Never && Node >= Info.NumNodes)
      IsValid = false;
    Info.Regions.push_back(static_cast<U32>(Node));
  }
  Info.CoverageMap = bytes(length()).str();
}

void Decoder::decodeCalls() {
  for (U64 I = 0, Size = length(); I != Size && isGood(); ++I) {
    U64 Callee = u64();
    for (U64 J = 0, Count = length(); J != Count && isGood(); ++J) {
      U32 Node = below(Info.NumNodes);
      Info.Calls.push_back({Node, decodeLine(), Callee});
    }
  }
}

void Decoder::decodeVariables() {
  for (U64 I = 0, Size = length(); I != Size && isGood(); ++I) {
    VariableInfo V = {};
    V.Kind = static_cast<VariableKind>(below(VARIABLE_RESULT + 1));
    V.Name = bytes(length()).str();
    V.Type = bytes(length()).str();
    V.At = decodeLine();
    if (V.Kind == VARIABLE_PARAMETER)
      V.Whose = uleb();
    else if (V.Kind == VARIABLE_RESULT)
      V.Whose = u64();
    else if (V.Kind == VARIABLE_ELEMENT)
      V.Whose = below(I);
    Info.Variables.push_back(std::move(V));
  }
}

void Decoder::decodeOperations() {
  for (U64 I = 0, Size = length(); I != Size && isGood(); ++I) {
    OperationInfo O = {};
    // What a newer pass tells apart is some operation all the same.
    U64 Kind = uleb();
    O.Kind = Kind < NumOperationKinds ? static_cast<OperationKind>(Kind)
                                      : HONE_OP_Other;
    O.Flags = static_cast<U32>(uleb());
    O.Variable = below(Info.Variables.size());
    O.Node = below(Info.NumNodes);
    O.At = decodeLine();
    O.Column = static_cast<U32>(uleb());
    Info.Operations.push_back(O);
  }
}

void Decoder::decodeBindings() {
  for (U64 I = 0, Size = length(); I != Size && isGood(); ++I) {
    BindingInfo B = {};
    B.Variable = below(Info.Variables.size());
    B.Node = below(Info.NumNodes);
    B.Argument = static_cast<U32>(uleb());
    B.Callee = B.Argument ? u64() : 0;
    Info.Bindings.push_back(B);
  }
}

void Decoder::decodeStructs() {
  for (U64 I = 0, Size = length(); I != Size && isGood(); ++I) {
    StructUseInfo S = {u64(), {}};
    for (U64 J = 0, Count = length(); J != Count && isGood(); ++J) {
      FieldUseInfo Use = {};
      U64 Number = below(U64(1) << 32);
      Use.What = static_cast<U32>(Number >> 2);
      Use.Loads = (Number & 3) == 0;
      Use.Stores = (Number & 3) == 1;
      if (Number & 2) {
        Use.Loads = below(U64(1) << 32);
        Use.Stores = below(U64(1) << 32);
      }
      Use.Node = below(Info.NumNodes);
      Use.At = decodeLine();
      S.Uses.push_back(Use);
    }
    Info.Structs.push_back(std::move(S));
  }
}

Expected<FunctionInfo> Decoder::decode() {
  decodeName();
  decodeNodes();
  decodeRegions();
  decodeCalls();
  if (isGood() && At.tell() != Data.size()) { // format 1 ends here
    decodeVariables();
    decodeOperations();
    decodeBindings();
  }
  if (isGood() && At.tell() != Data.size()) // format 2 ends here
    decodeStructs();
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
