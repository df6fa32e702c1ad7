//===- CalibrationTest.cpp - what is measured gets into the model ---------===//
//
// The figures themselves are the machine's.
//
//===----------------------------------------------------------------------===//

#include "lib/costs/Dice.h"
#include "lib/costs/Laboratory.h"
#include "lib/costs/Plan.h"

#include <gtest/gtest.h>
#include <set>

using namespace hone;

TEST(Laboratory, RunsEachTrialAndRestoresWhatItChanged) {
  Laboratory Lab(/*IsQuick=*/true);
  int Prepared = 0, Runs = 0, Restored = 0, Done = 0;
  Trial T;
  T.Operations = 10;
  T.Prepare = [&] { ++Prepared; };
  T.Run = [&] {
    EXPECT_EQ(Prepared, Runs + 1) << "before each, and for each";
    EXPECT_EQ(Restored, Runs);
    for (volatile int I = 0; I != 1000; I = I + 1)
      ;
    ++Runs;
  };
  T.Restore = [&] { ++Restored; };
  T.Done = [&](double Ns) {
    EXPECT_GT(Ns, 0);
    ++Done;
  };
  Lab.add("a trial", Pattern::Cold, T);
  Lab.add("another trial", Pattern::Cold, T);
  Lab.run();
  EXPECT_GT(Runs, 2);
  EXPECT_EQ(Done, 2);
}

TEST(Results, HotAndColdMakeOnePoint) {
  Results R;
  Slot To = {Structure::Map, Content::Integer, 16};
  R.add(To, Action::FindHit, Pattern::Hot, 3);
  R.add(To, Action::Erase, Pattern::Hot, 5);
  R.add(To, Action::FindHit, Pattern::Cold, 9);
  R.add(To, Action::Erase, Pattern::Cold, 7);
  CostModel M;
  R.moveTo(M);
  const auto &Points = M.points(To.S, Action::FindHit, To.C);
  ASSERT_EQ(Points.size(), 1u);
  EXPECT_EQ(Points[0].N, 16);
  EXPECT_EQ(Points[0].HotNs, 3);
  EXPECT_EQ(Points[0].ColdNs, 9);
}

TEST(Batch, SmallContainersAreMany) {
  EXPECT_EQ(Batch(4, 64).Containers, 64u);
  EXPECT_EQ(Batch(4, 64).PerContainer, 1u);
  EXPECT_EQ(Batch(64, 64).PerContainer, 8u);
  EXPECT_EQ(Batch(100'000, 64).Containers, 1u);
  EXPECT_EQ(Batch(100'000, 8).operations(), 8u);
}

TEST(Keys, AreDifferent) {
  for (Content C : {Content::ShortString, Content::LongString}) {
    auto Keys = makeKeys<std::string>(C, 5000, false);
    EXPECT_EQ(std::set<std::string>(Keys.begin(), Keys.end()).size(), 5000u);
    EXPECT_EQ(Keys[17].size(), C == Content::ShortString ? 12u : 40u);
  }
  auto Dense = makeKeys<uint64_t>(Content::Integer, 5000, true);
  EXPECT_EQ(std::set<uint64_t>(Dense.begin(), Dense.end()).size(), 5000u);
  EXPECT_EQ(*std::max_element(Dense.begin(), Dense.end()), 4999u);
}

TEST(Plan, QuickIsLess) {
  std::vector<Part> Full, Quick;
  planKeyed(false, Full);
  planSequences(false, Full);
  planKeyed(true, Quick);
  planSequences(true, Quick);
  EXPECT_GT(Full.size(), 1.5 * double(Quick.size()));
  EXPECT_EQ(sizesUpTo(70'000, true), (std::vector<size_t>{4, 64, 1024, 16384}));
}
