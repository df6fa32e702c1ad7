//===- Words.h - numbers as people write them ------------------*- C++ -*-===//
//
// Owns: how counts, times and shares read in the sentences of findings and in
// `hone suggest`. Knows nothing of findings.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_DETECT_WORDS_H
#define HONE_DETECT_WORDS_H

#include "llvm/ADT/StringRef.h"

#include <cstdint>
#include <string>

namespace hone {

/// 1234567 -> "1,234,567"
std::string countWords(uint64_t Count);
/// Like countWords from 100 on, with one or two decimals below: "3.5".
std::string meanWords(double Mean);
/// A time in ns in the unit that suits it, three digits: "1.23 s", "456 us".
std::string timeWords(double Ns);
/// A share in percent: "12 %", "3.4 %"; 100 only if it is all.
std::string percentWords(double Percent);
/// "1 search", "2 searches": Count and the noun that fits it.
std::string plural(uint64_t Count, llvm::StringRef One, llvm::StringRef Many);
/// A size: "512 bytes", "1.2 MiB".
std::string byteWords(double Bytes);

} // namespace hone

#endif // HONE_DETECT_WORDS_H
