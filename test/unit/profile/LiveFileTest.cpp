//===- LiveFileTest.cpp - the file of a killed program --------------------===//

#include "lib/profile/LiveFile.h"
#include "SampleProfile.h"
#include "lib/profile/ModelBuilder.h"
#include "llvm/Support/MathExtras.h"
#include "gtest/gtest.h"
#include <cstring>
#include <random>

using namespace hone;
using namespace hone::test;

namespace {

std::string header() {
  LiveHeader Header = {};
  std::memcpy(Header.Magic, LiveMagic, sizeof(LiveMagic));
  Header.FormatVersion = HONE_FORMAT_VERSION;
  Header.AbiVersion = HONE_ABI_VERSION;
  std::string Bytes(reinterpret_cast<const char *>(&Header), sizeof(Header));
  Bytes.resize(LivePage);
  return Bytes;
}

void append(std::string &Bytes, U32 Type, U32 Module, llvm::StringRef Payload,
            U64 Offset = sizeof(LiveRecord)) {
  LiveRecord Record = {Type, Module,
                       llvm::alignTo(Offset + Payload.size(), LivePage), Offset,
                       Payload.size()};
  size_t At = Bytes.size();
  Bytes.resize(At + Record.Size);
  std::memcpy(&Bytes[At], &Record, sizeof(Record));
  std::memcpy(&Bytes[At + Offset], Payload.data(), Payload.size());
}

void append(std::string &Bytes, U32 Type, U32 Module,
            const std::vector<U64> &Counters, U64 Offset) {
  append(Bytes, Type, Module,
         llvm::StringRef(reinterpret_cast<const char *>(Counters.data()),
                         Counters.size() * sizeof(U64)),
         Offset);
}

template <size_t Size> llvm::StringRef text(const char (&Pairs)[Size]) {
  return {Pairs, Size - 1};
}

/// Two threads of the sample's program, whose counters are 10, 50, 7, 3, 4, 1.
std::string liveBytes() {
  std::string Bytes = header();
  append(Bytes, LIVE_RUN, 0, text("command\0shop\0"));
  append(Bytes, LIVE_MODULE, 0, text("path\0the/shop\0"));
  append(Bytes, LIVE_COUNTERS, 0, {9, 55, 7, ~U64(0), 5, 1}, LivePage + 72);
  append(Bytes, LIVE_COUNTERS, 0, {1, ~U64(4), 0, 4, ~U64(0), 0}, LivePage);
  append(Bytes, LIVE_RESET, 0, {0, 0, 9, 9, 9, 9}, LivePage);
  return Bytes;
}

/// What the sample's binary holds.
llvm::Error load(ModuleData &Module, U32 FirstId) {
  Facts About = std::move(Module.About);
  Module = sampleProfile().Modules[0];
  Module.About = std::move(About);
  std::fill(Module.Counters.begin(), Module.Counters.end(), 0);
  for (FunctionRecord &F : Module.Functions)
    F.Id = FirstId++;
  return llvm::Error::success();
}

void use(const std::string &Bytes) {
  llvm::Expected<ProfileFile> File =
      parseLiveFile(Bytes, "live.prof", "killed", load);
  if (!File)
    return llvm::consumeError(File.takeError());
  ModelBuilder Builder;
  if (llvm::Error E = Builder.add(*File, "live.prof"))
    return llvm::consumeError(std::move(E));
  Builder.build();
}

} // namespace

TEST(LiveFile, AddsThreadsAndSubtracts) {
  llvm::Expected<ProfileFile> File =
      parseLiveFile(liveBytes(), "live.prof", "killed", load);
  ASSERT_TRUE(bool(File)) << llvm::toString(File.takeError());
  ASSERT_EQ(File->Modules.size(), 1u);
  EXPECT_EQ(File->Modules[0].Counters, (std::vector<U64>{10, 50, 7, 3, 4, 1}));
  EXPECT_EQ(File->Modules[0].About.text("path"), "the/shop");
  EXPECT_EQ(File->Run.text("exit"), "killed");
  EXPECT_TRUE(File->hasOnlyCounts());
}

TEST(LiveFile, NumbersFunctionsOverAllModules) {
  std::string Bytes = liveBytes();
  append(Bytes, LIVE_MODULE, 0, text("path\0my-plug\0"));
  append(Bytes, LIVE_COUNTERS, 1, {1, 2, 3, 4, 5, 6}, 2 * LivePage);
  llvm::Expected<ProfileFile> File =
      parseLiveFile(Bytes, "live.prof", "running", load);
  ASSERT_TRUE(bool(File)) << llvm::toString(File.takeError());
  ASSERT_EQ(File->Modules.size(), 2u);
  EXPECT_EQ(File->Modules[0].Functions.back().Id, 4u);
  EXPECT_EQ(File->Modules[1].Functions.front().Id, 5u);
  EXPECT_EQ(File->Modules[1].Counters, (std::vector<U64>{1, 2, 3, 4, 5, 6}));
}

TEST(LiveFile, HasCountsAndNothingElse) {
  llvm::Expected<ProfileFile> File =
      parseLiveFile(liveBytes(), "live.prof", "killed", load);
  ASSERT_TRUE(bool(File)) << llvm::toString(File.takeError());
  ModelBuilder Builder;
  ASSERT_FALSE(bool(Builder.add(*File, "live.prof")));
  Model M = Builder.build();
  for (const Function &F : M.Functions) {
    EXPECT_TRUE(F.Calls) << F.Name;
    EXPECT_FALSE(F.SelfNs || F.TotalNs) << F.Name;
  }
  for (const Line &L : M.Lines)
    EXPECT_FALSE(L.SelfNs);
  // The sample's binary has figures in its records; a live one's are stale.
  EXPECT_TRUE(M.Scans.empty() && M.Memos.empty());
  EXPECT_FALSE(M.TheRun.OverheadPct);
  EXPECT_EQ(M.Notes.size(), 1u);
}

TEST(LiveFile, AddsNoCountsToTheSearchesOfTimedRuns) {
  llvm::Expected<ProfileFile> File =
      parseLiveFile(liveBytes(), "live.prof", "killed", load);
  ASSERT_TRUE(bool(File)) << llvm::toString(File.takeError());
  ModelBuilder Builder;
  ASSERT_FALSE(bool(Builder.add(*File, "live.prof")));
  ASSERT_FALSE(bool(Builder.add(sampleProfile(), "some.prof")));
  Model M = Builder.build();
  ASSERT_EQ(M.Scans.size(), 1u);
  EXPECT_EQ(M.Scans[0].Searches, 10u);
  EXPECT_EQ(M.Scans[0].Elements, 50u);
}

TEST(LiveFile, SaysWhichBinaryIsMissing) {
  llvm::Expected<ProfileFile> File =
      parseLiveFile(liveBytes(), "live.prof", "running", [](ModuleData &, U32) {
        return llvm::createStringError(llvm::inconvertibleErrorCode(),
                                       "it is gone");
      });
  ASSERT_FALSE(bool(File));
  std::string Message = llvm::toString(File.takeError());
  EXPECT_NE(Message.find("'live.prof' holds the bare counters of a program "
                         "that is still running"),
            std::string::npos);
  EXPECT_NE(Message.find("it is gone; put"), std::string::npos);
}

TEST(LiveFile, SurvivesEveryPrefix) {
  std::string Bytes = liveBytes();
  for (size_t Size = 0; Size < Bytes.size(); ++Size)
    use(Bytes.substr(0, Size));
}

TEST(LiveFile, SurvivesAnyDamage) {
  const std::string Bytes = liveBytes();
  std::vector<size_t> Heads; // where damage hurts: the rest is mostly padding
  for (size_t At = 0; At < Bytes.size(); At += LivePage)
    Heads.push_back(At);
  std::mt19937 Random(1);
  for (int Round = 0; Round != 20000; ++Round) {
    std::string Damaged = Bytes;
    for (int I = 0, Count = 1 + Round % 4; I != Count; ++I)
      Damaged[Heads[Random() % Heads.size()] + Random() % 48] =
          static_cast<char>(Random());
    use(Damaged);
  }
}
