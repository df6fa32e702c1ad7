//===- Suggestions.h - printing advice -------------------------*- C++ -*-===//
//
// Owns: the two forms of `hone suggest`. Knows findings as they are for every
// rule, and no rule's insides.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_RENDER_SUGGESTIONS_H
#define HONE_RENDER_SUGGESTIONS_H

#include "lib/detect/Advice.h"

#include "llvm/Support/raw_ostream.h"

namespace hone {

struct SuggestionStyle {
  bool Color = false;
  unsigned Columns = 100; ///< text is wrapped to this width
};

/// For people: an overview by size, then each suggestion in the method's order.
void printSuggestions(const Model &M, const Advice &A,
                      const SuggestionStyle &Style, llvm::raw_ostream &OS);

/// The contract: {"type":"hone.suggestions","version":1,"suggestions":[...]}.
void printSuggestionsJson(const Model &M, const Advice &A,
                          llvm::raw_ostream &OS);

} // namespace hone

#endif // HONE_RENDER_SUGGESTIONS_H
