//===- MemoryJson.cpp -----------------------------------------------------===//

#include "MemoryJson.h"
#include "JsonValues.h"
#include <cmath>

using namespace hone;
using namespace llvm;

void hone::writeMemoryUse(const std::optional<MemoryUse> &Use,
                          json::OStream &J) {
  auto Write = [&](StringRef Key, auto Figure) {
    J.attribute(Key, Use ? json::Value(Figure(*Use)) : json::Value(nullptr));
  };
  auto Member = [](uint64_t MemoryUse::*Figure) {
    return [Figure](const MemoryUse &U) { return U.*Figure; };
  };
  Write("allocations", Member(&MemoryUse::Blocks));
  Write("allocated_bytes", Member(&MemoryUse::Bytes));
  Write("frees", Member(&MemoryUse::Frees));
  Write("freed_bytes", Member(&MemoryUse::FreedBytes));
  Write("leaked", [](const MemoryUse &U) { return U.leakedBlocks(); });
  Write("leaked_bytes", [](const MemoryUse &U) { return U.leakedBytes(); });
  Write("peak_blocks", Member(&MemoryUse::PeakBlocks));
  Write("peak_bytes", Member(&MemoryUse::PeakBytes));
  Write("temporary", Member(&MemoryUse::Temporary));
  Write("reallocations", Member(&MemoryUse::Reallocations));
  Write("moved_bytes", Member(&MemoryUse::MovedBytes));
  Write("maps", Member(&MemoryUse::Maps));
  Write("mapped_bytes", Member(&MemoryUse::MappedBytes));
  Write("unmaps", Member(&MemoryUse::Unmaps));
  Write("unmapped_bytes", Member(&MemoryUse::UnmappedBytes));
  Write("copies", Member(&MemoryUse::Copies));
  Write("copied_bytes", Member(&MemoryUse::CopiedBytes));
  std::optional<double> Lifetime = Use ? Use->lifetimeNs() : std::nullopt;
  J.attribute("lifetime_ns", Lifetime ? json::Value(toCount(*Lifetime))
                                      : json::Value(nullptr));
}

/// Figures of the process: null where memory was not collected.
static void writeProcess(const ProcessMemory &Heap, json::OStream &J) {
  auto Collected = [&](const MemoryUse &Use) {
    return Heap.IsCollected ? std::optional(Use) : std::nullopt;
  };
  J.attributeObject("memory", [&] {
    J.attribute("state", Heap.State.empty() ? json::Value(nullptr)
                                            : jsonText(Heap.State));
    J.attribute("why_not", Heap.WhyNot.empty() ? json::Value(nullptr)
                                               : jsonText(Heap.WhyNot));
    writeMemoryUse(Collected(Heap.Total), J);
    J.attribute("live_peak_bytes", jsonNumber(Heap.PeakBytes));
    J.attribute("live_peak_ns", jsonNumber(Heap.PeakNs));
    J.attribute("live_at_exit_bytes", jsonNumber(Heap.LeakedBytes));
    J.attribute("max_rss_bytes", jsonNumber(Heap.MaxRssBytes));
    J.attributeObject("elsewhere",
                      [&] { writeMemoryUse(Collected(Heap.Elsewhere), J); });
    J.attributeArray("timeline", [&] {
      for (const HeapPoint &P : Heap.Timeline)
        J.object([&] {
          J.attribute("ns", P.Ns);
          J.attribute("live_bytes", P.LiveBytes);
        });
    });
  });
}

static void writeLines(const Model &M, const std::vector<Line> &Lines,
                       json::OStream &J) {
  J.attributeArray("lines", [&] {
    for (const Line &L : Lines)
      J.object([&] {
        J.attribute("file", jsonFile(M, L.File));
        J.attribute("line", L.Line);
        J.attribute("function", L.Function == NoId
                                    ? json::Value(nullptr)
                                    : jsonText(M.Functions[L.Function].Name));
        J.attribute("hits", L.Hits);
        writeMemoryUse(L.Memory, J);
      });
  });
}

static void writeFunctions(const Model &M, json::OStream &J) {
  J.attributeArray("functions", [&] {
    for (const Function &F : M.Functions)
      J.object([&] {
        J.attribute("name", jsonText(F.Name));
        J.attribute("linkage_name", jsonText(F.LinkageName));
        J.attribute("file", jsonFile(M, F.File));
        J.attribute("line", jsonOrNull(F.Line));
        J.attribute("calls", F.Calls);
        writeMemoryUse(F.Memory, J);
        if (F.MemoryTotal)
          J.attributeObject("total", [&] { writeMemoryUse(F.MemoryTotal, J); });
        else
          J.attribute("total", nullptr);
      });
  });
}

static void writeFrame(const Model &M, const CallNode &N, json::OStream &J) {
  J.object([&] {
    if (N.Function != NoId)
      J.attribute("function", jsonText(M.Functions[N.Function].Name));
    else
      J.attribute("function",
                  N.Name.empty() ? json::Value(nullptr) : jsonText(N.Name));
    J.attribute("file", jsonFile(M, N.File));
    J.attribute("line", jsonOrNull(N.Line));
  });
}

static void writeContexts(const Model &M, json::OStream &J) {
  if (!M.Heap.HasContexts)
    return J.attribute("contexts", nullptr);
  J.attributeArray("contexts", [&] {
    for (const MemoryContext &C : M.Heap.Contexts)
      J.object([&] {
        J.attribute("file", jsonFile(M, C.File));
        J.attribute("line", jsonOrNull(C.Line));
        writeMemoryUse(C.Use, J);
        J.attributeArray("stack", [&] {
          for (uint32_t Node = C.Node; Node != NoId;
               Node = M.CallTree[Node].Parent)
            writeFrame(M, M.CallTree[Node], J);
        });
      });
  });
}

void hone::printMemoryJson(const Model &M, const std::vector<Line> &Lines,
                           raw_ostream &OS) {
  json::OStream J(OS, /*IndentSize=*/1);
  J.object([&] {
    J.attribute("type", "hone.memory");
    J.attribute("version", 1);
    writeRun(M, J);
    writeProcess(M.Heap, J);
    writeLines(M, Lines, J);
    writeFunctions(M, J);
    writeContexts(M, J);
    writeNotes(M, J);
  });
  OS << '\n';
}
