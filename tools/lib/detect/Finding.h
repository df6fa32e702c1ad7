//===- Finding.h - what a detector found -----------------------*- C++ -*-===//
//
// Owns: the form of one finding, complete enough to be ranked, printed and
// written as JSON by code that knows nothing of the rule that made it. Knows
// nothing of ranks, of thresholds or of how anything is printed.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_DETECT_FINDING_H
#define HONE_DETECT_FINDING_H

#include "lib/costs/Interval.h"
#include "lib/costs/Structures.h"
#include "lib/profile/Model.h"

#include "llvm/Support/JSON.h"

#include <string>
#include <utility>
#include <vector>

namespace hone {

/// The order in which an engineer works, and in which suggestions are shown.
enum class Group { Algorithm, Caching, IO, Layout };

/// How sure it is that the change is valid and pays.
enum class Confidence {
  Proven, ///< the program was run with the change (hone try)
  High,   ///< validity shown by analysis or by the meaning of the operation
  Medium, ///< all observations agree, but something stays for the reader to
          ///< check
  Low     ///< holds only under a condition the profile cannot see
};

/// How much of the run the saving is a part of: what two findings may share.
enum class Extent {
  Line,   ///< time spent at the finding's own line
  Subtree ///< time of the finding's function with everything it calls
};

struct Risk {
  bool Checked; ///< true: the observations speak against it; false: unknown
  std::string Text;
};

/// Another rule's finding that has the same cause.
struct Symptom {
  std::string Rule, Title;
  FileId File = NoId;
  uint32_t Line = 0;
};

struct Finding {
  std::string Rule;  ///< kebab-case id
  std::string Title; ///< one line, no trailing full stop
  Group TheGroup = Group::Algorithm;
  FileId File = NoId;
  uint32_t Line = 0; ///< the line to change
  FunctionId Function = NoId;
  Extent TheExtent = Extent::Line;
  /// Of Extent::Subtree, where Function is not it but calls it.
  FunctionId SubtreeOf = NoId;
  /// The container that it is about: two changes of one container compete.
  ContainerId OfContainer = NoId;
  /// What is to hold its elements instead; null: the change is another one.
  std::optional<Structure> Proposed;
  /// The cache that it proposes, as hone try takes it ("lru:128"); empty: none.
  /// Of the function that is rootOf(it).
  std::string Cache;

  /// False: it says what happens, not why. A finding that says why, about the
  /// same time, takes it for a symptom.
  bool NamesCause = true;
  std::vector<Symptom> Symptoms;

  Confidence TheConfidence = Confidence::Low;
  std::string ConfidenceWhy; ///< "... because <this>"
  Interval SavingNs;         ///< time the run would not have spent
  /// In it the program waits: it is a part of the wall time, not of the CPU time.
  bool SavesWaiting = false;

  std::vector<std::string> Observed; ///< the evidence as plain sentences
  /// The same evidence for machines, in order. A figure not collected is null.
  std::vector<std::pair<std::string, llvm::json::Value>> Evidence;
  std::vector<Risk> Risks;
  std::string Before, After; ///< sketches in the user's language and types
  std::string Fix;           ///< what to do, in one or two sentences
};

/// The function at the top of what it saves a part of.
inline FunctionId rootOf(const Finding &F) {
  return F.SubtreeOf == NoId ? F.Function : F.SubtreeOf;
}

} // namespace hone

#endif // HONE_DETECT_FINDING_H
