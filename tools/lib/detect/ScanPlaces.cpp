//===- ScanPlaces.cpp -----------------------------------------------------===//

#include "ScanPlaces.h"
#include "hone/Abi.h"

#include <map>
#include <tuple>

namespace hone {

static void addCopy(Scan &Sum, const Scan &S) {
  if (S.ObservedNs > Sum.ObservedNs) { // the heaviest copy lends its name
    Sum.Function = S.Function;
    Sum.Container = S.Container;
    Sum.Key = S.Key;
    Sum.Field = S.Field;
  }
  Sum.Searches += S.Searches;
  Sum.Elements += S.Elements;
  Sum.ElementsExact &= S.ElementsExact;
  Sum.Observed += S.Observed;
  Sum.ObservedElements += S.ObservedElements;
  Sum.ObservedNs += S.ObservedNs;
  Sum.Exhausted += S.Exhausted;
  Sum.MaxElements = std::max(Sum.MaxElements, S.MaxElements);
  Sum.Bases = std::min(Sum.Bases + S.Bases, HONE_SCAN_MAX_BASES);
}

std::vector<Scan> scanPlaces(const Model &M, ScanSort Sort) {
  std::map<std::tuple<FileId, uint32_t, uint32_t>, Scan> ByPlace;
  for (const Scan &S : M.Scans) {
    bool IsBuffer = S.Kind == HONE_SCAN_BUFFER || S.Kind == HONE_SCAN_WALK;
    if (IsBuffer != (Sort == ScanSort::Buffer))
      continue;
    auto [It, New] = ByPlace.try_emplace({S.File, S.Line, S.Column}, S);
    if (!New)
      addCopy(It->second, S);
  }
  std::vector<Scan> Places;
  for (auto &Entry : ByPlace) {
    Scan &S = Entry.second;
    // These do not tell where they found something, which counts as half way.
    if (Sort == ScanSort::Search && !S.Exhausted &&
        S.What.find("_of") != std::string::npos)
      S.MaxElements *= 2;
    Places.push_back(std::move(S));
  }
  return Places;
}

} // namespace hone
