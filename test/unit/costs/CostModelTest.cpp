//===- CostModelTest.cpp - what the model says of what was measured -------===//
//
// Nothing here is timed: figures are made up, or those that are shipped.
//
//===----------------------------------------------------------------------===//

#include "lib/costs/CostModel.h"
#include "lib/costs/Machine.h"

#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

#include <cstdlib>
#include <gtest/gtest.h>

using namespace hone;
using namespace llvm;

static constexpr Structure S = Structure::Map;
static constexpr Action A = Action::FindHit;

static CostModel twoPoints() {
  CostModel M({"a machine", "2026-01-02", false});
  M.add(S, A, Content::Integer, {256, 40, 90}); // in any order
  M.add(S, A, Content::Integer, {16, 10, 40});
  return M;
}

static Interval at(const CostModel &M, double N) {
  return *M.cost(S, A, Held::integers(), N);
}

static std::string text(const CostModel &M) {
  std::string Text;
  raw_string_ostream OS(Text);
  M.write(OS);
  return OS.str();
}

static std::string errorOf(StringRef Text) {
  Expected<CostModel> M = CostModel::parse(Text);
  return M ? "" : toString(M.takeError());
}

TEST(CostModel, KeysOfOnesOwnAreAnythingFromIntegersToLongStrings) {
  CostModel M = twoPoints();
  EXPECT_FALSE(M.cost(S, A, Held::ownKeys(), 16)) << "no strings measured";
  M.add(S, A, Content::LongString, {16, 30, 100});
  M.add(S, A, Content::LongString, {256, 50, 200});
  Interval Cost = *M.cost(S, A, Held::ownKeys(), 16);
  EXPECT_NEAR(Cost.Low, 10, 1e-9);
  EXPECT_NEAR(Cost.High, 150, 1e-9);
}

TEST(CostModel, PointsAreMet) {
  EXPECT_NEAR(at(twoPoints(), 16).Low, 10, 1e-9);
  EXPECT_NEAR(at(twoPoints(), 16).Mid, 20, 1e-9); // sqrt(10 * 40)
  EXPECT_NEAR(at(twoPoints(), 16).High, 40, 1e-9);
  EXPECT_NEAR(at(twoPoints(), 256).Mid, 60, 1e-9);
}

TEST(CostModel, SizesBetweenArePowers) {
  EXPECT_NEAR(at(twoPoints(), 64).Low, 20, 1e-9);
  EXPECT_NEAR(at(twoPoints(), 64).High, 60, 1e-9);
}

TEST(CostModel, TheLastLineIsContinued) {
  EXPECT_NEAR(at(twoPoints(), 1024).Low, 80, 1e-9);
  EXPECT_NEAR(at(twoPoints(), 4).Low, 5, 1e-9);
  EXPECT_NEAR(at(twoPoints(), 0).Low, at(twoPoints(), 1).Low, 1e-9);
}

TEST(CostModel, NoiseIsNotContinued) {
  CostModel M({"", "", false});
  M.add(S, A, Content::Integer, {16, 10, 10});
  M.add(S, A, Content::Integer, {64, 8, 100}); // falling; steeper than N
  EXPECT_NEAR(at(M, 256).Low, 8, 1e-9);
  EXPECT_NEAR(at(M, 256).High, 400, 1e-9);
}

TEST(CostModel, ColdIsNeverBelowHot) {
  CostModel M({"", "", false});
  M.add(S, A, Content::Integer, {16, 10, 9});
  EXPECT_EQ(at(M, 16).High, 10);
  EXPECT_EQ(at(M, 1e6).Mid, 10) << "one point is good for all sizes";
}

TEST(CostModel, ElementSizesBetweenArePowers) {
  CostModel M({"", "", false});
  for (auto [C, Ns] : {std::pair(Content::Bytes8, 1.0),
                       {Content::Bytes32, 4},
                       {Content::Bytes128, 4}})
    M.add(Structure::Vector, Action::Copy, C, {16, Ns, Ns});
  auto Mid = [&](double Bytes) {
    return M.cost(Structure::Vector, Action::Copy, Held::elements(Bytes), 16)
        ->Mid;
  };
  EXPECT_NEAR(Mid(8), 1, 1e-9);
  EXPECT_NEAR(Mid(16), 2, 1e-9);
  EXPECT_NEAR(Mid(64), 4, 1e-9);
  EXPECT_NEAR(Mid(4), 0.5, 1e-9);
  EXPECT_NEAR(Mid(1024), 4, 1e-9);
}

TEST(CostModel, WhatCannotBeDoneHasNoCost) {
  const CostModel &M = CostModel::shipped();
  EXPECT_FALSE(
      M.cost(Structure::Array, Action::FindHit, Held::strings(8), 100));
  EXPECT_FALSE(
      M.cost(Structure::Map, Action::PushFront, Held::elements(8), 100));
}

TEST(CostModel, ReservedStructuresAreTheirPlainOnesElsewhere) {
  const CostModel &M = CostModel::shipped();
  EXPECT_EQ(M.cost(Structure::ReservedHashMap, A, Held::integers(), 100)->Mid,
            M.cost(Structure::HashMap, A, Held::integers(), 100)->Mid);
  EXPECT_LT(
      M.cost(Structure::ReservedHashMap, Action::Fill, Held::integers(), 10000)
          ->Low,
      M.cost(Structure::HashMap, Action::Fill, Held::integers(), 10000)->Low);
}

TEST(CostModel, AnIntegerInASequenceIsAnElementOf8Bytes) {
  const CostModel &M = CostModel::shipped();
  EXPECT_EQ(
      M.cost(Structure::Vector, Action::Sort, Held::integers(), 100)->Mid,
      M.cost(Structure::Vector, Action::Sort, Held::elements(8), 100)->Mid);
}

TEST(CostModel, ShippedCostsAreInTheOrderThatTheoryGives) {
  const CostModel &M = CostModel::shipped();
  auto Find = [&](Structure S, double N) {
    return M.cost(S, A, Held::integers(), N)->Mid;
  };
  EXPECT_LT(Find(Structure::HashMap, 65536), Find(Structure::Map, 65536));
  EXPECT_LT(Find(Structure::FlatHash, 65536), Find(Structure::HashMap, 65536));
  EXPECT_LT(Find(Structure::Map, 4096), Find(Structure::Vector, 4096));
  EXPECT_LT(
      M.cost(Structure::Deque, Action::PushFront, Held::elements(32), 10000)
          ->High,
      M.cost(Structure::Vector, Action::PushFront, Held::elements(32), 10000)
          ->Low);
  EXPECT_FALSE(M.isCalibrated());
}

TEST(CostFile, IsReadAsItWasWritten) {
  CostModel M = cantFail(CostModel::parse(text(twoPoints())));
  EXPECT_EQ(text(M), text(twoPoints()));
  EXPECT_EQ(M.origin().Machine, "a machine");
  EXPECT_NEAR(at(M, 64).Low, 20, 1e-3);
}

TEST(CostFile, DamageIsNamed) {
  EXPECT_NE(errorOf("{"), "");
  EXPECT_NE(errorOf("[]").find("hone.costs"), std::string::npos);
  std::string Version2 = text(twoPoints());
  Version2.replace(Version2.find("\"version\": 1"), 12, "\"version\": 2");
  EXPECT_NE(errorOf(Version2).find("version is 2"), std::string::npos);
  auto Series = [](StringRef Points) {
    return ("{\"type\": \"hone.costs\", \"version\": 1, \"costs\": "
            "[{\"structure\": \"map\", \"action\": \"find-hit\", "
            "\"content\": \"integer\", \"points\": [" +
            Points + "]}]}")
        .str();
  };
  EXPECT_NE(errorOf(Series("[1, 2]")), "");
  EXPECT_NE(errorOf(Series("[1, 2, -3]")), "");
  EXPECT_NE(errorOf(Series("[1, 2, 3], [1, 2, 3]")), "");
  EXPECT_EQ(errorOf(Series("[1, 2, 3]")), "");
}

TEST(CostFile, NamesOfNewerVersionsAreLeftOut) {
  std::string Text = text(twoPoints());
  Text.replace(Text.find("\"map\""), 5, "\"ice\"");
  EXPECT_FALSE(cantFail(CostModel::parse(Text)).cost(S, A, {}, 16));
}

namespace {
/// A cache folder of its own in the environment.
struct Machine : testing::Test {
  SmallString<128> Folder;
  void SetUp() override {
    ASSERT_FALSE(sys::fs::createUniqueDirectory("hone-costs", Folder));
    setenv("XDG_CACHE_HOME", Folder.c_str(), 1);
  }
  void TearDown() override { sys::fs::remove_directories(Folder); }
  void write(StringRef Text) {
    sys::fs::create_directories(sys::path::parent_path(costsFile()));
    std::error_code Code;
    raw_fd_ostream(costsFile(), Code) << Text;
    ASSERT_FALSE(Code);
  }
};
} // namespace

TEST_F(Machine, WithoutAFileTheShippedCostsAreUsed) {
  CostModel M = CostModel::forThisMachine();
  EXPECT_FALSE(M.isCalibrated());
  EXPECT_NE(M.describe().find("'hone calibrate'"), std::string::npos);
  EXPECT_EQ(text(M), text(CostModel::shipped()));
}

TEST_F(Machine, AFileOfThisProcessorIsUsed) {
  EXPECT_EQ(costsFile().find(Folder.c_str()), 0u);
  write(text(twoPoints()));
  CostModel M = CostModel::forThisMachine();
  EXPECT_TRUE(M.isCalibrated());
  EXPECT_NE(M.describe().find("a machine"), std::string::npos);
  EXPECT_NEAR(at(M, 16).Low, 10, 1e-9);
}

TEST_F(Machine, ADamagedFileIsNotedAndNotUsed) {
  write("{\"type\": \"hone.co");
  CostModel M = CostModel::forThisMachine();
  EXPECT_FALSE(M.isCalibrated());
  EXPECT_NE(M.describe().find(costsFile()), std::string::npos);
  EXPECT_EQ(text(M), text(CostModel::shipped()));
}

TEST_F(Machine, ThereMayBeNoHome) {
  unsetenv("XDG_CACHE_HOME");
  unsetenv("HOME");
  EXPECT_EQ(costsFile(), "");
  EXPECT_FALSE(CostModel::forThisMachine().isCalibrated());
}
