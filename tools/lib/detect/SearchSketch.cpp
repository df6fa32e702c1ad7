//===- SearchSketch.cpp - what replaces a linear search --------*- C++ -*-===//
//
// Owns: the sketches of SearchSketch.h. They name types from the profile and
// stand-ins (Items, Key) for the variables, whose names it does not hold.
//
//===----------------------------------------------------------------------===//

#include "SearchSketch.h"
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
  return C.S.Kind == HONE_SCAN_FIND ||
         (C.S.Kind == HONE_SCAN_LOOP && (Element.empty() || Element == Key));
}

static void sketchC(const SearchChange &C, StringRef Element, Finding &F) {
  bool Text = C.Key == KeyClass::String;
  F.Before = "for (size_t I = 0; I != N; ++I)\n  if (";
  F.Before += Text ? "strcmp(Items[I], Key) == 0)" : "Items[I] == Key)";
  F.Before += "   /* looks at " +
              meanWords(double(C.S.Elements) / C.S.Searches) +
              " elements a time */";
  if (C.UseSorted) {
    F.Fix = "Sort the array once, after its last change (qsort), and search it "
            "by halving (bsearch).";
    F.After = "qsort(Items, N, sizeof *Items, compare);   /* once */\n" +
              Element.str() +
              " *Hit = bsearch(&Key, Items, N, sizeof *Items, compare);";
    return;
  }
  F.Fix = "Keep a hash table from the key to the element beside the sequence "
          "(GLib's GHashTable, uthash, or search.h's hsearch); if the contents "
          "rarely change, qsort once and bsearch does as well.";
  F.After =
      "table_insert(Index, Key, Item);      /* where Items gains one */\n" +
      Element.str() +
      " *Hit = table_find(Index, Key);  /* instead of the loop */";
}

static void sketchSet(const SearchChange &C, StringRef Key, Finding &F) {
  F.Before =
      C.S.Kind == HONE_SCAN_FIND
          ? orElse(C.S.What, "std::find") + "(Items.begin(), Items.end(), Key)"
          : "for (const auto &Item : Items)\n  if (Item == Key)";
  F.Before += "   // looks at " +
              meanWords(double(C.S.Elements) / C.S.Searches) +
              " elements a time";
  if (C.UseSorted) {
    F.Fix = "Sort the container (or a copy) once, after its last change, and "
            "search it by halving.";
    F.After = "std::sort(Items.begin(), Items.end());   // once\n"
              "std::binary_search(Items.begin(), Items.end(), Key)";
    return;
  }
  F.Fix = "Keep a hash set of the elements beside the container (or instead of "
          "it, if their order does not matter) and ask it.";
  F.After = "std::unordered_set<" + Key.str() +
            "> Known(Items.begin(), Items.end());   // once, kept up to date\n"
            "Known.count(Key)\n"
            "// where the position is needed: std::unordered_map<" +
            Key.str() + ", size_t>";
}

static void sketchMap(const SearchChange &C, StringRef Element, StringRef Key,
                      Finding &F) {
  F.Before =
      C.S.Kind == HONE_SCAN_FIND_IF
          ? orElse(C.S.What, "std::find_if") +
                "(Items.begin(), Items.end(),\n"
                "             [&](const auto &Item) { return Item.key == "
                "Key; })"
          : "for (const auto &Item : Items)\n  if (Item.key == Key)";
  F.Fix =
      "Keep a hash map from the key to the element beside the container and "
      "look the key up.";
  bool Linked = StringRef(shortType(C.S.Container)).contains("list<");
  // Positions survive the growth of a vector, addresses do not.
  std::string Value = Linked ? "const " + Element.str() + " *" : "size_t";
  F.After = "std::unordered_map<" + Key.str() + ", " + Value +
            "> ByKey;   // once, kept up to date\n" +
            (Linked ? "for (const auto &Item : Items)\n"
                      "  ByKey.emplace(Item.key, &Item);"
                    : "for (size_t I = 0; I != Items.size(); ++I)\n"
                      "  ByKey.emplace(Items[I].key, I);") +
            "   // the first of equals stays\n"
            "auto It = ByKey.find(Key);";
}

void writeSearchSketch(const SearchChange &C, Finding &F) {
  std::string Container = shortType(C.S.Container);
  std::string Element = elementType(C.S.Container);
  std::string Key = valueType(C.S.Key);
  std::string What = C.S.Kind == HONE_SCAN_LOOP ? "a loop" : C.S.What;
  F.Title = What + " searches " +
            (Container.empty() ? "a sequence" : "a " + Container) + " of " +
            countWords(C.S.MaxElements) + " elements from the start, " +
            countWords(C.S.Searches) + " times";
  if (comparesWhole(C, Element, Key) && Key.empty())
    Key = Element;
  if (C.IsC)
    return sketchC(C, orElse(Element, "Element"), F);
  if (comparesWhole(C, Element, Key))
    return sketchSet(C, orElse(Key, "Key"), F);
  sketchMap(C, orElse(Element, "Element"),
            orElse(C.S.Kind == HONE_SCAN_FIND_IF ? "" : Key, "KeyType"), F);
}

} // namespace hone
