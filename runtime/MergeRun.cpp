//===- MergeRun.cpp - the RUN of two profiles -------------------*- C++ -*-===//
//
// Owns: see MergeRun.h.
//
//===----------------------------------------------------------------------===//

#include "MergeRun.h"

#include "MergeStacks.h"

#include <stdlib.h>

namespace hone::rt {

U64 number(const char *Value) {
  return Value ? strtoull(Value, nullptr, 10) : 0;
}

namespace {

enum class Rule {
  First,
  Sum,
  Least,
  Most,
  OfLargerPeak, ///< that of the process with the larger heap
  Bad
};
struct RunKey {
  const char *Key;
  Rule How;
  const char *Bad = nullptr; ///< the value that says what went wrong: it stays
};
constexpr RunKey RunKeys[] = {{"heap_live_bytes", Rule::Sum},
                              {"heap_peak_bytes", Rule::Most},
                              {"heap_peak_ns", Rule::OfLargerPeak},
                              {"max_rss_bytes", Rule::Most},
                              {"wall_ns", Rule::Sum},
                              {"cpu_ns", Rule::Sum},
                              {"run_delay_ns", Rule::Sum},
                              {"read_bytes", Rule::Sum},
                              {"uncounted_ns", Rule::Sum},
                              {"threads", Rule::Sum},
                              {"own_samples", Rule::Sum},
                              {"samples_lost", Rule::Sum},
                              {"sample_signals", Rule::Sum},
                              {"start_unix_ns", Rule::Least},
                              {"sample_period_ns", Rule::Most},
                              {"counting", Rule::Bad, "shared"},
                              {"sampling", Rule::Bad, "stopped"},
                              {"waits", Rule::Bad, "clocks"}};

RunKey ruleOf(const char *Key) {
  for (const RunKey &K : RunKeys)
    if (strcmp(K.Key, Key) == 0)
      return K;
  return {Key, Rule::First};
}

void appendValue(Buffer &Out, const RunKey &K, const char *Old,
                 const char *New, bool IsNewLarger) {
  U64 A = number(Old), B = number(New);
  if (K.How == Rule::OfLargerPeak)
    Out.appendText(IsNewLarger ? New : Old);
  else if (K.How == Rule::Bad && strcmp(New, K.Bad) == 0)
    Out.appendText(New);
  else if (K.How == Rule::First || K.How == Rule::Bad)
    Out.appendText(Old);
  else
    Out.appendNumber(K.How == Rule::Sum                  ? A + B
                     : (K.How == Rule::Least) == (A < B) ? A
                                                         : B);
  Out.append("", 1);
}

U64 processes(const Part &Run) {
  const char *Value = Run.value("processes");
  return Value ? number(Value) : Run.Size != 0;
}

} // namespace

void writeRun(FileWriter &Out, const Part &Old, const Part &New) {
  Buffer Text;
  auto Append = [&](const char *T) { Text.append(T, strlen(T) + 1); };
  auto IsProcesses = [](const char *K) { return strcmp(K, "processes") == 0; };
  Old.forPairs([&](const char *Key, const char *Value) {
    if (IsProcesses(Key))
      return;
    Append(Key);
    if (const char *Other = New.value(Key))
      appendValue(Text, ruleOf(Key), Value, Other, hasLargerHeap(New, Old));
    else
      Append(Value);
  });
  New.forPairs([&](const char *Key, const char *Value) {
    if (IsProcesses(Key) || Old.value(Key))
      return;
    Append(Key);
    Append(Value);
  });
  Append("processes");
  Text.appendNumber(processes(Old) + processes(New));
  Append("");
  if (!Text.ok())
    Out.fail(ENOMEM);
  Out.chunk(CHUNK_RUN, Text);
  Text.release();
}

} // namespace hone::rt
