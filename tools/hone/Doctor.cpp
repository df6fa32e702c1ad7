//===- Doctor.cpp - hone doctor: what is wrong with a set-up --------------===//
//
// Owns: the command line, and printing diagnoses as text or JSON. The checks
// themselves are in InstallationCheck.cpp, SurroundingsCheck.cpp and below for
// files.
//
//===----------------------------------------------------------------------===//

#include "Commands.h"
#include "Diagnosis.h"
#include "ObjectCheck.h"
#include "hone/Abi.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/WithColor.h"
#include "llvm/Support/raw_ostream.h"

using namespace hone;
using namespace llvm;

static const char Overview[] =
    "Checks this installation of hone, by compiling and running a small "
    "program, "
    "and whether the given objects, archives, shared libraries and executables "
    "are instrumented. Exit status 1 when there is a problem.";

static std::string versionList(const std::set<unsigned> &Versions) {
  auto Words =
      map_range(Versions, [](unsigned V) { return std::to_string(V); });
  return join(Words, ", ");
}

Diagnosis hone::checkFile(StringRef Path) {
  Diagnosis Result;
  Result.Subject = Path.str();
  Expected<ObjectFacts> Facts = inspectObject(Path);
  if (!Facts) {
    Result.State = Health::Problem;
    Result.Finding = "cannot be read: " + toString(Facts.takeError());
    Result.Remedy = "give an object, archive, shared library or executable";
    return Result;
  }

  const unsigned Ours = HONE_ABI_VERSION;
  bool Foreign =
      any_of(Facts->AbiVersions, [&](unsigned V) { return V != Ours; });
  if (Foreign) {
    Result.State = Health::Problem;
    Result.Finding = "instrumented for hone ABI " +
                     versionList(Facts->AbiVersions) +
                     ", but this hone is ABI " + std::to_string(Ours);
    Result.Remedy = "build it again with this hone, from clean";
    return Result;
  }
  if (!Facts->Instrumented) {
    Result.State = Health::Problem;
    Result.Finding = Facts->HasRuntime
                         ? "linked with hone's runtime, but nothing in it is "
                           "instrumented"
                         : "not instrumented";
    Result.Remedy =
        "compile it with --config=.../hone.cfg too, not only link it; "
        "or build it by hone build -- COMMAND";
    return Result;
  }
  Result.Finding = "instrumented, hone ABI " + std::to_string(Ours);
  if (Facts->Objects > 1)
    Result.Finding += ", " + std::to_string(Facts->Instrumented) + " of " +
                      std::to_string(Facts->Objects) + " members";
  return Result;
}

static StringRef word(Health State) {
  switch (State) {
  case Health::Ok:
    return "ok";
  case Health::Warning:
    return "warning";
  case Health::Problem:
    return "problem";
  }
  llvm_unreachable("every state has a word");
}

static void printText(ArrayRef<Diagnosis> Diagnoses) {
  for (const Diagnosis &D : Diagnoses) {
    HighlightColor Color = D.State == Health::Ok ? HighlightColor::Note
                           : D.State == Health::Warning
                               ? HighlightColor::Warning
                               : HighlightColor::Error;
    WithColor(outs(), Color) << left_justify(word(D.State), 9);
    outs() << D.Subject << ": " << D.Finding << '\n';
    if (!D.Remedy.empty())
      outs().indent(9) << "-> " << D.Remedy << '\n';
  }
}

static void printJson(ArrayRef<Diagnosis> Diagnoses) {
  json::OStream Json(outs(), 2);
  Json.object([&] {
    Json.attribute("type", "hone.doctor");
    Json.attribute("version", 1);
    Json.attributeArray("checks", [&] {
      for (const Diagnosis &D : Diagnoses)
        Json.object([&] {
          Json.attribute("status", word(D.State));
          Json.attribute("subject", D.Subject);
          Json.attribute("finding", D.Finding);
          Json.attribute("remedy", D.Remedy.empty() ? json::Value(nullptr)
                                                    : json::Value(D.Remedy));
        });
    });
  });
  outs() << '\n';
}

int hone::doctorMain(int Argc, const char *const *Argv) {
  cl::list<std::string> Files(cl::Positional, cl::desc("[FILE...]"));
  cl::opt<bool> Json("json", cl::desc("Print JSON"));
  if (std::optional<int> Exit = parseOptions(Argc, Argv, Overview))
    return *Exit;

  std::vector<Diagnosis> Diagnoses = checkInstallation(findInstallation());
  append_range(Diagnoses, checkSurroundings());
  for (const std::string &File : Files)
    Diagnoses.push_back(checkFile(File));

  if (Json)
    printJson(Diagnoses);
  else
    printText(Diagnoses);
  bool Sick = any_of(
      Diagnoses, [](const Diagnosis &D) { return D.State == Health::Problem; });
  return Sick ? ExitFailure : ExitOk;
}
