//===- SampleProfile.cpp --------------------------------------------------===//

#include "SampleProfile.h"

using namespace hone;

/// Nodes: 0 EXIT, 1 entry, 2 loop head, 3 body, 4 found, 5 not found.
FunctionInfo test::priceInfo(U64 File) {
  FunctionInfo Info;
  Info.LinkageName = "_Z5pricei";
  Info.Files = {File};
  Info.DeclLine = 1;
  Info.NumNodes = 6;
  Info.Edges = {
      {0, 1, 0, EDGE_FLOW},   {1, 2, 1, EDGE_FLOW},   {2, 3, 2, EDGE_FLOW},
      {2, 5, 0, EDGE_FLOW},   {3, 4, 3, EDGE_FLOW},   {3, 2, 0, EDGE_FLOW},
      {4, 0, 0, EDGE_RETURN}, {5, 0, 0, EDGE_RETURN},
  };
  Info.Lines = {{}, {{0, 2}}, {{0, 2}}, {{0, 3}}, {{0, 4}}, {{0, 5}, {0, 6}}};
  Info.Regions = {1, 3, 4, 5};
  Info.CoverageMap = encodeMap(
      {{0, 1, 20, 6, 2}, {1, 3, 5, 4, 14}, {2, 4, 7, 4, 15}, {3, 5, 3, 5, 11}});
  return Info;
}

/// A function of one node: entered and left.
static FunctionInfo straight(const std::string &Name, U64 File, U32 DeclLine,
                             U32 CodeLine) {
  FunctionInfo Info;
  Info.LinkageName = Name;
  Info.Files = {File};
  Info.DeclLine = DeclLine;
  Info.NumNodes = 2;
  Info.Edges = {{0, 1, 1, EDGE_FLOW}, {1, 0, 0, EDGE_RETURN}};
  Info.Lines = {{}, {{0, CodeLine}}};
  Info.Regions = {1};
  Info.CoverageMap = test::encodeMap({{0, DeclLine, 10, CodeLine + 1, 2}});
  return Info;
}

static void addObservations(ModuleData &Module, U64 File) {
  std::string Text("loop\0std::vector<int>\0int\0", 26);
  ScanRecord Scan = {};
  Scan.Function = test::hashOf("_Z5pricei");
  Scan.File = File;
  Scan.Info = static_cast<I64>(Module.Info.size());
  Scan.InfoSize = static_cast<U32>(Text.size());
  Scan.Kind = HONE_SCAN_LOOP;
  Scan.Line = 2;
  Scan.SearchNode = 1;
  Scan.ElementNode = 3;
  Scan.Observed = 10;
  Scan.Elements = 50;
  Scan.Ticks = 500;
  Scan.Exhausted = 3;
  Scan.MaxElements = 9;
  Scan.Bases = 1;
  Module.Scans.push_back(Scan);
  Module.Info += Text;

  Text = std::string("int\0int\0reads globals prices\0", 29);
  MemoRecord Memo = {};
  Memo.Function = Scan.Function;
  Memo.Info = static_cast<I64>(Module.Info.size());
  Memo.InfoSize = static_cast<U32>(Text.size());
  Memo.Flags = HONE_MEMO_READS_GLOBALS;
  Memo.Observed = 10;
  Memo.Distinct = 4;
  Memo.Ticks = 3000;
  Memo.RepeatTicks = 1800;
  Memo.RepeatCalls = 6;
  Memo.KeyTicks = 40;
  Memo.KeySamples = 4;
  Memo.State = HONE_MEMO_STATE_ARMED;
  Module.Memos.push_back(Memo);
  Module.Info += Text;
}

static OperationRecord observedFind() {
  OperationRecord Find = {};
  Find.Function = test::hashOf("main");
  Find.Line = 13;
  Find.Column = 9;
  Find.Operation = HONE_OP_Find;
  Find.Layout = HONE_LAYOUT_TREE;
  Find.Key = keyWord(HONE_KEY_SIGNED, 4);
  Find.Observed = Find.Samples = Find.Hits = 1;
  Find.Ticks = 40;
  Find.Sizes = Find.MaxSize = 12;
  Find.SizeSquares = 144;
  return Find;
}

/// Line 13 of main calls price, found in its line 3 three times, and printf, once.
static void addSamples(ProfileFile &File, U64 Source) {
  constexpr U64 Module = U64(1) << 48, Object = U64(0x8000) << 48;
  File.Stacks = {{Module | 0x2000, 0, 0}, {Module | 0x1234, 1, 0},
                 {Object | 0x100, 1, 0}};
  File.Samples = {{1, test::PriceId, 2, 0, 3}, {1, test::MainId, 3, 0, 1}};
  File.Threads = {{0x706f6873 /* "shop" */, 0, 16000000, 42, 1}};
  File.Objects.resize(1);
  File.Objects[0].Values = {{"path", "/lib/libc.so.6"}, {"build_id", "ef"}};
  File.Tree.node({test::hashOf("main"), Source, 13, 0, 0, 0});
  File.Tree.node({test::hashOf("_Z5pricei"), Source, 3, 1, 0, 0});
  File.Tree.node({0, 0, 0, 1, File.Tree.name("printf"), 0});
  File.Tree.Places = {1, 2, 3};
}

ProfileFile test::sampleProfile() {
  ProfileFile File;
  File.Run.Values = {{"command", "./shop 10"},
                     {"cwd", "/src/shop"},
                     {"pid", "42"},
                     {"ppid", "7"},
                     {"start_unix_ns", "1000"},
                     {"wall_ns", "20000000"},
                     {"cpu_ns", "16000000"},
                     {"threads", "1"},
                     {"hook_inner_ps", "10000"},
                     {"hook_outer_ps", "5000"},
                     {"exit", "exit"},
                     {"sample_period_ns", "4000000"}};
  ModuleData Module;
  Module.About.Values = {{"path", "/gone/shop"}, {"build_id", "abcd"}};
  U64 Source = addFile(Module, "/src/shop", "shop.cpp");
  addFunction(Module, PriceId, priceInfo(Source), {10, 50, 7});
  addFunction(Module, TwiceIntId, straight("_Z5twiceIiET_S0_", Source, 8, 9),
              {3});
  addFunction(Module, TwiceLongId, straight("_Z5twiceIlET_S0_", Source, 8, 9),
              {4});
  FunctionInfo Main = straight("main", Source, 12, 13);
  Main.Calls = {{1, {0, 13}, hashOf("_Z5twiceIiET_S0_")}};
  Main.Variables = {
      {VARIABLE_LOCAL, "Prices", "std::map<int, int>", {0, 13}, 0}};
  Main.Operations = {{HONE_OP_Find, 0, 0, 1, {0, 13}, 9}};
  StructInfo Item = {"Item", Source, 20, 24, 8, 0, {}};
  Item.Members = {{"Id", "int", 0, 4, 4},
                  {"Price", "double", 8, 8, 8},
                  {"Sold", "bool", 16, 1, 1}};
  constexpr U32 Price = STRUCT_USE_MEMBERS + 2 * 1;
  Main.Structs = {{addStruct(Module, Item), {{Price, 1, 2, 1, {0, 13}}}}};
  addFunction(Module, MainId, Main, {1});
  Module.Operations.push_back(observedFind());
  Module.Sites = {{hashOf("main"), hashOf("main"), Source, 13, 3}};
  addObservations(Module, Source);
  File.Modules.push_back(std::move(Module));

  // Function, reserved, calls, recursive, self, total, their costs, min, max.
  File.Times = {{PriceId, 0, 10, 0, 3000, 3000, 100, 100, 190, 490},
                {MainId, 0, 1, 0, 1000, 4000, 60, 160, 3840, 3840}};
  File.Edges = {{0, MainId, 0, 0, 1, 4000, 160},
                {MainId, PriceId, 1, 0, 10, 3000, 100}};
  addSamples(File, Source);
  return File;
}

ProfileFile test::memoryProfile(const std::string &State) {
  ProfileFile File = sampleProfile();
  ModuleData &Module = File.Modules[0];
  U64 Source = Module.Files[0].Hash, Twice = hashOf("_Z5twiceIiET_S0_");
  Module.Sites.push_back({hashOf("_Z5pricei"), hashOf("main"), Source, 3, 9});
  Module.Sites.push_back({Twice, hashOf("main"), Source, 9, 9});
  File.Stacks.push_back({(U64(1) << 48) | 0x3000, 1, 0});
  File.Tree.Places.push_back(File.Tree.node({Twice, Source, 9, 1, 0, 0}));
  // Site, stack, blocks, bytes, frees, freed bytes, temporary, reallocations,
  // moved bytes, blocks and bytes at the peak, lifetime, lifetimes, maps,
  // mapped bytes.
  constexpr U64 MiB = 1024 * 1024;
  File.Heap = {
      {1, 3, 1000, 64000, 1000, 64000, 800, 0, 0, 0, 0, 10000, 20, 0, 0},
      {2, 2, 10, 10 * MiB, 8, 8 * MiB, 0, 5, 2 * MiB, 4, 4 * MiB, 12000000, 8,
       0, 0},
      {3, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 1024 * MiB},
      {0, 0, 3, 300, 0, 0, 0, 0, 0, 3, 300, 0, 0, 0, 0}};
  File.Timeline = {{0, 0},
                   {5000000, MiB},
                   {10000000, 4 * MiB + 300},
                   {15000000, 2 * MiB},
                   {20000000, 2 * MiB + 300}};
  File.Run.Values["heap"] = State;
  File.Run.Values["heap_peak_bytes"] = std::to_string(4 * MiB + 300);
  File.Run.Values["heap_peak_ns"] = "10000000";
  File.Run.Values["heap_live_bytes"] = std::to_string(2 * MiB + 300);
  File.Run.Values["max_rss_bytes"] = std::to_string(12 * MiB);
  if (State != "stacks")
    for (HeapRecord &Record : File.Heap)
      Record.Stack = 0;
  return File;
}
