//===- SourceTextTest.cpp - finding sources -------------------------------===//

#include "lib/render/SourceText.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/raw_ostream.h"
#include "gtest/gtest.h"

using namespace hone;

namespace {

/// A folder of its own with the file src/a.c, removed with its contents.
struct Folder {
  Folder() {
    EXPECT_FALSE(llvm::sys::fs::createUniqueDirectory("hone-source", Path));
    EXPECT_FALSE(llvm::sys::fs::create_directory(Path + "/src"));
    std::error_code EC;
    llvm::raw_fd_ostream((Path + "/src/a.c").str(), EC) << "one\r\ntwo\n";
    EXPECT_FALSE(EC);
  }
  ~Folder() { llvm::sys::fs::remove_directories(Path); }
  std::string operator/(const char *Name) const {
    return (Path + "/" + Name).str();
  }
  llvm::SmallString<128> Path;
};

} // namespace

TEST(SourceText, FindsARelativeNameInItsFolder) {
  Folder Here;
  SourceText Source = findSource({"src/a.c", Here.Path.c_str()}, {}, 0);
  EXPECT_EQ(Source.Path, Here / "src/a.c");
  EXPECT_EQ(Source.Lines, (std::vector<std::string>{"one", "two"}));
  EXPECT_FALSE(Source.IsNewerThan);
}

TEST(SourceText, SaysWhereItLooked) {
  SourceText Source = findSource({"no/a.c", "/nowhere"}, {}, 0);
  EXPECT_TRUE(Source.Path.empty());
  ASSERT_FALSE(Source.LookedAt.empty());
  EXPECT_EQ(Source.LookedAt.front(), "/nowhere/no/a.c");
}

TEST(SourceText, FollowsPathEquivalences) {
  Folder Here;
  PathEquivalence E{"/build/", Here.Path.c_str()};
  EXPECT_EQ(findSource({"../src/a.c", "/build/out"}, E, 0).Path,
            Here / "src/a.c");
  // Only whole folders are replaced.
  EXPECT_TRUE(findSource({"/builder/src/a.c", ""}, E, 0).Path.empty());
}

TEST(SourceText, NoticesThatASourceIsNewer) {
  Folder Here;
  EXPECT_TRUE(findSource({"src/a.c", Here.Path.c_str()}, {}, 1).IsNewerThan);
}

TEST(SourceText, TakesFromCommaTo) {
  PathEquivalence E = llvm::cantFail(parsePathEquivalence("/a,/b"));
  EXPECT_EQ(E.From, "/a");
  EXPECT_EQ(E.To, "/b");
  for (const char *Wrong : {"/a", ",/b", "/a,"}) {
    llvm::Expected<PathEquivalence> E = parsePathEquivalence(Wrong);
    EXPECT_FALSE(bool(E)) << Wrong;
    llvm::consumeError(E.takeError());
  }
}
