//===- LineReportTest.cpp - source lines with figures ---------------------===//

#include "lib/render/LineReport.h"
#include "gtest/gtest.h"

using namespace hone;

namespace {

Model model(bool HasTimes) {
  Model M;
  M.Files = {{"a.c", "/src"}, {"cold.c", "/src"}};
  Function F;
  F.LinkageName = F.Name = "work";
  F.File = 0;
  F.Line = 2;
  M.Functions = {F};
  auto Add = [&](FileId File, uint32_t Number, uint64_t Hits, uint64_t Ns) {
    Line L;
    L.File = File;
    L.Line = Number;
    L.Hits = Hits;
    L.Function = 0;
    if (HasTimes)
      L.SelfNs = Ns;
    M.Lines.push_back(L);
  };
  Add(0, 3, 1000, 8000000);
  Add(0, 4, 0, 0);
  Add(0, 9, 10, 2000000);
  Add(1, 1, 5000, 0);
  if (HasTimes)
    M.TheRun.SampledNs = 20000000;
  return M;
}

std::string print(const Model &M, const LineStyle &Style,
                  const SourceText &Source) {
  std::string Text;
  llvm::raw_string_ostream OS(Text);
  OS.enable_colors(Style.Color);
  LineSection Section;
  Section.File = 0;
  printLines(M, Section, Source, Style, OS);
  return OS.str();
}

SourceText source() {
  SourceText Source;
  Source.Path = "/src/a.c";
  for (int I = 1; I <= 10; ++I)
    Source.Lines.push_back("text " + std::to_string(I));
  return Source;
}

bool contains(const std::string &Text, const std::string &Part) {
  return Text.find(Part) != std::string::npos;
}

} // namespace

TEST(LineReport, PrintsTheColumnsOfLineProfiler) {
  std::string Text = print(model(true), {}, source());
  EXPECT_TRUE(contains(Text, "Timer unit: 1e-06 s\n"));
  EXPECT_TRUE(contains(Text, "Total time: 0.010000 s (50.0 % of the run's)\n"));
  EXPECT_TRUE(contains(
      Text, "     3         1000       8000.0      8.000     80.0  text 3\n"));
  EXPECT_TRUE(contains(
      Text, "     5                                                text 5\n"));
}

TEST(LineReport, ShowsZeroHitsButNoTimeThatWasNotSeen) {
  EXPECT_TRUE(contains(
      print(model(true), {}, source()),
      "     4            0                                   text 4\n"));
}

TEST(LineReport, SaysBelowALineWhatItWaitsOn) {
  Model M = model(true);
  M.TheRun.WallNs = 100000000;
  M.Lines[0].WaitNs = 50000100;
  M.Lines[0].Waits = {{"read", 50000000, 3, 40000000}, {"close", 100, 1, 100}};
  SourceText Source = source();
  Source.Lines[2] = "\tread();";
  std::string Text = print(M, {}, Source);
  EXPECT_TRUE(contains(Text, "Waiting: 0.050000 s (not in Total time)\n"));
  EXPECT_TRUE(contains(Text, "80.0  \tread();\n" + std::string(54, ' ') +
                                 "\t^ waits 0.050000 s: read\n"))
      << Text;
}

TEST(LineReport, DoesWithoutTimes) {
  std::string Text = print(model(false), {}, source());
  EXPECT_TRUE(contains(Text, "Total time: not measured per line\n"));
  EXPECT_TRUE(contains(
      Text, "     3         1000                                   text 3\n"));
}

TEST(LineReport, DoesWithoutSource) {
  std::string Text = print(model(true), {}, {});
  EXPECT_TRUE(contains(Text, "     3         1000       8000.0"));
  EXPECT_FALSE(contains(Text, "text"));
}

TEST(LineReport, ShowsTheHottestWithTheirSurroundings) {
  LineStyle Style;
  Style.Hottest = 1;
  std::string Text = print(model(true), Style, source());
  for (int Number : {1, 2, 3, 4, 5})
    EXPECT_TRUE(contains(Text, "text " + std::to_string(Number) + "\n"));
  EXPECT_FALSE(contains(Text, "text 6"));
  Style.Hottest = 2;
  EXPECT_TRUE(contains(print(model(true), Style, source()), "   ...\n"));
}

TEST(LineReport, ColoursOnlyWhenAsked) {
  LineStyle Style;
  EXPECT_FALSE(contains(print(model(true), Style, source()), "\033"));
  Style.Color = true;
  EXPECT_TRUE(contains(print(model(true), Style, source()), "\033["));
}

TEST(LineReport, PrefersTimeToHitsWhenItLooksForTheHottestFile) {
  EXPECT_EQ(hottestFile(model(true)), 0u);
  EXPECT_EQ(hottestFile(model(false)), 1u);
  EXPECT_EQ(hottestFile(Model()), NoId);
}

TEST(LineReport, AFunctionReachesToItsLastLineWithCode) {
  LineSection Section = sectionOf(model(true), 0);
  EXPECT_EQ(Section.Function, "work");
  EXPECT_EQ(Section.Begin, 2u);
  EXPECT_EQ(Section.End, 9u);
}

TEST(LineReport, TellsTimeBelowTheResolutionByItsBound) {
  Model M = model(true);
  M.Lines[2].SelfHighNs = 7000000;
  M.Lines[2].Samples = 4;
  EXPECT_TRUE(contains(
      print(M, {}, source()),
      "     9           10      <7000.0   <700.000    <70.0  text 9\n"));
  M.Lines[2].Samples = 5;
  EXPECT_TRUE(contains(
      print(M, {}, source()),
      "     9           10       2000.0    200.000     20.0  text 9\n"));
}

TEST(LineReport, NamesTheLibraryFunctionThatTookMostOfALine) {
  Model M = model(true);
  M.Lines[0].Outside = {{"memcpy", 6000000}, {"qsort", 1000000}};
  M.Lines[2].Outside = {{"exp", 900000}};
  std::string Text = print(M, {}, source());
  EXPECT_TRUE(contains(Text, "  text 3  # 75 % in memcpy\n"));
  EXPECT_FALSE(contains(Text, "exp")) << "less than half";
}
