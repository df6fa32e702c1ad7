//===- SampleTable.cpp ----------------------------------------------------===//
//
// Owns: the identity of nodes across profiles. Must not know times.
//
//===----------------------------------------------------------------------===//

#include "SampleTable.h"
#include <cstring>

using namespace hone;
using namespace llvm;

static std::string threadName(const ThreadRecord &Record) {
  char Text[2 * sizeof(U64) + 1] = {};
  std::memcpy(Text, &Record.Name1, sizeof(U64));
  std::memcpy(Text + sizeof(U64), &Record.Name2, sizeof(U64));
  return Text;
}

void SampleTable::addThreads(const ProfileFile &File) {
  FirstThread = Threads.size();
  for (const ThreadRecord &Record : File.Threads)
    Threads.push_back(
        {threadName(Record), Record.Tid, Record.Threads, Record.CpuNs});
}

uint32_t SampleTable::node(const CallNode &N) {
  auto [It, IsNew] = ByContents.try_emplace(
      {N.Parent, N.Function, N.File, N.Line, N.IsOutside, N.Name},
      static_cast<uint32_t>(Nodes.size()));
  if (IsNew)
    Nodes.push_back(N);
  return It->second;
}

std::vector<uint32_t> SampleTable::addTree(const CallTree &Tree,
                                           const FileTable &Files,
                                           const FunctionTable &Functions) {
  std::vector<uint32_t> Numbers; ///< by index in Tree.Nodes
  for (const NodeRecord &Record : Tree.Nodes) {
    CallNode N;
    N.Parent = Record.Parent ? Numbers[Record.Parent - 1] : NoId;
    N.IsOutside = !Record.Function;
    if (Record.Name)
      N.Name = Tree.Names[Record.Name - 1];
    if (Record.Function) {
      N.File = Files.find(Record.File);
      N.Line = Record.Line;
      N.Function = Functions.find(Record.Function, N.File);
    }
    Numbers.push_back(node(N));
  }
  std::vector<uint32_t> Ends;
  for (U32 Place : Tree.Places)
    Ends.push_back(Place ? Numbers[Place - 1] : NoId);
  return Ends;
}

void SampleTable::addSamples(const ProfileFile &File,
                             const std::vector<uint32_t> &Ends,
                             const std::map<U32, FunctionId> &ById) {
  // Where the kernel's tick is coarser than the period, one sample stands for
  // several.
  double All = 0;
  for (const SampleRecord &Record : File.Samples)
    All += static_cast<double>(Record.Count);
  All += static_cast<double>(File.Run.number("own_samples").value_or(0));
  double Taken =
      static_cast<double>(File.Run.number("sample_signals").value_or(0));
  double Share = Taken > 0 && Taken < All ? Taken / All : 1;
  for (const SampleRecord &Record : File.Samples) {
    Sample S;
    S.Node = Ends[Record.Stack - 1];
    if (S.Node == NoId)
      continue; // what measuring cost
    if (Record.Thread)
      S.Thread = static_cast<uint32_t>(FirstThread + Record.Thread - 1);
    if (auto F = ById.find(Record.Function); F != ById.end())
      S.Stratum = F->second;
    S.Count = Record.Count;
    S.Mode = Record.Flags;
    S.Taken = Share * static_cast<double>(Record.Count);
    S.PeriodNs = File.Run.number("sample_period_ns").value_or(0);
    Samples.push_back(S);
  }
}
