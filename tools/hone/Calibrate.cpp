//===- Calibrate.cpp - hone calibrate -------------------------------------===//
//
// Owns: the options of the command, where its file goes, and the tables that it
// prints. Must not know how anything is measured.
//
//===----------------------------------------------------------------------===//

#include "Commands.h"
#include "Output.h"
#include "lib/costs/Calibration.h"
#include "lib/costs/Machine.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Process.h"
#include "llvm/Support/raw_ostream.h"

using namespace hone;
using namespace llvm;

/// "8.3-41", from hot to cold; one number where they are alike.
static std::string cell(const std::optional<Interval> &Cost) {
  if (!Cost)
    return "-";
  auto Number = [](double Ns) {
    return (Ns < 10 ? formatv("{0:f1}", Ns) : formatv("{0:f0}", Ns)).str();
  };
  std::string Low = Number(Cost->Low), High = Number(Cost->High);
  return Low == High ? Low : Low + "-" + High;
}

static void printTable(const CostModel &Model, StringRef Title, Action A,
                       ArrayRef<Structure> Structures, Held H,
                       raw_ostream &OS) {
  constexpr unsigned Sizes[] = {4, 64, 1024, 16384, 262144};
  OS << formatv("\n{0,-28}", Title);
  for (unsigned N : Sizes)
    OS << formatv("{0,14:N}", N);
  OS << '\n';
  for (Structure S : Structures) {
    OS << formatv("  {0,-26}", nameOf(S));
    for (unsigned N : Sizes)
      OS << formatv("{0,14}", cell(Model.cost(S, A, H, N)));
    OS << '\n';
  }
}

static void printTables(const CostModel &Model, raw_ostream &OS) {
  constexpr Structure Keyed[] = {Structure::Map, Structure::HashMap,
                                 Structure::FlatHash, Structure::SortedVector,
                                 Structure::Vector};
  constexpr Structure Sequences[] = {Structure::Vector, Structure::Deque,
                                     Structure::List};
  OS << "\nns, from hot to cold, by the number of elements\n";
  printTable(Model, "look-up of an integer", Action::FindHit, Keyed,
             Held::integers(), OS);
  printTable(Model, "look-up of a short string", Action::FindHit, Keyed,
             Held::strings(12), OS);
  printTable(Model, "look-up of a long string", Action::FindHit, Keyed,
             Held::strings(40), OS);
  printTable(Model, "insertion of an integer", Action::Insert, Keyed,
             Held::integers(), OS);
  printTable(Model, "push_front of 32 bytes", Action::PushFront, Sequences,
             Held::elements(32), OS);
  printTable(Model, "walk, per 32-byte element", Action::Iterate, Sequences,
             Held::elements(32), OS);
}

static CostModel measure(bool IsQuick) {
  CalibrationOptions Options;
  Options.IsQuick = IsQuick;
  bool IsTerminal = sys::Process::StandardErrIsDisplayed();
  if (IsTerminal)
    Options.Progress = [](double Done) {
      errs() << formatv("\rhone: measuring, {0:f0} % ", 100 * Done);
    };
  CostModel Model = calibrate(Options);
  if (IsTerminal)
    errs() << "\r                        \r";
  return Model;
}

static Error cannotWrite(const Twine &Path, const Twine &Why) {
  return createStringError(inconvertibleErrorCode(),
                           "cannot write " + Path + ": " + Why +
                               "; -o FILE writes elsewhere");
}

/// Found out before minutes are spent.
static Error makeWritable(StringRef Path) {
  StringRef Folder = sys::path::parent_path(Path);
  if (Folder.empty())
    Folder = ".";
  if (std::error_code Code = sys::fs::create_directories(Folder))
    return cannotWrite(Path, Folder + ": " + Code.message());
  if (!sys::fs::is_directory(Folder))
    return cannotWrite(Path, Folder + " is no folder");
  if (std::error_code Code =
          sys::fs::access(Folder, sys::fs::AccessMode::Write))
    return cannotWrite(Path, Folder + ": " + Code.message());
  if (sys::fs::is_directory(Path))
    return cannotWrite(Path, "it is a folder");
  return Error::success();
}

/// Written beside it and renamed: a command that reads it meanwhile sees the
/// old file or the new one.
static Error writeFile(const CostModel &Model, StringRef Path) {
  if (Error E = writeToOutput(Path, [&](raw_ostream &OS) {
        Model.write(OS);
        return Error::success();
      }))
    return cannotWrite(Path, toString(std::move(E)));
  return Error::success();
}

int hone::calibrateMain(int Argc, const char *const *Argv) {
  cl::opt<bool> Quick("quick", cl::desc("Measure fewer sizes, less precisely"));
  cl::opt<bool> Show("show", cl::desc("Measure nothing: print the costs in "
                                      "use, and where they are from"));
  cl::opt<bool> Json("json", cl::desc("Print the costs as JSON (see "
                                      "docs/costs.md)"));
  cl::opt<std::string> OutputFile(
      "o", cl::value_desc("FILE"),
      cl::desc("Write to FILE, where later commands do not look"));
  if (std::optional<int> Code = parseOptions(
          Argc, Argv,
          "Measure what operations on containers cost on this machine, for the "
          "predictions of 'hone suggest'. Takes some minutes, in which the "
          "machine should have nothing else to do."))
    return *Code;
  if (Show && (Quick || OutputFile.getNumOccurrences()))
    return failUsage(Argv, "--show measures and writes nothing: it goes with "
                           "neither --quick nor -o");

  std::string Path = OutputFile.empty() ? costsFile() : OutputFile.getValue();
  if (Path.empty() && !Show)
    return fail(createStringError(
        inconvertibleErrorCode(),
        "neither XDG_CACHE_HOME nor HOME is set, so there is no place to keep "
        "the costs; -o FILE writes them anywhere"));
  if (!Show)
    if (Error E = makeWritable(Path))
      return fail(std::move(E));
  CostModel Model = Show ? CostModel::forThisMachine() : measure(Quick);
  if (!Show)
    if (Error E = writeFile(Model, Path))
      return fail(std::move(E));
  if (Json) {
    Model.write(outs());
    return ExitOk;
  }
  outs() << (Show ? Model.describe() : "written to " + Path) << '\n';
  printTables(Model, outs());
  return ExitOk;
}
