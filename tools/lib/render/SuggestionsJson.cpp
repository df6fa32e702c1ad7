//===- SuggestionsJson.cpp - advice for machines ---------------*- C++ -*-===//
//
// Owns: the JSON form of `hone suggest`, a contract: keys may be added, none
// may be renamed or removed without a new version.
//
//===----------------------------------------------------------------------===//

#include "Suggestions.h"

#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/JSON.h"

#include <cmath>

using namespace llvm;

namespace hone {

static StringRef confidenceKey(Confidence C) {
  static const char *const Keys[] = {"proven", "high", "medium", "low"};
  return Keys[static_cast<unsigned>(C)];
}

static StringRef groupKey(Group G) {
  static const char *const Keys[] = {"algorithm", "caching", "io", "layout"};
  return Keys[static_cast<unsigned>(G)];
}

/// Two decimals are more than any prediction is worth; llvm::json would print
/// the 17 digits of the nearest double.
static void decimal(json::OStream &J, double Value) {
  J.rawValue(formatv("{0:f2}", Value).str());
}

static void interval(json::OStream &J, StringRef Key, const Interval &I,
                     bool Whole) {
  J.attributeObject(Key, [&] {
    for (auto [Name, Value] :
         {std::pair("low", I.Low), {"mid", I.Mid}, {"high", I.High}}) {
      J.attributeBegin(Name);
      if (Whole)
        J.value(int64_t(std::llround(Value)));
      else
        decimal(J, Value);
      J.attributeEnd();
    }
  });
}

static void evidence(json::OStream &J, const Finding &F) {
  J.attributeObject("evidence", [&] {
    for (const auto &[Key, Value] : F.Evidence) {
      J.attributeBegin(Key);
      if (Value.kind() == json::Value::Number && !Value.getAsInteger())
        decimal(J, *Value.getAsNumber());
      else
        J.value(Value);
      J.attributeEnd();
    }
  });
}

static void suggestion(json::OStream &J, const Model &M, const Suggestion &S) {
  const Finding &F = S.F;
  J.attribute("id", S.Id);
  J.attribute("rule", F.Rule);
  J.attribute("title", F.Title);
  if (F.File != NoId)
    J.attribute("file", M.Files[F.File].Name);
  else
    J.attribute("file", nullptr);
  J.attribute("line", F.Line ? json::Value(int64_t(F.Line)) : nullptr);
  if (F.Function != NoId) {
    J.attribute("function", M.Functions[F.Function].Name);
    J.attribute("linkage_name", M.Functions[F.Function].LinkageName);
  } else {
    J.attribute("function", nullptr);
  }
  J.attribute("group", groupKey(F.TheGroup));
  J.attribute("confidence", confidenceKey(F.TheConfidence));
  J.attribute("confidence_why", F.ConfidenceWhy);
  interval(J, "saving_ns", F.SavingNs, /*Whole=*/true);
  interval(J, "saving_pct", S.Pct, /*Whole=*/false);
  interval(J, "speedup", S.Speedup, /*Whole=*/false);
  J.attribute("within", S.Within.empty() ? json::Value(nullptr) : S.Within);
  evidence(J, F);
  J.attributeArray("observed", [&] {
    for (const std::string &Sentence : F.Observed)
      J.value(Sentence);
  });
  J.attributeArray("symptoms", [&] {
    for (const Symptom &Seen : F.Symptoms)
      J.object([&] {
        J.attribute("rule", Seen.Rule);
        J.attribute("title", Seen.Title);
        J.attribute("file", Seen.File == NoId ? json::Value(nullptr)
                                              : M.Files[Seen.File].Name);
        J.attribute("line", int64_t(Seen.Line));
      });
  });
  J.attributeArray("risks", [&] {
    for (const Risk &R : F.Risks)
      J.value((R.Checked ? "checked: " : "unknown: ") + R.Text);
  });
  J.attribute("fix", F.Fix);
  J.attribute("before", F.Before);
  J.attribute("after", F.After);
}

void printSuggestionsJson(const Model &M, const Advice &A, raw_ostream &OS) {
  json::OStream J(OS, 2);
  J.object([&] {
    J.attribute("type", "hone.suggestions");
    J.attribute("version", 1);
    J.attributeArray("suggestions", [&] {
      for (const Suggestion &S : A.Suggestions)
        J.object([&] { suggestion(J, M, S); });
    });
    J.attribute("hidden", int64_t(A.Hidden));
    J.attributeObject("costs", [&] {
      J.attribute("calibrated", A.IsCalibrated);
      J.attribute("from", A.Costs);
    });
    J.attributeObject("examined", [&] {
      J.attribute("functions", int64_t(A.Looked.Functions));
      J.attribute("searches", int64_t(A.Looked.Searches));
      J.attribute("containers", int64_t(A.Looked.Containers));
      J.attribute("memo_functions", int64_t(A.Looked.Memos));
    });
  });
  OS << '\n';
}

} // namespace hone
