//===- InfoReaderTest.cpp - the description of a function -----------------===//

#include "SampleProfile.h"
#include "gtest/gtest.h"

using namespace hone;
using namespace hone::test;

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

TEST(InfoReader, RejectsEveryPrefix) {
  std::string Blob = encodeInfo(priceInfo(77));
  for (size_t Size = 0; Size != Blob.size(); ++Size) {
    llvm::Expected<FunctionInfo> Info = readInfo(Blob.substr(0, Size), 3);
    EXPECT_FALSE(bool(Info)) << "after " << Size << " bytes";
    llvm::consumeError(Info.takeError());
  }
}

TEST(InfoReader, RejectsIndexesOutOfBounds) {
  for (int Case = 0; Case != 5; ++Case) {
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
    }
    llvm::Expected<FunctionInfo> Read = readInfo(encodeInfo(Info), 3);
    EXPECT_FALSE(bool(Read)) << "case " << Case;
    llvm::consumeError(Read.takeError());
  }
}
