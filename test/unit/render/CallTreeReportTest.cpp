//===- CallTreeReportTest.cpp - the call tree as text ---------------------===//

#include "lib/render/CallTreeReport.h"
#include "gtest/gtest.h"

using namespace hone;

namespace {

/// main calls work at two lines, work calls exp; 1,000 samples of 1 ms.
Model model() {
  Model M;
  M.Files.push_back({"a.c", "/src"});
  for (const char *Name : {"main", "work"}) {
    Function F;
    F.LinkageName = F.Name = Name;
    F.File = 0;
    F.Line = uint32_t(M.Functions.size() + 1);
    M.Functions.push_back(F);
  }
  auto Add = [&](uint32_t Parent, FunctionId Function, const char *Outside,
                 uint64_t Ms, uint32_t Thread) {
    CallNode N;
    N.Parent = Parent;
    N.Function = Function;
    N.File = 0;
    N.Line = uint32_t(M.CallTree.size());
    N.IsOutside = Function == NoId;
    N.Name = Outside;
    M.CallTree.push_back(N);
    Sample S;
    S.Node = uint32_t(M.CallTree.size() - 1);
    S.Thread = Thread;
    S.Ns = Ms * 1000000;
    M.Samples.push_back(S);
    return S.Node;
  };
  uint32_t First = Add(NoId, 0, "", 0, 0), Second = Add(NoId, 0, "", 95, 0);
  uint32_t Work = Add(First, 1, "", 300, 0);
  Add(Second, 1, "", 200, 1);
  Add(Work, NoId, "exp", 400, 0);
  Add(Work, NoId, "log", 5, 0); // not worth showing
  M.Threads = {{"main", 1, 1, 800000000}, {"worker", 2, 1, 200000000}};
  return M;
}

std::string print(const TreeStyle &Style) {
  std::string Text;
  llvm::raw_string_ostream OS(Text);
  printCallTree(model(), Style, OS);
  std::string Rows = OS.str();
  return Rows.substr(Rows.find("(function)\n") + 11);
}

} // namespace

TEST(CallTreeReport, SumsTheLinesOfAFunction) {
  EXPECT_EQ(print({}), "  1.000000   0.095000  100.0 %  a.c:1(main)\n"
                       "  0.905000   0.500000   90.5 %    a.c:2(work)\n"
                       "  0.400000   0.400000   40.0 %      [exp]\n\n");
}

TEST(CallTreeReport, EndsAtTheDepthAskedFor) {
  TreeStyle Style;
  Style.Depth = 1;
  EXPECT_EQ(print(Style), "  1.000000   0.095000  100.0 %  a.c:1(main)\n\n");
}

TEST(CallTreeReport, ShowsOneThread) {
  TreeStyle Style;
  Style.Thread = "worker";
  EXPECT_EQ(print(Style), "  0.200000   0.000000  100.0 %  a.c:1(main)\n"
                          "  0.200000   0.200000  100.0 %    a.c:2(work)\n\n");
  Style.Thread = "nobody";
  EXPECT_EQ(print(Style), "      (no samples)\n\n");
}

TEST(CallTreeReport, ListsThreadsByTime) {
  std::string Text;
  llvm::raw_string_ostream OS(Text);
  printThreads(model(), OS);
  size_t First = OS.str().find("0.800000    80.0        1        1  main\n");
  size_t Second = OS.str().find("0.200000    20.0        1        2  worker\n");
  EXPECT_NE(First, std::string::npos);
  EXPECT_NE(Second, std::string::npos);
  EXPECT_LT(First, Second);
}
