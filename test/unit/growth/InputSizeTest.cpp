//===- InputSizeTest.cpp - what tells runs apart --------------------------===//

#include "lib/growth/InputSize.h"
#include "gtest/gtest.h"

using namespace hone;

namespace {

Model run(std::string Command, std::optional<uint64_t> BytesRead) {
  Model M;
  M.TheRun.Command = std::move(Command);
  M.TheRun.BytesRead = BytesRead;
  M.Files = {{"src/parse.cpp", "/work"}};
  return M;
}

std::string errorOf(llvm::Expected<InputSizes> Sizes) {
  return Sizes ? "" : llvm::toString(Sizes.takeError());
}

TEST(InputSize, BytesReadComeFirst) {
  auto Sizes = guessSizes({run("app 1", 1000), run("app 9", 5000)});
  ASSERT_TRUE(bool(Sizes));
  EXPECT_EQ(Sizes->What, "bytes read");
  EXPECT_EQ(Sizes->Sizes, (std::vector<double>{1000, 5000}));
}

TEST(InputSize, ANumberInTheCommandWhereAsMuchIsRead) {
  auto Sizes = guessSizes(
      {run("app -v --size=1000 x", 4096), run("app -v --size=8000 x", 4100)});
  ASSERT_TRUE(bool(Sizes));
  EXPECT_EQ(Sizes->What, "argument 2 of the command");
  EXPECT_EQ(Sizes->Sizes, (std::vector<double>{1000, 8000}));
}

TEST(InputSize, TwoNumbersThatDifferDecideNothing) {
  std::string Error =
      errorOf(guessSizes({run("app 10 20", 0), run("app 20 50", 0)}));
  EXPECT_NE(Error.find("--sizes"), std::string::npos) << Error;
}

TEST(InputSize, NothingTellsEqualRunsApart) {
  std::string Error =
      errorOf(guessSizes({run("app", std::nullopt), run("app", std::nullopt)}));
  EXPECT_NE(Error.find("how much was read is not known"), std::string::npos)
      << Error;
}

Model withLine(uint64_t Hits) {
  Model M = run("app", std::nullopt);
  Line L;
  L.File = 0;
  L.Line = 120;
  L.Hits = Hits;
  M.Lines = {L};
  return M;
}

TEST(InputSize, HitsOfALine) {
  auto Sizes = sizesByUnit({withLine(10), withLine(70)}, "parse.cpp:120");
  ASSERT_TRUE(bool(Sizes));
  EXPECT_EQ(Sizes->Sizes, (std::vector<double>{10, 70}));
}

TEST(InputSize, WrongLinesAreNamed) {
  EXPECT_NE(errorOf(sizesByUnit({withLine(1)}, "parse.cpp")).find("FILE:LINE"),
            std::string::npos);
  EXPECT_NE(errorOf(sizesByUnit({withLine(1)}, "arse.cpp:120"))
                .find("no code is on arse.cpp:120"),
            std::string::npos);
  EXPECT_NE(
      errorOf(sizesByUnit({withLine(0)}, "parse.cpp:120")).find("not executed"),
      std::string::npos);
}

} // namespace
