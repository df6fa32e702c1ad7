//===- ModelBuilderTest.cpp - the model of one or more profiles -----------===//

#include "lib/profile/ModelBuilder.h"
#include "SampleProfile.h"
#include "gtest/gtest.h"

using namespace hone;
using namespace hone::test;

namespace {

Model modelOf(const std::vector<ProfileFile> &Files) {
  ModelBuilder Builder;
  for (const ProfileFile &File : Files)
    EXPECT_FALSE(bool(Builder.add(File, "some.prof")));
  return Builder.build();
}

const Function &function(const Model &M, const std::string &LinkageName) {
  for (const Function &F : M.Functions)
    if (F.LinkageName == LinkageName)
      return F;
  ADD_FAILURE() << "no function " << LinkageName;
  return M.Functions.front();
}

const Line *line(const Model &M, uint32_t Number) {
  for (const Line &L : M.Lines)
    if (L.Line == Number)
      return &L;
  return nullptr;
}

} // namespace

TEST(ModelBuilder, TellsTheRun) {
  Model M = modelOf({sampleProfile()});
  EXPECT_EQ(M.TheRun.Command, "./shop 10");
  EXPECT_EQ(M.TheRun.WallNs, 20000000u);
  EXPECT_EQ(M.TheRun.Processes, 1u);
  ASSERT_TRUE(M.TheRun.OverheadPct.has_value());
  EXPECT_NEAR(*M.TheRun.OverheadPct, 100.0 * 160 / 16000000, 1e-9);
}

TEST(ModelBuilder, TellsWhenThreadsMayHaveLostCounts) {
  ProfileFile File = sampleProfile();
  File.Run.Values["counting"] = "shared";
  EXPECT_TRUE(modelOf({File}).Notes.empty());
  File.Run.Values["threads"] = "2";
  Model M = modelOf({File});
  ASSERT_EQ(M.Notes.size(), 1u);
  EXPECT_NE(M.Notes[0].find("counts may be too low"), std::string::npos);
}

TEST(ModelBuilder, CountsFunctionsExactly) {
  Model M = modelOf({sampleProfile()});
  ASSERT_EQ(M.Functions.size(), 4u);
  const Function &Price = function(M, "_Z5pricei");
  EXPECT_EQ(Price.Name, "price(int)");
  EXPECT_EQ(Price.Line, 1u);
  EXPECT_EQ(Price.Calls, 10u);
  EXPECT_EQ(Price.PrimitiveCalls, 10u);
  EXPECT_EQ(Price.SelfNs, 3000u - 10 * 10);
  EXPECT_EQ(function(M, "_Z5twiceIiET_S0_").Calls, 3u);
  EXPECT_FALSE(function(M, "_Z5twiceIiET_S0_").SelfNs.has_value());
}

TEST(ModelBuilder, CountsWhatWentAlongWithACarrier) {
  ProfileFile File = sampleProfile();
  ModuleData &Module = File.Modules[0];
  // A new counter that is nobody's carries price's entry and, three times, one of
  // main's calls.
  U32 New = U32(Module.Counters.size()) * 8;
  Module.Counters.push_back(5);
  Module.Carriers = {New, 0 + 1, 3 * 8 + 3};
  Model M = modelOf({File});
  EXPECT_EQ(function(M, "_Z5pricei").Calls, 10u + 5);
  EXPECT_EQ(function(M, "_Z5twiceIiET_S0_").Calls, 3u + 3 * 5);
  EXPECT_EQ(function(M, "_Z5twiceIlET_S0_").Calls, 4u);
  // Once only, when the passenger carries others: by its own count.
  Module.Carriers.insert(Module.Carriers.end(), {3 * 8, 4 * 8 + 1});
  EXPECT_EQ(function(modelOf({File}), "_Z5twiceIlET_S0_").Calls, 4u + 3);
  // Even in a circle.
  Module.Carriers = {3 * 8, 4 * 8 + 1, 4 * 8, 3 * 8 + 1};
  EXPECT_EQ(function(modelOf({File}), "_Z5twiceIlET_S0_").Calls, 7u);
  EXPECT_EQ(function(modelOf({File}), "_Z5twiceIiET_S0_").Calls, 7u);
}

TEST(ModelBuilder, JoinsEdges) {
  Model M = modelOf({sampleProfile()});
  // main -> price through a pointer (timed), main -> twice<int> (static),
  // start -> main.
  ASSERT_EQ(M.Edges.size(), 3u);
  for (const Edge &E : M.Edges) {
    const std::string &Callee = M.Functions[E.Callee].LinkageName;
    if (Callee == "_Z5pricei") {
      EXPECT_EQ(E.Calls, 10u);
      EXPECT_EQ(E.Line, 13u);
      EXPECT_TRUE(E.TotalNs.has_value());
    } else if (Callee == "_Z5twiceIiET_S0_") {
      EXPECT_EQ(E.Calls, 1u);
      EXPECT_FALSE(E.TotalNs.has_value());
    } else {
      EXPECT_EQ(E.Caller, NoId);
    }
  }
}

/// Samples that no hook says anything of.
static ProfileFile samplesAlone() {
  ProfileFile File = sampleProfile();
  for (SampleRecord &S : File.Samples)
    S.Function = 0;
  return File;
}

TEST(ModelBuilder, CountsLinesAndTheirTime) {
  Model M = modelOf({samplesAlone()});
  ASSERT_NE(line(M, 3), nullptr);
  EXPECT_EQ(line(M, 3)->Hits, 50u);
  EXPECT_EQ(line(M, 3)->SelfNs, 3u * 4000000);
  EXPECT_EQ(line(M, 4)->SelfNs, 0u);
  EXPECT_EQ(line(M, 9)->Hits, 7u) << "both instantiations";
  EXPECT_EQ(M.TheRun.SampledNs, 4u * 4000000);
}

TEST(ModelBuilder, ChargesLibraryTimeToTheLineThatCallsAndNamesIt) {
  Model M = modelOf({samplesAlone()});
  const Line *Call = line(M, 13);
  ASSERT_NE(Call, nullptr);
  EXPECT_EQ(Call->SelfNs, 4000000u);
  EXPECT_EQ(Call->TotalNs, 4u * 4000000);
  ASSERT_EQ(Call->Outside.size(), 1u);
  EXPECT_EQ(Call->Outside[0].Name, "printf");
  EXPECT_EQ(Call->Outside[0].Ns, 4000000u);
}

TEST(ModelBuilder, HasNoLineTimesWithoutTheBinary) {
  ProfileFile File = sampleProfile();
  File.Tree = CallTree();
  Model M = modelOf({File});
  EXPECT_FALSE(line(M, 3)->SelfNs.has_value());
  ASSERT_EQ(M.Notes.size(), 1u);
  EXPECT_NE(M.Notes[0].find("/gone/shop"), std::string::npos);
  EXPECT_NE(M.Notes[0].find("hone run"), std::string::npos);
}

TEST(ModelBuilder, HasNoLineTimesWithoutSampling) {
  ProfileFile File = sampleProfile();
  File.Tree = CallTree();
  File.Stacks.clear();
  File.Samples.clear();
  File.Run.Values["sample_period_ns"] = "0";
  Model M = modelOf({File});
  EXPECT_FALSE(line(M, 3)->SelfNs.has_value());
  EXPECT_EQ(M.Notes.size(), 1u);
}

TEST(ModelBuilder, GivesSamplesToTheNextLineWithCode) {
  ProfileFile File = samplesAlone();
  File.Tree.Nodes[1].Line = 1; // the opening line
  Model M = modelOf({File});
  EXPECT_EQ(line(M, 2)->SelfNs, 3u * 4000000);
}

TEST(ModelBuilder, TurnsObservationsIntoTotals) {
  Model M = modelOf({sampleProfile()});
  ASSERT_EQ(M.Scans.size(), 1u);
  EXPECT_EQ(M.Scans[0].What, "loop");
  EXPECT_EQ(M.Scans[0].Container, "std::vector<int>");
  EXPECT_EQ(M.Scans[0].Key, "int");
  EXPECT_EQ(M.Scans[0].Searches, 10u);
  EXPECT_EQ(M.Scans[0].Elements, 50u);
  EXPECT_TRUE(M.Scans[0].ElementsExact);
  ASSERT_EQ(M.Memos.size(), 1u);
  EXPECT_EQ(M.Memos[0].Purity, "reads globals prices");
  EXPECT_EQ(M.Memos[0].Distinct, 4u);
  EXPECT_EQ(M.Memos[0].KeyNs, 10.0);
}

TEST(ModelBuilder, ScalesElementsFromSamples) {
  ProfileFile File = sampleProfile();
  File.Modules[0].Scans[0].ElementNode = ~0u;
  File.Modules[0].Scans[0].Observed = 5;
  Model M = modelOf({File});
  EXPECT_EQ(M.Scans[0].Searches, 10u);
  EXPECT_EQ(M.Scans[0].Elements, 100u);
  EXPECT_FALSE(M.Scans[0].ElementsExact);
}

namespace {
/// Two waits in price, the second on a line without code.
ProfileFile waitingProfile() {
  ProfileFile File = sampleProfile();
  File.Run.Values["waits"] = "marks";
  ModuleData &Module = File.Modules[0];
  WaitRecord Wait = {};
  Wait.Function = hashOf("_Z5pricei");
  Wait.Frame = hashOf("main");
  Wait.File = Module.Files[0].Hash;
  Wait.Info = static_cast<I64>(Module.Info.size());
  Wait.InfoSize = 5;
  Module.Info += std::string("read", 5);
  Wait.Line = 2;
  Wait.Waits = 2;
  Wait.WaitNs = 300;
  Wait.MaxNs = 200;
  Module.Waits.push_back(Wait);
  Wait.Line = 1;
  Wait.WaitNs = 400;
  Module.Waits.push_back(Wait);
  return File;
}
} // namespace

TEST(ModelBuilder, AddsWaitsToLinesAndFunctions) {
  Model M = modelOf({waitingProfile(), waitingProfile()});
  const Line *L = line(M, 2);
  EXPECT_EQ(L->WaitNs, 1400u);
  ASSERT_EQ(L->Waits.size(), 1u);
  EXPECT_EQ(L->Waits[0].On, "read");
  EXPECT_EQ(L->Waits[0].Ns, 1400u);
  EXPECT_EQ(L->Waits[0].Count, 8u);
  EXPECT_EQ(L->Waits[0].MaxNs, 200u);
  EXPECT_EQ(line(M, 3)->WaitNs, 0u);
  EXPECT_EQ(function(M, "_Z5pricei").WaitNs, 1400u);
  EXPECT_EQ(function(M, "main").WaitNs, 0u);
}

TEST(ModelBuilder, WaitsThatNobodyLookedForAreNotNone) {
  Model M = modelOf({sampleProfile()});
  EXPECT_FALSE(line(M, 2)->WaitNs.has_value());
  EXPECT_FALSE(function(M, "main").WaitNs.has_value());
}

TEST(ModelBuilder, SumsProfiles) {
  Model M = modelOf({sampleProfile(), sampleProfile()});
  EXPECT_EQ(M.TheRun.Processes, 2u);
  EXPECT_EQ(M.TheRun.CpuNs, 32000000u);
  ASSERT_EQ(M.Functions.size(), 4u);
  EXPECT_EQ(function(M, "_Z5pricei").Calls, 20u);
  EXPECT_EQ(line(M, 3)->Hits, 100u);
  EXPECT_EQ(M.Scans[0].Observed, 20u);
}

TEST(ModelBuilder, SumsProfilesOfDifferentPrograms) {
  ProfileFile Other = sampleProfile();
  // The same header seen from another folder, and a static function of equal
  // name in another file.
  ModuleData Module;
  addFile(Module, "/src/shop/tests", "../shop.cpp");
  FunctionInfo Info = priceInfo(Module.Files[0].Hash);
  addFunction(Module, 1, Info, {1, 1, 1});
  U64 Elsewhere = addFile(Module, "/src/shop", "other.cpp");
  addFunction(Module, 2, priceInfo(Elsewhere), {5, 5, 5});
  Other.Modules = {Module};
  Other.Times.clear();
  Other.Edges.clear();
  Other.Samples.clear();
  Other.Stacks.clear();
  Other.Tree = CallTree();
  Model M = modelOf({sampleProfile(), Other});
  EXPECT_EQ(M.Files.size(), 2u);
  ASSERT_EQ(M.Functions.size(), 5u);
  uint64_t Calls = 0;
  for (const Function &F : M.Functions)
    if (F.LinkageName == "_Z5pricei" && M.Files[F.File].Name == "shop.cpp")
      Calls = F.Calls;
  EXPECT_EQ(Calls, 11u);
  EXPECT_EQ(line(M, 3)->Hits, 51u);
}

TEST(ModelBuilder, TellsRecursionApart) {
  ProfileFile File = sampleProfile();
  File.Times[0].RecursiveCalls = 8;
  EXPECT_EQ(function(modelOf({File}), "_Z5pricei").PrimitiveCalls, 2u);
}

TEST(ModelBuilder, NamesTheFunctionWhoseCountsContradictEachOther) {
  ProfileFile File = sampleProfile();
  File.Modules[0].Counters[2] = 5000;
  Model M = modelOf({File});
  ASSERT_EQ(M.Notes.size(), 1u);
  EXPECT_NE(M.Notes[0].find("price(int)"), std::string::npos);
}

TEST(ModelBuilder, RefusesADamagedDescription) {
  ProfileFile File = sampleProfile();
  File.Modules[0].Functions[0].InfoSize -= 2; // one less is format 2
  ModelBuilder Builder;
  llvm::Error E = Builder.add(File, "some.prof");
  ASSERT_TRUE(bool(E));
  EXPECT_NE(llvm::toString(std::move(E)).find("some.prof"), std::string::npos);
}
