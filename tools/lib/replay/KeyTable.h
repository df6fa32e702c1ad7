//===- KeyTable.h - keys of a replay ---------------------------*- C++ -*-===//
//
// Owns: the keys that were seen, by number, and those that are made up to be
// like them.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_REPLAY_KEYTABLE_H
#define HONE_REPLAY_KEYTABLE_H

#include "Script.h"

#include <map>
#include <unordered_set>

namespace hone {

class KeyTable {
public:
  explicit KeyTable(const Stream &S) : S(S) {}

  /// The number of an operation's key.
  uint32_t numberOf(const StreamOperation &O);
  /// Writes the seen keys and, behind them, as many others.
  void finish(size_t Others, Script &Out);

private:
  void finishIntegers(size_t Others, Script &Out);
  void finishStrings(size_t Others, Script &Out);
  std::string unusedText(uint64_t Hash, size_t Length);

  const Stream &S;
  std::map<std::pair<uint64_t, uint32_t>, uint32_t> Numbers;
  std::vector<std::pair<uint64_t, uint32_t>> Seen; ///< key and length by number
  std::unordered_set<std::string> UsedTexts;
};

} // namespace hone

#endif // HONE_REPLAY_KEYTABLE_H
