//===- FunctionSelectionTest.cpp - sorting and restricting as pstats ------===//

#include "lib/render/FunctionSelection.h"
#include "gtest/gtest.h"

using namespace hone;

namespace {

Function function(const std::string &Name, uint32_t Line, uint64_t Calls,
                  std::optional<uint64_t> SelfNs,
                  std::optional<uint64_t> TotalNs) {
  Function F;
  F.LinkageName = F.Name = Name;
  F.File = 0;
  F.Line = Line;
  F.Calls = F.PrimitiveCalls = Calls;
  F.SelfNs = SelfNs;
  F.TotalNs = TotalNs;
  return F;
}

Model model() {
  Model M;
  M.Files = {{"a.c", "/src"}};
  M.Functions = {function("alpha", 30, 5, 100, 900),
                 function("beta", 20, 50, 300, 300),
                 function("gamma", 10, 7, std::nullopt, std::nullopt),
                 function("unused", 40, 0, std::nullopt, std::nullopt)};
  return M;
}

std::string names(const Selection &How) {
  Model M = model();
  llvm::Expected<Selected> List = selectFunctions(M, How);
  if (!List)
    return "error: " + llvm::toString(List.takeError());
  std::string Names;
  for (FunctionId Id : List->Functions)
    Names += (Names.empty() ? "" : " ") + M.Functions[Id].Name;
  return Names;
}

std::string sorted(SortKey Key) {
  Selection How;
  How.Key = Key;
  return names(How);
}

} // namespace

TEST(FunctionSelection, SortsNumbersDownAndTextsUp) {
  EXPECT_EQ(sorted(SortKey::TotTime), "beta alpha gamma");
  EXPECT_EQ(sorted(SortKey::CumTime), "alpha beta gamma");
  EXPECT_EQ(sorted(SortKey::Calls), "beta gamma alpha");
  EXPECT_EQ(sorted(SortKey::Name), "alpha beta gamma");
  EXPECT_EQ(sorted(SortKey::Line), "gamma beta alpha");
  EXPECT_EQ(sorted(SortKey::StandardName), "gamma beta alpha");
}

TEST(FunctionSelection, Reverses) {
  Selection How;
  How.Reverse = true;
  EXPECT_EQ(names(How), "gamma alpha beta");
}

TEST(FunctionSelection, LeavesOutWhatWasNeverCalled) {
  Selection How;
  How.WithUncalled = true;
  EXPECT_EQ(names(How), "beta alpha gamma unused");
}

TEST(FunctionSelection, AppliesPatternsOneAfterTheOther) {
  Selection How;
  How.Patterns = {"a\\.c:[123]0", "mma|eta"};
  EXPECT_EQ(names(How), "beta gamma");
  How.Patterns = {"("};
  EXPECT_EQ(names(How).substr(0, 6), "error:");
}

TEST(FunctionSelection, TakesNumbersAndFractions) {
  Selection How;
  How.Top = llvm::cantFail(parseLimit("2"));
  EXPECT_EQ(names(How), "beta alpha");
  How.Top = llvm::cantFail(parseLimit("0.3"));
  EXPECT_EQ(names(How), "beta");
  How.Top = llvm::cantFail(parseLimit("100"));
  EXPECT_EQ(names(How), "beta alpha gamma");
  for (const char *Wrong : {"x", "1.5", "-1", ""}) {
    llvm::Expected<Limit> L = parseLimit(Wrong);
    EXPECT_FALSE(bool(L)) << Wrong;
    llvm::consumeError(L.takeError());
  }
}

TEST(FunctionSelection, KnowsPstatsKeysAndTheirBeginnings) {
  for (auto [Name, Key] : std::vector<std::pair<const char *, SortKey>>{
           {"cumulative", SortKey::CumTime},
           {"cum", SortKey::CumTime},
           {"ncalls", SortKey::Calls},
           {"t", SortKey::TotTime},
           {"nf", SortKey::NameFileLine},
           {"module", SortKey::File}}) {
    llvm::Expected<SortKey> Parsed = parseSortKey(Name);
    ASSERT_TRUE(bool(Parsed)) << Name;
    EXPECT_EQ(*Parsed, Key) << Name;
  }
  for (const char *Wrong : {"n", "", "speed"}) {
    llvm::Expected<SortKey> Parsed = parseSortKey(Wrong);
    EXPECT_FALSE(bool(Parsed)) << Wrong;
    llvm::consumeError(Parsed.takeError());
  }
}
