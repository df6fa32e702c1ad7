//===- Subjects.h - what calibration works on ------------------*- C++ -*-===//
//
// Owns: the keys that are put into structures, and the batches of operations on
// small and large ones. Knows nothing of clocks or of any structure.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_COSTS_SUBJECTS_H
#define HONE_COSTS_SUBJECTS_H

#include "CostModel.h"
#include "Dice.h"
#include "Laboratory.h"

#include <string>
#include <type_traits>
#include <vector>

namespace hone {

/// Where a trial's result goes to.
struct Slot {
  Structure S;
  Content C;
  double N;
};

/// Hot and cold figures come one after the other.
class Results {
public:
  void add(Slot To, Action A, Pattern P, double Ns);
  /// All of which both are known.
  void moveTo(CostModel &Model);

private:
  struct Entry {
    Slot To;
    Action A;
    double Ns[2] = {};
  };
  std::vector<Entry> Entries;
};

/// Adds a trial of an action whose figure goes to the results.
inline void addTrial(Laboratory &Lab, Results &Out, Slot To, Action A,
                     Pattern P, Trial T) {
  T.Done = [&Out, To, A, P](double Ns) { Out.add(To, A, P, Ns); };
  Lab.add((nameOf(To.S) + "/" + nameOf(A) + "/" + nameOf(To.C) + "/" +
           std::to_string(size_t(To.N)))
              .str(),
          P, std::move(T));
}

/// A batch spread over several containers where these are small, so that it
/// neither changes their sizes by much nor is too short for the clock.
struct Batch {
  size_t Containers, PerContainer;

  Batch(size_t N, size_t Operations)
      : Containers(
            std::max<size_t>(1, Operations / std::max<size_t>(N / 8, 1))),
        PerContainer(Operations / Containers) {}
  size_t operations() const { return Containers * PerContainer; }
};

/// Something the compiler cannot know to be 0: makes one operation wait for the
/// result of the one before it.
inline size_t unknownZero() {
  static volatile size_t Zero = 0;
  return Zero;
}

/// Lets nothing begin before all loads are done and all branches decided;
/// nothing at all on processors that are not known here.
inline void waitForLoads() {
#if defined(__x86_64__) || defined(__i386__)
  __builtin_ia32_lfence();
#elif defined(__aarch64__)
  asm volatile("dsb ishld\n\tisb" ::: "memory");
#endif
}

/// Different keys, in random order. IsDense: the numbers below Count.
template <class Key>
std::vector<Key> makeKeys(Content C, size_t Count, bool IsDense) {
  std::vector<Key> Keys(Count);
  Dice Random(Count);
  for (size_t I = 0; I != Count; ++I) {
    // A permutation of 32-bit numbers: odd multiples and xor-shifts lose none.
    uint32_t Bits = uint32_t(I) * 2654435761u;
    Bits = (Bits ^ Bits >> 15) * 2246822519u;
    Bits ^= Bits >> 13;
    if constexpr (std::is_same_v<Key, std::string>) {
      char Digits[9];
      snprintf(Digits, sizeof(Digits), "%08x", Bits);
      Keys[I] = C == Content::ShortString ? std::string("key:") + Digits
                                          : std::string("/srv/objects/") +
                                                Digits + std::string(19, 'x');
    } else {
      Keys[I] = Key{IsDense ? I : Bits};
    }
  }
  if (IsDense)
    for (size_t I = Count; I > 1; --I)
      std::swap(Keys[I - 1], Keys[Random.below(I)]);
  return Keys;
}

} // namespace hone

#endif // HONE_COSTS_SUBJECTS_H
