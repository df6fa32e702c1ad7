//===- SuggestionsTest.cpp - how advice is printed -------------*- C++ -*-===//

#include "lib/render/Suggestions.h"
#include "Models.h"
#include "lib/detect/Advice.h"

#include <gtest/gtest.h>

using namespace hone;
using namespace hone::test;

static Model bothRules() {
  Model M = program();
  M.Scans = {longSearch()};
  M.Memos = {repeatedCalls()};
  return M;
}

static std::string text(const Model &M, const AdviceOptions &Options = {}) {
  std::string Out;
  llvm::raw_string_ostream OS(Out);
  printSuggestions(M, advise(M, costs(), Options), {}, OS);
  return Out;
}

static llvm::json::Value json(const Model &M) {
  std::string Out;
  llvm::raw_string_ostream OS(Out);
  printSuggestionsJson(M, advise(M, costs(), {}), OS);
  llvm::Expected<llvm::json::Value> Parsed = llvm::json::parse(Out);
  EXPECT_TRUE(bool(Parsed)) << Out;
  return Parsed ? *Parsed : nullptr;
}

TEST(Suggestions, jsonKeepsTheContract) {
  llvm::json::Value Root = json(bothRules());
  EXPECT_EQ(Root.getAsObject()->getString("type"), "hone.suggestions");
  EXPECT_EQ(Root.getAsObject()->getInteger("version"), 1);
  const llvm::json::Array *All = Root.getAsObject()->getArray("suggestions");
  ASSERT_EQ(All->size(), 2u);
  const llvm::json::Object &S = *(*All)[0].getAsObject();
  EXPECT_EQ(S.getString("id"), "S1");
  EXPECT_EQ(S.getString("rule"), "memoize");
  EXPECT_EQ(S.getString("file"), "app.cpp");
  EXPECT_EQ(S.getInteger("line"), 20);
  EXPECT_EQ(S.getString("function"), "outer(int)");
  EXPECT_EQ(S.getString("confidence"), "high");
  for (const char *Key : {"saving_ns", "saving_pct"}) {
    const llvm::json::Object *I = S.getObject(Key);
    ASSERT_NE(I, nullptr) << Key;
    EXPECT_LE(*I->getNumber("low"), *I->getNumber("mid"));
    EXPECT_LE(*I->getNumber("mid"), *I->getNumber("high"));
  }
  EXPECT_NE(S.getObject("evidence"), nullptr);
  EXPECT_FALSE(S.getArray("risks")->empty());
  EXPECT_TRUE(S.getString("fix").has_value());
  EXPECT_TRUE(S.getString("title").has_value());
  EXPECT_EQ((*All)[1].getAsObject()->getString("within"), "S1");
}

TEST(Suggestions, jsonOfAnUnknownPlaceIsNull) {
  Model M = program();
  M.Scans = {longSearch()};
  M.Scans[0].File = M.Scans[0].Function = NoId;
  llvm::json::Value Root = json(M);
  const llvm::json::Object &S =
      *(*Root.getAsObject()->getArray("suggestions"))[0].getAsObject();
  EXPECT_EQ(*S.get("file"), nullptr);
  EXPECT_EQ(*S.get("function"), nullptr);
}

TEST(Suggestions, textGroupsInTheOrderOfWork) {
  Model M = bothRules();
  M.Edges.clear(); // nothing competes
  std::string Out = text(M);
  size_t Algorithm = Out.find("\nAlgorithm and data structure\n");
  size_t Caching = Out.find("\nCaching\n");
  ASSERT_NE(Algorithm, std::string::npos) << Out;
  ASSERT_NE(Caching, std::string::npos) << Out;
  EXPECT_LT(Algorithm, Caching);
  EXPECT_NE(Out.find("app.cpp:33"), std::string::npos);
  EXPECT_NE(Out.find("25,000,000 elements"), std::string::npos);
}

TEST(Suggestions, textPutsACompetitorBelowItsRoot) {
  std::string Out = text(bothRules());
  size_t Root = Out.find("\nS1  "), Other = Out.find("\nS2  ");
  ASSERT_NE(Other, std::string::npos) << Out;
  EXPECT_LT(Root, Other);
  EXPECT_NE(Out.find("competes with S1"), std::string::npos);
}

TEST(Suggestions, textNeverExceedsTheWidth) {
  std::string Out;
  llvm::raw_string_ostream OS(Out);
  Model M = bothRules();
  Advice A = advise(M, costs(), {});
  A.Suggestions[0].F.Before = A.Suggestions[1].F.Before = "";
  A.Suggestions[0].F.After = A.Suggestions[1].F.After = "";
  printSuggestions(M, A, {false, 80}, OS);
  llvm::SmallVector<llvm::StringRef> Lines;
  llvm::StringRef(Out).split(Lines, '\n');
  for (llvm::StringRef Line : Lines)
    EXPECT_LE(Line.size(), 80u) << Line.str();
}

TEST(Suggestions, colourOnlyWhenAsked) {
  EXPECT_EQ(text(bothRules()).find('\x1b'), std::string::npos);
}

TEST(Suggestions, withoutAnySaysWhatWasExamined) {
  EXPECT_EQ(text(program()),
            "No suggestions for ./app data. Looked at 3 functions, 0 searches, "
            "0 containers and 0 functions' arguments.\n");
}
