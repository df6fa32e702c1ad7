//===- LineCounter.cpp ----------------------------------------------------===//
//
// Owns: the definition of a line's hits stated in LineCounter.h.
//
//===----------------------------------------------------------------------===//

#include "LineCounter.h"
#include "CoverageEvaluator.h"
#include "llvm/Support/Error.h"
#include <algorithm>
#include <map>

using namespace hone;
using namespace llvm;

namespace {

using Place = std::pair<FileId, uint32_t>;

/// The copies of one source function that share clang's map: their region
/// counts are summed before the map is evaluated.
struct CopyGroup {
  std::vector<const FunctionCopy *> Copies;
  bool HasMap = false;
  bool LeavesAbnormally = false;
};

using GroupKey = std::tuple<FunctionId, size_t, std::string>;

class LineCounter {
public:
  explicit LineCounter(const std::vector<FunctionCopy> &Copies);
  LineCounts count();

private:
  void addToEvaluator(CopyGroup &Group);
  void subtractAbnormal(const CopyGroup &Group, unsigned Number);
  void countWithMaps();
  void countWithoutMaps();
  void correctImpossible();
  std::map<Place, uint64_t> codeCounts(bool OfMapped) const;
  std::map<Place, uint64_t> nodeCounts(const CopyGroup &Group) const;
  void note(const CopyGroup &Group, Error E);

  std::map<GroupKey, CopyGroup> Groups;
  std::vector<std::pair<const CopyGroup *, unsigned>> Evaluated;
  CoverageEvaluator Evaluator;
  std::map<Place, const FunctionCopy *> Owners; ///< all lines that carry code
  std::map<Place, uint64_t> Hits;
  LineCounts Result;
};

} // namespace

/// True if some call of an activation did not come back, or came back twice:
/// then what follows it was not executed as often as what precedes it.
static bool leavesAbnormally(const FunctionCopy &Copy) {
  for (size_t I = 0; I != Copy.Info.Edges.size(); ++I)
    if (Copy.Info.Edges[I].Kind == EDGE_LEAVE && Copy.EdgeCounts[I])
      return true;
  return false;
}

uint64_t hone::abnormalExits(const FunctionCopy &Copy) {
  // An exception that the function catches, or cleans up after, leaves and
  // comes back by EXIT -> landing pad. What left for good is the difference.
  uint64_t Left = 0; // modulo 2^64
  for (size_t I = 0; I != Copy.Info.Edges.size(); ++I) {
    const FlowEdge &Edge = Copy.Info.Edges[I];
    if (Edge.Kind == EDGE_LEAVE)
      Left += static_cast<uint64_t>(Copy.EdgeCounts[I]);
    else if (Edge.Source == FunctionInfo::Exit &&
             Edge.Target != FunctionInfo::Entry)
      Left -= static_cast<uint64_t>(Copy.EdgeCounts[I]);
  }
  return Left >> 63 ? 0 : Left;
}

LineCounter::LineCounter(const std::vector<FunctionCopy> &Copies) {
  for (const FunctionCopy &Copy : Copies) {
    const FunctionInfo &Info = Copy.Info;
    CopyGroup &Group = Groups[{Copy.Function, Info.Regions.size(),
                               Info.CoverageMap}];
    Group.Copies.push_back(&Copy);
    Group.HasMap = !Info.CoverageMap.empty();
    Group.LeavesAbnormally |= leavesAbnormally(Copy);
    for (const std::vector<CodeLine> &Lines : Info.Lines)
      for (const CodeLine &Line : Lines) {
        if (Copy.Files[Line.File] == NoId)
          continue;
        const FunctionCopy *&Owner =
            Owners.emplace(Place(Copy.Files[Line.File], Line.Line), &Copy)
                .first->second;
        if (Info.LinkageName < Owner->Info.LinkageName)
          Owner = &Copy;
      }
  }
}

void LineCounter::note(const CopyGroup &Group, Error E) {
  Result.Notes.push_back("the coverage map of " +
                         Group.Copies.front()->Info.LinkageName +
                         " cannot be used (" + toString(std::move(E)) +
                         "): its lines show the counts of their code instead");
}

void LineCounter::addToEvaluator(CopyGroup &Group) {
  const FunctionCopy &First = *Group.Copies.front();
  std::vector<uint64_t> Counts(First.Info.Regions.size());
  for (const FunctionCopy *Copy : Group.Copies)
    for (size_t I = 0; I != Counts.size(); ++I)
      if (Copy->Info.Regions[I] != FunctionInfo::Never)
        Counts[I] += Copy->NodeCounts[Copy->Info.Regions[I]];
  Expected<unsigned> Number =
      Evaluator.add(First.Info.CoverageMap, First.Files, Counts);
  if (Number) {
    Evaluated.emplace_back(&Group, *Number);
    return;
  }
  note(Group, Number.takeError());
  Group.HasMap = false;
}

std::map<Place, uint64_t>
LineCounter::nodeCounts(const CopyGroup &Group) const {
  std::map<Place, uint64_t> Sum;
  for (const FunctionCopy *Copy : Group.Copies) {
    std::map<Place, uint64_t> Largest;
    for (U32 Node = 0; Node != Copy->Info.NumNodes; ++Node)
      for (const CodeLine &Line : Copy->Info.Lines[Node]) {
        if (Copy->Files[Line.File] == NoId)
          continue;
        uint64_t &Count = Largest[{Copy->Files[Line.File], Line.Line}];
        Count = std::max(Count, Copy->NodeCounts[Node]);
      }
    for (const auto &[At, Count] : Largest)
      Sum[At] += Count;
  }
  return Sum;
}

void LineCounter::subtractAbnormal(const CopyGroup &Group, unsigned Number) {
  std::map<Place, uint64_t> Real = nodeCounts(Group);
  FileId MainFile = Evaluator.mainFile(Number);
  Evaluator.forEachLineOfFunction(Number, [&](uint32_t Line, uint64_t Count) {
    auto At = Real.find({MainFile, Line});
    auto Total = Hits.find({MainFile, Line});
    if (At == Real.end() || Total == Hits.end() || Count <= At->second)
      return;
    Total->second -= std::min(Total->second, Count - At->second);
  });
}

void LineCounter::countWithMaps() {
  if (Error E = Evaluator.evaluate()) {
    Result.Notes.push_back("line counts are those of the code, not of the "
                           "source regions: " +
                           toString(std::move(E)));
    for (auto &[Key, Group] : Groups)
      Group.HasMap = false;
    return;
  }
  FileId Last = NoId;
  for (const auto &[At, Owner] : Owners) {
    if (At.first == Last)
      continue;
    Last = At.first;
    Evaluator.forEachLine(Last, [&](uint32_t Line, uint64_t Count) {
      if (Owners.count({Last, Line}))
        Hits[{Last, Line}] = Count;
    });
  }
  for (const auto &[Group, Number] : Evaluated)
    if (Group->LeavesAbnormally)
      subtractAbnormal(*Group, Number);
}

/// What the nodes say of each line, over the groups with or without a map.
std::map<Place, uint64_t> LineCounter::codeCounts(bool OfMapped) const {
  // Instantiations of one source function add up; functions that merely share
  // the line (all implicit members of a class do) do not.
  struct SourceFunction {
    FileId File;
    U32 Line, Column;
    bool operator<(const SourceFunction &Other) const {
      return std::tie(File, Line, Column) <
             std::tie(Other.File, Other.Line, Other.Column);
    }
  };
  std::map<SourceFunction, std::map<Place, uint64_t>> Sums;
  for (const auto &[Key, Group] : Groups) {
    if (Group.HasMap != OfMapped)
      continue;
    const FunctionCopy &First = *Group.Copies.front();
    FileId File = First.Files.empty() ? NoId : First.Files[First.Info.DeclFile];
    auto &Sum = Sums[{File, First.Info.DeclLine, First.Info.DeclColumn}];
    for (const auto &[At, Count] : nodeCounts(Group))
      Sum[At] += Count;
  }
  std::map<Place, uint64_t> Largest;
  for (const auto &[Function, Sum] : Sums)
    for (const auto &[At, Count] : Sum)
      Largest[At] = std::max(Largest[At], Count);
  return Largest;
}

void LineCounter::countWithoutMaps() {
  for (const auto &[At, Count] : codeCounts(/*OfMapped=*/false))
    Hits.emplace(At, Count); // a line that a map covers has its count already
}

/// Clang forgets the region counter behind a try block whose body cannot throw,
/// and the map then yields 0 or a negative number for what follows. Code that
/// was executed was not executed 0 times.
void LineCounter::correctImpossible() {
  for (const auto &[At, Count] : codeCounts(/*OfMapped=*/true)) {
    auto Total = Hits.find(At);
    if (Count && Total != Hits.end() && I64(Total->second) <= 0)
      Total->second = Count;
  }
}

LineCounts LineCounter::count() {
  for (auto &[Key, Group] : Groups)
    if (Group.HasMap)
      addToEvaluator(Group);
  countWithMaps();
  correctImpossible();
  countWithoutMaps();
  for (const auto &[At, Count] : Hits)
    Result.Lines.push_back(
        {At.first, At.second, Count, Owners.at(At)->Function});
  return std::move(Result);
}

LineCounts hone::countLines(const std::vector<FunctionCopy> &Copies) {
  return LineCounter(Copies).count();
}
