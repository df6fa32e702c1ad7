//===- ContainerFinding.cpp - what findings on containers share -*- C++ -*-===//

#include "ContainerFinding.h"
#include "PlaceWords.h"
#include "Words.h"

#include <set>

using namespace llvm;

namespace hone {

/// With fewer a mean says little.
static constexpr uint64_t FewSamples = 30;
/// More lines than these are only counted.
static constexpr size_t MostPlaces = 3;

Kinds allKinds() {
  Kinds All = std::initializer_list<OperationKind>{};
  for (unsigned Kind = 0; Kind != NumOperationKinds; ++Kind)
    All = All | Kinds(OperationKind(Kind));
  return All;
}

Finding containerFinding(const Model &M, const ContainerUse &Use,
                         StringRef Rule, const Operation *At) {
  const Container &C = Use.container();
  Finding F;
  F.Rule = Rule.str();
  F.TheGroup = Group::Algorithm;
  F.File = At ? At->File : C.File;
  F.Line = At ? At->Line : C.Line;
  F.Function = At ? At->Function : C.Function;
  F.OfContainer = Use.id();
  F.Evidence = {
      {"container", C.Name},
      {"container_type", Use.type().Name},
      {"declared_file",
       C.File != NoId ? json::Value(M.Files[C.File].Name) : nullptr},
      {"declared_line", C.Line ? json::Value(int64_t(C.Line)) : nullptr}};
  return F;
}

void addEvidence(Finding &F,
                 std::vector<std::pair<std::string, json::Value>> More) {
  std::move(More.begin(), More.end(), std::back_inserter(F.Evidence));
}

std::string placeWords(const Model &M, ArrayRef<const Operation *> Places) {
  std::set<std::pair<FileId, uint32_t>> Seen;
  std::string Text;
  size_t Named = 0;
  for (const Operation *O : Places) {
    if (O->File == NoId || !Seen.emplace(O->File, O->Line).second)
      continue;
    if (Named == MostPlaces)
      continue;
    ++Named;
    Text += Text.empty() ? "" : ", ";
    Text += placeWords(M, O->File, O->Line);
  }
  if (Seen.size() > Named)
    Text += " and " + std::to_string(Seen.size() - Named) + " more";
  return Text;
}

void setConfidence(Finding &F, const ContainerUse &Use, Confidence Most,
                   std::string Why, uint64_t Samples) {
  F.TheConfidence = Most;
  F.ConfidenceWhy = std::move(Why);
  if (Use.container().IsShared) {
    F.TheConfidence = Confidence::Low;
    F.ConfidenceWhy = "some code that uses it is not known";
  } else if (Samples < FewSamples) {
    F.TheConfidence = Confidence::Low;
    F.ConfidenceWhy = "only " +
                      plural(Samples, "operation was", "operations were") +
                      " observed";
  }
}

void addStabilityRisks(Finding &F, const ContainerUse &Use) {
  if (unsigned Threads = Use.threads())
    F.Risks.push_back(
        {Threads == 1, Threads == 1 ? "one thread only uses it"
                                    : countWords(Threads) +
                                          " threads use it: what guards it now "
                                          "must guard the other one"});
  if (Use.hasFlag(OPERATION_KEEPS, allKinds()))
    F.Risks.push_back({false,
                       "an iterator, pointer or reference into it is kept "
                       "while it changes, or where it outlives the function: "
                       "see that it stays valid"});
  else
    F.Risks.push_back(
        {true, "no iterator or reference into it is seen to be kept while it "
               "changes, or where it outlives its function"});
}

std::string sketchName(const Container &C) {
  StringRef Name = C.Name;
  if (size_t At = Name.rfind("::"); At != StringRef::npos)
    Name = Name.drop_front(At + 2);
  Name.consume_back("[]");
  return Name.empty() ? "Items" : Name.str();
}

} // namespace hone
