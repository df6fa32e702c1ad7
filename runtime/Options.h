//===- Options.h - the runtime's environment variables ---------*- C++ -*-===//
//
// Owns: the names of the variables, from the one table of options, and reading
// them. Empty counts as not set.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_RUNTIME_OPTIONS_H
#define HONE_RUNTIME_OPTIONS_H

#include <stdlib.h>

namespace hone::rt {

enum class Option {
#define HONE_RUNTIME_OPTION(Id, Kind, Env, Help) Id,
#include "hone/Options.inc"
};

inline const char *nameOf(Option O) {
  static const char *const Names[] = {
#define HONE_RUNTIME_OPTION(Id, Kind, Env, Help) Env,
#include "hone/Options.inc"
  };
  return Names[int(O)];
}

/// Null: not set.
inline const char *valueOf(Option O) {
  const char *Value = getenv(nameOf(O));
  return Value && *Value ? Value : nullptr;
}

} // namespace hone::rt

#endif // HONE_RUNTIME_OPTIONS_H
