//===- InfoWriter.cpp -----------------------------------------------------===//

#include "InfoWriter.h"
#include "Compat.h"
#include "MapWriter.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/SetVector.h"
#include "llvm/IR/DebugInfoMetadata.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/Support/Endian.h"
#include "llvm/Support/LEB128.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace hone {

namespace {

class InfoWriter {
public:
  InfoWriter(const Function &F, const FlowGraph &Graph,
             const FunctionRegions *Regions, const ContainerUse &Containers,
             ArrayRef<FieldUse> Fields, PlantedData &Data)
      : F(F), Graph(Graph), Regions(Regions), Containers(Containers),
        Fields(Fields), Data(Data), Body(BodyBytes) {}

  std::string write();

private:
  void number(uint64_t Value) { encodeULEB128(Value, Body); }
  void fixed(U64 Value) {
    char Bytes[8];
    support::endian::write64le(Bytes, Value);
    Body.write(Bytes, 8);
  }
  unsigned fileIndex(U64 Hash) {
    return Files.insert({Hash, Files.size()}).first->second;
  }
  unsigned fileIndex(const DIFile *File) { return fileIndex(Data.file(File)); }
  unsigned fileIndex(StringRef AbsolutePath);

  /// Files and lines as they stand in the source.
  using Place = std::pair<unsigned, unsigned>;
  Place place(const DILocation &Location) {
    return {fileIndex(Location.getFile()), Location.getLine()};
  }

  void writeDeclaration();
  void writeNodes();
  void writeEdges(ArrayRef<const FlowEdge *> OfNode);
  void writeLine(Place At);
  void writeRegions();
  void writeCalls();
  void writeContainers();
  void writeStructs();
  void text(StringRef Text) {
    number(Text.size());
    Body << Text;
  }
  std::vector<SetVector<Place>> linesOfNodes();

  const Function &F;
  const FlowGraph &Graph;
  const FunctionRegions *Regions;
  const ContainerUse &Containers;
  ArrayRef<FieldUse> Fields;
  PlantedData &Data;
  MapVector<U64, unsigned> Files;
  Place Last; ///< the line written last
  std::string BodyBytes;
  raw_string_ostream Body;
};

} // namespace

static std::string absolutePath(StringRef Directory, StringRef Name) {
  SmallString<128> Path(Name);
  if (!sys::path::is_absolute(Path)) {
    Path = Directory;
    sys::path::append(Path, Name);
  }
  sys::path::remove_dots(Path, /*remove_dot_dot=*/true);
  return std::string(Path);
}

/// The coverage map knows absolute paths only; debug information has the names
/// as the compiler saw them.
unsigned InfoWriter::fileIndex(StringRef Path) {
  if (const DISubprogram *Subprogram = F.getSubprogram()) {
    const DIFile *Own = Subprogram->getFile();
    if (absolutePath(Own->getDirectory(), Own->getFilename()) == Path)
      return fileIndex(Own);
    for (const Instruction &I : instructions(F))
      if (const DILocation *Location = I.getDebugLoc()) {
        const DIFile *Other = Location->getFile();
        if (Other != Own &&
            absolutePath(Other->getDirectory(), Other->getFilename()) == Path)
          return fileIndex(Other);
      }
  }
  return fileIndex(Data.file("", Path));
}

void InfoWriter::writeDeclaration() {
  const DISubprogram *Subprogram = F.getSubprogram();
  Last.first = Subprogram ? fileIndex(Subprogram->getFile()) : 0;
  Last.second = Subprogram ? Subprogram->getLine() : 0;
  number(Last.first);
  number(Last.second);
  number(0);
}

void InfoWriter::writeLine(Place At) {
  bool Other = At.first != Last.first;
  encodeSLEB128((int64_t(At.second) - Last.second) * 2 + Other, Body);
  if (Other)
    number(At.first);
  Last = At;
}

static uint64_t target(const FlowEdge &Edge) {
  switch (Edge.Kind) {
  case FlowEdge::Fake:
    return 0;
  case FlowEdge::Return:
    return 1;
  default:
    return Edge.Target >= Edge.Source
               ? 2 + uint64_t(Edge.Target - Edge.Source) * 2
               : 1 + uint64_t(Edge.Source - Edge.Target) * 2;
  }
}

void InfoWriter::writeEdges(ArrayRef<const FlowEdge *> OfNode) {
  assert(!OfNode.empty() && "what flows into a node flows out of it");
  for (const FlowEdge *Edge : OfNode)
    number(target(*Edge) * 4 + (Edge->Counter != FlowEdge::Uncounted) * 2 +
           (Edge != OfNode.back()));
}

DenseSet<const BasicBlock *> unwindingBlocks(const Function &F) {
  DenseSet<const BasicBlock *> Found;
  SmallVector<const BasicBlock *, 8> Open;
  for (const BasicBlock &Block : F)
    if (Block.isLandingPad())
      Open.push_back(&Block);
  auto EntersHandler = [](const BasicBlock &Block) {
    return any_of(Block, [](const Instruction &I) {
      auto *Call = dyn_cast<CallBase>(&I);
      const Function *Callee = Call ? Call->getCalledFunction() : nullptr;
      return Callee && Callee->getName() == "__cxa_begin_catch";
    });
  };
  while (!Open.empty()) {
    const BasicBlock *Block = Open.pop_back_val();
    if (!EntersHandler(*Block) && Found.insert(Block).second)
      append_range(Open, successors(Block));
  }
  return Found;
}

std::vector<SetVector<InfoWriter::Place>> InfoWriter::linesOfNodes() {
  std::vector<SetVector<Place>> Lines(Graph.numNodes());
  DenseSet<const BasicBlock *> Unwinding = unwindingBlocks(F);
  for (const Instruction &I : instructions(F)) {
    const DebugLoc &Location = I.getDebugLoc();
    if (isa<DbgInfoIntrinsic>(I) || !Location || !Location.getLine() ||
        Unwinding.contains(I.getParent()))
      continue;
    Lines[Graph.nodeAt(I)].insert(place(*Location));
  }
  return Lines;
}

void InfoWriter::writeNodes() {
  std::vector<SetVector<Place>> Lines = linesOfNodes();
  std::vector<const FlowEdge *> Sorted = Graph.edgesBySource();
  ArrayRef<const FlowEdge *> Edges = Sorted;
  number(Graph.numNodes());
  for (unsigned Node = 0; Node != Graph.numNodes(); ++Node) {
    number(Lines[Node].size());
    for (Place At : Lines[Node])
      writeLine(At);
    auto OfNode = Edges.take_while(
        [&](const FlowEdge *Edge) { return Edge->Source == Node; });
    writeEdges(OfNode);
    Edges = Edges.drop_front(OfNode.size());
  }
}

void InfoWriter::writeRegions() {
  static const FunctionRegions None;
  const FunctionRegions &R = Regions ? *Regions : None;
  number(R.Increments.size());
  for (const Instruction *Increment : R.Increments)
    number(Increment ? Graph.nodeAt(*Increment) : ~0u);
  std::string Map =
      writeMap(R, [this](StringRef Path) { return fileIndex(Path); });
  number(Map.size());
  Body << Map;
}

/// Calls into the standard library never reach a function with a record.
static bool mayBeInstrumented(const Function &Callee) {
  if (!Callee.isDeclaration() && Callee.hasMetadata(RecordMetadata))
    return true;
  StringRef Name = Callee.getName();
  for (StringRef Prefix : {"_ZNSt", "_ZNKSt", "_ZSt", "_ZNSa", "_ZNSs", "_Zn",
                           "_Zd", "__cxa_", "__clang", "__gxx", "__hone_"})
    if (Name.starts_with(Prefix))
      return false;
  // Constructors in this module delegate to their base variant.
  return Callee.isDeclaration() || calleeHash(Callee) != functionHash(Callee);
}

void InfoWriter::writeCalls() {
  MapVector<U64, SmallVector<const CallBase *, 4>> Calls;
  for (const Instruction &I : instructions(F)) {
    auto *Call = dyn_cast<CallBase>(&I);
    if (!Call || isa<IntrinsicInst>(Call) || !Call->getDebugLoc())
      continue;
    const Function *Callee = Call->getCalledFunction();
    if (Callee && mayBeInstrumented(*Callee))
      Calls[calleeHash(*Callee)].push_back(Call);
  }
  number(Calls.size());
  for (const auto &[Callee, OfCallee] : Calls) {
    fixed(Callee);
    number(OfCallee.size());
    for (const CallBase *Call : OfCallee) {
      number(Graph.nodeAt(*Call));
      writeLine(place(*Call->getDebugLoc()));
    }
  }
}

void InfoWriter::writeContainers() {
  number(Containers.Variables.size());
  for (const ContainerVariable &V : Containers.Variables) {
    number(V.Kind);
    text(V.Name);
    text(V.Type);
    writeLine({fileIndex(V.File), V.Line});
    if (V.Kind == VARIABLE_RESULT)
      fixed(V.Whose);
    else if (V.Kind == VARIABLE_PARAMETER || V.Kind == VARIABLE_ELEMENT)
      number(V.Whose);
  }
  number(Containers.Operations.size());
  for (const ContainerOperation &Operation : Containers.Operations) {
    number(Operation.Kind);
    number(Operation.Flags);
    number(Operation.Variable);
    number(Graph.nodeAt(*Operation.At));
    writeLine(place(*Operation.At->getDebugLoc()));
    number(Operation.At->getDebugLoc().getCol());
  }
  number(Containers.Bindings.size());
  for (const ContainerBinding &Binding : Containers.Bindings) {
    number(Binding.Variable);
    number(Graph.nodeAt(*Binding.At));
    number(Binding.Argument);
    if (Binding.Argument)
      fixed(Binding.Callee);
  }
}

/// Uses of one member at one place are one entry.
void InfoWriter::writeStructs() {
  using Where = std::tuple<unsigned, Place, U32>; // node, line, what
  struct Times {
    unsigned Loads = 0, Stores = 0;
  };
  MapVector<const UserStruct *, MapVector<Where, Times>> Uses;
  for (const FieldUse &Use : Fields) {
    Times &T = Uses[Use.Struct][{Graph.nodeAt(*Use.At),
                                 place(*Use.At->getDebugLoc()), Use.What}];
    ++(Use.IsStore ? T.Stores : T.Loads);
  }
  number(Uses.size());
  for (const auto &[Struct, OfStruct] : Uses) {
    fixed(StructTypes::plant(*Struct, Data));
    number(OfStruct.size());
    for (const auto &[At, T] : OfStruct) {
      const auto &[Node, Line, What] = At;
      bool IsOne = T.Loads + T.Stores == 1;
      number(What * 4 + (IsOne ? T.Stores : 2));
      if (!IsOne) {
        number(T.Loads);
        number(T.Stores);
      }
      number(Node);
      writeLine(Line);
    }
  }
}

std::string InfoWriter::write() {
  writeDeclaration();
  writeNodes();
  writeRegions();
  writeCalls();
  writeContainers();
  writeStructs();
  Body.flush();
  // The table of files stands in front of what refers to it.
  std::string Blob;
  raw_string_ostream Head(Blob);
  StringRef Name = F.getName();
  Name.consume_front("\1");
  encodeULEB128(Name.size(), Head);
  Head << Name;
  encodeULEB128(0, Head);
  encodeULEB128(Files.size(), Head);
  for (const auto &File : Files) {
    char Bytes[8];
    support::endian::write64le(Bytes, File.first);
    Head.write(Bytes, 8);
  }
  Head << BodyBytes;
  Head.flush();
  return Blob;
}

std::string writeInfo(const Function &F, const FlowGraph &Graph,
                      const FunctionRegions *Regions,
                      const ContainerUse &Containers, ArrayRef<FieldUse> Fields,
                      PlantedData &Data) {
  return InfoWriter(F, Graph, Regions, Containers, Fields, Data).write();
}

} // namespace hone
