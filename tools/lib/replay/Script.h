//===- Script.h - a stream made ready to be replayed -----------*- C++ -*-===//
//
// Owns: the reconstruction of what the containers held before each window, and
// of what each operation must find. Knows nothing of any structure.
//
// Of what a container held, the stream tells the number of elements and those
// keys that were found in it. The rest is made up: integers between the
// smallest and the largest that was seen, strings as long and as alike as those
// seen.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_REPLAY_SCRIPT_H
#define HONE_REPLAY_SCRIPT_H

#include "Stream.h"

#include "llvm/Support/Error.h"

#include <string>
#include <vector>

namespace hone {

struct Step {
  enum Kind : uint8_t {
    // By key.
    Find,
    Insert,
    Erase,
    // Of sequences.
    PushBack,
    PopBack,
    InsertAt,
    EraseAt,
    Search, ///< linear, for the element Key
    Sort,
    // Of both.
    Clear,
    Copy,
  } TheKind;
  bool Hit = false;       ///< what Find, Insert, Erase, Search must tell
  bool UsesOrder = false; ///< the order of keys matters to the program
  uint32_t Container = 0; ///< index in ScriptWindow::Containers
  uint32_t Key = 0;       ///< index in Script's keys; of a sequence the element
  uint64_t Place = 0;     ///< of InsertAt, EraseAt
};

/// What a container holds when its first operation comes.
struct Contents {
  std::vector<uint32_t> Keys; ///< seen keys that are in it
  uint64_t Others = 0;        ///< how many of the keys that were made up, too
                              ///< (sequences: elements, numbered from 0)
  uint64_t size() const { return Keys.size() + Others; }
};

struct ScriptWindow {
  std::vector<Contents> Containers;
  std::vector<Step> Steps;
};

struct Script {
  Stream::Keys TheKeys = Stream::Keys::None;
  unsigned ElementBytes = 8; ///< 8, 32 or 128
  /// Seen keys first, then those made up; one of the two is empty.
  std::vector<uint64_t> Integers;
  std::vector<std::string> Strings;
  size_t SeenKeys = 0;
  std::vector<ScriptWindow> Windows;
  uint64_t Steps = 0;
  /// Observations that contradict earlier ones of their window (the container
  /// was changed by code that is not observed): what was replayed follows the
  /// earlier ones.
  uint64_t Contradictions = 0;
};

/// Elements that are put into containers, over all windows, at most: windows
/// are left out evenly to stay below, and larger containers altogether.
inline constexpr uint64_t MostElements = 2'000'000;

/// Fails on a stream without an operation that can be replayed.
llvm::Expected<Script> writeScript(const Stream &S);

} // namespace hone

#endif // HONE_REPLAY_SCRIPT_H
