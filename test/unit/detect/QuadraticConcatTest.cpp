//===- QuadraticConcatTest.cpp - when the rule fires -----------*- C++ -*-===//

#include "ContainerModels.h"

#include <gtest/gtest.h>

using namespace hone;
using namespace hone::test;

/// 50,000 operations on a string of 150,000 bytes on average: 0.5 s.
static Model text(OperationKind Kind, double MovedEach) {
  Model M = program();
  ContainerId Id = addContainer(M, "std::basic_string<char>", "Text");
  OperationSample &S = addObserved(M, Id, Kind, 50'000, 10'000, 150'000, 33);
  S.ElementSize = 1;
  S.Moved = MovedEach * S.Observed;
  return M;
}

/// Each grows it by 6 bytes.
static Model sums() { return text(HONE_OP_Concat, 150'006); }

/// A share of them at the front.
static Model insertions(double AtFront) {
  Model M = text(HONE_OP_InsertAt, 150'000);
  M.Operations[0].Sample->AtFront = AtFront * 50'000;
  return M;
}

static std::vector<Finding> judge(const Model &M) {
  return judge(detectQuadraticConcat, M);
}

TEST(QuadraticConcat, savesTheCopiesOfWhatWasThere) {
  std::vector<Finding> Found = judge(sums());
  ASSERT_EQ(Found.size(), 1u);
  const Finding &F = Found[0];
  EXPECT_EQ(F.Line, 33u);
  EXPECT_EQ(F.OfContainer, 0u);
  EXPECT_EQ(F.TheConfidence, Confidence::High);
  EXPECT_NEAR(F.SavingNs.Mid, 0.5e9, 0.02e9);
  EXPECT_NEAR(*evidence(F, "added_bytes_each")->getAsNumber(), 6, 0.01);
  EXPECT_NE(F.After.find("Text += Piece;"), std::string::npos);
}

TEST(QuadraticConcat, namesAllItsPlaces) {
  Model M = sums();
  for (uint32_t Line : {34u, 35u}) {
    OperationSample &S =
        addObserved(M, 0, HONE_OP_Concat, 10'000, 1'000, 150'000, Line);
    S.ElementSize = 1;
    S.Moved = 150'006 * S.Observed;
  }
  std::vector<Finding> Found = judge(M);
  ASSERT_EQ(Found.size(), 1u);
  EXPECT_EQ(Found[0].Line, 33u);
  EXPECT_EQ(evidence(Found[0], "also_lines")->getAsArray()->size(), 2u);
}

TEST(QuadraticConcat, isLessSureWhereTextComesFirst) {
  Model M = sums();
  M.Operations[0].Flags |= OPERATION_IN_FRONT;
  std::vector<Finding> Found = judge(M);
  ASSERT_EQ(Found.size(), 1u);
  EXPECT_EQ(Found[0].TheConfidence, Confidence::Medium);
  EXPECT_FALSE(Found[0].Risks.empty());
}

TEST(QuadraticConcat, findsInsertionsAtTheFrontOnly) {
  ASSERT_EQ(judge(insertions(1)).size(), 1u);
  EXPECT_TRUE(judge(insertions(0.5)).empty());
}

TEST(QuadraticConcat, isSilentWhereLittleIsCopied) {
  Model Short = sums();
  OperationSample &S = *Short.Operations[0].Sample;
  S.Sizes = 100 * S.Observed;
  S.Moved = 106 * S.Observed;
  EXPECT_TRUE(judge(Short).empty()) << "short strings";

  Model Large = sums();
  OperationSample &Pieces = *Large.Operations[0].Sample;
  Pieces.Moved = 2 * Pieces.Sizes;
  EXPECT_TRUE(judge(Large).empty()) << "what is added is as long";

  Model Few = sums();
  Few.Operations[0].Count = 10;
  EXPECT_TRUE(judge(Few).empty()) << "ten times only";
}

TEST(QuadraticConcat, saysThatAFewObservationsSayLittle) {
  Model M = sums();
  M.Operations[0].Sample->Samples = 10;
  std::vector<Finding> Found = judge(M);
  ASSERT_EQ(Found.size(), 1u);
  EXPECT_EQ(Found[0].TheConfidence, Confidence::Low);
}
