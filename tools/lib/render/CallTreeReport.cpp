//===- CallTreeReport.cpp -------------------------------------------------===//
//
// Owns: the layout of call tree and threads. In the model a node is a line of a
// function; here a function is one, with all its lines.
//
//===----------------------------------------------------------------------===//

#include "CallTreeReport.h"
#include "ReportText.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/FormatVariadic.h"
#include <algorithm>
#include <map>

using namespace hone;
using namespace llvm;

namespace {

class TreePrinter {
public:
  TreePrinter(const Model &M, const TreeStyle &Style, raw_ostream &OS)
      : M(M), Style(Style), OS(OS), SelfNs(M.CallTree.size()),
        TotalNs(M.CallTree.size()), Below(M.CallTree.size()) {}
  void print();

private:
  /// The same function, called by the same way.
  struct Branch {
    std::vector<uint32_t> Nodes;
    uint64_t SelfNs = 0, TotalNs = 0;
    unsigned Depth = 0;
  };
  void sum();
  std::vector<Branch> branches(ArrayRef<uint32_t> Nodes, unsigned Depth) const;
  std::string name(const CallNode &N) const;
  void printBranch(const Branch &B);
  double share(uint64_t Ns) const { return double(Ns) / double(AllNs); }

  const Model &M;
  const TreeStyle &Style;
  raw_ostream &OS;
  std::vector<uint64_t> SelfNs, TotalNs; ///< by node
  std::vector<std::vector<uint32_t>> Below;
  std::vector<uint32_t> Roots;
  uint64_t AllNs = 0;
};

} // namespace

void TreePrinter::sum() {
  for (const Sample &S : M.Samples) {
    if (Style.Thread &&
        (S.Thread == NoId || M.Threads[S.Thread].Name != *Style.Thread))
      continue;
    SelfNs[S.Node] += S.Ns;
    AllNs += S.Ns;
  }
  TotalNs = SelfNs;
  for (size_t I = M.CallTree.size(); I--;)
    if (uint32_t Parent = M.CallTree[I].Parent; Parent != NoId)
      TotalNs[Parent] += TotalNs[I];
  for (uint32_t I = 0; I != M.CallTree.size(); ++I)
    (M.CallTree[I].Parent == NoId ? Roots : Below[M.CallTree[I].Parent])
        .push_back(I);
}

std::string TreePrinter::name(const CallNode &N) const {
  if (N.IsOutside)
    return "[" + (N.Name.empty() ? "unknown" : N.Name) + "]";
  if (N.Function == NoId)
    return "(function without counts), " + placeName(M, N.File, N.Line);
  return standardName(M, M.Functions[N.Function], Style.Names);
}

/// What is worth showing of these nodes, by function, the longest first.
std::vector<TreePrinter::Branch> TreePrinter::branches(ArrayRef<uint32_t> Nodes,
                                                       unsigned Depth) const {
  std::map<std::string, Branch> ByName;
  for (uint32_t Node : Nodes) {
    if (!TotalNs[Node])
      continue;
    Branch &B = ByName[name(M.CallTree[Node])];
    B.Nodes.push_back(Node);
    B.SelfNs += SelfNs[Node];
    B.TotalNs += TotalNs[Node];
    B.Depth = Depth;
  }
  std::vector<Branch> Found;
  for (auto &[Name, B] : ByName)
    if (share(B.TotalNs) >= TreeStyle::LeastShare)
      Found.push_back(std::move(B));
  llvm::stable_sort(Found, [](const Branch &A, const Branch &B) {
    return A.TotalNs > B.TotalNs;
  });
  if (Style.Callees)
    Found.resize(std::min(Found.size(), Style.Callees->apply(Found.size())));
  return Found;
}

void TreePrinter::printBranch(const Branch &B) {
  OS << formatv("{0,10} {1,10} ", secondsText(B.TotalNs), secondsText(B.SelfNs))
     << format("%6.1f %%  ", 100 * share(B.TotalNs));
  OS.indent(2 * B.Depth) << name(M.CallTree[B.Nodes.front()]) << '\n';
}

void TreePrinter::print() {
  sum();
  OS << "   Call tree: CPU time from samples";
  if (Style.Thread)
    OS << " of thread '" << *Style.Thread << "'";
  OS << "\n   List leaves out what takes less than "
     << format("%.0f %%", 100 * TreeStyle::LeastShare)
     << "\n\n   cumtime    tottime  % Time  filename:lineno(function)\n";
  if (!AllNs) {
    OS << "      (no samples)\n\n";
    return;
  }
  // A walk without recursion: stacks may be deep.
  std::vector<Branch> Open = branches(Roots, 0);
  std::reverse(Open.begin(), Open.end());
  while (!Open.empty()) {
    Branch B = std::move(Open.back());
    Open.pop_back();
    printBranch(B);
    if (B.Depth + 1 >= Style.Depth)
      continue;
    std::vector<uint32_t> Callees;
    for (uint32_t Node : B.Nodes)
      append_range(Callees, Below[Node]);
    std::vector<Branch> Next = branches(Callees, B.Depth + 1);
    std::move(Next.rbegin(), Next.rend(), std::back_inserter(Open));
  }
  OS << '\n';
}

void hone::printCallTree(const Model &M, const TreeStyle &Style,
                         raw_ostream &OS) {
  TreePrinter(M, Style, OS).print();
}

void hone::printThreads(const Model &M, raw_ostream &OS) {
  std::vector<Thread> Threads = M.Threads;
  uint64_t AllNs = 0;
  for (const Thread &T : Threads)
    AllNs += T.CpuNs;
  llvm::stable_sort(Threads, [](const Thread &A, const Thread &B) {
    return A.CpuNs > B.CpuNs;
  });
  OS << "   Ordered by: CPU time\n\n   cputime   % CPU  threads      tid  "
        "name\n";
  for (const Thread &T : Threads) {
    double Share = AllNs ? 100.0 * double(T.CpuNs) / double(AllNs) : 0;
    OS << formatv("{0,10} {1,7:f1} {2,8} {3,8}  {4}\n", secondsText(T.CpuNs),
                  Share, T.Threads, T.Tid ? std::to_string(T.Tid) : "-",
                  T.Name.empty() ? "(unknown)" : T.Name);
  }
  OS << '\n';
}
