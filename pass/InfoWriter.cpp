//===- InfoWriter.cpp -----------------------------------------------------===//

#include "InfoWriter.h"
#include "Compat.h"
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
             const FunctionRegions *Regions, PlantedData &Data)
      : F(F), Graph(Graph), Regions(Regions), Data(Data),
        Body(BodyBytes) {}

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

  void writeDeclaration();
  void writeGraph();
  void writeLines();
  void writeRegions();
  void writeCalls();

  const Function &F;
  const FlowGraph &Graph;
  const FunctionRegions *Regions;
  PlantedData &Data;
  MapVector<U64, unsigned> Files;
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
  number(Subprogram ? fileIndex(Subprogram->getFile()) : 0);
  number(Subprogram ? Subprogram->getLine() : 0);
  number(0);
}

static EdgeKind abiKind(const FlowEdge &Edge) {
  switch (Edge.Kind) {
  case FlowEdge::Return:
    return EDGE_RETURN;
  case FlowEdge::Fake:
    return EDGE_LEAVE;
  default:
    return EDGE_FLOW;
  }
}

void InfoWriter::writeGraph() {
  number(Graph.numNodes());
  number(Graph.edges().size());
  for (const FlowEdge &Edge : Graph.edges()) {
    number(Edge.Source);
    number(Edge.Target);
    uint64_t Counter =
        Edge.Counter == FlowEdge::Uncounted ? 0 : Edge.Counter + 1;
    number(Counter * 4 + abiKind(Edge));
  }
}

/// Blocks that unwinding runs through on its way to a handler or out of F. Clang
/// gives them the position of some closing brace, which is no code of the user's.
static DenseSet<const BasicBlock *> unwindingBlocks(const Function &F) {
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

void InfoWriter::writeLines() {
  using Place = std::pair<unsigned, unsigned>;
  std::vector<SetVector<Place>> Lines(Graph.numNodes());
  DenseSet<const BasicBlock *> Unwinding = unwindingBlocks(F);
  for (const Instruction &I : instructions(F)) {
    const DebugLoc &Location = I.getDebugLoc();
    if (isa<DbgInfoIntrinsic>(I) || !Location || !Location.getLine() ||
        Unwinding.contains(I.getParent()))
      continue;
    const DIFile *File = Location->getFile();
    Lines[Graph.nodeAt(I)].insert({fileIndex(File), Location.getLine()});
  }
  const DISubprogram *Subprogram = F.getSubprogram();
  int64_t Last = Subprogram ? Subprogram->getLine() : 0;
  for (const SetVector<Place> &OfNode : Lines) {
    number(OfNode.size());
    for (auto [File, Line] : OfNode) {
      number(File);
      encodeSLEB128(int64_t(Line) - Last, Body);
      Last = Line;
    }
  }
}

void InfoWriter::writeRegions() {
  static const FunctionRegions None;
  const FunctionRegions &R = Regions ? *Regions : None;
  number(R.Increments.size());
  for (const Instruction *Increment : R.Increments)
    number(Increment ? Graph.nodeAt(*Increment) : ~0u);
  fixed(R.Hash);
  std::string Map;
  raw_string_ostream Encoded(Map);
  if (!R.Encoded.empty()) {
    encodeULEB128(R.Files.size(), Encoded);
    for (const std::string &Path : R.Files)
      encodeULEB128(fileIndex(Path), Encoded);
    Encoded << R.Encoded;
  }
  number(Encoded.str().size());
  Body << Encoded.str();
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
  SmallVector<const CallBase *, 16> Calls;
  for (const Instruction &I : instructions(F)) {
    auto *Call = dyn_cast<CallBase>(&I);
    if (!Call || isa<IntrinsicInst>(Call) || Call->isInlineAsm() ||
        !Call->getDebugLoc())
      continue;
    const Function *Callee = Call->getCalledFunction();
    if (!Callee || mayBeInstrumented(*Callee))
      Calls.push_back(Call);
  }
  number(Calls.size());
  for (const CallBase *Call : Calls) {
    const Function *Callee = Call->getCalledFunction();
    number(Graph.nodeAt(*Call));
    number(fileIndex(Call->getDebugLoc()->getFile()));
    number(Call->getDebugLoc().getLine());
    number(Call->getDebugLoc().getCol());
    fixed(Callee ? calleeHash(*Callee) : 0);
  }
}

std::string InfoWriter::write() {
  writeDeclaration();
  writeGraph();
  writeLines();
  writeRegions();
  writeCalls();
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
                      const FunctionRegions *Regions, PlantedData &Data) {
  return InfoWriter(F, Graph, Regions, Data).write();
}

} // namespace hone
