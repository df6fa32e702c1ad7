//===- ProfileBuilder.cpp -------------------------------------------------===//

#include "ProfileBuilder.h"
#include "llvm/Support/LEB128.h"
#include "llvm/Support/MathExtras.h"
#include "llvm/Support/raw_ostream.h"
#include <cstring>

using namespace hone;
using namespace llvm;

namespace {

class BlobWriter {
public:
  explicit BlobWriter(std::string &Bytes) : OS(Bytes) {}
  void number(U64 Value) { encodeULEB128(Value, OS); }
  void signedNumber(I64 Value) { encodeSLEB128(Value, OS); }
  void fixed(U64 Value) {
    OS.write(reinterpret_cast<const char *>(&Value), sizeof(Value));
  }
  void text(const std::string &Text) {
    number(Text.size());
    OS << Text;
  }

private:
  raw_string_ostream OS;
};

} // namespace

static void writeLine(CodeLine At, CodeLine &Last, BlobWriter &W) {
  bool OtherFile = At.File != Last.File;
  W.signedNumber((I64(At.Line) - I64(Last.Line)) * 2 + OtherFile);
  if (OtherFile)
    W.number(At.File);
  Last = At;
}

static U64 edgeTarget(const FlowEdge &E) {
  if (E.Kind != EDGE_FLOW)
    return E.Kind == EDGE_RETURN;
  return E.Target < E.Source ? 1 + U64(E.Source - E.Target) * 2
                             : 2 + U64(E.Target - E.Source) * 2;
}

static void writeNodes(const FunctionInfo &Info, CodeLine &Last,
                       BlobWriter &W) {
  W.number(Info.NumNodes);
  auto Edge = Info.Edges.begin();
  for (U32 Node = 0; Node != Info.NumNodes; ++Node) {
    W.number(Info.Lines[Node].size());
    for (CodeLine At : Info.Lines[Node])
      writeLine(At, Last, W);
    for (; Edge != Info.Edges.end() && Edge->Source == Node; ++Edge) {
      bool More = Edge + 1 != Info.Edges.end() && Edge[1].Source == Node;
      W.number(edgeTarget(*Edge) * 4 + (Edge->Counter != 0) * 2 + More);
    }
  }
}

static void writeContainers(const FunctionInfo &Info, CodeLine &Last,
                            BlobWriter &W) {
  W.number(Info.Variables.size());
  for (const VariableInfo &V : Info.Variables) {
    W.number(V.Kind);
    W.text(V.Name);
    W.text(V.Type);
    writeLine(V.At, Last, W);
    if (V.Kind == VARIABLE_RESULT)
      W.fixed(V.Whose);
    else if (V.Kind == VARIABLE_PARAMETER || V.Kind == VARIABLE_ELEMENT)
      W.number(V.Whose);
  }
  W.number(Info.Operations.size());
  for (const OperationInfo &O : Info.Operations) {
    for (U64 Number : {U32(O.Kind), O.Flags, O.Variable, O.Node})
      W.number(Number);
    writeLine(O.At, Last, W);
    W.number(O.Column);
  }
  W.number(Info.Bindings.size());
  for (const BindingInfo &B : Info.Bindings) {
    for (U64 Number : {B.Variable, B.Node, B.Argument})
      W.number(Number);
    if (B.Argument)
      W.fixed(B.Callee);
  }
}

static void writeStructs(const FunctionInfo &Info, CodeLine &Last,
                         BlobWriter &W) {
  W.number(Info.Structs.size());
  for (const StructUseInfo &S : Info.Structs) {
    W.fixed(S.Struct);
    W.number(S.Uses.size());
    for (const FieldUseInfo &Use : S.Uses) {
      bool IsOne = Use.Loads + Use.Stores == 1;
      W.number(U64(Use.What) * 4 + (IsOne ? Use.Stores : 2));
      if (!IsOne) {
        W.number(Use.Loads);
        W.number(Use.Stores);
      }
      W.number(Use.Node);
      writeLine(Use.At, Last, W);
    }
  }
}

std::string test::encodeInfo(const FunctionInfo &Info) {
  std::string Bytes;
  {
    BlobWriter W(Bytes);
    W.text(Info.LinkageName);
    W.text(Info.DisplayName);
    W.number(Info.Files.size());
    for (U64 Hash : Info.Files)
      W.fixed(Hash);
    W.number(Info.DeclFile);
    W.number(Info.DeclLine);
    W.number(Info.DeclColumn);
    CodeLine Last = {Info.DeclFile, Info.DeclLine};
    writeNodes(Info, Last, W);
    W.number(Info.Regions.size());
    for (U32 Node : Info.Regions)
      W.number(Node);
    W.text(Info.CoverageMap);
    W.number(Info.Calls.size());
    for (const CallSite &Call : Info.Calls) {
      W.fixed(Call.Callee);
      W.number(1);
      W.number(Call.Node);
      writeLine(Call.At, Last, W);
    }
    writeContainers(Info, Last, W);
    writeStructs(Info, Last, W);
  }
  return Bytes;
}

std::string test::encodeStruct(const StructInfo &Info) {
  std::string Bytes;
  {
    BlobWriter W(Bytes);
    W.text(Info.Name);
    W.fixed(Info.File);
    for (U64 Number : {U64(Info.Line), Info.Size, Info.Align, U64(Info.Flags),
                       U64(Info.Members.size())})
      W.number(Number);
    for (const StructMemberInfo &M : Info.Members) {
      W.text(M.Name);
      W.text(M.Type);
      for (U64 Number : {M.Offset, M.Size, M.Align})
        W.number(Number);
    }
  }
  return Bytes;
}

U64 test::addStruct(ModuleData &Module, const StructInfo &Info) {
  std::string Description = encodeStruct(Info);
  U64 Hash = hashOf(Description);
  Module.Structs.push_back({Hash, std::move(Description)});
  return Hash;
}

std::string test::encodeMap(const std::vector<MapRegion> &Regions) {
  std::string Bytes;
  {
    BlobWriter W(Bytes);
    for (U64 Number : {1, 0, 0}) // one file, the first; no expressions
      W.number(Number);
    W.number(Regions.size());
    unsigned Line = 0;
    for (const MapRegion &R : Regions) {
      W.number(U64(R.Counter + 1) * 8 + MAP_CODE * 2);
      W.number(U64(R.ColumnBegin) * 2 + 1);
      W.number(R.LineBegin - Line);
      W.number(U64(R.ColumnEnd) * 2 + 1);
      W.number(R.LineEnd - R.LineBegin);
      Line = R.LineBegin;
    }
  }
  return Bytes;
}

U64 test::hashOf(const std::string &Text) {
  return hashBytes(Text.data(), Text.size());
}

U64 test::addFile(ModuleData &Module, const std::string &Directory,
                  const std::string &Name) {
  U64 Hash = hashOf(Directory + std::string(1, '\0') + Name);
  Module.Files.push_back({Hash, Directory, Name});
  return Hash;
}

FunctionRecord &test::addFunction(ModuleData &Module, U32 Id,
                                  const FunctionInfo &Info,
                                  const std::vector<U64> &Counters) {
  std::string Blob = encodeInfo(Info);
  FunctionRecord Record = {};
  Record.NameHash = hashOf(Info.LinkageName);
  Record.Counters = static_cast<I32>(Module.Counters.size());
  Record.NumCounters = static_cast<U32>(Counters.size());
  Record.Info = static_cast<I32>(Module.Info.size());
  Record.InfoSize = static_cast<U32>(Blob.size());
  Record.Id = Id;
  Module.Counters.insert(Module.Counters.end(), Counters.begin(),
                         Counters.end());
  Module.Info += Blob;
  Module.Functions.push_back(Record);
  return Module.Functions.back();
}

static std::string encodeFacts(const Facts &F) {
  std::string Bytes;
  for (const auto &[Key, Value] : F.Values)
    Bytes += Key + '\0' + Value + '\0';
  return Bytes;
}

static std::string encodeFiles(const std::vector<FileEntry> &Files) {
  std::string Bytes;
  for (const FileEntry &File : Files) {
    U32 Sizes[] = {static_cast<U32>(File.Directory.size()),
                   static_cast<U32>(File.Name.size())};
    Bytes.append(reinterpret_cast<const char *>(&File.Hash), 8);
    Bytes.append(reinterpret_cast<const char *>(Sizes), 8);
    Bytes += File.Directory + File.Name;
    Bytes.resize(alignTo(Bytes.size(), 8));
  }
  return Bytes;
}

static std::string structsBytes(const std::vector<StructEntry> &Structs) {
  std::string Bytes;
  for (const StructEntry &Struct : Structs) {
    U64 Head[] = {Struct.Hash, Struct.Description.size()};
    Bytes.append(reinterpret_cast<const char *>(Head), sizeof(Head));
    Bytes.append(Struct.Description);
    Bytes.resize(alignTo(Bytes.size(), 8));
  }
  return Bytes;
}

template <typename Record>
static void appendRecords(std::string &Out, U32 Type,
                          const std::vector<Record> &Records) {
  appendChunk(Out, Type,
              StringRef(reinterpret_cast<const char *>(Records.data()),
                        Records.size() * sizeof(Record)));
}

std::string test::encodeProfile(const ProfileFile &File) {
  FileHeader Header = {};
  std::memcpy(Header.Magic, FileMagic, sizeof(FileMagic));
  Header.FormatVersion = HONE_FORMAT_VERSION;
  Header.OldestReader = HONE_FORMAT_OLDEST;
  Header.HeaderSize = sizeof(Header);
  Header.Endianness = 0x01020304;
  std::string Out(reinterpret_cast<const char *>(&Header), sizeof(Header));
  appendChunk(Out, CHUNK_RUN, encodeFacts(File.Run));
  for (const ModuleData &Module : File.Modules) {
    appendChunk(Out, CHUNK_MODULE, encodeFacts(Module.About));
    appendRecords(Out, CHUNK_FUNCTIONS, Module.Functions);
    appendChunk(Out, CHUNK_INFO, Module.Info);
    appendRecords(Out, CHUNK_COUNTERS, Module.Counters);
    appendRecords(Out, CHUNK_SITES, Module.Sites);
    appendRecords(Out, CHUNK_SCANS, Module.Scans);
    appendRecords(Out, CHUNK_MEMOS, Module.Memos);
    appendChunk(Out, CHUNK_FILES, encodeFiles(Module.Files));
    appendRecords(Out, CHUNK_WAITS, Module.Waits);
    appendRecords(Out, CHUNK_CARRIERS, Module.Carriers);
    appendRecords(Out, CHUNK_OPERATIONS, Module.Operations);
    appendChunk(Out, CHUNK_STRUCTS, structsBytes(Module.Structs));
  }
  appendRecords(Out, CHUNK_TIMES, File.Times);
  appendRecords(Out, CHUNK_EDGES, File.Edges);
  appendRecords(Out, CHUNK_SAMPLES, File.Samples);
  appendRecords(Out, CHUNK_STACKS, File.Stacks);
  appendRecords(Out, CHUNK_THREADS, File.Threads);
  appendRecords(Out, CHUNK_HEAP, File.Heap);
  appendRecords(Out, CHUNK_TIMELINE, File.Timeline);
  appendRecords(Out, CHUNK_EVENTS, File.Events);
  appendRecords(Out, CHUNK_GROWTH, File.Growth);
  appendRecords(Out, CHUNK_REUSES, File.Reuses);
  std::string Objects, Names;
  for (const Facts &Object : File.Objects) {
    Facts Rest = Object;
    Rest.Values.erase("path");
    Objects += std::string("path") + '\0' + Object.text("path").str() + '\0' +
               encodeFacts(Rest);
  }
  appendChunk(Out, CHUNK_OBJECTS, Objects);
  for (const std::string &Name : File.Tree.Names)
    Names += Name + '\0';
  if (!File.Tree.Places.empty()) {
    appendRecords(Out, CHUNK_NODES, File.Tree.Nodes);
    appendChunk(Out, CHUNK_NAMES, Names);
    appendRecords(Out, CHUNK_PLACES, File.Tree.Places);
  }
  appendChunk(Out, CHUNK_END, "");
  return Out;
}
