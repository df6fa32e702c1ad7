//===- StructTableTest.cpp - uses of members summed by struct --*- C++ -*-===//

#include "SampleProfile.h"
#include "lib/profile/ModelBuilder.h"
#include "lib/profile/StructReader.h"
#include "gtest/gtest.h"

using namespace hone;
using namespace hone::test;

static Model modelOf(const ProfileFile &File, unsigned Times = 1) {
  ModelBuilder Builder;
  for (unsigned I = 0; I != Times; ++I)
    llvm::cantFail(Builder.add(File, "a.prof"));
  return Builder.build();
}

TEST(StructTable, MultipliesUsesWithTheCountsOfTheirNodes) {
  Model M = modelOf(sampleProfile());
  ASSERT_EQ(M.Structs.size(), 1u);
  const StructType &S = M.Structs[0];
  EXPECT_EQ(S.Name, "Item");
  EXPECT_EQ(M.Files[S.File].Name, "shop.cpp");
  EXPECT_EQ(S.Line, 20u);
  ASSERT_EQ(S.Members.size(), 3u);
  EXPECT_EQ(S.Members[1].Heat.Loads, 2u); // main ran once
  EXPECT_EQ(S.Members[1].Heat.Stores, 1u);
  EXPECT_EQ(S.Members[0].Heat.uses(), 0u);
  ASSERT_EQ(S.Lines.size(), 1u);
  EXPECT_EQ(S.Lines[0].Line, 13u);
  EXPECT_EQ(M.Functions[S.Lines[0].Function].LinkageName, "main");
  ASSERT_EQ(S.Visits.size(), 1u);
  EXPECT_EQ(S.Visits[0].Members[1], 1u); // three uses in one node
}

TEST(StructTable, AddsUpOverProfiles) {
  Model M = modelOf(sampleProfile(), 3);
  ASSERT_EQ(M.Structs.size(), 1u);
  EXPECT_EQ(M.Structs[0].Members[1].Heat.Loads, 6u);
}

TEST(StructTable, FailsOnADamagedDescription) {
  ProfileFile File = sampleProfile();
  File.Modules[0].Structs[0].Description.pop_back();
  ModelBuilder Builder;
  llvm::Error E = Builder.add(File, "a.prof");
  EXPECT_TRUE(bool(E));
  EXPECT_NE(llvm::toString(std::move(E)).find("'a.prof' is damaged"),
            std::string::npos);
}

TEST(StructReader, RejectsEveryPrefixAndMembersOutside) {
  StructInfo Info = {"S", 1, 2, 16, 8, 0, {{"A", "long", 0, 8, 8}}};
  std::string Bytes = encodeStruct(Info);
  ASSERT_TRUE(bool(readStruct(Bytes)));
  for (size_t Size = 0; Size != Bytes.size(); ++Size) {
    llvm::Expected<StructInfo> Read = readStruct(Bytes.substr(0, Size));
    EXPECT_FALSE(bool(Read)) << "after " << Size << " bytes";
    llvm::consumeError(Read.takeError());
  }
  Info.Members[0].Offset = 9;
  llvm::Expected<StructInfo> Read = readStruct(encodeStruct(Info));
  EXPECT_FALSE(bool(Read));
  llvm::consumeError(Read.takeError());
}
