//===- HeapTable.cpp ------------------------------------------------------===//
//
// Owns: the sums of memory. Must not know how it is observed.
//
//===----------------------------------------------------------------------===//

#include "HeapTable.h"
#include "LineLookup.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringSwitch.h"

using namespace hone;
using namespace llvm;

static bool isCollected(const ProfileFile &File) {
  StringRef State = File.Run.text("heap");
  return State == "on" || State == "stacks";
}

bool HeapTable::hasContexts(const ProfileFile &File) {
  return File.Run.text("heap") == "stacks" &&
         any_of(File.Heap, [](const HeapRecord &H) { return H.Stack != 0; });
}

/// Why a profile has no figures, and what to do about it.
static StringRef whyNot(const ProfileFile &File) {
  if (File.hasOnlyCounts())
    return "the program was killed, left by _exit or exec, or still runs: "
           "memory "
           "is known once a program has ended by itself, or has written its "
           "profile at a signal (HONE_DUMP_SIGNAL)";
  return StringSwitch<StringRef>(File.Run.text("heap"))
      .Case("off", "the program ran with memory switched off: run it again "
                   "without HONE_MEMORY=off")
      .Case("static",
            "the program is statically linked as a whole, its allocator "
            "cannot be observed: link it without -static")
      .Case("sanitizer",
            "a sanitizer took the allocator's place: build without "
            "-fsanitize")
      .Case("no", "the program's allocator could not be observed; what the "
                  "program printed on standard error says why")
      .Default(
          "the profile says nothing of memory: build the program with this "
          "hone and run it again");
}

static MemoryUse useOf(const HeapRecord &H) {
  MemoryUse Use;
  Use.Blocks = H.Blocks;
  Use.Bytes = H.Bytes;
  Use.Frees = H.Frees;
  Use.FreedBytes = H.FreedBytes;
  Use.Temporary = H.Temporary;
  Use.Reallocations = H.Reallocations;
  Use.MovedBytes = H.MovedBytes;
  Use.PeakBlocks = H.PeakBlocks;
  Use.PeakBytes = H.PeakBytes;
  Use.LifetimeNs = H.LifetimeNs;
  Use.Lifetimes = H.Lifetimes;
  Use.Maps = H.Maps;
  Use.MappedBytes = H.MappedBytes;
  Use.Unmaps = H.Unmaps;
  Use.UnmappedBytes = H.UnmappedBytes;
  Use.Copies = H.Copies;
  Use.CopiedBytes = H.CopiedBytes;
  return Use;
}

static void addSum(std::optional<uint64_t> &Sum,
                   std::optional<uint64_t> Value) {
  if (!Value)
    return;
  if (!Sum)
    Sum = 0;
  addSaturated(*Sum, *Value);
}

//===-- Profiles ----------------------------------------------------------===//

void HeapTable::addUncollected(const ProfileFile &File, StringRef Name) {
  if (Sums.State.empty())
    Sums.State = File.Run.text("heap").str();
  WhyNot.push_back(("'" + Name + "': " + whyNot(File)).str());
}

/// The figures of the process; those at the peak only if it has the largest
/// one.
void HeapTable::addRun(const ProfileFile &File) {
  if (!Sums.IsCollected || File.Run.text("heap") == "stacks")
    Sums.State = File.Run.text("heap").str();
  Sums.IsCollected = true;
  ++Sums.Profiles;
  addSum(Sums.LeakedBytes, File.Run.number("heap_live_bytes"));
  if (std::optional<U64> Rss = File.Run.number("max_rss_bytes"))
    Sums.MaxRssBytes = std::max<U64>(*Rss, Sums.MaxRssBytes.value_or(0));
}

/// What is known of the run with the largest peak so far.
void HeapTable::addPeak(const ProfileFile &File) {
  Sums.PeakBytes = File.Run.number("heap_peak_bytes");
  Sums.PeakNs = File.Run.number("heap_peak_ns");
  Sums.Timeline.clear();
  for (const HeapPointRecord &P : File.Timeline)
    Sums.Timeline.push_back({P.Ns, P.LiveBytes});
  llvm::stable_sort(Sums.Timeline, [](const HeapPoint &A, const HeapPoint &B) {
    return A.Ns < B.Ns;
  });
  Sums.TimelineEndNs = Sums.Timeline.empty() ? 0 : Sums.Timeline.back().Ns;
  // Of several processes it is the sum of their times.
  if (File.Run.number("processes").value_or(1) == 1)
    Sums.TimelineEndNs = std::max<U64>(Sums.TimelineEndNs,
                                       File.Run.number("wall_ns").value_or(0));
}

void HeapTable::add(const ProfileFile &File, StringRef Name,
                    const FileTable &Files, const FunctionTable &Functions,
                    const std::vector<uint32_t> &Ends) {
  if (!isCollected(File))
    return addUncollected(File, Name);
  std::optional<uint64_t> PeakBytes = File.Run.number("heap_peak_bytes");
  bool IsPeak = !Sums.IsCollected || PeakBytes > Sums.PeakBytes;
  addRun(File);
  if (IsPeak) {
    addPeak(File);
    for (auto &[At, Use] : Uses)
      Use.PeakBlocks = Use.PeakBytes = 0;
  }
  HasOthers |=
      File.Run.text("heap") != "stacks" || (hasContexts(File) && Ends.empty());
  for (const HeapRecord &Record : File.Heap) {
    Place At;
    if (Record.Site) {
      const SiteRecord *Site = File.site(Record.Site - 1).first;
      At.File = Files.find(Site->File);
      At.Line = Site->Line;
      At.Function = Functions.find(Site->Caller, At.File);
    }
    if (Record.Stack && !Ends.empty())
      At.Node = Ends[Record.Stack - 1];
    MemoryUse Use = useOf(Record);
    if (!IsPeak)
      Use.PeakBlocks = Use.PeakBytes = 0;
    Uses[At].add(Use);
  }
}

//===-- The model ---------------------------------------------------------===//

/// The innermost node of the user's on the way to Node, or NoId.
static uint32_t userNode(const Model &M, uint32_t Node) {
  while (Node != NoId && M.CallTree[Node].IsOutside)
    Node = M.CallTree[Node].Parent;
  return Node;
}

/// Adds Use to all functions on the way to Node, once to each.
static void addToCallers(const Model &M, uint32_t Node, const MemoryUse &Use,
                         std::vector<Function> &Functions) {
  SmallVector<FunctionId, 32> Seen;
  for (; Node != NoId; Node = M.CallTree[Node].Parent) {
    FunctionId Id = M.CallTree[Node].Function;
    if (Id == NoId || is_contained(Seen, Id))
      continue;
    Seen.push_back(Id);
    Functions[Id].MemoryTotal->add(Use);
  }
}

void HeapTable::addUses(const Model &M, std::vector<Function> &Functions,
                        ProcessMemory &Heap, std::vector<Line> &Lines) const {
  for (const auto &[At, Use] : Uses) {
    Heap.Total.add(Use);
    uint32_t Node = userNode(M, At.Node);
    Place Of = At;
    if (At.File == NoId && Node != NoId) {
      // No site, but a stack: the line that called there.
      Of.File = M.CallTree[Node].File;
      Of.Line = M.CallTree[Node].Line;
      Of.Function = M.CallTree[Node].Function;
    }
    uint32_t Index = findLine(Lines, Of.File, Of.Line);
    if (Index == NoId)
      Heap.Elsewhere.add(Use);
    else
      Lines[Index].Memory->add(Use);
    if (Of.Function != NoId)
      Functions[Of.Function].Memory->add(Use);
    if (!Heap.HasContexts)
      continue;
    addToCallers(M, Node, Use, Functions);
    MemoryContext Context;
    if (Index != NoId) {
      Context.File = Lines[Index].File;
      Context.Line = Lines[Index].Line;
    }
    Context.Node = Node;
    Context.Use = Use;
    Heap.Contexts.push_back(Context);
  }
}

void HeapTable::addTo(Model &M, std::vector<Function> &Functions) const {
  M.Heap = Sums;
  if (!M.Heap.IsCollected) {
    for (const std::string &Why : WhyNot)
      M.Heap.WhyNot += (M.Heap.WhyNot.empty() ? "" : "; ") + Why;
    return;
  }
  for (const std::string &Why : WhyNot)
    M.Notes.push_back("no memory from " + Why);
  M.Heap.HasContexts = !HasOthers;
  for (Line &L : M.Lines)
    L.Memory.emplace();
  for (Function &F : Functions) {
    F.Memory.emplace();
    if (M.Heap.HasContexts)
      F.MemoryTotal.emplace();
  }
  addUses(M, Functions, M.Heap, M.Lines);
}
