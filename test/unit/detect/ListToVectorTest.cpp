//===- ListToVectorTest.cpp - when the rule fires and when not -*- C++ -*-===//

#include "ContainerModels.h"

#include <gtest/gtest.h>

using namespace hone;
using namespace hone::test;

/// A list of 1,000 that is filled once and walked 10,000 times.
static Model walked(const char *Type = "std::list<long>") {
  Model M = program();
  ContainerId Id = addContainer(M, Type, "Shapes");
  addOperation(M, Id, HONE_OP_Construct, 1);
  addOperation(M, Id, HONE_OP_PushBack, 1'000);
  addOperation(M, Id, HONE_OP_Begin, 10'000);
  addOperation(M, Id, HONE_OP_Advance, 10'000'000, 33);
  addObserved(M, Id, HONE_OP_Destroy, 1, 10'000, 1'000);
  return M;
}

static std::vector<Finding> judge(const Model &M) {
  return judge(detectListToVector, M);
}

TEST(ListToVector, firesOnAListThatIsWalked) {
  std::vector<Finding> Found = judge(walked());
  ASSERT_EQ(Found.size(), 1u);
  const Finding &F = Found[0];
  EXPECT_EQ(F.Line, 12u); // its declaration
  EXPECT_EQ(F.TheConfidence, Confidence::Medium);
  EXPECT_GT(F.SavingNs.Low, 5e6);
  EXPECT_LT(F.SavingNs.Low, F.SavingNs.High);
  EXPECT_EQ(evidence(F, "alternative")->getAsString(), "std::vector");
  EXPECT_EQ(evidence(F, "mean_size")->getAsNumber(), 1000.0);
  EXPECT_EQ(F.After, "std::vector<long> Shapes;");
}

TEST(ListToVector, sumsUpTheListsThatThereAreAtATime) {
  // 10,000 lists of 8, walked 1,000,000 times: one after the other, or as
  // elements of another container.
  auto Saving = [](VariableKind Kind) {
    Model M = program();
    ContainerId Outer = addContainer(M, "std::vector<std::list<long>>");
    addObserved(M, Outer, HONE_OP_Destroy, 1, 1'000'000, 10'000);
    ContainerId Id = addContainer(M, "std::list<long>", "Neighbours[]", Kind);
    M.Containers[Id].Within = Outer;
    addOperation(M, Id, HONE_OP_Construct, 10'000);
    addOperation(M, Id, HONE_OP_PushBack, 80'000);
    addOperation(M, Id, HONE_OP_Begin, 1'000'000);
    addOperation(M, Id, HONE_OP_Advance, 8'000'000, 33);
    std::vector<Finding> Found = judge(M);
    return Found.empty() ? 0.0 : Found[0].SavingNs.Mid;
  };
  EXPECT_GT(Saving(VARIABLE_ELEMENT), 2 * Saving(VARIABLE_LOCAL));
}

TEST(ListToVector, takesTheSizeOfElementsFromTheirNodes) {
  Model M = walked("std::list<Token>");
  M.Operations.back().Sample->ElementSize = 0;
  EXPECT_EQ(evidence(judge(M)[0], "element_bytes")->getAsNumber(), 8.0);
  M.Operations[1].Line = 40;
  MemoryUse Nodes;
  Nodes.Blocks = 1'000;
  Nodes.Bytes = 40'000;
  Line L;
  L.File = 0;
  L.Line = 40;
  L.Memory = Nodes;
  M.Lines.push_back(L);
  EXPECT_EQ(evidence(judge(M)[0], "element_bytes")->getAsNumber(), 24.0);
}

TEST(ListToVector, makesADequeOfWhatChangesAtItsFront) {
  Model M = walked();
  addObserved(M, 0, HONE_OP_PopFront, 500, 10, 700);
  std::vector<Finding> Found = judge(M);
  ASSERT_EQ(Found.size(), 1u);
  EXPECT_EQ(evidence(Found[0], "alternative")->getAsString(), "std::deque");
}

TEST(ListToVector, promisesNoMoreThanTheFunctionsTake) {
  Model M = walked();
  addLine(M, 33, 3'000'000);
  M.Functions[1].SampledTotalNs = 3'000'000;
  std::vector<Finding> Found = judge(M);
  ASSERT_EQ(Found.size(), 1u);
  EXPECT_LT(Found[0].SavingNs.High, 12e6); // three more, and chance
}

TEST(ListToVector, staysSilentOnManyChangesInTheMiddle) {
  Model M = walked();
  addObserved(M, 0, HONE_OP_InsertAt, 1'000'000, 30, 1'000);
  addObserved(M, 0, HONE_OP_EraseAt, 1'000'000, 20, 1'000);
  EXPECT_TRUE(judge(M).empty());
}

TEST(ListToVector, staysSilentWhereNodesOrPlacesAreKept) {
  for (OperationKind Kind : {HONE_OP_Splice, HONE_OP_Swap}) {
    Model M = walked();
    addOperation(M, 0, Kind, 1);
    EXPECT_TRUE(judge(M).empty());
  }
  Model M = walked();
  M.Operations[1].Flags = OPERATION_KEEPS;
  EXPECT_TRUE(judge(M).empty());
}

TEST(ListToVector, staysSilentOnLittleWorkAndTinyLists) {
  Model M = walked();
  M.Operations[1].Count = M.Operations[2].Count = M.Operations[3].Count = 100;
  EXPECT_TRUE(judge(M).empty());
  M = walked();
  M.Operations[2].Count = 10'000'000;
  M.Operations[4].Sample->Sizes = 1;
  M.Operations[4].Sample->MaxSize = 1;
  EXPECT_TRUE(judge(M).empty());
}

TEST(ListToVector, isNotSureOfSharedLists) {
  Model M = walked();
  M.Containers[0].IsShared = true;
  EXPECT_EQ(judge(M)[0].TheConfidence, Confidence::Low);
}

TEST(ListToVector, leavesOtherContainersAlone) {
  EXPECT_TRUE(judge(walked("std::deque<long>")).empty());
  EXPECT_TRUE(judge(walked("std::map<long, long>")).empty());
}
