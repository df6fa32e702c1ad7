//===- HeapTableTest.cpp - memory by line, function and context -----------===//

#include "lib/profile/HeapTable.h"
#include "SampleProfile.h"
#include "lib/profile/ModelBuilder.h"
#include "lib/profile/SumTemplates.h"
#include "gtest/gtest.h"

using namespace hone;
using namespace hone::test;

namespace {

constexpr uint64_t MiB = 1024 * 1024;

Model modelOf(const std::vector<ProfileFile> &Files) {
  ModelBuilder Builder;
  for (const ProfileFile &File : Files)
    EXPECT_FALSE(bool(Builder.add(File, "some.prof")));
  return Builder.build();
}

const MemoryUse &lineUse(const Model &M, uint32_t Number) {
  for (const Line &L : M.Lines)
    if (L.Line == Number && L.Memory)
      return *L.Memory;
  ADD_FAILURE() << "no memory of line " << Number;
  static const MemoryUse Nothing;
  return Nothing;
}

const Function &function(const Model &M, const std::string &LinkageName) {
  for (const Function &F : M.Functions)
    if (F.LinkageName == LinkageName)
      return F;
  ADD_FAILURE() << "no function " << LinkageName;
  return M.Functions.front();
}

bool hasNote(const Model &M, const std::string &Part) {
  for (const std::string &Note : M.Notes)
    if (Note.find(Part) != std::string::npos)
      return true;
  return false;
}

} // namespace

TEST(HeapTable, ChargesTheLinesOfSites) {
  Model M = modelOf({memoryProfile("on")});
  const MemoryUse &Loads = lineUse(M, 3);
  EXPECT_EQ(Loads.Blocks, 10u);
  EXPECT_EQ(Loads.Bytes, 10 * MiB);
  EXPECT_EQ(Loads.leakedBlocks(), 2u);
  EXPECT_EQ(Loads.leakedBytes(), 2 * MiB);
  EXPECT_EQ(Loads.PeakBytes, 4 * MiB);
  EXPECT_EQ(Loads.Reallocations, 5u);
  EXPECT_EQ(Loads.MovedBytes, 2 * MiB);
  EXPECT_EQ(Loads.lifetimeNs(), 1.5e6);
  EXPECT_EQ(lineUse(M, 13).Temporary, 800u);
  EXPECT_EQ(lineUse(M, 9).MappedBytes, 1024 * MiB);
}

TEST(HeapTable, HasZeroForALineThatAskedForNothing) {
  Model M = modelOf({memoryProfile("on")});
  EXPECT_EQ(lineUse(M, 5).Blocks, 0u);
  EXPECT_FALSE(lineUse(M, 5).lifetimeNs().has_value());
}

TEST(HeapTable, HasNothingWhereMemoryWasNotCollected) {
  Model M = modelOf({sampleProfile()});
  EXPECT_FALSE(M.Heap.IsCollected);
  for (const Line &L : M.Lines)
    EXPECT_FALSE(L.Memory.has_value());
  EXPECT_FALSE(M.Functions[0].Memory.has_value());
  EXPECT_NE(M.Heap.WhyNot.find("'some.prof'"), std::string::npos);
  EXPECT_FALSE(M.Heap.PeakBytes.has_value());
}

TEST(HeapTable, TellsTheProcess) {
  ProcessMemory Heap = modelOf({memoryProfile("on")}).Heap;
  EXPECT_EQ(Heap.State, "on");
  EXPECT_EQ(Heap.Total.Blocks, 1013u);
  EXPECT_EQ(Heap.Elsewhere.Blocks, 3u);
  EXPECT_EQ(Heap.PeakBytes, 4 * MiB + 300);
  EXPECT_EQ(Heap.PeakNs, 10000000u);
  EXPECT_EQ(Heap.LeakedBytes, 2 * MiB + 300);
  EXPECT_EQ(Heap.LeakedBytes, Heap.Total.leakedBytes());
  EXPECT_EQ(Heap.MaxRssBytes, 12 * MiB);
  ASSERT_EQ(Heap.Timeline.size(), 5u);
  EXPECT_EQ(Heap.Timeline[2].LiveBytes, *Heap.PeakBytes);
}

TEST(HeapTable, ChargesFunctionsWithTheirOwnLines) {
  Model M = modelOf({memoryProfile("on")});
  EXPECT_EQ(function(M, "main").Memory->Blocks, 1000u);
  EXPECT_EQ(function(M, "_Z5pricei").Memory->Blocks, 10u);
  EXPECT_FALSE(function(M, "main").MemoryTotal.has_value());
}

TEST(HeapTable, ChargesCallersWhereContextsWereRecorded) {
  Model M = modelOf({memoryProfile("stacks")});
  ASSERT_TRUE(M.Heap.HasContexts);
  EXPECT_EQ(function(M, "main").Memory->Blocks, 1000u);
  EXPECT_EQ(function(M, "main").MemoryTotal->Blocks, 1010u);
  EXPECT_EQ(function(M, "main").MemoryTotal->MappedBytes, 1024 * MiB);
  EXPECT_EQ(function(M, "_Z5pricei").MemoryTotal->Blocks, 10u);
  ASSERT_EQ(M.Heap.Contexts.size(), 4u);
  for (const MemoryContext &C : M.Heap.Contexts)
    if (C.Line == 13) {
      EXPECT_FALSE(M.CallTree[C.Node].IsOutside) << "printf is no context";
      EXPECT_EQ(M.CallTree[C.Node].Line, 13u);
    }
}

TEST(HeapTable, CountsRecursionOnceInInclusiveFigures) {
  ProfileFile File = memoryProfile("stacks");
  File.Tree.Nodes[1].Function = hashOf("main"); // main called itself
  Model M = modelOf({File});
  EXPECT_EQ(function(M, "main").MemoryTotal->Blocks, 1010u);
}

TEST(HeapTable, ChargesTheLineOfTheStackWhereThereIsNoSite) {
  ProfileFile File = memoryProfile("stacks");
  File.Heap[0].Site = 0;
  Model M = modelOf({File});
  EXPECT_EQ(lineUse(M, 13).Blocks, 1000u);
  EXPECT_EQ(function(M, "main").Memory->Blocks, 1000u);
}

TEST(HeapTable, KeepsWhatIsOnNoLine) {
  ProfileFile File = memoryProfile("on");
  File.Modules[0].Sites[1].File = 99; // a file that no module explains
  Model M = modelOf({File});
  EXPECT_EQ(M.Heap.Elsewhere.Blocks, 13u);
  EXPECT_EQ(M.Heap.Total.Blocks, 1013u);
  EXPECT_EQ(function(M, "_Z5pricei").Memory->Blocks, 10u);
}

TEST(HeapTable, SumsProfilesButTakesThePeakOfTheLargest) {
  ProfileFile Small = memoryProfile("on"), Large = memoryProfile("on");
  Large.Run.Values["heap_peak_bytes"] = std::to_string(100 * MiB);
  Large.Run.Values["heap_peak_ns"] = "7";
  Large.Run.Values["max_rss_bytes"] = std::to_string(200 * MiB);
  Large.Heap[1].PeakBytes = 99 * MiB;
  Large.Timeline = {{0, 0}, {7, 100 * MiB}};
  for (const auto &Files : {std::vector{Small, Large}, {Large, Small}}) {
    Model M = modelOf(Files);
    EXPECT_EQ(M.Heap.Profiles, 2u);
    EXPECT_EQ(lineUse(M, 3).Blocks, 20u);
    EXPECT_EQ(lineUse(M, 3).leakedBytes(), 4 * MiB);
    EXPECT_EQ(lineUse(M, 3).PeakBytes, 99 * MiB);
    EXPECT_EQ(M.Heap.PeakBytes, 100 * MiB);
    EXPECT_EQ(M.Heap.PeakNs, 7u);
    EXPECT_EQ(M.Heap.Timeline.size(), 2u);
    EXPECT_EQ(M.Heap.MaxRssBytes, 200 * MiB);
    EXPECT_EQ(M.Heap.LeakedBytes, 2 * (2 * MiB + 300));
  }
}

TEST(HeapTable, SaysWhichProfileHasNoMemory) {
  ProfileFile Off = sampleProfile();
  Off.Run.Values["heap"] = "off";
  Model M = modelOf({memoryProfile("on"), Off});
  EXPECT_TRUE(M.Heap.IsCollected);
  EXPECT_EQ(M.Heap.Total.Blocks, 1013u);
  EXPECT_TRUE(hasNote(M, "no memory from 'some.prof'"));
}

TEST(HeapTable, HasNoContextsUnlessAllProfilesDo) {
  EXPECT_FALSE(
      modelOf({memoryProfile("stacks"), memoryProfile("on")}).Heap.HasContexts);
}

TEST(HeapTable, DoesWithoutContextsThatCannotBeResolved) {
  ProfileFile File = memoryProfile("stacks");
  File.Tree = CallTree(); // and the binary is gone
  Model M = modelOf({File});
  EXPECT_FALSE(M.Heap.HasContexts);
  EXPECT_EQ(lineUse(M, 3).Blocks, 10u);
  EXPECT_TRUE(hasNote(M, "no calling contexts of memory from 'some.prof'"));
}

TEST(HeapTable, RecordsContextsWithoutSampling) {
  ProfileFile File = memoryProfile("stacks");
  File.Run.Values["sample_period_ns"] = "0";
  Model M = modelOf({File});
  EXPECT_TRUE(M.Heap.HasContexts);
  EXPECT_EQ(function(M, "main").MemoryTotal->Blocks, 1010u);
  EXPECT_FALSE(M.TheRun.SampledNs.has_value());
}

TEST(HeapTable, SaturatesSumsAndDifferences) {
  ProfileFile File = memoryProfile("on");
  File.Heap[0].Bytes = File.Heap[1].Bytes = ~U64(0);
  File.Heap[1].Frees = 11; // of 10
  Model M = modelOf({File, File});
  EXPECT_EQ(M.Heap.Total.Bytes, ~uint64_t(0));
  EXPECT_EQ(lineUse(M, 3).Bytes, ~uint64_t(0));
  EXPECT_EQ(lineUse(M, 3).leakedBlocks(), 0u);
}

TEST(HeapTable, PutsTheTimelineInOrder) {
  ProfileFile File = memoryProfile("on");
  std::swap(File.Timeline[1], File.Timeline[3]);
  Model M = modelOf({File});
  for (size_t I = 1; I != M.Heap.Timeline.size(); ++I)
    EXPECT_LE(M.Heap.Timeline[I - 1].Ns, M.Heap.Timeline[I].Ns);
}

TEST(HeapTable, SumsInstantiationsOfATemplate) {
  Model M = sumTemplates(modelOf({memoryProfile("on")}));
  for (const Function &F : M.Functions)
    if (F.Name == "twice") {
      EXPECT_EQ(F.Memory->Maps, 2u);
    }
}
