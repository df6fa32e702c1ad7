//===- Memory.h - what a program did with the heap -------------*- C++ -*-===//
//
// Owns: the figures of memory in the model: of a line, a function, a way of
// calls, the process. Knows nothing of records or of how they are printed.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_PROFILE_MEMORY_H
#define HONE_PROFILE_MEMORY_H

#include "Saturate.h"
#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace hone {

/// What became of the blocks that were asked for at one place: see HeapRecord.
struct MemoryUse {
  uint64_t Blocks = 0, Bytes = 0;
  uint64_t Frees = 0, FreedBytes = 0; ///< of these blocks, by whomever
  uint64_t Temporary = 0; ///< freed before their thread asked for another one
  uint64_t Reallocations = 0, MovedBytes = 0;
  /// Live when the process had most bytes live; of several processes in the one
  /// that had most.
  uint64_t PeakBlocks = 0, PeakBytes = 0;
  uint64_t LifetimeNs = 0, Lifetimes = 0; ///< a sum over a sample, its size
  uint64_t Maps = 0, MappedBytes = 0;     ///< mmap
  uint64_t Unmaps = 0, UnmappedBytes = 0; ///< munmap called here
  /// Standard containers copied, and bytes of their elements.
  uint64_t Copies = 0, CopiedBytes = 0;

  /// Never freed.
  uint64_t leakedBlocks() const { return Blocks - std::min(Blocks, Frees); }
  uint64_t leakedBytes() const { return Bytes - std::min(Bytes, FreedBytes); }
  /// Mean; null: none was measured.
  std::optional<double> lifetimeNs() const {
    if (!Lifetimes)
      return std::nullopt;
    return static_cast<double>(LifetimeNs) / static_cast<double>(Lifetimes);
  }
  bool isEmpty() const { return !Blocks && !Maps && !Unmaps && !Copies; }

  void add(const MemoryUse &More) {
    for (auto Figure :
         {&MemoryUse::Blocks, &MemoryUse::Bytes, &MemoryUse::Frees,
          &MemoryUse::FreedBytes, &MemoryUse::Temporary,
          &MemoryUse::Reallocations, &MemoryUse::MovedBytes,
          &MemoryUse::PeakBlocks, &MemoryUse::PeakBytes, &MemoryUse::LifetimeNs,
          &MemoryUse::Lifetimes, &MemoryUse::Maps, &MemoryUse::MappedBytes,
          &MemoryUse::Unmaps, &MemoryUse::UnmappedBytes, &MemoryUse::Copies,
          &MemoryUse::CopiedBytes})
      addSaturated(this->*Figure, More.*Figure);
  }
};

struct HeapPoint {
  uint64_t Ns = 0; ///< since the start
  uint64_t LiveBytes = 0;
};

/// Blocks asked for on one line that was reached by one way of calls.
struct MemoryContext {
  uint32_t File = ~0u, Line = 0; ///< a Line of the model; NoId: elsewhere
  uint32_t Node = ~0u; ///< of the call tree, the line itself; NoId: unknown
  MemoryUse Use;
};

/// The whole process. Of several profiles blocks and bytes are sums; the peak,
/// its time and the timeline are those of the one with the largest peak.
struct ProcessMemory {
  bool IsCollected = false; ///< of at least one profile
  bool HasContexts = false;
  /// The profile's word: "on", "stacks", "off", ...; empty: it has none.
  std::string State;
  uint64_t Profiles = 0; ///< collected
  std::string WhyNot;    ///< why it was not collected, and what to do
  MemoryUse Total;
  MemoryUse Elsewhere; ///< of Total, what is on no line of the model
  std::optional<uint64_t> PeakBytes, PeakNs, LeakedBytes, MaxRssBytes;
  std::vector<HeapPoint> Timeline; ///< in the order of time
  uint64_t TimelineEndNs = 0;      ///< when its process ended
  std::vector<MemoryContext> Contexts;
};

} // namespace hone

#endif // HONE_PROFILE_MEMORY_H
