//===- CostFile.cpp - cost models as files ---------------------*- C++ -*-===//
//
// Owns: the form of the file that `hone calibrate` writes:
//
//   {"type": "hone.costs", "version": 1,
//    "machine": TEXT, "date": "YYYY-MM-DD", "quick": BOOL,
//    "costs": [{"structure": NAME, "action": NAME, "content": NAME,
//               "points": [[N, hot ns, cold ns], ...]}, ...]}
//
// Names are those of Structures.inc; series of names that are not known are of
// a newer hone and left out. One series stands on a line, so that two files can
// be compared.
//
//===----------------------------------------------------------------------===//

#include "CostModel.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/JSON.h"

#include <cmath>

using namespace llvm;

namespace hone {

static constexpr int Version = 1;

static Error badFile(const Twine &Why) {
  return createStringError(inconvertibleErrorCode(), Why);
}

static Expected<CostPoint> readPoint(const json::Value &Value) {
  const json::Array *Numbers = Value.getAsArray();
  if (!Numbers || Numbers->size() != 3)
    return badFile("a point is not [N, hot ns, cold ns]");
  double Read[3];
  for (size_t I = 0; I != 3; ++I) {
    std::optional<double> Number = (*Numbers)[I].getAsNumber();
    if (!Number || !std::isfinite(*Number) || *Number <= 0)
      return badFile("a point has a number that is not above 0");
    Read[I] = *Number;
  }
  return CostPoint{Read[0], Read[1], Read[2]};
}

static Error readSeries(const json::Value &Value, CostModel &Model) {
  const json::Object *O = Value.getAsObject();
  const json::Array *Points = O ? O->getArray("points") : nullptr;
  if (!Points)
    return badFile("an entry of \"costs\" has no \"points\"");
  auto S = structureNamed(O->getString("structure").value_or(""));
  auto A = actionNamed(O->getString("action").value_or(""));
  auto C = contentNamed(O->getString("content").value_or(""));
  if (!S || !A || !C)
    return Error::success();
  for (const json::Value &Entry : *Points) {
    Expected<CostPoint> P = readPoint(Entry);
    if (!P)
      return P.takeError();
    if (any_of(Model.points(*S, *A, *C),
               [&](const CostPoint &Q) { return Q.N == P->N; }))
      return badFile("a series has two points of one N");
    Model.add(*S, *A, *C, *P);
  }
  return Error::success();
}

Expected<CostModel> CostModel::parse(StringRef Text) {
  Expected<json::Value> Json = json::parse(Text);
  if (!Json)
    return Json.takeError();
  const json::Object *O = Json->getAsObject();
  if (!O || O->getString("type") != StringRef("hone.costs"))
    return badFile("it is no \"hone.costs\" of 'hone calibrate'");
  if (O->getInteger("version") != Version)
    return badFile(formatv("its version is {0}, this hone reads {1}",
                           O->getInteger("version").value_or(0), Version)
                       .str());
  CostOrigin Origin;
  Origin.Machine = O->getString("machine").value_or("unknown machine").str();
  Origin.Date = O->getString("date").value_or("unknown date").str();
  Origin.IsQuick = O->getBoolean("quick").value_or(false);
  CostModel Model(std::move(Origin));
  const json::Array *Costs = O->getArray("costs");
  if (!Costs || Costs->empty())
    return badFile("it holds no \"costs\"");
  for (const json::Value &Series : *Costs)
    if (Error E = readSeries(Series, Model))
      return E;
  return Model;
}

static void writePoints(const std::vector<CostPoint> &Points, raw_ostream &OS) {
  StringRef Comma = "";
  for (const CostPoint &P : Points) {
    OS << Comma << formatv("[{0:f0}, {1:f3}, {2:f3}]", P.N, P.HotNs, P.ColdNs);
    Comma = ", ";
  }
}

void CostModel::write(raw_ostream &OS) const {
  OS << formatv("{{\"type\": \"hone.costs\", \"version\": {0},\n"
                " \"machine\": {1}, \"date\": {2}, \"quick\": {3},\n"
                " \"costs\": [",
                Version, json::Value(Origin.Machine), json::Value(Origin.Date),
                json::Value(Origin.IsQuick));
  StringRef Comma = "\n";
  for (size_t I = 0; I != Series.size(); ++I) {
    if (Series[I].empty())
      continue;
    OS << Comma
       << formatv("  {{\"structure\": \"{0}\", \"action\": \"{1}\", "
                  "\"content\": \"{2}\", \"points\": [",
                  nameOf(Structure(I / NumContents / NumActions)),
                  nameOf(Action(I / NumContents % NumActions)),
                  nameOf(Content(I % NumContents)));
    writePoints(Series[I], OS);
    OS << "]}";
    Comma = ",\n";
  }
  OS << "\n]}\n";
}

} // namespace hone
