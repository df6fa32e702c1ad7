//===- Containers.cpp - hone containers -----------------------------------===//
//
// Owns: the options of the command. Must not know how containers are observed
// or printed.
//
//===----------------------------------------------------------------------===//

#include "Commands.h"
#include "Inputs.h"
#include "Output.h"
#include "lib/render/ContainerReport.h"
#include "llvm/Support/CommandLine.h"

using namespace hone;
using namespace llvm;

static constexpr unsigned DefaultMost = 20;

int hone::containersMain(int Argc, const char *const *Argv) {
  cl::list<std::string> Profiles(cl::Positional, cl::desc("[PROFILE...]"));
  cl::opt<unsigned> Most("n", cl::value_desc("N"), cl::init(DefaultMost),
                         cl::desc("Only the first N (default 20)"));
  cl::opt<bool> All("all", cl::desc("All containers"));
  cl::opt<bool> Json("json", cl::desc("Print JSON (see docs/cli.md)"));
  cl::opt<std::string> OutputFile("o", cl::value_desc("FILE"),
                                  cl::desc("Write to FILE"));
  ColorOption Color;
  if (std::optional<int> Code = parseOptions(
          Argc, Argv,
          "What the containers of the standard library are used for, those "
          "that take most\ntime first: every operation with its exact count, "
          "and sizes, hits and times from a\nsample of the operations. Without "
          "PROFILE (*.prof): the newest run's in the current\nfolder."))
    return *Code;
  Expected<Model> M = loadModel(Profiles);
  if (!M)
    return fail(M.takeError());
  std::vector<ContainerId> Which = rankContainers(*M);
  if (!Which.size() && !Json)
    return fail(createStringError(
        inconvertibleErrorCode(),
        "no operation on a container of the standard library was counted: the "
        "program uses none, or was compiled with HONE_NO_OBSERVE=1, or by an "
        "older version of hone"));
  if (!All && Which.size() > Most && (!Json || Most.getNumOccurrences()))
    Which.resize(Most);
  Expected<Output> Out = Output::open(OutputFile, Color);
  if (!Out)
    return fail(Out.takeError());
  if (Json)
    printContainersJson(*M, Which, Out->stream());
  else
    printContainers(*M, Which, Out->hasColor(), Out->stream());
  if (Error E = Out->close())
    return fail(std::move(E));
  return ExitOk;
}
