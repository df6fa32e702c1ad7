//===- Sources.cpp --------------------------------------------------------===//

#include "Sources.h"
#include "lib/profile/ShortName.h"
#include "lib/profile/SourcePath.h"
#include "lib/profile/SumTemplates.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/WithColor.h"
#include <set>

using namespace hone;
using namespace llvm;

NamedInputs hone::sortInputs(ArrayRef<std::string> Inputs) {
  NamedInputs Sorted;
  for (const std::string &Input : Inputs)
    (StringRef(Input).ends_with(".prof") ? Sorted.Profiles : Sorted.Sources)
        .push_back(Input);
  return Sorted;
}

Expected<std::vector<PathEquivalence>>
hone::parseEquivalences(ArrayRef<std::string> Texts) {
  std::vector<PathEquivalence> Equivalences;
  for (const std::string &Text : Texts) {
    Expected<PathEquivalence> E = parsePathEquivalence(Text);
    if (!E)
      return E.takeError();
    Equivalences.push_back(*E);
  }
  return Equivalences;
}

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

LineSection hone::wholeFile(FileId File) {
  LineSection Section;
  Section.File = File;
  return Section;
}

Expected<std::vector<LineSection>>
hone::findSections(const Model &M, ArrayRef<std::string> Sources,
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

SourceText hone::sourceOf(const Model &M, const LineSection &Section,
                          ArrayRef<PathEquivalence> Equivalences) {
  SourceText Source =
      findSource(M.Files[Section.File], Equivalences, M.TheRun.StartNs);
  warnAboutSource(M, Section, Source);
  return Source;
}

Error hone::noMemoryFigures(const Model &M) {
  return createStringError(inconvertibleErrorCode(), "no figures of memory: %s",
                           M.Heap.WhyNot.c_str());
}
