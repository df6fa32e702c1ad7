//===- ContainerReport.cpp - containers and their use ---------------------===//

#include "ContainerReport.h"
#include "JsonValues.h"
#include "Names.h"
#include "lib/detect/ContainerUse.h"
#include "lib/detect/Words.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/JSON.h"

using namespace hone;
using namespace llvm;

/// The operations of one kind on one container, in all places.
namespace {
struct KindSum {
  OperationKind Kind;
  uint64_t Count = 0;
  OperationSample Sample;
};
} // namespace

static StringRef kindKey(OperationKind Kind) {
  static constexpr StringRef Keys[] = {
#define HONE_OPERATION(Name, Text, How, Doc) #Name,
#include "hone/Operations.inc"
  };
  return Keys[Kind];
}

static std::vector<KindSum> kindSums(const ContainerUse &Use) {
  std::vector<KindSum> Sums;
  for (uint32_t Kind = 0; Kind != NumOperationKinds; ++Kind) {
    auto Of = static_cast<OperationKind>(Kind);
    if (uint64_t Count = Use.count(Of))
      Sums.push_back({Of, Count, Use.sample(Of)});
  }
  llvm::stable_sort(Sums, [](const KindSum &A, const KindSum &B) {
    return A.Count > B.Count;
  });
  return Sums;
}

static double totalNs(ArrayRef<KindSum> Sums) {
  double Ns = 0;
  for (const KindSum &Sum : Sums)
    Ns += Sum.Sample.Ns;
  return Ns;
}

std::vector<ContainerId> hone::rankContainers(const Model &M) {
  struct Ranked {
    ContainerId Id;
    double Ns;
    uint64_t Count;
  };
  std::vector<Ranked> All;
  for (const ContainerUse &Use : containerUses(M)) {
    std::vector<KindSum> Sums = kindSums(Use);
    uint64_t Count = 0;
    for (const KindSum &Sum : Sums)
      Count += Sum.Count;
    All.push_back({Use.id(), totalNs(Sums), Count});
  }
  llvm::stable_sort(All, [](const Ranked &A, const Ranked &B) {
    return std::pair(A.Ns, A.Count) > std::pair(B.Ns, B.Count);
  });
  std::vector<ContainerId> Ids;
  for (const Ranked &R : All)
    Ids.push_back(R.Id);
  return Ids;
}

//===-- Text --------------------------------------------------------------===//

static bool isByKey(OperationKind Kind) { return kinds::ByKey.contains(Kind); }

static std::string sampleWords(const KindSum &Sum) {
  const OperationSample &S = Sum.Sample;
  if (!S.Samples)
    return "";
  std::vector<std::string> Parts;
  Parts.push_back(timeWords(S.meanNs()) + " each");
  // 0 also stands for a size that cannot be told.
  if (S.MaxSize)
    Parts.push_back("of " + meanWords(S.meanSize()) + " elements (" +
                    countWords(S.MaxSize) + " at most)");
  if (isByKey(Sum.Kind))
    Parts.push_back(percentWords(100 * S.hitShare()) + " there");
  if (S.Moved)
    Parts.push_back(meanWords(S.meanMoved()) + " elements moved or looked at");
  return join(Parts, ", ");
}

void hone::printContainers(const Model &M, ArrayRef<ContainerId> Which,
                           bool HasColor, raw_ostream &OS) {
  for (ContainerId Id : Which) {
    ContainerUse Use(M, Id);
    const Container &C = Use.container();
    std::vector<KindSum> Sums = kindSums(Use);
    if (HasColor)
      OS.changeColor(raw_ostream::SAVEDCOLOR, /*Bold=*/true);
    OS << containerWords(M, C);
    if (HasColor)
      OS.resetColor();
    OS << "  " << placeName(M, C.File, C.Line);
    if (double Ns = totalNs(Sums))
      OS << "  " << timeWords(Ns);
    OS << '\n';
    for (const KindSum &Sum : Sums)
      OS << formatv("  {0,14}  {1,-16}  {2}", countWords(Sum.Count),
                    operationText(Sum.Kind), sampleWords(Sum))
         << '\n';
    OS << '\n';
  }
}

//===-- JSON --------------------------------------------------------------===//

static StringRef variableKey(VariableKind Kind) {
  static constexpr StringRef Keys[] = {"expression", "local",  "parameter",
                                       "member",     "global", "element",
                                       "result"};
  return Keys[Kind];
}

static void printSampleJson(const OperationSample &S, json::OStream &J) {
  J.attribute("observed", int64_t(S.Samples));
  J.attribute("mean_ns", S.meanNs());
  J.attribute("mean_size", S.meanSize());
  J.attribute("max_size", int64_t(S.MaxSize));
  J.attribute("hit_share", S.hitShare());
  J.attribute("mean_moved", S.meanMoved());
  J.attribute("repeat_share", S.Observed ? S.Repeats / S.Observed : 0);
  J.attribute("threads", int64_t(S.threads()));
}

static void printOperationJson(const Model &M, const Operation &O,
                               json::OStream &J) {
  J.attribute("operation", kindKey(O.Kind));
  J.attribute("function", O.Function != NoId
                              ? jsonText(M.Functions[O.Function].Name)
                              : json::Value(nullptr));
  J.attribute("file", jsonFile(M, O.File));
  J.attribute("line", int64_t(O.Line));
  J.attribute("column", int64_t(O.Column));
  J.attribute("count", int64_t(O.Count));
  J.attribute("keeps_result", (O.Flags & OPERATION_KEEPS) != 0);
  J.attribute("temporary_key", (O.Flags & OPERATION_TEMPORARY) != 0);
  if (O.Sample)
    J.attributeObject("sample", [&] { printSampleJson(*O.Sample, J); });
  else
    J.attribute("sample", nullptr);
}

void hone::printContainersJson(const Model &M, ArrayRef<ContainerId> Which,
                               raw_ostream &OS) {
  json::OStream J(OS, 2);
  J.object([&] {
    J.attribute("type", "hone.containers");
    J.attribute("version", 1);
    writeRun(M, J);
    J.attributeArray("containers", [&] {
      for (ContainerId Id : Which)
        J.object([&] {
          const Container &C = M.Containers[Id];
          J.attribute("name", jsonText(C.Name));
          J.attribute("kind", variableKey(C.Kind));
          J.attribute("container_type", jsonText(C.Type));
          J.attribute("file", jsonFile(M, C.File));
          J.attribute("line", int64_t(C.Line));
          J.attribute("shared", C.IsShared);
          J.attributeArray("operations", [&] {
            for (uint32_t I : C.Operations)
              J.object([&] { printOperationJson(M, M.Operations[I], J); });
          });
        });
    });
  });
  OS << '\n';
}
