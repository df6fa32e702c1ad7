//===- Input.h - what the uses work on -------------------------*- C++ -*-===//
//
// Owns: numbers, words and the order in which they are asked for, alike in each
// run. Knows no container under test.
//
//===----------------------------------------------------------------------===//

#ifndef INPUT_H
#define INPUT_H

#include <cmath>
#include <cstdint>
#include <cstdio>
#include <string>
#include <vector>

/// xorshift64* (Vigna 2016).
class Dice {
  uint64_t State;

public:
  explicit Dice(uint64_t Seed) : State(Seed * 2 + 1) {}
  uint64_t next() {
    State ^= State >> 12;
    State ^= State << 25;
    State ^= State >> 27;
    return State * 2685821657736338717u;
  }
  size_t below(size_t N) { return size_t((next() >> 32) * N >> 32); }
};

enum class Order { Uniform, Zipf };

/// Which of N is asked for next; a million, then the same again. Zipf: the
/// first ten as often as the next ninety, and so on.
class Choices {
  std::vector<uint32_t> Some;
  size_t Mask;

public:
  Choices(size_t N, Order O, size_t Number = 1 << 20)
      : Some(Number), Mask(Number - 1) {
    Dice Random(N);
    for (uint32_t &Choice : Some) {
      double X = double(Random.next() >> 11) / double(1ull << 53);
      size_t I = O == Order::Zipf ? size_t(std::pow(double(N), X)) - 1
                                  : Random.below(N);
      Choice = uint32_t(I < N ? I : N - 1);
    }
  }
  uint32_t operator[](size_t I) const { return Some[I & Mask]; }
};

enum class Keys {
  Sequential, ///< 0, 1, 2 ...
  Random,     ///< any of 2^48
  Clustered,  ///< rows of 512 in a row, anywhere
  Addresses   ///< multiples of 48 from some address on
};

inline std::vector<uint64_t> integers(size_t N, Keys Kind) {
  std::vector<uint64_t> Values(N);
  Dice Random(7 * N + size_t(Kind));
  uint64_t Base = 0x5581'0000'0000;
  for (size_t I = 0; I != N; ++I) {
    if (Kind == Keys::Clustered && I % 512 == 0)
      Base = Random.next() >> 24 << 9;
    Values[I] = Kind == Keys::Sequential  ? I
                : Kind == Keys::Random    ? Random.next() >> 16
                : Kind == Keys::Clustered ? Base + I % 512
                                          : Base + 48 * I;
  }
  if (Kind != Keys::Sequential)
    for (size_t I = N; I > 1; --I)
      std::swap(Values[I - 1], Values[Random.below(I)]);
  return Values;
}

enum class Text {
  Words, ///< 3 to 12 letters
  Names, ///< 30 to 60 characters, alike at the beginning: mangled names
  Paths  ///< directories of some files each
};

inline std::vector<std::string> strings(size_t N, Text Kind) {
  std::vector<std::string> Values(N);
  Dice Random(11 * N + size_t(Kind));
  for (size_t I = 0; I != N; ++I) {
    std::string &S = Values[I];
    char Number[24];
    snprintf(Number, sizeof(Number), "%zx", I * 2654435761u % 0xffffffff);
    if (Kind == Text::Paths)
      S = "/usr/share/doc/package-" + std::to_string(I / 16) + "/examples/" +
          Number + ".txt";
    else if (Kind == Text::Names)
      S = std::string("_ZN4llvm12DenseMapBase") + char('A' + I % 23) + Number +
          std::string(Random.below(24), 'E');
    else
      for (size_t X = I * 2654435761u % (1u << 30) + 17576; X; X /= 26)
        S += char('a' + X % 26);
  }
  return Values;
}

#endif // INPUT_H
