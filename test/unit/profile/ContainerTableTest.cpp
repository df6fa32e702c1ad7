//===- ContainerTableTest.cpp - operations joined to containers -----------===//

#include "SampleProfile.h"
#include "lib/profile/ModelBuilder.h"
#include "gtest/gtest.h"

using namespace hone;
using namespace hone::test;

namespace {

constexpr const char *Table = "std::map<int, int>";

/// A function of one node, at lines of its own.
FunctionInfo straight(const std::string &Name, U64 File, U32 Line) {
  FunctionInfo Info;
  Info.LinkageName = Name;
  Info.Files = {File};
  Info.DeclLine = Line;
  Info.NumNodes = 2;
  Info.Edges = {{0, 1, 1, EDGE_FLOW}, {1, 0, 0, EDGE_RETURN}};
  Info.Lines = {{}, {{0, Line}}};
  return Info;
}

/// Functions, each with its number of calls.
class Program {
public:
  Program() { Source = addFile(Module, "/src", "app.cpp"); }

  FunctionInfo function(const std::string &Name) {
    return straight(Name, Source, 10 * ++NumFunctions);
  }
  void add(const FunctionInfo &Info, U64 Calls) {
    addFunction(Module, ++NumAdded, Info, {Calls});
  }
  void observe(OperationRecord Record) { Module.Operations.push_back(Record); }

  Model model(const std::vector<EventRecord> &Events = {},
              unsigned Times = 1) const {
    ProfileFile File;
    File.Modules = {Module};
    File.Events = Events;
    ModelBuilder Builder;
    for (unsigned I = 0; I != Times; ++I)
      EXPECT_FALSE(bool(Builder.add(File, "some.prof")));
    return Builder.build();
  }

private:
  ModuleData Module;
  U64 Source;
  U32 NumFunctions = 0, NumAdded = 0;
};

const Container *find(const Model &M, const std::string &Name) {
  for (const Container &C : M.Containers)
    if (C.Name == Name)
      return &C;
  return nullptr;
}

uint64_t count(const Model &M, const Container &C, OperationKind Kind) {
  uint64_t Sum = 0;
  for (uint32_t I : C.Operations)
    if (M.Operations[I].Kind == Kind)
      Sum += M.Operations[I].Count;
  return Sum;
}

/// f(Table) looks something up in its parameter.
FunctionInfo lookup(Program &P) {
  FunctionInfo F = P.function("_Z1fRSt3mapIiiE");
  F.Variables = {{VARIABLE_PARAMETER, "T", Table, {0, F.DeclLine}, 0}};
  F.Operations = {{HONE_OP_Find, 0, 0, 1, {0, F.DeclLine}, 5}};
  return F;
}

/// Fills a table of its own and gives it to f.
FunctionInfo caller(Program &P, const std::string &Name,
                    const std::string &Variable) {
  FunctionInfo G = P.function(Name);
  G.Variables = {{VARIABLE_LOCAL, Variable, Table, {0, G.DeclLine}, 0}};
  G.Operations = {{HONE_OP_InsertKey, 0, 0, 1, {0, G.DeclLine}, 3}};
  G.Bindings = {{0, 1, 1, hashOf("_Z1fRSt3mapIiiE")}};
  return G;
}

} // namespace

TEST(ContainerTable, AParameterIsTheContainerOfItsOnlyCaller) {
  Program P;
  P.add(lookup(P), 100);
  P.add(caller(P, "_Z1gv", "Names"), 100);
  Model M = P.model();
  ASSERT_EQ(M.Containers.size(), 1u);
  const Container &C = M.Containers[0];
  EXPECT_EQ(C.Name, "Names");
  EXPECT_FALSE(C.IsShared);
  EXPECT_EQ(count(M, C, HONE_OP_Find), 100u);
  EXPECT_EQ(count(M, C, HONE_OP_InsertKey), 100u);
  EXPECT_EQ(M.Functions[C.Function].LinkageName, "_Z1gv");
}

TEST(ContainerTable, AParameterOfTwoContainersIsNeither) {
  Program P;
  P.add(lookup(P), 30);
  P.add(caller(P, "_Z1gv", "Names"), 10);
  P.add(caller(P, "_Z1hv", "Places"), 20);
  Model M = P.model();
  ASSERT_EQ(M.Containers.size(), 3u);
  for (const char *Name : {"T", "Names", "Places"}) {
    ASSERT_TRUE(find(M, Name)) << Name;
    EXPECT_TRUE(find(M, Name)->IsShared) << Name;
  }
  EXPECT_EQ(count(M, *find(M, "T"), HONE_OP_Find), 30u);
}

TEST(ContainerTable, CallersThatAreNotKnownShareTheContainer) {
  Program P;
  P.add(lookup(P), 101); // once by code without counts
  P.add(caller(P, "_Z1gv", "Names"), 100);
  Model M = P.model();
  ASSERT_EQ(M.Containers.size(), 2u);
  EXPECT_TRUE(find(M, "Names")->IsShared);
  EXPECT_TRUE(find(M, "T")->IsShared);
}

TEST(ContainerTable, WhatIsGivenToUnknownCodeIsShared) {
  Program P;
  P.add(caller(P, "_Z1gv", "Names"), 100);
  Model M = P.model();
  ASSERT_EQ(M.Containers.size(), 1u);
  EXPECT_TRUE(M.Containers[0].IsShared);
}

TEST(ContainerTable, AResultIsTheMemberThatIsReturned) {
  Program P;
  FunctionInfo Getter = P.function("_ZN1A5tableEv");
  Getter.Variables = {{VARIABLE_MEMBER, "A::Entries", Table, {0, 3}, 0}};
  Getter.Bindings = {{0, 1, 0, 0}};
  FunctionInfo User = P.function("main");
  User.Variables = {
      {VARIABLE_RESULT, "table", Table, {0, 20}, hashOf("_ZN1A5tableEv")}};
  User.Operations = {{HONE_OP_Find, 0, 0, 1, {0, 20}, 5}};
  P.add(Getter, 7);
  P.add(User, 7);
  Model M = P.model();
  ASSERT_EQ(M.Containers.size(), 1u);
  EXPECT_EQ(M.Containers[0].Name, "A::Entries");
  EXPECT_EQ(M.Containers[0].Line, 3u);
  EXPECT_FALSE(M.Containers[0].IsShared);
  EXPECT_EQ(count(M, M.Containers[0], HONE_OP_Find), 7u);
}

TEST(ContainerTable, AMemberIsOneContainerInAllFunctions) {
  Program P;
  for (const char *Name : {"_ZN1A3addEv", "_ZN1A3getEv"}) {
    FunctionInfo F = P.function(Name);
    F.Variables = {
        {VARIABLE_MEMBER, "A::Entries", Table, {0, 3}, 0},
        {VARIABLE_ELEMENT, "A::Entries[]", "std::string", {0, 3}, 0}};
    F.Operations = {{HONE_OP_Subscript, 0, 0, 1, {0, F.DeclLine}, 5},
                    {HONE_OP_PushBack, 0, 1, 1, {0, F.DeclLine}, 9}};
    P.add(F, 5);
  }
  Model M = P.model();
  ASSERT_EQ(M.Containers.size(), 2u);
  EXPECT_EQ(count(M, *find(M, "A::Entries"), HONE_OP_Subscript), 10u);
  const Container &Element = *find(M, "A::Entries[]");
  EXPECT_EQ(count(M, Element, HONE_OP_PushBack), 10u);
  EXPECT_EQ(Element.Within,
            ContainerId(find(M, "A::Entries") - &M.Containers[0]));
}

TEST(ContainerTable, SamplesBelongToTheirOperation) {
  Program P;
  FunctionInfo F = lookup(P);
  P.add(F, 1000);
  OperationRecord Record = {};
  Record.Function = hashOf(F.LinkageName);
  Record.Line = F.DeclLine;
  Record.Column = 5;
  Record.Operation = HONE_OP_Find;
  Record.Key = keyWord(HONE_KEY_SIGNED, 4);
  Record.Observed = 500;
  Record.Samples = 50;
  Record.Ticks = 10000;
  Record.Sizes = 500 * 64;
  Record.SizeSquares = 500 * 64 * 64;
  Record.MaxSize = 64;
  Record.Hits = 250;
  Record.Keyed = 500;
  Record.KeyMin = -5;
  Record.KeyMax = 58;
  Record.Repeats = 100;
  Record.RepeatFunction = Record.Function;
  Record.RepeatPlace = U64(F.DeclLine) << 32 | 5;
  P.observe(Record);
  Record.Column = 6; // of an operation that is nowhere
  P.observe(Record);
  Model M = P.model();
  ASSERT_EQ(M.Operations.size(), 1u);
  const Operation &O = M.Operations[0];
  EXPECT_EQ(O.Count, 1000u);
  ASSERT_TRUE(O.Sample);
  EXPECT_EQ(O.Sample->Samples, 50u);
  EXPECT_EQ(O.Sample->meanNs(), 20);
  EXPECT_EQ(O.Sample->meanSize(), 64);
  EXPECT_EQ(O.Sample->sizeVariation(), 0);
  EXPECT_EQ(O.Sample->hitShare(), 0.5);
  EXPECT_EQ(O.Sample->KeyMin, -5);
  EXPECT_EQ(O.Sample->KeyMax, 58);
  EXPECT_EQ(O.Sample->RepeatOf, 0u);
}

TEST(OperationSample, EstimatesHowManyContainers) {
  OperationSample S;
  EXPECT_EQ(S.containers(), 0);
  S.ContainerBits[2] = 1;
  EXPECT_NEAR(*S.containers(), 1, 0.01);
  // 162 of 256 bits: 256 containers, give or take.
  S.ContainerBits[0] = S.ContainerBits[1] = ~uint64_t(0);
  S.ContainerBits[2] = (uint64_t(1) << 34) - 1;
  EXPECT_NEAR(*S.containers(), 256, 2);
  S.ContainerBits[2] = S.ContainerBits[3] = ~uint64_t(0);
  EXPECT_FALSE(S.containers());
}

TEST(ContainerTable, EventsBelongToOperationsAndWindowsStayApart) {
  Program P;
  FunctionInfo F = lookup(P);
  P.add(F, 1000);
  EventRecord Event = {};
  Event.Function = hashOf(F.LinkageName);
  Event.Line = F.DeclLine;
  Event.Column = 5;
  Event.Operation = HONE_OP_Find;
  Event.Key = 17;
  Event.Hit = 1;
  EventRecord Elsewhere = Event;
  Elsewhere.Column = 6; // of an operation that is nowhere
  EventRecord Next = Event;
  Next.Window = 1;
  // The same file twice: its windows are others the second time.
  Model M = P.model({Event, Elsewhere, Next}, /*Times=*/2);
  ASSERT_EQ(M.Events.size(), 4u);
  for (uint32_t I = 0; I != 4; ++I) {
    EXPECT_EQ(M.Events[I].Window, I);
    EXPECT_EQ(M.Events[I].Operation, 0u);
    EXPECT_EQ(M.Events[I].Key, 17u);
    EXPECT_TRUE(M.Events[I].Hit);
  }
}
