//===- LinearSearchTest.cpp - when the rule fires and when not -*- C++ -*-===//

#include "ContainerModels.h"
#include "Models.h"

#include <gtest/gtest.h>

using namespace hone;
using namespace hone::test;

static std::vector<Finding> search(Scan S) {
  Model M = program();
  M.Scans = {std::move(S)};
  return run(detectLinearSearch, M);
}

TEST(LinearSearch, firesOnALongVectorSearchedOften) {
  std::vector<Finding> Found = search(longSearch());
  ASSERT_EQ(Found.size(), 1u);
  const Finding &F = Found[0];
  EXPECT_EQ(F.Rule, "linear-search");
  EXPECT_EQ(F.Line, 33u);
  EXPECT_EQ(F.TheGroup, Group::Algorithm);
  EXPECT_EQ(F.TheConfidence, Confidence::High);
  // Nearly all of the 0.5 s of scanning goes, and never more than that.
  EXPECT_GT(F.SavingNs.Low, 440e6);
  EXPECT_LE(F.SavingNs.High, 500e6);
  EXPECT_LE(F.SavingNs.Low, F.SavingNs.Mid);
  EXPECT_LE(F.SavingNs.Mid, F.SavingNs.High);
  EXPECT_EQ(evidence(F, "searches")->getAsInteger(), 10'000);
  EXPECT_EQ(evidence(F, "mean_elements")->getAsNumber(), 2500.0);
  EXPECT_NE(F.After.find("std::unordered_set<int>"), std::string::npos);
}

TEST(LinearSearch, staysSilentOnShortSequencesByTheirCost) {
  Scan S = longSearch();
  S.Searches = S.Observed = 10'000'000;
  S.Elements = S.ObservedElements = 80'000'000;
  S.MaxElements = 16;
  S.ObservedNs = 8 * 1 * S.Observed + 23 * S.Observed; // 1 ns an element
  EXPECT_TRUE(search(S).empty());
}

TEST(LinearSearch, staysSilentOnManyShortSequencesHoweverDearAComparison) {
  Scan S = longSearch();
  S.Bases = 30;
  S.MaxElements = 3;
  S.Searches = S.Observed = 1'000'000;
  S.Elements = S.ObservedElements = 2'000'000;
  S.ObservedNs = 150 * S.Elements;
  EXPECT_FALSE(search(S).empty());
  S.Bases = HONE_SCAN_MAX_BASES;
  EXPECT_TRUE(search(S).empty());
}

TEST(LinearSearch, subtractsTheClocksOwnTime) {
  Scan S = longSearch();
  S.ObservedNs = 23 * S.Observed; // nothing but the clock
  EXPECT_TRUE(search(S).empty());
}

TEST(LinearSearch, staysSilentOnContainersThatLiveForFewSearches) {
  Scan S = longSearch();
  S.Bases = HONE_SCAN_MAX_BASES;
  EXPECT_TRUE(search(S).empty());
  S.Bases = 40; // but nearly each observed search had its own
  S.Observed = 50;
  EXPECT_TRUE(search(S).empty());
}

TEST(LinearSearch, payForBuildingOneTablePerContainer) {
  Scan S = longSearch();
  double One = search(S)[0].SavingNs.Mid;
  S.Bases = 50;
  double Fifty = search(S)[0].SavingNs.Mid;
  EXPECT_NEAR(One - Fifty, 49 * 5000 * 45, 1e5);
}

TEST(LinearSearch, staysSilentOnAFewSearchesHoweverLong) {
  Scan S = longSearch();
  S.Searches = S.Observed = 9;
  S.Elements = S.ObservedElements = 9 * 2;
  S.MaxElements = 2; // cold: 50 us for two elements
  EXPECT_TRUE(search(S).empty());
}

TEST(LinearSearch, staysSilentWithoutObservations) {
  Scan S = longSearch();
  S.Observed = S.ObservedElements = S.ObservedNs = 0;
  EXPECT_TRUE(search(S).empty());
}

TEST(LinearSearch, isLessSureOfPredicatesAndLoops) {
  Scan S = longSearch();
  S.Kind = HONE_SCAN_FIND_IF;
  S.What = "std::find_if";
  S.Key = "";
  EXPECT_EQ(search(S)[0].TheConfidence, Confidence::Low);
  S.Kind = HONE_SCAN_LOOP;
  EXPECT_EQ(search(S)[0].TheConfidence, Confidence::Medium);
}

TEST(LinearSearch, isSureOfPredicatesThatCompareOneMember) {
  Scan S = longSearch();
  S.Kind = HONE_SCAN_FIND_IF;
  S.What = "std::any_of";
  S.Field = "Item::Id";
  Finding F = search(S)[0];
  EXPECT_EQ(F.TheConfidence, Confidence::High);
  EXPECT_EQ(evidence(F, "compared")->getAsString(), "Item::Id");
  EXPECT_NE(F.Before.find("Item.Id == Key"), std::string::npos);
  S.Field = "Item::Id and more";
  EXPECT_EQ(search(S)[0].TheConfidence, Confidence::Medium);
}

TEST(LinearSearch, namesTheContainerThatTheOperationsThereAreOn) {
  Model M = program();
  M.Scans = {longSearch()};
  ContainerId Id =
      addContainer(M, "std::vector<int>", "Numbers", VARIABLE_MEMBER);
  Operation &O = addOperation(M, Id, HONE_OP_SearchValue, 10'000);
  const Scan &S = M.Scans[0];
  O.File = S.File;
  O.Function = S.Function;
  O.Line = S.Line;
  O.Column = S.Column;
  std::vector<Finding> Found = run(detectLinearSearch, M);
  ASSERT_EQ(Found.size(), 1u);
  EXPECT_EQ(Found[0].OfContainer, Id);
  EXPECT_EQ(evidence(Found[0], "container")->getAsString(),
            M.Containers[Id].Name);
}

TEST(LinearSearch, payForLocalContainersThatAreMadeAnew) {
  Model M = program();
  M.Scans = {longSearch()};
  ContainerId Id = addContainer(M, "std::vector<int>");
  addOperation(M, Id, HONE_OP_SearchValue, 10'000);
  addOperation(M, Id, HONE_OP_Fill, 10'000);
  const Scan &S = M.Scans[0];
  for (uint32_t I : M.Containers[Id].Operations) {
    Operation &At = M.Operations[I];
    At.File = S.File;
    At.Function = S.Function;
    At.Line = S.Line;
    At.Column = S.Column;
  }
  EXPECT_TRUE(run(detectLinearSearch, M).empty());
}

TEST(LinearSearch, promisesLessForLoopsThatCarryCounters) {
  Scan S = longSearch();
  double Library = search(S)[0].SavingNs.Low;
  S.Kind = HONE_SCAN_LOOP;
  EXPECT_LT(search(S)[0].SavingNs.Low, Library);
}

TEST(LinearSearch, isNotSureWhereContainersAreUnknown) {
  Scan S = longSearch();
  S.Bases = 0;
  std::vector<Finding> Found = search(S);
  ASSERT_EQ(Found.size(), 1u);
  EXPECT_EQ(Found[0].TheConfidence, Confidence::Low);
  EXPECT_EQ(evidence(Found[0], "containers")->kind(), llvm::json::Value::Null);
}

TEST(LinearSearch, sumsTheCopiesOfOnePlace) {
  Model M = program();
  M.Scans = {longSearch(), longSearch()};
  std::vector<Finding> Found = run(detectLinearSearch, M);
  ASSERT_EQ(Found.size(), 1u);
  EXPECT_EQ(evidence(Found[0], "searches")->getAsInteger(), 20'000);
}

TEST(LinearSearch, sketchesAMapWhenAPartOfTheElementIsCompared) {
  Scan S = longSearch();
  S.Kind = HONE_SCAN_LOOP;
  S.What = "loop";
  S.Container = "std::vector<Record, std::allocator<Record> >";
  EXPECT_NE(search(S)[0].After.find("std::unordered_map<int, size_t> ByKey"),
            std::string::npos);
}

TEST(LinearSearch, speaksCInCFiles) {
  Model M = program();
  M.Files[0].Name = "app.c";
  Scan S = longSearch();
  S.Kind = HONE_SCAN_LOOP;
  S.Container = "int *";
  M.Scans = {S};
  std::vector<Finding> Found = run(detectLinearSearch, M);
  ASSERT_EQ(Found.size(), 1u);
  EXPECT_EQ((Found[0].Fix + Found[0].After).find("std::"), std::string::npos);
  EXPECT_NE(Found[0].After.find("bsearch"), std::string::npos);
}
