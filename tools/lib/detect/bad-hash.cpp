//===- bad-hash.cpp - rule bad-hash ----------------------------*- C++ -*-===//
//
// Owns: when the keys of a hash container fall into far fewer buckets than
// random hashes would, so that each look-up walks along a chain, and what a
// good hash saves.
//
//===----------------------------------------------------------------------===//

#include "Detectors.h"
#include "KeyedUse.h"
#include "Words.h"

using namespace llvm;

namespace hone {
namespace {

/// So many buckets looked into tell shares below a half from chance.
constexpr double LeastBuckets = 200;
/// Of the buckets that random hashes would use, less than this is in use:
/// chains are more than twice as long (K9 of the catalogue of detectors).
constexpr double MostUsed = 0.5;
/// Chains of a container this small end soon, whatever the hash.
constexpr double LeastSize = 16;
/// Of the time, how much goes along the chain: the rest is hashing, and is
/// measured with it. An estimate; not measured.
constexpr Interval ChainShare = {0.5, 0.8, 1};

} // namespace

static void advise(const ContainerUse &Use, Finding &F) {
  const ContainerType &Type = Use.type();
  bool IsOwn = Type.HasOwnOrder || Type.TheKeyClass == KeyClass::Other;
  F.Fix = IsOwn ? "Hash all parts of the key that tell keys apart, and mix "
                  "their bits (boost::hash_combine, absl::Hash); the bucket is "
                  "the hash modulo the number of buckets."
                : "Mix the bits of the key before they are hashed: numbers are "
                  "their own hash in the standard library, and keys that share "
                  "a factor with the number of buckets meet in few of them.";
  F.Before = R"(struct Hash {
  size_t operator()(const Key &K) const { return K.X + K.Y; }  // few values
};)";
  F.After = R"(struct Hash {
  size_t operator()(const Key &K) const {
    return (K.X * 0x9E3779B97F4A7C15u) ^ (K.Y * 0xC2B2AE3D27D4EB4Fu);
  }
};)";
}

void detectBadHash(const Model &M, const CostModel &,
                   std::vector<Finding> &Out) {
  for (const ContainerUse &Use : containerUses(M)) {
    // Equal keys share a bucket of a multimap whatever the hash.
    if (!Use.type().isHash() || Use.type().isMulti())
      continue;
    OperationSample S = Use.sample(kinds::ByKey);
    if (S.BucketsSeen < LeastBuckets || S.BucketsExpected <= 0 ||
        S.meanSize() < LeastSize)
      continue;
    double Used = S.BucketsUsed / S.BucketsExpected;
    if (Used >= MostUsed)
      continue;
    double NowNs = timeOf(M, Use, kinds::ByKey);
    Finding F = containerFinding(M, Use, "bad-hash", nullptr);
    F.SavingNs = ChainShare * (NowNs * (1 - Used));
    F.Title = containerWords(M, Use.container()) +
              " has a hash that fills few of its buckets";
    describeKeyedUse(M, Use, NowNs, F);
    F.Observed.push_back("of the buckets that were looked into, " +
                         percentWords(100 * S.BucketsUsed / S.BucketsSeen) +
                         " are in use; with random hashes " +
                         percentWords(100 * S.BucketsExpected / S.BucketsSeen) +
                         " would be: chains are " +
                         (S.BucketsUsed > 0
                              ? meanWords(1 / Used) + " times as long"
                              : "so long that none was met"));
    F.Evidence.push_back({"buckets_seen", int64_t(S.BucketsSeen)});
    F.Evidence.push_back({"buckets_used", int64_t(S.BucketsUsed)});
    F.Evidence.push_back({"buckets_expected", int64_t(S.BucketsExpected)});
    judgeKeyedChange(Use, F);
    // The program's own hash is what the rule is about.
    if (!Use.container().IsShared) {
      F.TheConfidence = Confidence::Medium;
      F.ConfidenceWhy = "the buckets were looked into while the program ran";
    }
    F.Risks.push_back({true, "another hash changes nothing but the order of "
                             "walks, on which nothing may rely"});
    advise(Use, F);
    Out.push_back(std::move(F));
  }
}

} // namespace hone
