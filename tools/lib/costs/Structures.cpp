//===- Structures.cpp - what the cost model knows by name -----------------===//
//
// Owns: the names behind Structures.h.
//
//===----------------------------------------------------------------------===//

#include "Structures.h"

using namespace llvm;

namespace hone {

static constexpr StringRef StructureNames[] = {
#define HONE_STRUCTURE(Name, Text, Help) Text,
#include "Structures.inc"
};
static constexpr StringRef ActionNames[] = {
#define HONE_ACTION(Name, Text, Help) Text,
#include "Structures.inc"
};
static constexpr StringRef ContentNames[] = {
#define HONE_CONTENT(Name, Text, Help) Text,
#include "Structures.inc"
};

StringRef nameOf(Structure S) { return StructureNames[unsigned(S)]; }
StringRef nameOf(Action A) { return ActionNames[unsigned(A)]; }
StringRef nameOf(Content C) { return ContentNames[unsigned(C)]; }

template <class T, size_t Size>
static std::optional<T> named(const StringRef (&Names)[Size], StringRef Name) {
  for (size_t I = 0; I != Size; ++I)
    if (Names[I] == Name)
      return T(I);
  return std::nullopt;
}

std::optional<Structure> structureNamed(StringRef Name) {
  return named<Structure>(StructureNames, Name);
}
std::optional<Action> actionNamed(StringRef Name) {
  return named<Action>(ActionNames, Name);
}
std::optional<Content> contentNamed(StringRef Name) {
  return named<Content>(ContentNames, Name);
}

} // namespace hone
