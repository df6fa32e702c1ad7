//===- struct-layout.cpp - rule struct-layout ------------------*- C++ -*-===//
//
// Owns: what to say of structs whose members stand in the wrong order, or of
// which a few members only are used where time goes. Which of the two changes a
// struct gets is decided here; what they save, in StructGain.
//
//===----------------------------------------------------------------------===//

#include "Detectors.h"
#include "StructGain.h"
#include "Words.h"

#include "llvm/ADT/StringExtras.h"

#include <cmath>

using namespace llvm;

namespace hone {

/// A second struct is more work than another order: it must save this much
/// more.
static constexpr double SplitMustSave = 1.25;

/// "Star" of "sky::Star".
static std::string shortName(const StructType &S) {
  StringRef Name =
      StringRef(S.Name).take_until([](char C) { return C == '<'; });
  size_t At = Name.rfind("::");
  return (At == StringRef::npos ? Name : Name.drop_front(At + 2)).str();
}

/// "char Name[48];"
static std::string declaration(const StructMember &M) {
  StringRef Type = M.Type;
  size_t Array = Type.ends_with("]") ? Type.find('[') : StringRef::npos;
  StringRef Element = Type.take_front(std::min(Array, Type.size()));
  std::string Space =
      Element.ends_with("*") || Element.ends_with("&") ? "" : " ";
  std::string Text = (Element + Space + M.Name).str();
  if (Array != StringRef::npos)
    Text += Type.drop_front(Array);
  return Text + ";";
}

static std::string sketch(StringRef Name,
                          const std::vector<StructMember> &Members,
                          const Twine &Note) {
  std::string Text = ("struct " + Name + " { // " + Note + "\n").str();
  for (const StructMember &M : Members)
    if (!M.Name.empty())
      Text += "  " + declaration(M) + "\n";
  return Text + "};";
}

static std::string bytes(uint64_t Bytes) {
  return std::to_string(Bytes) + " bytes";
}

static std::vector<StructMember> coldOf(const StructCase &C) {
  std::vector<StructMember> Cold;
  for (size_t I = 0; I != C.IsCold.size(); ++I)
    if (C.IsCold[I])
      Cold.push_back(C.S->Members[I]);
  return Cold;
}

static std::string names(const std::vector<StructMember> &Members) {
  std::vector<StringRef> Names;
  for (const StructMember &M : Members)
    if (!M.Name.empty() && M.Name != "Rest")
      Names.push_back(M.Name);
  return join(Names, ", ");
}

static std::string populationWords(const Model &M, const StructCase &C) {
  std::string Words = countWords(uint64_t(std::llround(C.P.Objects))) +
                      " objects, " +
                      byteWords(C.P.Objects * double(C.S->Size)) + ", ";
  if (C.P.Container)
    return Words + "in " + containerWords(M, M.Containers[*C.P.Container]);
  return Words + "from the allocator, asked for in line " +
         std::to_string(C.P.Allocation->Line);
}

static void describe(const Model &M, const StructCase &C, const LayoutChange &L,
                     Finding &F) {
  const StructType &S = *C.S;
  F.Observed = {populationWords(M, C),
                "looked at " +
                    countWords(uint64_t(std::llround(C.Visits.Visits))) +
                    " times; lines that use members take " +
                    timeWords(C.LinesNs) + " (" + hotLines(M, S) + ")",
                "a look touches " + meanWords(L.LinesNow) +
                    " cache lines of 64 bytes on average, then " +
                    meanWords(L.LinesThen)};
  json::Array Members;
  for (size_t I = 0; I != S.Members.size(); ++I) {
    const StructMember &Member = S.Members[I];
    Members.push_back(json::Object{{"name", Member.Name},
                                   {"type", Member.Type},
                                   {"offset", int64_t(Member.Offset)},
                                   {"size", int64_t(Member.Size)},
                                   {"loads", int64_t(Member.Heat.Loads)},
                                   {"stores", int64_t(Member.Heat.Stores)},
                                   {"cold", bool(C.IsCold[I])}});
  }
  auto Declared =
      S.File != NoId ? json::Value(M.Files[S.File].Name) : json::Value(nullptr);
  F.Evidence.push_back({"struct", S.Name});
  F.Evidence.push_back({"declared_file", std::move(Declared)});
  F.Evidence.push_back({"declared_line", int64_t(S.Line)});
  F.Evidence.push_back({"bytes", int64_t(L.Now.Size)});
  F.Evidence.push_back({"bytes_then", int64_t(L.Then.Size)});
  F.Evidence.push_back({"objects", C.P.Objects});
  F.Evidence.push_back({"looks", C.Visits.Visits});
  F.Evidence.push_back({"lines_ns", C.LinesNs});
  F.Evidence.push_back({"members", std::move(Members)});
}

static uint64_t addressesOfCold(const StructCase &C) {
  uint64_t Times = 0;
  for (const StructMember &Member : coldOf(C))
    Times += Member.Heat.Addresses;
  return Times;
}

static void addRisks(const StructCase &C, const LayoutChange &L, Finding &F) {
  const StructType &S = *C.S;
  F.Risks.push_back({true, "no counted code writes, reads or compares objects "
                           "as raw bytes"});
  if (!(S.Flags & STRUCT_CONSTRUCTOR))
    F.Risks.push_back({false, "objects that are made from a list {...} name "
                              "values in the order of the members"});
  F.Risks.push_back({false,
                     "offsetof, and code that is compiled elsewhere with "
                     "the same declaration (a library's public header, "
                     "a file or network format)"});
  if (S.Flags & STRUCT_CONSTRUCTOR)
    F.Risks.push_back({false,
                       "members are initialized in the order in which "
                       "they are declared: one that is made from another "
                       "must stay behind it"});
  if (L.IsSplit && addressesOfCold(C))
    F.Risks.push_back({false, "addresses of cold members are given to other "
                              "code " +
                                  plural(addressesOfCold(C), "time", "times") +
                                  ": uses of those that are kept are not "
                                  "counted"});
  if (L.IsSplit)
    F.Risks.push_back({false, "code without counts that uses the cold members "
                              "(the standard library's copies are no matter)"});
}

static void describeOrder(const StructCase &C, const LayoutChange &L,
                          Finding &F) {
  const StructType &S = *C.S;
  uint64_t Padding = paddingOf(L.Now);
  F.Title = S.Name + " is " + bytes(L.Now.Size) + ", of which " +
            std::to_string(Padding) + " are padding; in another order " +
            std::to_string(L.Then.Size);
  double Saved = C.P.Objects * double(L.Now.Size - L.Then.Size);
  F.Observed.push_back(byteWords(Saved) + " less memory");
  F.Evidence.push_back({"change", "reorder"});
  F.Evidence.push_back({"saved_bytes", Saved});
  F.TheConfidence = Confidence::Medium;
  F.ConfidenceWhy = "sizes and counts are exact, and what depends on the order "
                    "of members is for you to check";
  F.Fix = "Declare the members in the order of their alignment, the largest "
          "first.";
  F.Before = sketch(shortName(S), L.Now.Members, bytes(L.Now.Size));
  F.After = sketch(shortName(S), L.Then.Members, bytes(L.Then.Size));
}

static void describeSplit(const StructCase &C, const LayoutChange &L,
                          Finding &F) {
  const StructType &S = *C.S;
  std::vector<StructMember> Cold = coldOf(C);
  std::string Name = shortName(S);
  double Hot = 100 * (1 - C.ColdUses / C.Visits.Visits);
  F.Title = std::to_string(L.Now.Size - L.Then.Size) + " of the " +
            bytes(L.Now.Size) + " of " + S.Name + " are not used in " +
            percentWords(Hot) + " of the looks at its objects";
  F.Observed.push_back("cold: " + names(Cold));
  F.Observed.push_back("used: " + names(L.Then.Members));
  F.Evidence.push_back({"change", "split"});
  F.Evidence.push_back({"cold_looks", C.ColdUses});
  bool IsWalked = C.P.Container && C.P.InRow;
  F.TheConfidence =
      IsWalked && !addressesOfCold(C) ? Confidence::Medium : Confidence::Low;
  F.ConfidenceWhy = !IsWalked ? "how many objects are looked at in one go is "
                                "not known"
                    : addressesOfCold(C)
                        ? "other code gets addresses of cold members"
                        : "counts are exact, and other inputs may use other "
                          "members";
  bool HasPointer = !L.Then.Members.empty() &&
                    any_of(L.Then.Members, [](const StructMember &M) {
                      return M.Name == "Rest" && M.Type.empty();
                    });
  std::vector<StructMember> Kept = L.Then.Members;
  for (StructMember &M : Kept)
    if (M.Name == "Rest" && M.Type.empty())
      M.Type = "std::unique_ptr<" + Name + "Rest>";
  F.Fix = HasPointer
              ? "Move the cold members to a struct of their own, behind a "
                "pointer or an index: objects change places, or stand alone."
              : "Move the cold members to a second struct, in a vector beside "
                "the first with the same numbers.";
  F.Before = sketch(Name, L.Now.Members, bytes(L.Now.Size));
  F.After = sketch(Name, Kept, bytes(L.Then.Size)) + "\n" +
            sketch(Name + "Rest", Cold,
                   HasPointer ? "reached by Rest" : "by the same number");
}

void detectStructLayout(const Model &M, const CostModel &Costs,
                        std::vector<Finding> &Out) {
  std::vector<ContainerUse> Uses = containerUses(M);
  for (const StructType &S : M.Structs) {
    std::optional<StructCase> C = caseOf(M, Uses, S);
    if (!C)
      continue;
    std::optional<LayoutChange> Order = reordered(M, Costs, *C);
    std::optional<LayoutChange> Split = split(M, Costs, *C);
    double OrderNs = Order ? Order->SavingNs.Mid : 0;
    bool IsSplit = Split && Split->SavingNs.Mid > OrderNs * SplitMustSave;
    const std::optional<LayoutChange> &L = IsSplit ? Split : Order;
    if (!L || L->SavingNs.Mid <= 0)
      continue;
    Finding F;
    F.Rule = "struct-layout";
    F.TheGroup = Group::Layout;
    F.File = S.File;
    F.Line = S.Line;
    F.SavingNs = L->SavingNs;
    F.SavingNs.Low = std::max(0.0, F.SavingNs.Low);
    if (C->P.Container)
      F.OfContainer = *C->P.Container;
    describe(M, *C, *L, F);
    IsSplit ? describeSplit(*C, *L, F) : describeOrder(*C, *L, F);
    addRisks(*C, *L, F);
    Out.push_back(std::move(F));
  }
}

} // namespace hone
