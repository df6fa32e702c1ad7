//===- InfoReaderTest.cpp - the description of a function -----------------===//

#include "SampleProfile.h"
#include "gtest/gtest.h"

using namespace hone;
using namespace hone::test;

/// Bytes of the empty lists at the end: one of structs, three of containers.
static constexpr size_t NoStructs = 1, NoContainers = NoStructs + 3;

TEST(InfoReader, ReadsWhatWasWritten) {
  FunctionInfo Written = priceInfo(77);
  Written.DisplayName = "price";
  Written.Calls = {{3, {0, 3}, 123}};
  llvm::Expected<FunctionInfo> Info = readInfo(encodeInfo(Written), 3);
  ASSERT_TRUE(bool(Info)) << llvm::toString(Info.takeError());
  EXPECT_EQ(Info->LinkageName, "_Z5pricei");
  EXPECT_EQ(Info->DisplayName, "price");
  EXPECT_EQ(Info->Files, std::vector<U64>{77});
  ASSERT_EQ(Info->Edges.size(), 8u);
  EXPECT_EQ(Info->Edges[2].Counter, 2u);
  EXPECT_EQ(Info->Edges[7].Kind, EDGE_RETURN);
  ASSERT_EQ(Info->Lines.size(), 6u);
  EXPECT_EQ(Info->Lines[5][1].Line, 6u);
  EXPECT_EQ(Info->Regions, (std::vector<U32>{1, 3, 4, 5}));
  EXPECT_EQ(Info->CoverageMap, Written.CoverageMap);
  ASSERT_EQ(Info->Calls.size(), 1u);
  EXPECT_EQ(Info->Calls[0].Callee, 123u);
}

TEST(InfoReader, ReadsContainersAndTheirOperations) {
  FunctionInfo Written = priceInfo(77);
  Written.Variables = {
      {VARIABLE_PARAMETER, "Table", "std::map<int, int>", {0, 1}, 2},
      {VARIABLE_RESULT, "table", "std::map<int, int>", {0, 2}, 4711},
      {VARIABLE_ELEMENT, "Table[]", "std::vector<int>", {0, 1}, 0}};
  Written.Operations = {
      {HONE_OP_Find, OPERATION_TEMPORARY, 0, 3, {0, 3}, 17},
      {HONE_OP_PushBack, 0, 2, 4, {0, 4}, 5}};
  Written.Bindings = {{0, 4, 1, 99}, {2, 5, 0, 0}};
  llvm::Expected<FunctionInfo> Info = readInfo(encodeInfo(Written), 3);
  ASSERT_TRUE(bool(Info)) << llvm::toString(Info.takeError());
  ASSERT_EQ(Info->Variables.size(), 3u);
  EXPECT_EQ(Info->Variables[0].Name, "Table");
  EXPECT_EQ(Info->Variables[0].Whose, 2u);
  EXPECT_EQ(Info->Variables[1].Whose, 4711u);
  EXPECT_EQ(Info->Variables[2].Type, "std::vector<int>");
  ASSERT_EQ(Info->Operations.size(), 2u);
  EXPECT_EQ(Info->Operations[0].Kind, HONE_OP_Find);
  EXPECT_EQ(Info->Operations[0].Flags, U32(OPERATION_TEMPORARY));
  EXPECT_EQ(Info->Operations[0].Column, 17u);
  EXPECT_EQ(Info->Operations[1].Variable, 2u);
  EXPECT_EQ(Info->Operations[1].Node, 4u);
  EXPECT_EQ(Info->Operations[1].At.Line, 4u);
  ASSERT_EQ(Info->Bindings.size(), 2u);
  EXPECT_EQ(Info->Bindings[0].Callee, 99u);
  EXPECT_EQ(Info->Bindings[1].Argument, 0u);
}

TEST(InfoReader, ReadsFormat1WhichHasNoContainers) {
  std::string Blob = encodeInfo(priceInfo(77));
  Blob.resize(Blob.size() - NoContainers);
  llvm::Expected<FunctionInfo> Info = readInfo(Blob, 3);
  ASSERT_TRUE(bool(Info)) << llvm::toString(Info.takeError());
  EXPECT_TRUE(Info->Operations.empty());
}

TEST(InfoReader, ReadsUsesOfMembers) {
  FunctionInfo Written = priceInfo(77);
  U32 Second = STRUCT_USE_MEMBERS + 2 * 1;
  Written.Structs = {{4711,
                      {{Second, 3, 1, 0, {0, 3}},
                       {Second + 1, 3, 0, 1, {0, 3}},
                       {STRUCT_USE_COPIED, 4, 3, 5, {0, 4}}}},
                     {4712, {}}};
  llvm::Expected<FunctionInfo> Info = readInfo(encodeInfo(Written), 3);
  ASSERT_TRUE(bool(Info)) << llvm::toString(Info.takeError());
  ASSERT_EQ(Info->Structs.size(), 2u);
  EXPECT_EQ(Info->Structs[0].Struct, 4711u);
  ASSERT_EQ(Info->Structs[0].Uses.size(), 3u);
  EXPECT_EQ(Info->Structs[0].Uses[0].What, Second);
  EXPECT_EQ(Info->Structs[0].Uses[0].Loads, 1u);
  EXPECT_EQ(Info->Structs[0].Uses[1].Stores, 1u);
  EXPECT_EQ(Info->Structs[0].Uses[2].Stores, 5u);
  EXPECT_EQ(Info->Structs[0].Uses[2].At.Line, 4u);
  EXPECT_TRUE(Info->Structs[1].Uses.empty());
}

TEST(InfoReader, ReadsFormat2WhichHasNoStructs) {
  std::string Blob = encodeInfo(priceInfo(77));
  Blob.resize(Blob.size() - NoStructs);
  llvm::Expected<FunctionInfo> Info = readInfo(Blob, 3);
  ASSERT_TRUE(bool(Info)) << llvm::toString(Info.takeError());
  EXPECT_TRUE(Info->Structs.empty());
}

TEST(InfoReader, RejectsEveryPrefix) {
  std::string Blob = encodeInfo(priceInfo(77));
  for (size_t Size = 0; Size != Blob.size(); ++Size) {
    if (Size == Blob.size() - NoContainers || Size == Blob.size() - NoStructs)
      continue; // as formats 1 and 2 ended
    llvm::Expected<FunctionInfo> Info = readInfo(Blob.substr(0, Size), 3);
    EXPECT_FALSE(bool(Info)) << "after " << Size << " bytes";
    llvm::consumeError(Info.takeError());
  }
}

TEST(InfoReader, RejectsIndexesOutOfBounds) {
  for (int Case = 0; Case != 9; ++Case) {
    FunctionInfo Info = priceInfo(77);
    switch (Case) {
    case 0:
      Info.Edges[0].Target = 6;
      break;
    case 1:
      Info.Edges[6].Counter = 4;
      break;
    case 2:
      Info.Lines[1][0].File = 1;
      break;
    case 3:
      Info.Regions[0] = 6;
      break;
    case 4:
      Info.Calls = {{6, {0, 1}, 123}};
      break;
    case 5: // a variable that is an element of itself
      Info.Variables = {{VARIABLE_ELEMENT, "A[]", "", {0, 1}, 0}};
      break;
    case 6:
      Info.Operations = {{HONE_OP_Find, 0, 0, 1, {0, 1}, 1}};
      break;
    case 7:
      Info.Variables = {{VARIABLE_LOCAL, "A", "", {0, 1}, 0}};
      Info.Bindings = {{0, 6, 1, 5}};
      break;
    case 8:
      Info.Structs = {{1, {{STRUCT_USE_MEMBERS, 6, 1, 0, {0, 1}}}}};
      break;
    }
    llvm::Expected<FunctionInfo> Read = readInfo(encodeInfo(Info), 3);
    EXPECT_FALSE(bool(Read)) << "case " << Case;
    llvm::consumeError(Read.takeError());
  }
}
