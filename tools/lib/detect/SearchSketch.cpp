//===- SearchSketch.cpp - what replaces a linear search --------*- C++ -*-===//
//
// Owns: the sketches of SearchSketch.h. They name types from the profile and
// stand-ins (Items, Key) for the variables, whose names it does not hold.
//
//===----------------------------------------------------------------------===//

#include "SearchSketch.h"
#include "Template.h"
#include "Words.h"
#include "hone/Abi.h"

using namespace llvm;

namespace hone {

static std::string orElse(std::string Text, StringRef Otherwise) {
  return Text.empty() ? Otherwise.str() : Text;
}

/// Is it the element itself that is compared, or something in it?
static bool comparesWhole(const SearchChange &C, StringRef Element,
                          StringRef Key) {
  if (!C.S.Field.empty())
    return false;
  return C.S.Kind == HONE_SCAN_FIND ||
         (C.S.Kind == HONE_SCAN_LOOP && (Element.empty() || Element == Key)) ||
         (C.S.Kind == HONE_SCAN_FIND_IF && !Key.empty() && Element == Key);
}

/// The comment that stands beside today's code.
static std::string lookedAt(const SearchChange &C) {
  return "looks at " + meanWords(double(C.S.Elements) / C.S.Searches) +
         " elements a time";
}

static void sketchC(const SearchChange &C, StringRef Element, StringRef Key,
                    Finding &F) {
  std::string Item =
      comparesWhole(C, Element, Key) ? "Items[I]" : "Items[I].key";
  F.Before = fillTemplate(
      R"(
for (size_t I = 0; I != N; ++I)   /* $LooksAt */
  if ($Equal)
)",
      {{"LooksAt", lookedAt(C)},
       {"Equal", C.Key == KeyClass::String ? "strcmp(" + Item + ", Key) == 0"
                                           : Item + " == Key"}});
  if (C.UseSorted) {
    F.Fix = "Sort the array once, after its last change (qsort), and search it "
            "by halving (bsearch); where it changes between searches, a hash "
            "table (GLib, uthash, search.h's hsearch).";
    F.After = fillTemplate(R"(
qsort(Items, N, sizeof *Items, compare);   /* once */
$Element *Hit = bsearch(&Key, Items, N, sizeof *Items, compare);
)",
                           {{"Element", Element}});
    return;
  }
  F.Fix = "Keep a hash table from the key to the element beside the sequence "
          "(GLib's GHashTable, uthash, or search.h's hsearch); if the contents "
          "rarely change, qsort once and bsearch does as well.";
  F.After = fillTemplate(R"(
table_insert(Index, Key, Item);      /* where Items gains one */
$Element *Hit = table_find(Index, Key);  /* instead of the loop */
)",
                         {{"Element", Element}});
}

/// ".Id" of "Item::Id": what the elements are told apart by.
static std::string memberOf(const SearchChange &C, StringRef Element) {
  StringRef Field = C.S.Field;
  Field.consume_back(" and more");
  size_t At = Field.rfind("::");
  bool IsPointer = Element.ends_with("*") || Element.contains("_ptr<");
  return (IsPointer ? "->" : ".") +
         (At == StringRef::npos ? "key" : Field.drop_front(At + 2).str());
}

static void sketchSet(const SearchChange &C, StringRef Key, Finding &F) {
  std::string What = C.S.Kind == HONE_SCAN_FIND ? orElse(C.S.What, "std::find")
                                                : std::string();
  F.Before = fillTemplate(
      What.empty() ? R"(
for (const auto &Item : $Items)   // $LooksAt
  if (Item == Key)
)"
                   : R"(
$What($Items.begin(), $Items.end(), Key)   // $LooksAt
)",
      {{"What", What}, {"LooksAt", lookedAt(C)}, {"Items", C.Name}});
  if (C.UseSorted) {
    F.Fix = "Sort the container (or a copy) once, after its last change, and "
            "search it by halving.";
    F.After = fillTemplate(R"(
std::sort($Items.begin(), $Items.end());   // once
std::binary_search($Items.begin(), $Items.end(), Key)
)",
                           {{"Items", C.Name}});
    return;
  }
  F.Fix = "Keep a hash set of the elements beside the container (or instead of "
          "it, if their order does not matter) and ask it.";
  F.After = fillTemplate(R"(
// Built once and kept up to date; where the position is needed, a
// std::unordered_map<$Key, size_t> instead.
std::unordered_set<$Key> Known($Items.begin(), $Items.end());
Known.count(Key)
)",
                         {{"Key", Key}, {"Items", C.Name}});
}

static void sketchMap(const SearchChange &C, StringRef Element, StringRef Key,
                      Finding &F) {
  std::string What = C.S.Kind == HONE_SCAN_FIND_IF
                         ? orElse(C.S.What, "std::find_if")
                         : std::string();
  F.Before = fillTemplate(What.empty() ? R"(
for (const auto &Item : $Items)   // $LooksAt
  if (Item$Member == Key)
)"
                                       : R"(
$What($Items.begin(), $Items.end(),   // $LooksAt
    [&](const auto &Item) { return Item$Member == Key; })
)",
                          {{"What", What},
                           {"LooksAt", lookedAt(C)},
                           {"Items", C.Name},
                           {"Member", memberOf(C, Element)}});
  F.Fix =
      "Keep a hash map from the key to the element beside the container and "
      "look the key up.";
  // Positions survive the growth of a vector, addresses do not.
  bool Linked = StringRef(shortType(C.S.Container)).contains("list<");
  F.After = fillTemplate(Linked ? R"(
// Built once and kept up to date; emplace keeps the first of equals.
std::unordered_map<$Key, const $Element *> ByKey;
for (const auto &Item : $Items)
  ByKey.emplace(Item$Member, &Item);
auto It = ByKey.find(Key);
)"
                                : R"(
// Built once and kept up to date; emplace keeps the first of equals.
std::unordered_map<$Key, size_t> ByKey;
for (size_t I = 0; I != $Items.size(); ++I)
  ByKey.emplace($Items[I]$Member, I);
auto It = ByKey.find(Key);
)",
                         {{"Key", Key},
                          {"Element", Element},
                          {"Items", C.Name},
                          {"Member", memberOf(C, Element)}});
}

void writeSearchSketch(const SearchChange &C, Finding &F) {
  std::string Container = shortType(C.S.Container);
  std::string Element = elementType(C.S.Container);
  std::string Key = valueType(C.S.Key);
  std::string What = C.S.Kind == HONE_SCAN_LOOP ? "a loop" : C.S.What;
  if (!C.S.Field.empty())
    What += " by " + C.S.Field;
  F.Title = What + " searches " +
            (!C.Container.empty() ? C.Container
             : Container.empty()  ? "a sequence"
                                  : "a " + Container) +
            " of " + countWords(C.S.MaxElements) +
            " elements from the start, " + countWords(C.S.Searches) + " times";
  if (comparesWhole(C, Element, Key) && Key.empty())
    Key = Element;
  if (C.IsC)
    return sketchC(C, orElse(Element, "Element"), Key, F);
  if (comparesWhole(C, Element, Key))
    return sketchSet(C, orElse(Key, "Key"), F);
  sketchMap(C, orElse(Element, "Element"), orElse(Key, "KeyType"), F);
}

} // namespace hone
