//===- ReportJson.cpp -----------------------------------------------------===//

#include "ReportJson.h"
#include "JsonValues.h"
#include "MemoryJson.h"
#include <cmath>

using namespace hone;
using namespace llvm;

void hone::writeRun(const Model &M, json::OStream &J) {
  const Run &R = M.TheRun;
  J.attributeObject("run", [&] {
    J.attribute("command", jsonText(R.Command));
    J.attribute("directory", jsonText(R.Directory));
    J.attribute("wall_ns", jsonOrNull(R.WallNs));
    J.attribute("cpu_ns", jsonOrNull(R.CpuNs));
    J.attribute("threads", jsonOrNull(R.Threads));
    J.attribute("processes", R.Processes);
    J.attribute("overhead_pct",
                R.OverheadPct ? json::Value(*R.OverheadPct) : nullptr);
    J.attribute("sampled_ns", jsonNumber(R.SampledNs));
    J.attribute("exit", jsonText(R.ExitKind));
  });
}

static void writeFunction(const Model &M, const Function &F,
                          json::OStream &J) {
  J.object([&] {
    J.attribute("name", jsonText(F.Name));
    J.attribute("linkage_name", jsonText(F.LinkageName));
    J.attribute("file", jsonFile(M, F.File));
    J.attribute("line", jsonOrNull(F.Line));
    J.attribute("calls", F.Calls);
    J.attribute("primitive_calls", F.PrimitiveCalls);
    J.attribute("abnormal_exits", F.AbnormalExits);
    J.attribute("self_ns", jsonNumber(F.SelfNs));
    J.attribute("self_is_sampled", F.SelfIsSampled);
    J.attribute("cpu_ns", jsonNumber(F.CpuNs));
    J.attribute("timed_calls", F.TimedCalls);
    J.attribute("throttled", F.IsThrottled);
    if (F.Latencies)
      J.attributeObject("latency", [&] {
        const Latency &L = *F.Latencies;
        J.attribute("calls", L.Calls);
        J.attribute("mean_ns", uint64_t(std::llround(L.MeanNs)));
        J.attribute("stddev_ns", uint64_t(std::llround(L.DeviationNs)));
        J.attribute("p50_ns", L.P50Ns);
        J.attribute("p90_ns", L.P90Ns);
        J.attribute("p99_ns", L.P99Ns);
      });
    else
      J.attribute("latency", nullptr);
    J.attribute("total_ns", jsonNumber(F.TotalNs));
    J.attribute("min_ns", jsonNumber(F.MinNs));
    J.attribute("max_ns", jsonNumber(F.MaxNs));
    J.attribute("sampled_self_ns", jsonNumber(F.SampledSelfNs));
    J.attribute("sampled_total_ns", jsonNumber(F.SampledTotalNs));
    J.attribute("kernel_ns", jsonNumber(F.KernelNs));
    J.attribute("wait_ns", jsonNumber(F.WaitNs));
    writeMemoryUse(F.Memory, J);
  });
}

static void writeEdge(const Model &M, const Edge &E, json::OStream &J) {
  auto Name = [&](FunctionId Id) {
    return Id == NoId ? json::Value(nullptr) : jsonText(M.Functions[Id].Name);
  };
  auto LinkageName = [&](FunctionId Id) {
    return Id == NoId ? json::Value(nullptr)
                      : jsonText(M.Functions[Id].LinkageName);
  };
  J.object([&] {
    J.attribute("caller", Name(E.Caller));
    J.attribute("callee", Name(E.Callee));
    J.attribute("caller_linkage_name", LinkageName(E.Caller));
    J.attribute("callee_linkage_name", LinkageName(E.Callee));
    J.attribute("file", jsonFile(M, E.File));
    J.attribute("line", jsonOrNull(E.Line));
    J.attribute("calls", E.Calls);
    J.attribute("total_ns", jsonNumber(E.TotalNs));
    J.attribute("sampled_total_ns", jsonNumber(E.SampledTotalNs));
  });
}

static void writeWait(const Wait &W, json::OStream &J) {
  J.object([&] {
    J.attribute("on", jsonText(W.On));
    J.attribute("ns", W.Ns);
    J.attribute("count", W.Count);
    J.attribute("max_ns", W.MaxNs);
  });
}

static void writeLines(const Model &M, const std::vector<Line> &Lines,
                       json::OStream &J) {
  J.attributeArray("lines", [&] {
    for (const Line &L : Lines)
      J.object([&] {
        J.attribute("file", jsonFile(M, L.File));
        J.attribute("line", L.Line);
        J.attribute("hits", L.Hits);
        J.attribute("self_ns", jsonNumber(L.SelfNs));
        J.attribute("self_low_ns", jsonNumber(L.SelfLowNs));
        J.attribute("self_high_ns", jsonNumber(L.SelfHighNs));
        J.attribute("total_ns", jsonNumber(L.TotalNs));
        J.attribute("kernel_ns", jsonNumber(L.KernelNs));
        J.attributeArray("outside", [&] {
          for (const OutsideTime &Time : L.Outside)
            J.object([&] {
              J.attribute("name", Time.Name.empty() ? json::Value(nullptr)
                                                    : jsonText(Time.Name));
              J.attribute("ns", Time.Ns);
              J.attribute("kernel_ns", L.KernelNs ? json::Value(Time.KernelNs)
                                                  : nullptr);
            });
        });
        J.attribute("wait_ns", jsonNumber(L.WaitNs));
        J.attributeArray("waits", [&] {
          for (const Wait &W : L.Waits)
            writeWait(W, J);
        });
        writeMemoryUse(L.Memory, J);
      });
  });
}

static void writeThreads(const Model &M, json::OStream &J) {
  J.attributeArray("threads", [&] {
    for (const Thread &T : M.Threads)
      J.object([&] {
        J.attribute("name", jsonText(T.Name));
        J.attribute("tid", jsonOrNull(T.Tid));
        J.attribute("threads", T.Threads);
        J.attribute("cpu_ns", T.CpuNs);
      });
  });
}

void hone::writeNotes(const Model &M, json::OStream &J) {
  J.attributeArray("notes", [&] {
    for (const std::string &Note : M.Notes)
      J.value(jsonText(Note));
  });
}

void hone::printReportJson(const Model &M, const Selected &List,
                           raw_ostream &OS) {
  json::OStream J(OS, /*IndentSize=*/1);
  J.object([&] {
    J.attribute("type", "hone.report");
    J.attribute("version", 1);
    writeRun(M, J);
    J.attributeArray("functions", [&] {
      for (FunctionId Id : List.Functions)
        writeFunction(M, M.Functions[Id], J);
    });
    J.attributeArray("edges", [&] {
      for (const Edge &E : M.Edges)
        writeEdge(M, E, J);
    });
    writeLines(M, M.Lines, J);
    writeThreads(M, J);
    writeNotes(M, J);
  });
  OS << '\n';
}

void hone::printLinesJson(const Model &M, const std::vector<Line> &Lines,
                          raw_ostream &OS) {
  json::OStream J(OS, /*IndentSize=*/1);
  J.object([&] {
    J.attribute("type", "hone.lines");
    J.attribute("version", 1);
    writeRun(M, J);
    writeLines(M, Lines, J);
    writeNotes(M, J);
  });
  OS << '\n';
}
