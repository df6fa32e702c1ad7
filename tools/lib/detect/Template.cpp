//===- Template.cpp - sketches of code with gaps ---------------*- C++ -*-===//
//
// Owns: fillTemplate.
//
//===----------------------------------------------------------------------===//

#include "Template.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace llvm;

namespace hone {

std::string fillTemplate(StringRef Text, std::initializer_list<Gap> Gaps) {
  Text.consume_front("\n");
  Text.consume_back("\n");
  std::string Filled;
  while (!Text.empty()) {
    size_t Dollar = Text.find('$');
    Filled += Text.take_front(Dollar);
    if (Dollar == StringRef::npos)
      break;
    Text = Text.drop_front(Dollar + 1);
    StringRef Name = Text.take_while(isAlpha);
    const Gap *G = find_if(Gaps, [&](const Gap &G) { return G.first == Name; });
    if (G == Gaps.end()) {
      Filled += '$';
      continue;
    }
    Filled += G->second;
    Text = Text.drop_front(Name.size());
  }
  return Filled;
}

} // namespace hone
