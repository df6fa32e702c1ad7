//===- MemoryCallers.cpp - by which ways memory was asked for -------------===//
//
// Owns: the layout of the lines with their calling contexts, from the line
// outwards: below each line those that called its function, below these theirs.
//
//===----------------------------------------------------------------------===//

#include "MemoryReport.h"
#include "llvm/ADT/STLExtras.h"
#include <map>

using namespace hone;
using namespace llvm;

namespace {

class CallersPrinter {
public:
  CallersPrinter(const Model &M, const MemoryStyle &Style, raw_ostream &OS)
      : M(M), Style(Style), OS(OS), Columns(M.Heap.Total) {}
  void print();

private:
  /// Contexts whose ways from the line on are the same as far as Name.
  struct Branch {
    std::string Name;
    std::vector<std::pair<const MemoryContext *, uint32_t>> Ways; ///< at a node
    MemoryUse Use;
    unsigned Depth = 0, Indent = 0;
    bool IsOnly = false; ///< all of what it called came this way
  };
  std::string name(uint32_t Node) const;
  std::vector<Branch> callers(const Branch &Of) const;
  bool isWorthTelling(const MemoryUse &Use) const;
  void printRow(const MemoryRow &Row);
  void printBranch(const Branch &B);

  /// Callers with less than this share of their line's figures are left out.
  static constexpr double LeastShare = 0.01;

  const Model &M;
  const MemoryStyle &Style;
  raw_ostream &OS;
  MemoryColumns Columns;
  const MemoryUse *Line = nullptr; ///< at hand
};

} // namespace

/// "shop.cpp:13(main)": where it was in which function.
std::string CallersPrinter::name(uint32_t Node) const {
  if (Node == NoId)
    return "(unknown)";
  const CallNode &N = M.CallTree[Node];
  if (N.IsOutside)
    return "[" + (N.Name.empty() ? "unknown" : N.Name) + "]";
  std::string Place = placeName(M, N.File, N.Line);
  if (N.Function == NoId)
    return Place;
  return Place + "(" + functionName(M, N.Function, Style.Names) + ")";
}

/// By the figure that lines are ordered by, or by allocations: who made many of
/// them that are gone at the peak is not to be missing from their sum.
bool CallersPrinter::isWorthTelling(const MemoryUse &Use) const {
  auto IsMuch = [&](MemoryKey Key) {
    uint64_t All = figure(*Line, Key);
    return All && static_cast<double>(figure(Use, Key)) >=
                      LeastShare * static_cast<double>(All);
  };
  return IsMuch(Style.Key) || IsMuch(MemoryKey::Allocations) || Use.Maps != 0;
}

std::vector<CallersPrinter::Branch>
CallersPrinter::callers(const Branch &Of) const {
  std::map<std::string, Branch> ByName;
  for (auto [Context, Node] : Of.Ways) {
    if (Node == NoId || M.CallTree[Node].Parent == NoId)
      continue;
    uint32_t Parent = M.CallTree[Node].Parent;
    Branch &B = ByName[name(Parent)];
    B.Ways.push_back({Context, Parent});
    B.Use.add(Context->Use);
  }
  std::vector<Branch> Found;
  for (auto &[Name, B] : ByName) {
    if (!isWorthTelling(B.Use))
      continue;
    B.Name = Name;
    B.Depth = Of.Depth + 1;
    B.IsOnly = ByName.size() == 1 && B.Use.Blocks == Of.Use.Blocks &&
               B.Use.Maps == Of.Use.Maps;
    // Callers one above the other read like a stack trace.
    B.Indent = Of.Indent + (Of.IsOnly && B.IsOnly ? 0 : 1);
    Found.push_back(std::move(B));
  }
  llvm::stable_sort(Found, [&](const Branch &A, const Branch &B) {
    return isMore(A.Use, B.Use, Style.Key);
  });
  return Found;
}

void CallersPrinter::printBranch(const Branch &B) {
  OS << Columns.cells(B.IsOnly ? nullptr : &B.Use) << "  ";
  OS.indent(2 * B.Indent) << B.Name << '\n';
}

void CallersPrinter::printRow(const MemoryRow &Row) {
  Line = &Row.Use;
  // Several functions may have code on one line, as callers are told apart.
  std::map<std::string, Branch> Functions;
  for (const MemoryContext &C : M.Heap.Contexts) {
    if (Row.At ? C.File != Row.At->File || C.Line != Row.At->Line
               : C.File != NoId)
      continue;
    Branch &B = Functions[Row.At && C.Node != NoId
                              ? placeName(M, C.File, C.Line) + "(" +
                                    functionName(M, M.CallTree[C.Node].Function,
                                                 Style.Names) +
                                    ")"
                          : Row.At ? placeName(M, C.File, C.Line)
                                   : name(C.Node)];
    B.Ways.push_back({&C, C.Node});
    B.Use.add(C.Use);
  }
  // A walk without recursion: stacks may be deep.
  std::vector<Branch> Open;
  for (auto &[Name, B] : Functions) {
    B.Name = Name;
    Open.push_back(std::move(B));
  }
  while (!Open.empty()) {
    Branch B = std::move(Open.back());
    Open.pop_back();
    if (!B.Depth && Style.Color)
      setHeat(B.Use, M.Heap.Total, Style.Key, OS);
    printBranch(B);
    if (!B.Depth && Style.Color)
      OS.resetColor();
    if (B.Depth >= Style.Depth)
      continue;
    std::vector<Branch> Next = callers(B);
    std::move(Next.rbegin(), Next.rend(), std::back_inserter(Open));
  }
}

void CallersPrinter::print() {
  std::vector<MemoryRow> Rows = memoryRows(M, Style);
  printMemoryOrder(Rows.size(), countMemoryRows(M), "lines", Style, OS);
  OS << "   Below each line the lines that called its function, and so on; "
        "callers with less\n   than 1 % of the line's figure and allocations "
        "are left out. No figures: the only\n   caller.\n\n"
     << Columns.titles() << "  filename:lineno(function)\n";
  for (const MemoryRow &Row : Rows) {
    printRow(Row);
    OS << '\n';
  }
}

void hone::printMemoryCallers(const Model &M, const MemoryStyle &Style,
                              raw_ostream &OS) {
  CallersPrinter(M, Style, OS).print();
}
