//===- Lines.cpp - hone lines ---------------------------------------------===//
//
// Owns: the options of the line report and what part of the sources it shows.
// Must not know how lines are counted or printed.
//
//===----------------------------------------------------------------------===//

#include "Commands.h"
#include "Inputs.h"
#include "Output.h"
#include "lib/profile/ShortName.h"
#include "lib/profile/SourcePath.h"
#include "lib/profile/SumTemplates.h"
#include "lib/render/LineReport.h"
#include "lib/render/ReportJson.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/WithColor.h"
#include <set>

using namespace hone;
using namespace llvm;

namespace {

/// All options of the command; a local variable of linesMain.
struct LinesOptions {
  cl::list<std::string> Inputs{cl::Positional,
                               cl::desc("[SOURCE...] [PROFILE...]")};
  cl::list<std::string> Functions{
      "function", cl::value_desc("NAME"),
      cl::desc("Only this function; may be given several times")};
  cl::alias FunctionShort{"f", cl::aliasopt(Functions),
                          cl::desc("Alias for --function")};
  cl::opt<unsigned> Hottest{
      "n", cl::value_desc("N"),
      cl::desc("Only the N hottest lines, with their surroundings")};
  cl::list<std::string> Equivalences{
      "path-equivalence", cl::value_desc("FROM,TO"),
      cl::desc("Look for sources below TO where the profile says FROM; may be "
               "given several times")};
  cl::opt<bool> Json{"json", cl::desc("Print JSON (see docs/cli.md)")};
  cl::opt<std::string> File{"o", cl::value_desc("FILE"),
                            cl::desc("Print to FILE")};
  ColorOption Color;
};

} // namespace

/// True if Path names the file: as the compiler saw it, or the last parts of
/// its whole path.
static bool isNamed(const SourceFile &File, StringRef Path) {
  std::string Whole = absolutePath(File.Directory, File.Name);
  std::string Wanted = absolutePath("", StringRef(Path));
  while (StringRef(Wanted).starts_with("../"))
    Wanted.erase(0, 3);
  return File.Name == Path || Whole == Wanted ||
         StringRef(Whole).ends_with("/" + Wanted);
}

static std::string filesWithCode(const Model &M) {
  std::set<FileId> Ids;
  for (const Line &L : M.Lines)
    Ids.insert(L.File);
  std::string Names;
  for (FileId Id : Ids)
    Names += (Names.empty() ? "" : ", ") + M.Files[Id].Name;
  return Names;
}

static Expected<std::vector<FileId>> findFiles(const Model &M,
                                               StringRef Source) {
  std::vector<FileId> Found;
  for (FileId Id = 0; Id != M.Files.size(); ++Id)
    if (isNamed(M.Files[Id], Source) &&
        any_of(M.Lines, [&](const Line &L) { return L.File == Id; }))
      Found.push_back(Id);
  if (Found.empty())
    return createStringError(
        inconvertibleErrorCode(),
        "no code of '%s' is in the profile; there is code of "
        "%s",
        Source.str().c_str(), filesWithCode(M).c_str());
  return Found;
}

/// True if Name is the function's linkage name, its name with or without
/// signature and template arguments, or the last part of it.
static bool isNamed(const Function &F, const std::string &Name) {
  std::string Short = shortName(F.LinkageName);
  std::string Plain = withoutTemplateArguments(Short);
  return F.LinkageName == Name || F.Name == Name || Short == Name ||
         Plain == Name || StringRef(Plain).ends_with("::" + Name);
}

/// Functions by name; instantiations of one template are one section.
static Expected<std::vector<LineSection>>
findFunctions(const Model &M, const std::string &Name) {
  std::vector<LineSection> Sections;
  std::set<std::pair<FileId, uint32_t>> Seen;
  for (FunctionId Id = 0; Id != M.Functions.size(); ++Id) {
    const Function &F = M.Functions[Id];
    if (F.File == NoId || !F.Line || !isNamed(F, Name) ||
        !Seen.insert({F.File, F.Line}).second)
      continue;
    Sections.push_back(sectionOf(M, Id));
  }
  if (Sections.empty())
    return createStringError(inconvertibleErrorCode(),
                             "no function '%s' is in the profile; 'hone report "
                             "--all --match NAME' finds functions",
                             Name.c_str());
  return Sections;
}

static LineSection wholeFile(FileId File) {
  LineSection Section;
  Section.File = File;
  return Section;
}

static Expected<std::vector<LineSection>>
findSections(const Model &M, ArrayRef<std::string> Sources,
             ArrayRef<std::string> Functions) {
  std::vector<LineSection> Sections;
  for (const std::string &Source : Sources) {
    Expected<std::vector<FileId>> Files = findFiles(M, Source);
    if (!Files)
      return Files.takeError();
    for (FileId Id : *Files)
      Sections.push_back(wholeFile(Id));
  }
  if (!Functions.empty()) {
    std::vector<LineSection> Within = std::move(Sections);
    Sections.clear();
    for (const std::string &Name : Functions) {
      Expected<std::vector<LineSection>> Found = findFunctions(M, Name);
      if (!Found)
        return Found.takeError();
      for (const LineSection &S : *Found)
        if (Within.empty() || any_of(Within, [&](const LineSection &File) {
              return File.File == S.File;
            }))
          Sections.push_back(S);
    }
    if (Sections.empty())
      return createStringError(inconvertibleErrorCode(),
                               "the named function is not in the named source");
  }
  if (Sections.empty())
    if (FileId File = hottestFile(M); File != NoId)
      Sections.push_back(wholeFile(File));
  return Sections;
}

static void warnAboutSource(const Model &M, const LineSection &Section,
                            const SourceText &Source) {
  const std::string &Name = M.Files[Section.File].Name;
  if (Source.Path.empty())
    WithColor::note(errs(), "hone")
        << "the source of '" << Name << "' is not at "
        << join(Source.LookedAt, ", nor at ")
        << "; --path-equivalence=FROM,TO tells where sources have gone\n";
  else if (Source.IsNewerThan)
    WithColor::note(errs(), "hone")
        << "'" << Source.Path
        << "' was changed after the program ran: lines may have moved\n";
}

static void printText(const Model &M, ArrayRef<LineSection> Sections,
                      const LinesOptions &Options,
                      ArrayRef<PathEquivalence> Equivalences, Output &Out) {
  LineStyle Style;
  Style.Color = Out.hasColor();
  if (Options.Hottest.getNumOccurrences())
    Style.Hottest = Options.Hottest;
  for (const LineSection &Section : Sections) {
    SourceText Source =
        findSource(M.Files[Section.File], Equivalences, M.TheRun.StartNs);
    warnAboutSource(M, Section, Source);
    printLines(M, Section, Source, Style, Out.stream());
  }
}

static void printJson(const Model &M, ArrayRef<LineSection> Sections,
                      const LinesOptions &Options, Output &Out) {
  std::vector<Line> Lines;
  for (const LineSection &Section : Sections)
    append_range(Lines, linesOf(M, Section));
  if (Options.Hottest.getNumOccurrences()) {
    llvm::stable_sort(Lines, isHotter);
    Lines.resize(std::min<size_t>(Lines.size(), Options.Hottest));
  }
  printLinesJson(M, Lines, Out.stream());
}

int hone::linesMain(int Argc, const char *const *Argv) {
  LinesOptions Options;
  if (std::optional<int> Code = parseOptions(
          Argc, Argv,
          "Hits and times per source line, in the columns of line_profiler.\n"
          "  Hits  exact; Time, Per Hit: microseconds, from samples; % Time "
          "of\n"
          "        the part shown; blank: no code, or too little time to tell\n"
          "A name that ends in .prof is a profile, another one a source (its "
          "last\n"
          "part is enough). Without SOURCE: the hottest file; without PROFILE: "
          "the\n"
          "newest run's in the current folder."))
    return *Code;
  std::vector<std::string> Sources, Profiles;
  for (const std::string &Input : Options.Inputs)
    (StringRef(Input).ends_with(".prof") ? Profiles : Sources).push_back(Input);
  std::vector<PathEquivalence> Equivalences;
  for (const std::string &Text : Options.Equivalences) {
    Expected<PathEquivalence> E = parsePathEquivalence(Text);
    if (!E)
      return failUsage(Argv, toString(E.takeError()));
    Equivalences.push_back(*E);
  }
  Expected<Model> M = loadModel(Profiles);
  if (!M)
    return fail(M.takeError());
  std::vector<std::string> Functions(Options.Functions.begin(),
                                     Options.Functions.end());
  Expected<std::vector<LineSection>> Sections =
      findSections(*M, Sources, Functions);
  if (!Sections)
    return fail(Sections.takeError());
  Expected<Output> Out = Output::open(Options.File, Options.Color);
  if (!Out)
    return fail(Out.takeError());
  if (Options.Json)
    printJson(*M, *Sections, Options, *Out);
  else
    printText(*M, *Sections, Options, Equivalences, *Out);
  if (Error E = Out->close())
    return fail(std::move(E));
  return ExitOk;
}
