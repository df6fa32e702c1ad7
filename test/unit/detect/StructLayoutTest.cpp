//===- StructLayoutTest.cpp - when the rule fires and when not -*- C++ -*-===//

#include "ContainerModels.h"

#include "lib/detect/StructLayout.h"

#include <gtest/gtest.h>

using namespace hone;
using namespace hone::test;

static constexpr uint64_t Looks = 100'000'000;

static void addMember(StructType &S, const char *Name, uint64_t Size,
                      uint64_t Align, uint64_t Uses) {
  StructMember M;
  M.Name = Name;
  M.Type = "T";
  const StructMember *Last = S.Members.empty() ? nullptr : &S.Members.back();
  uint64_t End = Last ? Last->Offset + Last->Size : 0;
  M.Offset = (End + Align - 1) / Align * Align;
  M.Size = Size;
  M.Align = Align;
  M.Heat.Loads = Uses;
  S.Members.push_back(M);
  S.Visits[0].Members.push_back(Uses);
}

/// A vector of 1,000,000 objects is walked 100 times on line 33, in 0.4 s.
static Model walk(StructType S) {
  Model M = program();
  ContainerId Id = addContainer(M, "std::vector<" + S.Name + ">", "Stars");
  addOperation(M, Id, HONE_OP_Fill, 1);
  addOperation(M, Id, HONE_OP_Begin, 100);
  addOperation(M, Id, HONE_OP_Advance, Looks);
  addObserved(M, Id, HONE_OP_Destroy, 1, 1'000'000, 1'000'000);
  addLine(M, 33, 400'000'000);
  StructLine L;
  L.File = 0;
  L.Line = 33;
  L.Function = 1;
  for (const StructMember &Member : S.Members)
    L.Members.push_back(Member.Heat);
  S.Lines.push_back(L);
  const StructMember &Last = S.Members.back();
  S.Align = 8;
  S.Size = (Last.Offset + Last.Size + 7) / 8 * 8;
  M.Structs.push_back(std::move(S));
  return M;
}

static StructType named(const char *Name) {
  StructType S;
  S.Name = Name;
  S.File = 0;
  S.Line = 5;
  S.Visits = {{1, {}}};
  return S;
}

/// 112 bytes of which walks use 24.
static Model coldMembers() {
  StructType S = named("Star");
  addMember(S, "X", 8, 8, Looks);
  addMember(S, "Name", 48, 1, 0);
  addMember(S, "Y", 8, 8, Looks);
  addMember(S, "Colour", 32, 8, 1'000'000);
  addMember(S, "Mass", 8, 8, Looks);
  addMember(S, "Id", 8, 8, 1'000'000);
  return walk(S);
}

/// 64 bytes, 31 of them padding; all are used.
static Model padding() {
  StructType S = named("Edge");
  addMember(S, "Used", 1, 1, Looks);
  addMember(S, "Cost", 8, 8, Looks);
  addMember(S, "Cut", 1, 1, Looks);
  addMember(S, "Flow", 8, 8, Looks);
  addMember(S, "Open", 1, 1, Looks);
  addMember(S, "From", 8, 8, Looks);
  addMember(S, "Kind", 1, 1, Looks);
  addMember(S, "To", 8, 8, Looks);
  return walk(S);
}

static std::vector<Finding> judge(const Model &M) {
  return judge(detectStructLayout, M);
}

TEST(StructLayout, firesOnColdMembers) {
  std::vector<Finding> Found = judge(coldMembers());
  ASSERT_EQ(Found.size(), 1u);
  const Finding &F = Found[0];
  EXPECT_EQ(F.Line, 5u);
  EXPECT_EQ(F.TheGroup, Group::Layout);
  EXPECT_EQ(F.TheConfidence, Confidence::Medium);
  EXPECT_EQ(evidence(F, "change")->getAsString(), "split");
  EXPECT_EQ(evidence(F, "bytes")->getAsInteger(), 112);
  EXPECT_EQ(evidence(F, "bytes_then")->getAsInteger(), 24);
  EXPECT_GT(F.SavingNs.Mid, 5e7);
  EXPECT_LE(F.SavingNs.High, 4e8);
  EXPECT_NE(F.After.find("struct StarRest"), std::string::npos);
}

TEST(StructLayout, firesOnPadding) {
  std::vector<Finding> Found = judge(padding());
  ASSERT_EQ(Found.size(), 1u);
  const Finding &F = Found[0];
  EXPECT_EQ(evidence(F, "change")->getAsString(), "reorder");
  EXPECT_EQ(evidence(F, "bytes")->getAsInteger(), 64);
  EXPECT_EQ(evidence(F, "bytes_then")->getAsInteger(), 40);
  EXPECT_EQ(evidence(F, "saved_bytes")->getAsNumber(), 24e6);
  EXPECT_GT(F.SavingNs.Mid, 1e7);
}

TEST(StructLayout, leavesAPointerToTheRestWhereObjectsMove) {
  Model M = coldMembers();
  addOperation(M, 0, HONE_OP_Sort, 1);
  std::vector<Finding> Found = judge(M);
  ASSERT_EQ(Found.size(), 1u);
  EXPECT_EQ(evidence(Found[0], "bytes_then")->getAsInteger(), 32);
  EXPECT_NE(Found[0].After.find("StarRest> Rest;"), std::string::npos);
}

TEST(StructLayout, staysSilentWhereAllMembersAreUsed) {
  Model M = coldMembers();
  for (size_t I = 0; I != 6; ++I) {
    M.Structs[0].Members[I].Heat.Loads = Looks;
    M.Structs[0].Visits[0].Members[I] = Looks;
  }
  EXPECT_TRUE(judge(M).empty());
}

TEST(StructLayout, staysSilentWhereObjectsAreCopiedWhole) {
  Model M = coldMembers();
  M.Structs[0].Copies.Loads = Looks / 4;
  EXPECT_TRUE(judge(M).empty());
}

TEST(StructLayout, isLessSureWhereAddressesOfColdMembersAreGivenAway) {
  Model M = coldMembers();
  EXPECT_EQ(judge(M).at(0).TheConfidence, Confidence::Medium);
  for (size_t I : {1, 3, 5})
    M.Structs[0].Members[I].Heat.Addresses = 1;
  EXPECT_EQ(judge(M).at(0).TheConfidence, Confidence::Low);
}

TEST(StructLayout, staysSilentWhereAddressesAreGivenAwayInMostLooks) {
  Model M = coldMembers();
  for (size_t I : {1, 3, 5}) {
    M.Structs[0].Members[I].Heat.Addresses = Looks / 2;
    M.Structs[0].Visits[0].Members[I] = Looks / 2;
  }
  EXPECT_TRUE(judge(M).empty());
}

TEST(StructLayout, staysSilentOnFewObjects) {
  for (Model M : {coldMembers(), padding()}) {
    M.Operations[1].Count = Looks / 1000; // walks of 1,000
    M.Operations[3].Sample->Sizes = 1000;
    M.Operations[3].Sample->MaxSize = 1000;
    EXPECT_TRUE(judge(M).empty());
  }
}

TEST(StructLayout, staysSilentWhereTheNumberOfObjectsIsNotKnown) {
  for (Model M : {coldMembers(), padding()}) {
    M.Containers[0].Type = "std::vector<int>";
    EXPECT_TRUE(judge(M).empty());
  }
}

TEST(StructLayout, staysSilentWhereTheLayoutMustStay) {
  for (U32 Flag : {STRUCT_PACKED, STRUCT_ALIGNED, STRUCT_BITFIELDS,
                   STRUCT_VIRTUAL_BASE, STRUCT_OPEN})
    for (Model M : {coldMembers(), padding()}) {
      M.Structs[0].Flags = Flag;
      EXPECT_TRUE(judge(M).empty()) << Flag;
    }
  for (Model M : {coldMembers(), padding()}) {
    M.Structs[0].IsRaw = true;
    EXPECT_TRUE(judge(M).empty());
  }
}

TEST(StructLayout, doesNotPromiseTheTimeOfOtherWork) {
  Model M = coldMembers();
  M.Lines[0].SelfNs = 20'000'000; // too little to save much
  for (const Finding &F : judge(M))
    EXPECT_LE(F.SavingNs.High, 2e7);
}

TEST(StructLayout, countsTheLinesThatMembersTouch) {
  StructMember A, B;
  A.Size = B.Size = 8;
  B.Offset = 64;
  Layout L = {128, {A, B}};
  EXPECT_EQ(linesTouched(L, true, [](const StructMember &) { return true; }),
            2);
  EXPECT_EQ(
      linesTouched(L, true, [](const StructMember &M) { return !M.Offset; }),
      1);
}

TEST(StructLayout, keepsBaseClassesInFront) {
  StructMember Base, Flag, Word;
  Base.Size = 4, Base.Align = 4;
  Flag.Name = "Flag", Flag.Size = 1;
  Word.Name = "Word", Word.Size = 8, Word.Align = 8;
  Layout L = packed({Base, Flag, Word}, 8);
  EXPECT_TRUE(L.Members[0].Name.empty());
  EXPECT_EQ(L.Members[1].Name, "Word");
  EXPECT_EQ(L.Size, 24u);
}
