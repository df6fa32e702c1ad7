//===- ScriptTest.cpp - what containers held, and what must be found ------===//

#include "lib/replay/Script.h"
#include "Streams.h"

#include <gtest/gtest.h>
#include <set>

using namespace hone;
using namespace hone::test;
using namespace llvm;

static Script scriptOf(const Writer &W) { return cantFail(writeScript(W.S)); }

static std::vector<bool> hits(const ScriptWindow &W) {
  std::vector<bool> Hits;
  for (const Step &Do : W.Steps)
    Hits.push_back(Do.Hit);
  return Hits;
}

TEST(Script, whatIsFoundWasThere) {
  Script S = scriptOf(Writer(Stream::Keys::Integers)
                          .byKey(HONE_OP_Find, 100, 7, true)
                          .byKey(HONE_OP_Find, 100, 8, false)
                          .byKey(HONE_OP_InsertKey, 100, 9, false)
                          .byKey(HONE_OP_Find, 101, 9, true)
                          .byKey(HONE_OP_EraseKey, 101, 7, true)
                          .byKey(HONE_OP_Count, 100, 7, false));
  ASSERT_EQ(S.Windows.size(), 1u);
  const ScriptWindow &W = S.Windows[0];
  ASSERT_EQ(W.Containers.size(), 1u);
  EXPECT_EQ(W.Containers[0].Keys, std::vector<uint32_t>{0}); // 7 alone
  EXPECT_EQ(W.Containers[0].Others, 99u);
  EXPECT_EQ(hits(W),
            (std::vector<bool>{true, false, false, true, true, false}));
  EXPECT_EQ(S.Contradictions, 0u);
  EXPECT_EQ(S.Steps, 6u);
}

TEST(Script, otherIntegersLieAmongThoseSeenAndAreNoneOfThem) {
  Writer W(Stream::Keys::Integers);
  W.byKey(HONE_OP_Find, 1000, 1'000'000, false)
      .byKey(HONE_OP_Find, 1000, 5'000'000, true);
  Script S = scriptOf(W);
  EXPECT_EQ(S.SeenKeys, 2u);
  ASSERT_EQ(S.Integers.size(), 2u + 999);
  EXPECT_EQ(std::set<uint64_t>(S.Integers.begin(), S.Integers.end()).size(),
            S.Integers.size());
  for (uint64_t Key : S.Integers) {
    EXPECT_GE(Key, 1'000'000u);
    EXPECT_LE(Key, 5'000'000u);
  }
}

TEST(Script, denseIntegersStayDense) {
  Writer W(Stream::Keys::Integers);
  for (uint64_t Key : {0, 10, 40})
    W.byKey(HONE_OP_Find, 50, Key, true);
  Script S = scriptOf(W);
  for (uint64_t Key : S.Integers)
    EXPECT_LE(Key, 50u);
}

TEST(Script, negativeKeysAreOrderedAsSuch) {
  Writer W(Stream::Keys::Integers);
  W.byKey(HONE_OP_Find, 3, uint64_t(-2), true).byKey(HONE_OP_Find, 3, 2, true);
  for (uint64_t Key : scriptOf(W).Integers)
    EXPECT_LE(std::abs(int64_t(Key)), 2);
}

TEST(Script, stringsAreAsLongAndAsAlikeAsThoseSeen) {
  Writer W(Stream::Keys::Strings);
  W.S.CommonBytes = 10;
  W.byKey(HONE_OP_Find, 500, 111, true, 24)
      .byKey(HONE_OP_Find, 500, 222, false, 24)
      .byKey(HONE_OP_Find, 500, 111, true, 24);
  Script S = scriptOf(W);
  EXPECT_EQ(S.SeenKeys, 2u);
  ASSERT_EQ(S.Strings.size(), 2u + 499);
  for (const std::string &Text : S.Strings) {
    EXPECT_EQ(Text.size(), 24u);
    EXPECT_EQ(Text.substr(0, 10), S.Strings[0].substr(0, 10));
  }
  EXPECT_EQ(std::set<std::string>(S.Strings.begin(), S.Strings.end()).size(),
            S.Strings.size());
}

TEST(Script, moreShortStringsThanThereAreBecomeLonger) {
  Writer W(Stream::Keys::Strings);
  W.byKey(HONE_OP_Find, 300, 1, true, 1);
  Script S = scriptOf(W);
  EXPECT_EQ(std::set<std::string>(S.Strings.begin(), S.Strings.end()).size(),
            300u);
}

TEST(Script, containersAndWindowsAreToldApart) {
  Writer W(Stream::Keys::Integers);
  W.byKey(HONE_OP_Find, 5, 1, true);
  W.Container = 0x2000;
  W.byKey(HONE_OP_Find, 9, 1, false);
  W.Window = 1;
  W.byKey(HONE_OP_Find, 2, 1, true);
  Script S = scriptOf(W);
  ASSERT_EQ(S.Windows.size(), 2u);
  ASSERT_EQ(S.Windows[0].Containers.size(), 2u);
  EXPECT_EQ(S.Windows[0].Containers[0].size(), 5u);
  EXPECT_EQ(S.Windows[0].Containers[1].size(), 9u);
  EXPECT_EQ(S.Windows[0].Steps[1].Container, 1u);
  EXPECT_EQ(S.Windows[1].Containers[0].size(), 2u);
}

TEST(Script, aContainerOfAnotherSizeHasOtherContents) {
  Writer W(Stream::Keys::Integers);
  W.byKey(HONE_OP_Find, 5, 1, true).byKey(HONE_OP_Find, 50, 1, false);
  Script S = scriptOf(W);
  ASSERT_EQ(S.Windows[0].Containers.size(), 2u);
  EXPECT_EQ(S.Windows[0].Containers[1].size(), 50u);
  EXPECT_EQ(S.Contradictions, 0u);
}

TEST(Script, contradictionsAreCountedAndNotFollowed) {
  Writer W(Stream::Keys::Integers);
  W.byKey(HONE_OP_Find, 5, 1, true).byKey(HONE_OP_Find, 5, 1, false);
  Script S = scriptOf(W);
  EXPECT_EQ(S.Contradictions, 1u);
  EXPECT_EQ(hits(S.Windows[0]), (std::vector<bool>{true, true}));
}

TEST(Script, anEmptyContainerHoldsNothing) {
  Writer W(Stream::Keys::Integers);
  W.byKey(HONE_OP_Subscript, 0, 1, true);
  Script S = scriptOf(W);
  EXPECT_EQ(S.Windows[0].Containers[0].size(), 0u);
  EXPECT_EQ(S.Contradictions, 1u);
}

TEST(Script, clearedContainersForget) {
  Writer W(Stream::Keys::Integers);
  W.byKey(HONE_OP_Find, 3, 1, true)
      .byKey(HONE_OP_Clear, 3, 0, false)
      .byKey(HONE_OP_InsertKey, 0, 1, false)
      .byKey(HONE_OP_InsertKey, 1, 2, false);
  Script S = scriptOf(W);
  EXPECT_EQ(S.Contradictions, 0u);
  EXPECT_EQ(S.Windows[0].Containers.size(), 1u);
}

TEST(Script, placesComeFromWhatMoved) {
  Writer W(Stream::Keys::None);
  W.byPlace(HONE_OP_InsertAt, 10, 4)    // before the fourth from the end
      .byPlace(HONE_OP_EraseAt, 11, 10) // the first
      .byPlace(HONE_OP_PushFront, 10, 10);
  Script S = scriptOf(W);
  const auto &Steps = S.Windows[0].Steps;
  ASSERT_EQ(Steps.size(), 3u);
  EXPECT_EQ(Steps[0].TheKind, Step::InsertAt);
  EXPECT_EQ(Steps[0].Place, 6u);
  EXPECT_EQ(Steps[1].TheKind, Step::EraseAt);
  EXPECT_EQ(Steps[1].Place, 0u);
  EXPECT_EQ(Steps[2].TheKind, Step::InsertAt);
  EXPECT_EQ(Steps[2].Place, 0u);
}

TEST(Script, whatWasAppendedUnseenIsAppended) {
  Writer W(Stream::Keys::None);
  W.byPlace(HONE_OP_PopFront, 4, 3)
      .byPlace(HONE_OP_PopFront, 5, 4) // 3 after the first: 2 were appended
      .byPlace(HONE_OP_PopFront, 1000, 999); // another container by now
  Script S = scriptOf(W);
  const auto &Steps = S.Windows[0].Steps;
  ASSERT_EQ(Steps.size(), 5u);
  EXPECT_EQ(Steps[1].TheKind, Step::PushBack);
  EXPECT_EQ(Steps[2].TheKind, Step::PushBack);
  EXPECT_EQ(S.Windows[0].Containers.size(), 2u);
  EXPECT_EQ(S.Windows[0].Containers[1].size(), 1000u);
}

TEST(Script, searchesAreForWhatStoodThere) {
  Writer W(Stream::Keys::None);
  W.byPlace(HONE_OP_EraseAt, 10, 9) // the first goes: 1 2 3 ...
      .byPlace(HONE_OP_SearchAll, 9, 3, true)
      .byPlace(HONE_OP_SearchAll, 9, 9, false);
  Script S = scriptOf(W);
  const auto &Steps = S.Windows[0].Steps;
  EXPECT_EQ(Steps[1].Key, 3u);
  EXPECT_TRUE(Steps[1].Hit);
  EXPECT_FALSE(Steps[2].Hit);
}

TEST(Script, largeStreamsAreThinnedOut) {
  Writer W(Stream::Keys::Integers);
  for (; W.Window != 10; ++W.Window)
    W.byKey(HONE_OP_Find, 600'000, W.Window, true);
  Script S = scriptOf(W);
  uint64_t Elements = 0;
  for (const ScriptWindow &Window : S.Windows)
    Elements += Window.Containers[0].size();
  EXPECT_LE(Elements, MostElements);
  EXPECT_GE(S.Windows.size(), 2u);
}

TEST(Script, sizesThatCannotBeAreLeftOut) {
  for (auto Keys : {Stream::Keys::None, Stream::Keys::Integers}) {
    Writer W(Keys);
    W.byPlace(HONE_OP_Clear, ~uint64_t(0), 0).byPlace(HONE_OP_Copy, 3, 0);
    Script S = scriptOf(W);
    EXPECT_EQ(S.Steps, 1u);
    EXPECT_EQ(S.Windows[0].Containers[0].size(), 3u);
  }
}

TEST(Script, aStreamOfNothingIsAnError) {
  Writer W(Stream::Keys::Integers);
  W.byPlace(HONE_OP_Size, 5, 0);
  Expected<Script> S = writeScript(W.S);
  ASSERT_FALSE(S);
  EXPECT_NE(toString(S.takeError()).find("can be replayed"), std::string::npos);
}
