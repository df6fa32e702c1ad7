//===- VectorOfPointersTest.cpp - when the rule fires and when not -*- C++
//-*-===//

#include "ContainerModels.h"

#include <gtest/gtest.h>

using namespace hone;
using namespace hone::test;

/// A vector with 100,000 elements of 24 bytes, allocated on line 33 as they are
/// appended; walked 100 times.
static Model pointers(const char *Type = "std::vector<std::unique_ptr<Point>>",
                      uint64_t BytesEach = 24) {
  Model M = program();
  ContainerId Id = addContainer(M, Type, "Points");
  addOperation(M, Id, HONE_OP_Construct, 1);
  addOperation(M, Id, HONE_OP_PushBack, 100'000, 33);
  addOperation(M, Id, HONE_OP_Begin, 100);
  addOperation(M, Id, HONE_OP_Advance, 10'000'000);
  addObserved(M, Id, HONE_OP_Destroy, 1, 1'000'000, 100'000);
  Line L;
  L.File = 0;
  L.Line = 33;
  L.Function = 1;
  L.Memory.emplace();
  L.Memory->Blocks = 100'018;
  L.Memory->Bytes = 100'000 * BytesEach + 8 * (2 * 131'072 - 1);
  M.Lines.push_back(L);
  return M;
}

static std::vector<Finding> judge(const Model &M) {
  return judge(detectVectorOfPointers, M);
}

TEST(VectorOfPointers, firesOnElementsOfOneSizeFromOneLine) {
  std::vector<Finding> Found = judge(pointers());
  ASSERT_EQ(Found.size(), 1u);
  const Finding &F = Found[0];
  EXPECT_EQ(F.Line, 12u);
  EXPECT_EQ(F.TheConfidence, Confidence::Low); // derived classes are not seen
  EXPECT_EQ(evidence(F, "element_bytes")->getAsNumber(), 24.0);
  // The blocks at least; walks over what was allocated in order lose nothing.
  EXPECT_NEAR(F.SavingNs.Low, 2e6, 0.5e6);
  EXPECT_GT(F.SavingNs.High, 5e7);
  EXPECT_NE(F.After.find("std::vector<Point> Points"), std::string::npos);
}

TEST(VectorOfPointers, staysSilentOnElementsOfSeveralSizes) {
  Model M = pointers();
  M.Lines[0].Memory->Bytes += 8 * 33'333; // a third of them has a word more
  EXPECT_TRUE(judge(M).empty());
}

TEST(VectorOfPointers, staysSilentOnElementsFromSeveralPlaces) {
  Model M = pointers();
  addOperation(M, 0, HONE_OP_PushBack, 1'000, 34);
  EXPECT_TRUE(judge(M).empty());
  M = pointers();
  M.Lines[0].Memory->Blocks = 18; // made elsewhere, by a factory
  EXPECT_TRUE(judge(M).empty());
}

TEST(VectorOfPointers, staysSilentWherePointersEarnTheirKeep) {
  for (OperationKind Kind : {HONE_OP_Sort, HONE_OP_InsertAt, HONE_OP_EraseAt,
                             HONE_OP_Move, HONE_OP_Swap}) {
    Model M = pointers();
    addOperation(M, 0, Kind, 1);
    EXPECT_TRUE(judge(M).empty()) << Kind;
  }
  EXPECT_TRUE(
      judge(pointers("std::vector<std::unique_ptr<Point>>", 4096)).empty());
}

TEST(VectorOfPointers, staysSilentWhereReferencesAreKept) {
  Model M = pointers();
  M.Operations[3].Flags = OPERATION_KEEPS;
  EXPECT_TRUE(judge(M).empty());
}

TEST(VectorOfPointers, staysSilentOnPointersThatMayNotOwn) {
  EXPECT_TRUE(judge(pointers("std::vector<Point *>")).empty());
  EXPECT_TRUE(judge(pointers("std::vector<std::shared_ptr<Point>>")).empty());
  EXPECT_TRUE(
      judge(pointers("std::vector<std::unique_ptr<Point, Recycle>>")).empty());
}
