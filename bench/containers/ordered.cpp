//===- ordered.cpp - maps and sets whose order is used --------------------===//
//
// Owns: uses of Map and Set that a hash container cannot serve.
//
//===----------------------------------------------------------------------===//

#include "Containers.h"
#include "Input.h"
#include "Uses.h"

/// Which interval holds an address.
static uint64_t intervals(size_t N, size_t Rounds) {
  std::vector<uint64_t> Starts = integers(N, Keys::Random);
  Map<uint64_t, uint32_t> Ends;
  for (size_t I = 0; I != N; ++I)
    Ends.emplace(Starts[I], uint32_t(I));
  Dice Random(N);
  uint64_t Sum = 0;
  for (size_t I = 0; I != Rounds; ++I) {
    auto It = Ends.lower_bound(Random.next() >> 16);
    if (It != Ends.end())
      Sum += It->second;
  }
  return Sum;
}

/// Events by time: the next is taken, some later ones come.
static uint64_t events(size_t N, size_t Rounds) {
  Map<uint64_t, uint32_t> Queue;
  Dice Random(N);
  for (size_t I = 0; I != N; ++I)
    Queue.emplace(Random.below(1 << 30), uint32_t(I));
  uint64_t Sum = 0;
  for (size_t I = 0; I != Rounds; ++I) {
    auto First = Queue.begin();
    uint64_t Now = First->first;
    Sum += Now & 0xff;
    Queue.erase(First);
    Queue.emplace(Now + Random.below(1 << 30), uint32_t(I));
  }
  return Sum;
}

/// Scores printed in the order of names now and then, looked up often.
static uint64_t scores(size_t N, size_t Rounds) {
  std::vector<std::string> Names = strings(N, Text::Words);
  Choices Asked(N, Order::Uniform);
  Map<std::string, uint64_t> Scores;
  for (const std::string &Name : Names)
    Scores.emplace(Name, 0);
  uint64_t Sum = 0;
  for (size_t I = 0; I != Rounds; ++I) {
    ++Scores.find(Names[Asked[I]])->second;
    if (I % 4096 == 0)
      for (const auto &Entry : Scores)
        Sum = Sum * 31 + Entry.second;
  }
  return Sum;
}

int main(int Count, char **Arguments) {
  static const Use Uses[] = {
      {"intervals", intervals}, {"events", events}, {"scores", scores}};
  return runUse(Uses, Count, Arguments);
}
