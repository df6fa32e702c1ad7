//===- MemoryReportTest.cpp - memory for people ---------------------------===//

#include "lib/render/MemoryReport.h"
#include "gtest/gtest.h"

using namespace hone;

namespace {

constexpr uint64_t MiB = 1024 * 1024;

MemoryUse use(uint64_t Blocks, uint64_t Bytes, uint64_t PeakBytes) {
  MemoryUse Use;
  Use.Blocks = Blocks;
  Use.Bytes = Bytes;
  Use.Frees = Blocks / 2;
  Use.FreedBytes = Bytes / 2;
  Use.PeakBytes = PeakBytes;
  return Use;
}

/// main calls work from two lines, one of them through qsort.
Model model() {
  Model M;
  M.Files = {{"a.c", "/src"}};
  Function Main, Work;
  Main.LinkageName = Main.Name = "main";
  Work.LinkageName = Work.Name = "work";
  Main.File = Work.File = 0;
  Main.Line = 10;
  Work.Line = 1;
  M.Functions = {Main, Work};
  for (uint32_t Number : {2, 3, 11}) {
    Line L;
    L.File = 0;
    L.Line = Number;
    L.Function = Number < 10;
    L.Memory.emplace();
    M.Lines.push_back(L);
  }
  M.Lines[0].Memory = use(100, 400 * MiB, 4 * MiB);
  M.Lines[1].Memory = use(1000, 16000, 0);
  M.Heap.IsCollected = true;
  M.Heap.Elsewhere = use(2, 100, 50);
  for (const Line &L : M.Lines)
    M.Heap.Total.add(*L.Memory);
  M.Heap.Total.add(M.Heap.Elsewhere);
  return M;
}

SourceText source() {
  SourceText Source;
  for (int I = 1; I <= 12; ++I)
    Source.Lines.push_back("text " + std::to_string(I));
  return Source;
}

template <typename Printer> std::string text(Printer Print) {
  std::string Text;
  llvm::raw_string_ostream OS(Text);
  OS.enable_colors(true);
  Print(OS);
  return OS.str();
}

std::string lines(const Model &M, const MemoryStyle &Style) {
  return text([&](auto &OS) { printMemoryLines(M, Style, OS); });
}

bool contains(const std::string &Text, const std::string &Part) {
  return Text.find(Part) != std::string::npos;
}

} // namespace

TEST(MemoryTable, WritesBytesInThreeDigits) {
  EXPECT_EQ(bytesText(0), "0");
  EXPECT_EQ(bytesText(1), "1 B");
  EXPECT_EQ(bytesText(1023), "1023 B");
  EXPECT_EQ(bytesText(1024), "1.00 KiB");
  EXPECT_EQ(bytesText(10240), "10.0 KiB");
  EXPECT_EQ(bytesText(123 * 1024), "123 KiB");
  EXPECT_EQ(bytesText(1023 * 1024), "1.00 MiB") << "not 1023 KiB";
  EXPECT_EQ(bytesText(~uint64_t(0)), "16.0 EiB");
}

TEST(MemoryTable, KnowsKeysByTheirBeginnings) {
  EXPECT_EQ(cantFail(parseMemoryKey("leaked")), MemoryKey::Leaked);
  EXPECT_EQ(cantFail(parseMemoryKey("alloc")), MemoryKey::Allocations);
  for (llvm::StringRef Wrong : {"", "size", "peaks"}) {
    llvm::Expected<MemoryKey> Key = parseMemoryKey(Wrong);
    EXPECT_FALSE(bool(Key));
    llvm::consumeError(Key.takeError());
  }
}

TEST(MemoryTable, HasColumnsOfReallocationsAndMapsOnlyWhereThereAreAny) {
  MemoryUse Use = use(1, 2, 3);
  EXPECT_FALSE(contains(MemoryColumns(Use).titles(), "Moved"));
  EXPECT_FALSE(contains(MemoryColumns(Use).titles(), "Mapped"));
  Use.Reallocations = Use.Maps = 1;
  EXPECT_TRUE(contains(MemoryColumns(Use).titles(), "Moved"));
  EXPECT_TRUE(contains(MemoryColumns(Use).titles(), "Mapped"));
  EXPECT_EQ(MemoryColumns(Use).cells(&Use).size(), MemoryColumns(Use).width());
  EXPECT_EQ(MemoryColumns(Use).cells(nullptr).size(),
            MemoryColumns(Use).width());
}

TEST(MemoryReport, RanksLines) {
  Model M = model();
  MemoryStyle Style;
  std::vector<MemoryRow> Rows = memoryRows(M, Style);
  ASSERT_EQ(Rows.size(), 3u) << "line 11 asked for nothing";
  EXPECT_EQ(Rows[0].At->Line, 2u);
  EXPECT_EQ(Rows[1].At, nullptr) << "what is on no line";
  Style.Key = MemoryKey::Allocations;
  EXPECT_EQ(memoryRows(M, Style)[0].At->Line, 3u);
  Style.Top.emplace().Count = 1;
  EXPECT_EQ(memoryRows(M, Style).size(), 1u);
  EXPECT_TRUE(contains(lines(M, Style), "The first 1 of 3 lines; --all"));
}

TEST(MemoryReport, RowsOfAllLinesSumUpToTheProcess) {
  Model M = model();
  MemoryUse Sum;
  for (const MemoryRow &Row : memoryRows(M, {}))
    Sum.add(Row.Use);
  EXPECT_EQ(Sum.Bytes, M.Heap.Total.Bytes);
  EXPECT_EQ(Sum.Blocks, M.Heap.Total.Blocks);
}

TEST(MemoryReport, ColoursOnlyWhenAsked) {
  MemoryStyle Style;
  EXPECT_FALSE(contains(lines(model(), Style), "\033"));
  Style.Color = true;
  EXPECT_TRUE(contains(lines(model(), Style), "\033["));
}

TEST(MemoryReport, AnnotatesSource) {
  Model M = model();
  LineSection Section;
  Section.File = 0;
  MemoryStyle Style;
  auto Print = [&](auto &OS) {
    printMemorySource(M, Section, source(), Style, OS);
  };
  std::string All = text(Print);
  EXPECT_TRUE(contains(All, "     2  4.00 MiB   200 MiB         100   400 MiB "
                            "   4.00 MiB    0.0        -  text 2\n"))
      << All;
  EXPECT_TRUE(contains(All, "text 12\n"));
  Style.Top.emplace().Count = 1;
  std::string Top = text(Print);
  EXPECT_TRUE(contains(Top, "text 4\n"));
  EXPECT_FALSE(contains(Top, "text 5\n"));
}

TEST(MemoryReport, ShowsCallersFromTheLineOutwards) {
  Model M = model();
  auto Node = [&](uint32_t Parent, FunctionId Function, uint32_t Number) {
    CallNode N;
    N.Parent = Parent;
    N.Function = Function;
    N.File = Function == NoId ? NoId : 0;
    N.Line = Number;
    N.IsOutside = Function == NoId;
    N.Name = N.IsOutside ? "qsort" : "";
    M.CallTree.push_back(N);
    return uint32_t(M.CallTree.size() - 1);
  };
  uint32_t Direct = Node(Node(NoId, 0, 11), 1, 2);
  uint32_t Sorted = Node(Node(Node(NoId, 0, 12), NoId, 0), 1, 2);
  M.Heap.HasContexts = true;
  M.Heap.Contexts = {{0, 2, Direct, use(99, 390 * MiB, 3 * MiB)},
                     {0, 2, Sorted, use(1, 10 * MiB, MiB)}};
  MemoryStyle Style;
  Style.Top.emplace().Count = 1;
  auto Print = [&](auto &OS) { printMemoryCallers(M, Style, OS); };
  std::string All = text(Print);
  size_t Line = All.find("  a.c:2(work)\n");
  size_t First = All.find("    a.c:11(main)\n");
  size_t Library = All.find("    [qsort]\n");
  size_t Second = All.find("      a.c:12(main)\n");
  ASSERT_NE(Second, std::string::npos) << All;
  EXPECT_LT(Line, First);
  EXPECT_LT(First, Library);
  EXPECT_LT(Library, Second);
  EXPECT_TRUE(contains(All, std::string(69 + 2, ' ') + "    a.c:12(main)\n"))
      << "the only caller of that has no figures of its own";
  Style.Depth = 1;
  EXPECT_FALSE(contains(text(Print), "a.c:12(main)"));
}

TEST(MemoryReport, DrawsLiveBytesOverTimeWithThePeak) {
  Model M = model();
  M.Heap.PeakBytes = 8 * MiB;
  M.Heap.PeakNs = 500;
  M.Heap.TimelineEndNs = 1000;
  M.Heap.Timeline = {{0, MiB}, {500, 8 * MiB}, {510, 2 * MiB}, {1000, 0}};
  std::string Head = text([&](auto &OS) { printMemoryHead(M, OS); });
  EXPECT_TRUE(contains(Head, " 8.00 MiB |" + std::string(32, ' ') + "█\n"))
      << Head;
  EXPECT_TRUE(contains(Head, "\n" + std::string(14 + 32, ' ') + "^ peak\n"));
}

TEST(MemoryReport, DrawsWhateverTheTimelineHolds) {
  Model M = model();
  for (auto Points : {std::vector<HeapPoint>{},
                      {{0, 0}, {0, 0}},
                      {{~0ull, ~0ull}, {~0ull, ~0ull}},
                      {{5, ~0ull}, {6, 1}}}) {
    M.Heap.Timeline = Points;
    for (std::optional<uint64_t> Ns :
         {std::optional<uint64_t>(), {0}, {~0ull}}) {
      M.Heap.PeakNs = M.Heap.PeakBytes = Ns;
      EXPECT_TRUE(contains(text([&](auto &OS) { printMemoryHead(M, OS); }),
                           "Allocations"));
    }
  }
}
