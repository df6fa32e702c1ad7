//===- dense-integer-keys.cpp - rule dense-integer-keys --------*- C++ -*-===//
//
// Owns: when the keys of a map or set are small numbers that fill their range,
// so that an array, or a set of bits, indexed by them does the same, and what
// that saves.
//
//===----------------------------------------------------------------------===//

#include "Detectors.h"
#include "KeyedUse.h"
#include "Template.h"
#include "Words.h"

using namespace llvm;

namespace hone {
namespace {

/// So much of the range is in use: an array is not larger than the nodes of a
/// map then (K12 of the catalogue of detectors: a node takes 40 bytes and
/// more).
constexpr double LeastDensity = 1.0 / 8;
/// No array of more elements is proposed: what fills such a range today may not
/// fill the next one.
constexpr double MostElements = 16 * 1024 * 1024;
/// Fewer keys do not show what their range is.
constexpr uint64_t LeastKeys = 16;
constexpr uint64_t LeastSamples = 200;

struct Range {
  int64_t Min, Max;
  double elements() const { return double(Max) - double(Min) + 1; }
};

} // namespace

static std::optional<Range> rangeOf(const ContainerUse &Use) {
  OperationSample S = Use.sample(kinds::ByKey);
  if (!S.KeyMin || S.Samples < LeastSamples || S.MaxSize < LeastKeys)
    return std::nullopt;
  Range R = {*S.KeyMin, *S.KeyMax};
  bool IsDense = R.Min <= R.Max && R.elements() <= MostElements &&
                 double(S.MaxSize) >= LeastDensity * R.elements();
  return IsDense ? std::optional(R) : std::nullopt;
}

static void advise(const ContainerUse &Use, const Range &R, Finding &F) {
  const ContainerType &Type = Use.type();
  std::string Name = sketchName(Use.container());
  std::string Size = std::to_string(R.Max - R.Min + 1);
  std::string Key = R.Min == 0  ? "Key"
                    : R.Min > 0 ? "Key - " + std::to_string(R.Min)
                                : "Key + " + std::to_string(-R.Min);
  F.Before = Type.Name + " " + Name + ";";
  if (Type.isMap()) {
    F.Fix = "Use a vector that is indexed by the key; where a key may be "
            "missing, of std::optional values or with a value that says so.";
    F.After = fillTemplate(
        R"(
std::vector<$Value> $Name($Size);   // grows if a larger key comes
$Name[$Key]
)",
        {{"Value", Type.Value}, {"Name", Name}, {"Size", Size}, {"Key", Key}});
  } else {
    F.Fix = "Use a vector of bits that is indexed by the key.";
    F.After = fillTemplate(R"(
std::vector<bool> $Name($Size);   // grows if a larger key comes
$Name[$Key]
)",
                           {{"Name", Name}, {"Size", Size}, {"Key", Key}});
  }
}

void detectDenseIntegerKeys(const Model &M, const CostModel &Costs,
                            std::vector<Finding> &Out) {
  for (const ContainerUse &Use : containerUses(M)) {
    const ContainerType &Type = Use.type();
    bool IsPointer = StringRef(Type.Key).contains('*');
    if (!Type.isKeyed() || Type.isMulti() || IsPointer || Type.HasOwnOrder ||
        Type.TheKeyClass == KeyClass::Floating)
      continue;
    std::optional<Range> R = rangeOf(Use);
    // An array has no iterators to hand out in their place.
    if (!R || Use.hasFlag(OPERATION_KEEPS, kinds::ByKey))
      continue;
    OperationMix Mix = mixOf(Use), OfArray = Mix;
    OfArray.Size = R->elements();
    if (Mix.Size > 0)
      OfArray.Walked *= std::max(1.0, R->elements() / Mix.Size);
    Structure Present = Type.isHash() ? Structure::HashMap : Structure::Map;
    std::optional<Interval> Now = mixNs(Costs, Present, Mix, Held::integers());
    std::optional<Interval> Then =
        mixNs(Costs, Type.isMap() ? Structure::Array : Structure::Bitset,
              OfArray, Held::integers());
    if (!Now || !Then)
      continue;
    double NowNs = keyedNs(M, Use, Costs, Present, Mix, Held::integers());
    Interval Saving = lookupSavingOf(NowNs, *Now, *Then);
    if (Saving.Low <= 0)
      continue;
    Finding F = containerFinding(M, Use, "dense-integer-keys", nullptr);
    F.SavingNs = Saving;
    F.Proposed = Structure::Array;
    F.Title = containerWords(M, Use.container()) +
              " has integer keys of a small range: index an array by them";
    describeKeyedUse(M, Use, NowNs, F);
    uint64_t Most = Use.sample(kinds::ByKey).MaxSize;
    F.Observed.push_back("the keys that were looked at are from " +
                         std::to_string(R->Min) + " to " +
                         std::to_string(R->Max) + ", of which it holds " +
                         countWords(Most));
    F.Evidence.push_back({"key_min", R->Min});
    F.Evidence.push_back({"key_max", R->Max});
    judgeKeyedChange(Use, F);
    F.Risks.push_back({true, Type.isOrdered()
                                 ? "walks keep their order: the array's is the "
                                   "keys'"
                                 : "nothing can rely on the order of a hash "
                                   "container"});
    F.Risks.push_back({false,
                       "keys of other inputs may lie far outside of this "
                       "range: check them where they come from"});
    advise(Use, *R, F);
    Out.push_back(std::move(F));
  }
}

} // namespace hone
