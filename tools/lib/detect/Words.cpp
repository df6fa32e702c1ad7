//===- Words.cpp - numbers as people write them ----------------*- C++ -*-===//
//
// Owns: the functions of Words.h.
//
//===----------------------------------------------------------------------===//

#include "Words.h"

#include "llvm/Support/FormatVariadic.h"

#include <cmath>

using namespace llvm;

namespace hone {

std::string countWords(uint64_t Count) {
  std::string Digits = std::to_string(Count);
  for (size_t At = Digits.size(); At > 3; At -= 3)
    Digits.insert(At - 3, ",");
  return Digits;
}

/// Three significant digits, without a needless ".0".
static std::string threeDigits(double Value) {
  if (Value >= 99.95)
    return countWords(static_cast<uint64_t>(std::llround(Value)));
  std::string Text = Value >= 9.995 ? formatv("{0:f1}", Value).str()
                                    : formatv("{0:f2}", Value).str();
  while (Text.back() == '0')
    Text.pop_back();
  if (Text.back() == '.')
    Text.pop_back();
  return Text;
}

std::string meanWords(double Mean) { return threeDigits(Mean); }

std::string timeWords(double Ns) {
  if (Ns < 0)
    return "-" + timeWords(-Ns);
  if (Ns >= 1e9)
    return threeDigits(Ns / 1e9) + " s";
  if (Ns >= 1e6)
    return threeDigits(Ns / 1e6) + " ms";
  if (Ns >= 1e3)
    return threeDigits(Ns / 1e3) + " us";
  return threeDigits(Ns) + " ns";
}

std::string percentWords(double Percent) {
  if (Percent > 99.5 && Percent < 100)
    return "99.9 %"; // nearly all is not all
  return formatv(Percent < 9.95 ? "{0:f1} %" : "{0:f0} %", Percent).str();
}

std::string plural(uint64_t Count, StringRef One, StringRef Many) {
  return countWords(Count) + " " + (Count == 1 ? One : Many).str();
}

std::string byteWords(double Bytes) {
  static const char *const Units[] = {"bytes", "KiB", "MiB", "GiB", "TiB"};
  unsigned Unit = 0;
  for (; Bytes >= 1024 && Unit + 1 < std::size(Units); ++Unit)
    Bytes /= 1024;
  return threeDigits(Bytes) + " " + Units[Unit];
}

} // namespace hone
