//===- ReplayTest.cpp - all alternatives do what was recorded -------------===//
//
// Times are not looked at, only that each alternative went through the stream:
// one that does not tell what is expected makes the replay fail.
//
//===----------------------------------------------------------------------===//

#include "lib/replay/Replay.h"
#include "Streams.h"
#include "lib/costs/Dice.h"
#include "lib/replay/Runner.h"
#include "llvm/ADT/STLExtras.h"

#include <gtest/gtest.h>
#include <set>

using namespace hone;
using namespace hone::test;
using namespace llvm;

static Ranking replayed(const Writer &W) {
  return cantFail(replay(W.S, alternativesFor(W.S.TheKeys)));
}

static bool isTimed(const Ranking &R, Structure S) {
  return any_of(R.Timings, [S](const Timing &T) { return T.Alternative == S; });
}

/// What a std::set really does, on random keys.
static Writer random(Stream::Keys Keys, unsigned ElementBytes) {
  Writer W(Keys);
  W.S.ElementBytes = ElementBytes;
  W.S.CommonBytes = 4;
  Dice Random;
  for (; W.Window != 5; ++W.Window) {
    std::set<uint64_t> Set;
    for (uint64_t Key = 0; Key != 40; ++Key)
      Set.insert(Key * 3);
    for (int I = 0; I != 64; ++I) {
      uint64_t Key = Random.below(120), Size = Set.size();
      uint32_t Bytes = 10 + Key % 7;
      bool IsThere = Set.count(Key);
      switch (Random.below(3)) {
      case 0:
        W.byKey(HONE_OP_Find, Size, Key, IsThere, Bytes);
        break;
      case 1:
        W.byKey(HONE_OP_InsertKey, Size, Key, !Set.insert(Key).second, Bytes);
        break;
      default:
        W.byKey(HONE_OP_EraseKey, Size, Key, Set.erase(Key), Bytes);
      }
    }
  }
  return W;
}

TEST(Replay, allKeyedAlternativesAgree) {
  for (unsigned Bytes : {0, 32, 1000}) {
    Ranking R = replayed(random(Stream::Keys::Integers, Bytes));
    EXPECT_EQ(R.Timings.size(), 7u);
    EXPECT_EQ(R.Operations, 5u * 64);
    EXPECT_EQ(R.Windows, 5u);
    EXPECT_EQ(R.Contradictions, 0u);
    R = replayed(random(Stream::Keys::Strings, Bytes));
    EXPECT_EQ(R.Timings.size(), 6u);
    EXPECT_EQ(R.Contradictions, 0u);
  }
}

TEST(Replay, theFastestComesFirst) {
  Ranking R = replayed(random(Stream::Keys::Integers, 8));
  for (size_t I = 1; I < R.Timings.size(); ++I)
    EXPECT_LE(R.Timings[I - 1].Ns.Mid, R.Timings[I].Ns.Mid);
  for (const Timing &T : R.Timings) {
    EXPECT_LE(T.Ns.Low, T.Ns.Mid);
    EXPECT_LE(T.Ns.Mid, T.Ns.High);
  }
}

TEST(Replay, whatUsesTheOrderOfKeysKeepsIt) {
  Writer W(Stream::Keys::Integers);
  W.byKey(HONE_OP_LowerBound, 100, 50, true);
  Ranking R = replayed(W);
  EXPECT_TRUE(isTimed(R, Structure::Map));
  EXPECT_TRUE(isTimed(R, Structure::SortedVector));
  EXPECT_FALSE(isTimed(R, Structure::HashMap));
  ASSERT_FALSE(R.Impossible.empty());
  EXPECT_EQ(R.Impossible[0].Why, "the order of its keys is used");
}

TEST(Replay, sparseKeysFitNoArray) {
  Writer W(Stream::Keys::Integers);
  W.byKey(HONE_OP_Find, 100, uint64_t(1) << 40, true);
  EXPECT_FALSE(isTimed(replayed(W), Structure::Array));
}

TEST(Replay, sequencesDoAllThatIsRecorded) {
  for (unsigned Bytes : {8, 24, 128}) {
    Writer W(Stream::Keys::None);
    W.S.ElementBytes = Bytes;
    W.byPlace(HONE_OP_PushFront, 50, 50)
        .byPlace(HONE_OP_InsertAt, 51, 20)
        .byPlace(HONE_OP_EraseAt, 52, 51)
        .byPlace(HONE_OP_PushBack, 51, 0)
        .byPlace(HONE_OP_PopFront, 52, 51)
        .byPlace(HONE_OP_Copy, 51, 51);
    Ranking R = replayed(W);
    EXPECT_EQ(R.Timings.size(), 5u);
    W.byPlace(HONE_OP_SearchAll, 51, 7, true)
        .byPlace(HONE_OP_SearchAll, 51, 51, false)
        .byPlace(HONE_OP_Sort, 51, 51)
        .byPlace(HONE_OP_SearchAll, 51, 7, true)
        .byPlace(HONE_OP_Clear, 51, 0);
    R = replayed(W);
    EXPECT_EQ(R.Timings.size(), 4u);
    EXPECT_FALSE(isTimed(R, Structure::SwapVector));
  }
}

TEST(Replay, mistakesAreFound) {
  Writer W = random(Stream::Keys::Integers, 8);
  Script S = cantFail(writeScript(W.S));
  S.Windows[2].Steps[5].Hit = !S.Windows[2].Steps[5].Hit;
  size_t Windows = 0;
  RunResult R = keyedRunner(Structure::Map, S, [&Windows] { ++Windows; })(S);
  EXPECT_GE(R.Mistakes, 1u);
  EXPECT_EQ(Windows, 5u);
}

TEST(Replay, noAlternativeIsAnError) {
  Writer W = random(Stream::Keys::Strings, 8);
  Expected<Ranking> R = replay(W.S, {Structure::Array});
  ASSERT_FALSE(R);
  EXPECT_NE(toString(R.takeError()).find("no alternative"), std::string::npos);
}
