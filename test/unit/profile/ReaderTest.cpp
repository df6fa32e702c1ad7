//===- ReaderTest.cpp - reading profile files -----------------------------===//

#include "SampleProfile.h"
#include "lib/profile/ModelBuilder.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/CRC.h"
#include "gtest/gtest.h"
#include <cstring>
#include <random>

using namespace hone;
using namespace hone::test;

namespace {

/// What reading Bytes fails with; the kind is ~0 when it succeeds.
struct Outcome {
  int Kind = ~0;
  std::string Message;
};

Outcome read(const std::string &Bytes) {
  Outcome Result;
  llvm::Expected<ProfileFile> File = parseProfile(Bytes, "some.prof");
  if (!File)
    llvm::handleAllErrors(File.takeError(), [&](const ProfileError &E) {
      Result = {E.kind(), E.message()};
    });
  return Result;
}

/// Reads and, if that succeeds, builds the model: all code that a file reaches.
void use(const std::string &Bytes) {
  llvm::Expected<ProfileFile> File = parseProfile(Bytes, "some.prof");
  if (!File)
    return llvm::consumeError(File.takeError());
  ModelBuilder Builder;
  if (llvm::Error E = Builder.add(*File, "some.prof"))
    return llvm::consumeError(std::move(E));
  Builder.build();
}

void setHeader(std::string &Bytes, U32 Format, U32 Oldest) {
  FileHeader Header;
  std::memcpy(&Header, Bytes.data(), sizeof(Header));
  Header.FormatVersion = Format;
  Header.OldestReader = Oldest;
  std::memcpy(&Bytes[0], &Header, sizeof(Header));
}

void mendChecksums(std::string &Bytes) {
  size_t At = sizeof(FileHeader);
  ChunkHeader Header;
  while (At + sizeof(Header) <= Bytes.size()) {
    std::memcpy(&Header, Bytes.data() + At, sizeof(Header));
    size_t Begin = At + sizeof(Header);
    if (Header.Size > Bytes.size() - Begin)
      return;
    Header.Crc = llvm::crc32(llvm::arrayRefFromStringRef(
        llvm::StringRef(Bytes).substr(Begin, Header.Size)));
    std::memcpy(&Bytes[At], &Header, sizeof(Header));
    At = Begin + llvm::alignTo(Header.Size, 8);
  }
}

std::string sampleBytes() { return encodeProfile(memoryProfile("stacks")); }

} // namespace

TEST(Reader, ReadsWhatWasWritten) {
  ProfileFile Written = sampleProfile();
  llvm::Expected<ProfileFile> File =
      parseProfile(encodeProfile(Written), "some.prof");
  ASSERT_TRUE(bool(File)) << llvm::toString(File.takeError());
  EXPECT_EQ(File->Run.Values, Written.Run.Values);
  ASSERT_EQ(File->Modules.size(), 1u);
  EXPECT_EQ(File->Modules[0].Counters, Written.Modules[0].Counters);
  EXPECT_EQ(File->Modules[0].Info, Written.Modules[0].Info);
  ASSERT_EQ(File->Modules[0].Files.size(), 1u);
  EXPECT_EQ(File->Modules[0].Files[0].Name, "shop.cpp");
  EXPECT_EQ(File->Modules[0].Files[0].Directory, "/src/shop");
  EXPECT_EQ(File->Times.size(), 2u);
  EXPECT_EQ(File->Samples[0].Count, 3u);
  EXPECT_EQ(File->Objects[0].text("path"), "/lib/libc.so.6");
  EXPECT_EQ(File->Tree.Names, std::vector<std::string>{"printf"});
  EXPECT_TRUE(File->isResolved());
}

TEST(Reader, RejectsWhatIsNoProfile) {
  Outcome Result = read("#!/bin/sh\necho this is no profile at all\n");
  EXPECT_EQ(Result.Kind, ProfileError::NotAProfile);
  EXPECT_NE(Result.Message.find("'some.prof' is not a hone profile"),
            std::string::npos);
}

TEST(Reader, CallsAnEmptyFileTruncated) {
  EXPECT_EQ(read("").Kind, ProfileError::Truncated);
}

TEST(Reader, NamesBothVersions) {
  std::string Bytes = sampleBytes();
  setHeader(Bytes, 9, 7);
  Outcome Result = read(Bytes);
  EXPECT_EQ(Result.Kind, ProfileError::OtherVersion);
  EXPECT_NE(Result.Message.find("format version 9"), std::string::npos);
  EXPECT_NE(Result.Message.find("reads versions 1 to 6"), std::string::npos);
}

TEST(Reader, ReadsANewerFormatThatAllowsIt) {
  std::string Bytes = sampleBytes();
  setHeader(Bytes, HONE_FORMAT_VERSION + 1, HONE_FORMAT_VERSION);
  EXPECT_EQ(read(Bytes).Kind, ~0);
}

TEST(Reader, SkipsChunksItDoesNotKnow) {
  std::string Bytes = sampleBytes();
  Bytes.resize(Bytes.size() - sizeof(ChunkHeader));
  appendChunk(Bytes, 999, "from the future");
  appendChunk(Bytes, CHUNK_END, "");
  EXPECT_EQ(read(Bytes).Kind, ~0);
}

TEST(Reader, CallsEveryPrefixTruncated) {
  std::string Bytes = sampleBytes();
  for (size_t Size = 0; Size < Bytes.size(); ++Size)
    ASSERT_EQ(read(Bytes.substr(0, Size)).Kind, ProfileError::Truncated)
        << "after " << Size << " bytes";
}

TEST(Reader, NoticesEveryFlippedByte) {
  std::string Bytes = sampleBytes();
  size_t Unnoticed = 0;
  for (size_t I = 0; I < Bytes.size(); ++I) {
    std::string Damaged = Bytes;
    Damaged[I] = static_cast<char>(~Damaged[I]);
    Unnoticed += read(Damaged).Kind == ~0;
    use(Damaged);
  }
  // What carries no meaning may change: padding, the writer's version, and the
  // types of chunks, which become unknown ones.
  EXPECT_LT(Unnoticed, 100u);
}

TEST(Reader, SurvivesDamageThatChecksumsDoNotShow) {
  const std::string Bytes = sampleBytes();
  std::mt19937 Random(1);
  for (int Round = 0; Round != 20000; ++Round) {
    std::string Damaged = Bytes;
    for (int I = 0, Count = 1 + Round % 4; I != Count; ++I)
      Damaged[sizeof(FileHeader) +
              Random() % (Bytes.size() - sizeof(FileHeader))] =
          static_cast<char>(Random());
    mendChecksums(Damaged);
    use(Damaged);
  }
}

TEST(Reader, DoesNotBelieveHostileSizes) {
  std::string Bytes = sampleBytes();
  ChunkHeader Header = {CHUNK_RUN, 0, ~U64(0)};
  std::memcpy(&Bytes[sizeof(FileHeader)], &Header, sizeof(Header));
  EXPECT_EQ(read(Bytes).Kind, ProfileError::Truncated);
}

TEST(Reader, RejectsReferencesOutOfBounds) {
  for (int Case = 0; Case != 22; ++Case) {
    ProfileFile File = memoryProfile("stacks");
    FunctionRecord &F = File.Modules[0].Functions[0];
    switch (Case) {
    case 0:
      F.Counters = -1;
      break;
    case 1:
      F.NumCounters = ~0u;
      break;
    case 2:
      F.Info = I32(1) << 30;
      break;
    case 3:
      F.Id = TwiceIntId;
      break;
    case 4:
      File.Edges[1].Site = 4;
      break;
    case 5:
      File.Stacks[1].Frame = U64(2) << 48; // the second module
      break;
    case 6:
      File.Stacks[1].Frame = U64(0x8001) << 48; // the second object
      break;
    case 7:
      File.Stacks[1].Caller = 2; // itself
      break;
    case 8:
      File.Samples[0].Stack = 5;
      break;
    case 9:
      File.Samples[0].Stack = 0;
      break;
    case 10:
      File.Samples[0].Thread = 2;
      break;
    case 11:
      File.Samples[0].Function = 77;
      break;
    case 12:
      File.Tree.Nodes[1].Parent = 2; // itself
      break;
    case 13:
      File.Tree.Nodes[2].Name = 2;
      break;
    case 14:
      File.Tree.Places[0] = 5;
      break;
    case 15:
      File.Tree.Places.push_back(1); // of no stack
      break;
    case 16: {
      WaitRecord Wait = {};
      Wait.InfoSize = ~0u;
      File.Modules[0].Waits = {Wait};
      break;
    }
    case 17:
      File.Heap[0].Site = 4;
      break;
    case 18:
      File.Heap[0].Stack = 5;
      break;
    case 19: // no carrier for the passenger
      File.Modules[0].Carriers = {8 + 1, 0};
      break;
    case 20:
      File.Modules[0].Carriers = {
          U32(File.Modules[0].Counters.size() * sizeof(U64))};
      break;
    case 21:
      File.Modules[0].Carriers = {0, ~0u};
      break;
    }
    EXPECT_EQ(read(encodeProfile(File)).Kind, ProfileError::Corrupt)
        << "case " << Case;
  }
}

TEST(Reader, RejectsRecordsThatAreNotWhole) {
  for (U32 Type : {CHUNK_HEAP, CHUNK_TIMELINE}) {
    std::string Bytes = sampleBytes();
    Bytes.resize(Bytes.size() - sizeof(ChunkHeader)); // END
    appendChunk(Bytes, Type, "12345678");
    appendChunk(Bytes, CHUNK_END, "");
    EXPECT_EQ(read(Bytes).Kind, ProfileError::Corrupt);
    EXPECT_NE(read(Bytes).Message.find("does not hold whole records"),
              std::string::npos);
  }
}

TEST(Reader, ReadsWhatTheToolWrites) {
  ProfileFile Sample = memoryProfile("stacks");
  llvm::Expected<ProfileFile> File =
      parseProfile(profileBytes(Sample), "some.prof");
  ASSERT_TRUE(bool(File)) << llvm::toString(File.takeError());
  EXPECT_EQ(encodeProfile(*File), encodeProfile(Sample));
}

TEST(Reader, ReplacesTheCallTreeAndNothingElse) {
  ProfileFile Sample = memoryProfile("stacks");
  std::string Bytes = encodeProfile(Sample);
  CallTree Other;
  Other.Places = {Other.node({5, 6, 7, 0, 0, 0})};
  std::string New = replaceTree(Bytes, Other);
  llvm::Expected<ProfileFile> File = parseProfile(New, "some.prof");
  ASSERT_TRUE(bool(File)) << llvm::toString(File.takeError());
  ASSERT_EQ(File->Tree.Nodes.size(), 1u);
  EXPECT_EQ(File->Tree.Nodes[0].Line, 7u);
  EXPECT_FALSE(File->isResolved());
  File->Tree = Sample.Tree;
  EXPECT_EQ(encodeProfile(*File), Bytes);
}
