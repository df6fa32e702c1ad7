//===- compute-once.cpp - rule compute-once --------------------*- C++ -*-===//
//
// Owns: when objects that are built, and files that are read, again and again
// are worth a change, and what that saves. Which functions do nothing but what
// reading the same file makes them do, is RepeatedWork.h's.
//
//===----------------------------------------------------------------------===//

#include "Detectors.h"
#include "OutsideCalls.h"
#include "PlaceWords.h"
#include "ProgramTime.h"
#include "RepeatedWork.h"
#include "SampledTime.h"
#include "Words.h"
#include "hone/Abi.h"
#include "lib/profile/LineLookup.h"
#include "lib/profile/ShortName.h"

#include "llvm/ADT/STLExtras.h"

#include <map>

using namespace llvm;

namespace hone {

/// Fewer may be what the program is for.
static constexpr uint64_t OftenBuilt = 100, OftenRead = 20;
/// More are too many to keep without asking what they take.
static constexpr uint64_t MostKinds = 64;
/// Of the calls, that repeat one before.
static constexpr double MostlyEqual = 0.95, MostlySame = 0.8;
/// Fewer samples are chance.
static constexpr double EnoughSamples = 5;

static bool wasObserved(uint64_t State) {
  return State == HONE_MEMO_STATE_ARMED || State == HONE_MEMO_STATE_ENOUGH;
}

static double repeatShare(uint64_t Observed, uint64_t Distinct) {
  return Observed > Distinct ? double(Observed - Distinct) / double(Observed) : 0;
}

//===-- Objects -----------------------------------------------------------===//

/// Functions that build equal objects: of one namespace or class in one file, or
/// one alone.
struct Builders {
  std::vector<const Memo *> Memos; ///< those that take longest first
  uint64_t Observed = 0, Distinct = 0, Calls = 0;
  double BuildNs = 0; ///< in them and below
  double AllNs = 0;   ///< with the destructors of what they build
};

/// "ns::Tree" of "ns::Tree::~Tree"; empty: no destructor.
static StringRef destructedType(StringRef Name) {
  size_t At = Name.rfind("::~");
  return At == StringRef::npos ? "" : Name.take_front(At);
}

static bool buildsTheSame(const Memo &O) {
  return O.Builds && wasObserved(O.State) && O.Observed >= OftenBuilt &&
         O.Distinct <= MostKinds &&
         repeatShare(O.Observed, O.Distinct) >= MostlyEqual;
}

static std::vector<Builders> buildersByScope(const Model &M) {
  std::map<std::pair<FileId, std::string>, Builders> ByScope;
  for (const Memo &O : M.Memos)
    if (O.Function != NoId && buildsTheSame(O)) {
      const Function &F = M.Functions[O.Function];
      std::string Name = shortName(F.LinkageName);
      auto [Scope, Last] = StringRef(Name).rsplit("::");
      Builders &B = ByScope[{F.File, Scope.str()}];
      B.Memos.push_back(&O);
      B.Observed += O.Observed;
      B.Distinct += O.Distinct;
      B.Calls += F.Calls;
    }
  std::vector<Builders> Result;
  for (auto &[Scope, B] : ByScope) {
    std::set<FunctionId> Inside;
    std::set<std::string> Types;
    for (const Memo *O : B.Memos) {
      Inside.insert(O->Function);
      Types.insert(O->ResultType);
    }
    B.BuildNs = nsInside(M, Inside);
    for (FunctionId F = 0; F != M.Functions.size(); ++F)
      if (Types.count(
              destructedType(shortName(M.Functions[F].LinkageName)).str()))
        Inside.insert(F);
    B.AllNs = nsInside(M, Inside);
    stable_sort(B.Memos, [](const Memo *A, const Memo *B) {
      return A->RepeatNs > B->RepeatNs;
    });
    Result.push_back(std::move(B));
  }
  return Result;
}

static std::string builderWords(const Model &M, const Memo &O) {
  const Function &F = M.Functions[O.Function];
  return shortName(F.LinkageName) + " (" + placeWords(M, F.File, F.Line) +
         "): " + plural(F.Calls, "call", "calls") +
         (O.ArgumentTypes.empty()
              ? ""
              : ", with " + plural(O.Distinct, "argument tuple",
                                   "different argument tuples"));
}

static void describeBuilders(const Model &M, const Builders &B, Finding &F) {
  constexpr size_t MostListed = 4;
  const Memo &Main = *B.Memos.front();
  F.File = M.Functions[Main.Function].File;
  F.Line = M.Functions[Main.Function].Line;
  F.Function = Main.Function;
  F.Title = "equal objects (" + Main.ResultType + ") are built again and again";
  F.Title += ", " + countWords(B.Calls) + " times";
  for (const Memo *O : ArrayRef(B.Memos).take_front(MostListed))
    F.Observed.push_back(builderWords(M, *O));
  if (B.Memos.size() > MostListed)
    F.Observed.push_back(
        "and " + plural(B.Memos.size() - MostListed, "function", "functions") +
        " more of " + M.Files[F.File].Name);
  F.Observed.push_back("building takes " + timeWords(B.BuildNs) +
                       ", destroying what was built " +
                       timeWords(B.AllNs - B.BuildNs));
  json::Array Functions;
  for (const Memo *O : B.Memos)
    Functions.push_back(json::Object{
        {"function", M.Functions[O->Function].Name},
        {"calls", int64_t(M.Functions[O->Function].Calls)},
        {"observed_calls", int64_t(O->Observed)},
        {"distinct_arguments", int64_t(O->Distinct)},
        {"purity", O->Purity}});
  F.Evidence = {{"calls", int64_t(B.Calls)},
                {"repeat_share", repeatShare(B.Observed, B.Distinct)},
                {"build_ns", int64_t(B.BuildNs)},
                {"destroy_ns", int64_t(B.AllNs - B.BuildNs)},
                {"functions", std::move(Functions)}};
}

static void writeSketch(const Model &M, const Memo &O, Finding &F) {
  std::string Whole = shortName(M.Functions[O.Function].LinkageName);
  size_t At = Whole.rfind("::");
  std::string Name = At == std::string::npos ? Whole : Whole.substr(At + 2);
  std::string Parameters =
      O.ArgumentTypes.empty() ? "()" : "(" + O.ArgumentTypes + " Key)";
  const std::string &Type = O.ResultType;
  F.Before = Type + " " + Name + Parameters +
             " {\n  return ...; // built in each call\n}";
  F.After = "const " + Type + " &" + Name + Parameters + " {\n" +
            (O.ArgumentTypes.empty()
                 ? "  static const " + Type +
                       " Built = ...; // once\n  return Built;\n}"
                 : "  thread_local std::map<..., " + Type +
                       "> Built; // by Key; few: a vector will do\n"
                       "  ... // build it if it is not there\n}");
}

static void adviseToBuildOnce(const Model &M, const Builders &B,
                              std::vector<Finding> &Out) {
  if (B.BuildNs < EnoughSamples * double(M.TheRun.SamplePeriodNs))
    return;
  Finding F;
  F.Rule = "compute-once";
  F.TheGroup = Group::Caching;
  F.TheExtent = Extent::Subtree;
  describeBuilders(M, B, F);
  double Share = repeatShare(B.Observed, B.Distinct);
  F.SavingNs = {sampledInterval(M, B.BuildNs).Low * Share, B.AllNs * Share,
                sampledInterval(M, B.AllNs).High * Share};
  bool IsProven = all_of(B.Memos, [](const Memo *O) { return O->Proven; });
  F.TheConfidence = Confidence::Medium;
  F.ConfidenceWhy =
      std::string("the arguments are equal") +
      (IsProven ? ", and analysis shows no side effect" : "") +
      "; that the objects are only read afterwards is for you to see";
  if (!IsProven)
    F.Risks.push_back({false, "they call virtual functions, which may do more "
                              "than build"});
  F.Risks.push_back({false, "who gets an object changes it, or keeps what it "
                            "owns: hand out a const reference"});
  writeSketch(M, *B.Memos.front(), F);
  F.Fix = "Build each of them once (a static, a member, an entry by its "
          "arguments) and return it by const reference.";
  Out.push_back(std::move(F));
}

//===-- Files -------------------------------------------------------------===//

static void describeReads(const Model &M, const NamedRead &R,
                          const RepeatedWork &Work, const Line *L, Finding &F) {
  FileId File = M.Functions[R.Function].File;
  FunctionId Main = Work.Top == NoId ? R.Function : Work.Top;
  F.Title = shortName(M.Functions[Main].LinkageName) +
            " reads again what it read before, " + countWords(Work.Times) +
            " times: " + R.What + " of the same name";
  F.Observed.push_back(placeWords(M, File, R.Line) + " in " +
                       shortName(M.Functions[R.Function].LinkageName) + ": " +
                       plural(R.Observed, "call", "calls") + " of " + R.What +
                       " were looked at, for " +
                       plural(R.Distinct, "name", "different names"));
  if (Work.Top != NoId) {
    std::string Path;
    for (FunctionId Id : reverse(Work.Path))
      Path += (Path.empty() ? "" : " -> ") +
              shortName(M.Functions[Id].LinkageName);
    F.Observed.push_back(
        (Work.Line ? "from " + placeWords(M, Work.File, Work.Line) + " in " +
                         shortName(M.Functions[Work.Caller].LinkageName) +
                         ", by way of "
                   : "by way of ") +
        Path + ": each runs the same lines as often in each of its calls");
  }
  F.Evidence = {{"calls", int64_t(L ? L->Hits : R.Observed)},
                {"observed_calls", int64_t(R.Observed)},
                {"distinct_names", int64_t(R.Distinct)},
                {"read_file", M.Files[File].Name},
                {"read_line", int64_t(R.Line)},
                {"read_call", R.What},
                {"read_ns", int64_t(Work.LeastNs)},
                {"repeated_ns", int64_t(Work.Ns)}};
}

static void adviseToReadOnce(const Model &M, const NamedRead &R,
                             std::vector<Finding> &Out) {
  double Share = repeatShare(R.Observed, R.Distinct);
  if (R.Function == NoId || R.Observed < OftenRead || Share < MostlySame)
    return;
  FileId File = M.Functions[R.Function].File;
  const Line *L = lineAt(M, File, R.Line);
  RepeatedWork Work = repeatedWork(M, R.Function, File, R.Line,
                                   L ? L->Hits : R.Observed);
  if (Work.Ns < EnoughSamples * double(M.TheRun.SamplePeriodNs))
    return;
  Finding F;
  F.Rule = "compute-once";
  F.TheGroup = Group::Caching;
  bool HasCaller = Work.Caller != NoId;
  F.File = HasCaller ? Work.File : File;
  F.Line = HasCaller ? Work.Line : R.Line;
  F.Function = HasCaller ? Work.Caller : R.Function;
  F.TheExtent = Work.Top == NoId ? Extent::Line : Extent::Subtree;
  F.SubtreeOf = Work.Top;
  describeReads(M, R, Work, L, F);
  F.SavingNs = {sampledInterval(M, Work.LeastNs).Low * Share, Work.Ns * Share,
                sampledInterval(M, Work.Ns).High * Share};
  F.TheConfidence = Confidence::Medium;
  F.ConfidenceWhy = "the name is the same, and so is the work; that what is "
                    "read does not change in between is for you to see";
  F.Risks = {{false, "it changes while the program runs: compare its time of "
                     "change, or keep it for a limited time"},
             {false, "each call has an effect of its own besides reading"}};
  F.Before = "for (each item)\n  load(Name); // reads and parses it again";
  F.After = "if (Loaded.insert(Name).second)\n  load(Name); // once";
  F.Fix = "Keep what was read, by its name, or remember that it was loaded, "
          "and skip the calls that repeat.";
  Out.push_back(std::move(F));
}

void detectComputeOnce(const Model &M, const CostModel &,
                       std::vector<Finding> &Out) {
  for (const Builders &B : buildersByScope(M))
    adviseToBuildOnce(M, B, Out);
  for (const NamedRead &R : M.NamedReads)
    adviseToReadOnce(M, R, Out);
}

} // namespace hone
