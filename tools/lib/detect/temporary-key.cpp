//===- temporary-key.cpp - rule temporary-key ------------------*- C++ -*-===//
//
// Owns: when a std::string is made only to look something up by it, from
// characters that are there already, and what looking up by a view saves.
//
//===----------------------------------------------------------------------===//

#include "Detectors.h"
#include "KeyedUse.h"
#include "Template.h"
#include "Words.h"

using namespace llvm;

namespace hone {
namespace {

/// Making and destroying a string of so many characters, ns. Short ones stand
/// in the string itself; longer ones take an allocation. Measured of 12 and of
/// 40 characters, over the same call with a view: 2.7 (2.0 to 4.0) and 10 to 15
/// (9.9 to 21), in a loop and with 1 MB of other data touched each 64 strings;
/// clang 19 -O2, libstdc++ 12, glibc 2.36, AMD EPYC virtual machine.
constexpr Interval ShortNs = {2, 2.7, 4}, LongNs = {10, 13, 21};
/// Fewer look-ups do not show how long the keys are.
constexpr uint64_t LeastSamples = 50;

} // namespace

static bool looksUp(OperationKind Kind) {
  return (kinds::Lookups | HONE_OP_EraseKey).contains(Kind);
}

static void advise(const ContainerUse &Use, Finding &F) {
  const ContainerType &Type = Use.type();
  std::string Name = sketchName(Use.container());
  std::string Arguments =
      Type.Key + (Type.isMap() ? ", " + Type.Value : std::string());
  F.Before = fillTemplate(R"(
$Type $Name;
$Name.find(std::string(Characters))   // made, looked up, destroyed
)",
                          {{"Type", Type.Name}, {"Name", Name}});
  if (Type.isOrdered()) {
    F.Fix =
        "Give it the comparator std::less<>: then find, count, contains and "
        "lower_bound take a std::string_view as it is (C++14).";
    F.After =
        fillTemplate(R"(
$Template<$Arguments, std::less<>> $Name;
$Name.find(std::string_view(Characters))
)",
                     {{"Template", Type.isMap() ? "std::map" : "std::set"},
                      {"Arguments", Arguments},
                      {"Name", Name}});
    return;
  }
  F.Fix = "Give it a hash and a comparison that take a std::string_view "
          "(is_transparent, C++20); before C++20, keep one std::string beside "
          "the loop and assign() each key to it, which keeps its memory.";
  F.After = fillTemplate(
      R"(
struct Hash : std::hash<std::string_view> { using is_transparent = void; };
$Template<$Arguments, Hash, std::equal_to<>> $Name;
$Name.find(std::string_view(Characters))
)",
      {{"Template", Type.isMap() ? "std::unordered_map" : "std::unordered_set"},
       {"Arguments", Arguments},
       {"Name", Name}});
}

void detectTemporaryKey(const Model &M, const CostModel &,
                        std::vector<Finding> &Out) {
  for (const ContainerUse &Use : containerUses(M)) {
    const ContainerType &Type = Use.type();
    // An order or hash of its own may take views already.
    if (!Type.isKeyed() || Type.Key != "std::string" || Type.HasOwnOrder)
      continue;
    for (const Operation *O : Use.places(kinds::ByKey)) {
      if (!looksUp(O->Kind) || !(O->Flags & OPERATION_TEMPORARY) ||
          !O->Sample || O->Sample->Samples < LeastSamples)
        continue;
      double Bytes = O->Sample->meanKeyBytes();
      Interval Each = Bytes > InlineStringBytes ? LongNs : ShortNs;
      Finding F = containerFinding(M, Use, "temporary-key", O);
      F.SavingNs = Each * double(O->Count);
      F.Title = "a std::string is made for each look-up in " +
                containerWords(M, Use.container());
      F.Observed = {
          plural(O->Count, "look-up", "look-ups") + " with keys of " +
              meanWords(Bytes) + " characters: " +
              (Bytes > InlineStringBytes ? "each allocates and frees"
                                         : "short enough to need no memory"),
          "the look-up itself takes " + timeWords(O->Sample->meanNs()) +
              " (measured), making and destroying its key about " +
              timeWords(Each.Mid) + " (by the key's length)"};
      addEvidence(F, {{"lookups", int64_t(O->Count)},
                      {"mean_key_bytes", Bytes},
                      {"lookup_ns", O->Sample->meanNs()}});
      F.TheConfidence = Confidence::High;
      F.ConfidenceWhy = "equal characters are equal keys, whatever holds them";
      if (Use.container().IsShared) {
        F.TheConfidence = Confidence::Medium;
        F.ConfidenceWhy = "the container's type changes, and some code that "
                          "uses it is not known";
      }
      F.Risks.push_back({false, "the container's type changes: what names it "
                                "must change with it"});
      advise(Use, F);
      Out.push_back(std::move(F));
    }
  }
}

} // namespace hone
