//===- Pairs.h - text of keys and values -----------------------*- C++ -*-===//
//
// Owns: "key\0value\0" pairs, as RUN, MODULE and OBJECTS hold them.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_RUNTIME_PAIRS_H
#define HONE_RUNTIME_PAIRS_H

#include "Memory.h"

namespace hone::rt {

class Pairs {
public:
  explicit Pairs(Buffer &Text) : Text(Text) {}
  void add(const char *Key, const char *Value) {
    Text.append(Key, strlen(Key) + 1);
    Text.append(Value, strlen(Value) + 1);
  }
  void add(const char *Key, U64 Value) {
    Text.append(Key, strlen(Key) + 1);
    Text.appendNumber(Value);
    Text.append("", 1);
  }

private:
  Buffer &Text;
};

} // namespace hone::rt

#endif // HONE_RUNTIME_PAIRS_H
