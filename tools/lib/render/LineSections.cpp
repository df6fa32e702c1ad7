//===- LineSections.cpp ---------------------------------------------------===//

#include "LineSections.h"
#include "lib/profile/ShortName.h"
#include "lib/profile/SumTemplates.h"
#include "llvm/ADT/STLExtras.h"
#include <algorithm>

using namespace hone;
using namespace llvm;

/// Lines of text shown on either side of one that is worth looking at.
static constexpr uint32_t ContextLines = 2;

std::vector<Line> hone::linesOf(const Model &M, const LineSection &Section) {
  std::vector<Line> Lines;
  for (const Line &L : M.Lines)
    if (L.File == Section.File && L.Line >= Section.Begin &&
        L.Line <= Section.End)
      Lines.push_back(L);
  return Lines;
}

LineSection hone::sectionOf(const Model &M, FunctionId Function) {
  const hone::Function &F = M.Functions[Function];
  auto IsInstance = [&](const hone::Function &Other) {
    return Other.File == F.File && Other.Line == F.Line;
  };
  LineSection Section{F.File, shortName(F.LinkageName), F.Line, F.Line};
  if (count_if(M.Functions, IsInstance) > 1)
    Section.Function = withoutTemplateArguments(Section.Function);
  for (const Line &L : M.Lines)
    if (L.File == F.File && IsInstance(M.Functions[L.Function]))
      Section.End = std::max(Section.End, L.Line);
  return Section;
}

/// Adds the numbers of a range as far as there is text of the section.
static void addRange(std::set<uint32_t> &Numbers, uint32_t Begin, uint32_t End,
                     const LineSection &Section, const SourceText &Source) {
  auto LastLine = static_cast<uint32_t>(Source.Lines.size());
  End = std::min({End, Section.End, LastLine});
  for (uint32_t N = std::max(Begin, Section.Begin); N <= End; ++N)
    Numbers.insert(N);
}

std::set<uint32_t> hone::allNumbers(const LineSection &Section,
                                    const std::vector<Line> &Lines,
                                    const SourceText &Source) {
  std::set<uint32_t> Numbers;
  addRange(Numbers, Section.Begin, Section.End, Section, Source);
  for (const Line &L : Lines)
    Numbers.insert(L.Line);
  return Numbers;
}

std::set<uint32_t> hone::numbersAround(const LineSection &Section,
                                       const std::vector<Line> &Lines,
                                       const SourceText &Source) {
  std::set<uint32_t> Numbers;
  for (const Line &L : Lines) {
    Numbers.insert(L.Line);
    uint32_t Above = std::min(L.Line, ContextLines);
    addRange(Numbers, L.Line - Above,
             L.Line > ~0u - ContextLines ? ~0u : L.Line + ContextLines, Section,
             Source);
  }
  return Numbers;
}
