//===- SampleProfile.h - one small profile with everything -----*- C++ -*-===//
//
// Owns: the profile that tests of reader, model and tool share: a program whose
// figures are easy to check by hand.
//
//   shop.cpp
//    1 int price(int id) {          called 10 times, found 7 times
//    2   for (int p : prices)       50 turns in all
//    3     if (p == id)
//    4       return p;
//    5   return 0;
//    6 }
//    8 template <class T> T twice(T x) {     int: 3 times, long: 4 times
//    9   return x + x;
//   10 }
//   12 int main() {
//   13   load(price);               throws nothing, 1 time
//   14 }
//
//===----------------------------------------------------------------------===//

#ifndef HONE_TEST_SAMPLEPROFILE_H
#define HONE_TEST_SAMPLEPROFILE_H

#include "ProfileBuilder.h"

namespace hone::test {

inline constexpr U32 PriceId = 1, TwiceIntId = 2, TwiceLongId = 3, MainId = 4;

ProfileFile sampleProfile();

/// The same with memory, State being "on" or "stacks": main's line 13 asks for
/// 1,000 blocks through printf and frees them all; price's line 3, which it
/// calls, for 10 of 1 MiB, of which 2 leak; twice<int>'s line 9 maps 1 GiB; and
/// three blocks come from code without sites.
ProfileFile memoryProfile(const std::string &State);

/// The description of `price` above.
FunctionInfo priceInfo(U64 File);

} // namespace hone::test

#endif // HONE_TEST_SAMPLEPROFILE_H
