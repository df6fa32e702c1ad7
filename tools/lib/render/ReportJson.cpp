//===- ReportJson.cpp -----------------------------------------------------===//

#include "ReportJson.h"
#include <cmath>

using namespace hone;
using namespace llvm;

static json::Value number(std::optional<uint64_t> Value) {
  return Value ? json::Value(*Value) : json::Value(nullptr);
}

/// Names come from files and command lines: not all of them are UTF-8.
static json::Value text(const std::string &Text) {
  return json::isUTF8(Text) ? json::Value(Text)
                            : json::Value(json::fixUTF8(Text));
}

static json::Value fileName(const Model &M, FileId File) {
  return File == NoId ? json::Value(nullptr) : text(M.Files[File].Name);
}

static json::Value lineNumber(uint32_t Line) {
  return Line ? json::Value(Line) : json::Value(nullptr);
}

static json::Value orNull(uint64_t Value) {
  return Value ? json::Value(Value) : json::Value(nullptr);
}

static void writeRun(const Model &M, json::OStream &J) {
  const Run &R = M.TheRun;
  J.attributeObject("run", [&] {
    J.attribute("command", text(R.Command));
    J.attribute("directory", text(R.Directory));
    J.attribute("wall_ns", orNull(R.WallNs));
    J.attribute("cpu_ns", orNull(R.CpuNs));
    J.attribute("threads", orNull(R.Threads));
    J.attribute("processes", R.Processes);
    J.attribute("overhead_pct",
                R.OverheadPct ? json::Value(*R.OverheadPct) : nullptr);
    J.attribute("sampled_ns", number(R.SampledNs));
    J.attribute("exit", text(R.ExitKind));
  });
}

static void writeFunction(const Model &M, const Function &F,
                          json::OStream &J) {
  J.object([&] {
    J.attribute("name", text(F.Name));
    J.attribute("linkage_name", text(F.LinkageName));
    J.attribute("file", fileName(M, F.File));
    J.attribute("line", lineNumber(F.Line));
    J.attribute("calls", F.Calls);
    J.attribute("primitive_calls", F.PrimitiveCalls);
    J.attribute("abnormal_exits", F.AbnormalExits);
    J.attribute("self_ns", number(F.SelfNs));
    J.attribute("self_is_sampled", F.SelfIsSampled);
    J.attribute("cpu_ns", number(F.CpuNs));
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
    J.attribute("total_ns", number(F.TotalNs));
    J.attribute("min_ns", number(F.MinNs));
    J.attribute("max_ns", number(F.MaxNs));
    J.attribute("sampled_self_ns", number(F.SampledSelfNs));
    J.attribute("sampled_total_ns", number(F.SampledTotalNs));
    J.attribute("wait_ns", number(F.WaitNs));
  });
}

static void writeEdge(const Model &M, const Edge &E, json::OStream &J) {
  auto Name = [&](FunctionId Id) {
    return Id == NoId ? json::Value(nullptr) : text(M.Functions[Id].Name);
  };
  auto LinkageName = [&](FunctionId Id) {
    return Id == NoId ? json::Value(nullptr)
                      : text(M.Functions[Id].LinkageName);
  };
  J.object([&] {
    J.attribute("caller", Name(E.Caller));
    J.attribute("callee", Name(E.Callee));
    J.attribute("caller_linkage_name", LinkageName(E.Caller));
    J.attribute("callee_linkage_name", LinkageName(E.Callee));
    J.attribute("file", fileName(M, E.File));
    J.attribute("line", lineNumber(E.Line));
    J.attribute("calls", E.Calls);
    J.attribute("total_ns", number(E.TotalNs));
    J.attribute("sampled_total_ns", number(E.SampledTotalNs));
  });
}

static void writeWait(const Wait &W, json::OStream &J) {
  J.object([&] {
    J.attribute("on", text(W.On));
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
        J.attribute("file", fileName(M, L.File));
        J.attribute("line", L.Line);
        J.attribute("hits", L.Hits);
        J.attribute("self_ns", number(L.SelfNs));
        J.attribute("self_low_ns", number(L.SelfLowNs));
        J.attribute("self_high_ns", number(L.SelfHighNs));
        J.attribute("total_ns", number(L.TotalNs));
        J.attributeArray("outside", [&] {
          for (const OutsideTime &Time : L.Outside)
            J.object([&] {
              J.attribute("name", Time.Name.empty() ? json::Value(nullptr)
                                                    : text(Time.Name));
              J.attribute("ns", Time.Ns);
            });
        });
        J.attribute("wait_ns", number(L.WaitNs));
        J.attributeArray("waits", [&] {
          for (const Wait &W : L.Waits)
            writeWait(W, J);
        });
        J.attribute("allocations", number(L.Allocations));
        J.attribute("allocated_bytes", number(L.AllocatedBytes));
      });
  });
}

static void writeThreads(const Model &M, json::OStream &J) {
  J.attributeArray("threads", [&] {
    for (const Thread &T : M.Threads)
      J.object([&] {
        J.attribute("name", text(T.Name));
        J.attribute("tid", orNull(T.Tid));
        J.attribute("threads", T.Threads);
        J.attribute("cpu_ns", T.CpuNs);
      });
  });
}

static void writeNotes(const Model &M, json::OStream &J) {
  J.attributeArray("notes", [&] {
    for (const std::string &Note : M.Notes)
      J.value(text(Note));
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
