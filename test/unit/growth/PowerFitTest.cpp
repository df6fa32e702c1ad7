//===- PowerFitTest.cpp - powers from times that scatter -------*- C++ -*-===//

#include "lib/growth/PowerFit.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

using namespace hone;

namespace {

struct Pairs {
  std::vector<double> Sizes, Times;

  /// Times that a law gives, off by a factor of about 1 + Noise.
  template <class Law> static Pairs of(Law L, double Noise, int Count = 8) {
    Pairs P;
    std::mt19937 Random(7);
    std::normal_distribution<double> Off(0, Noise);
    for (double N = 16; Count--; N *= 2) {
      P.Sizes.push_back(N);
      P.Times.push_back(L(N) * std::exp(Off(Random)));
    }
    return P;
  }
  std::optional<PowerFit> fit() const { return fitPower(Sizes, Times, 5, 8); }
};

} // namespace

TEST(PowerFit, findsThePowerBehindNoise) {
  for (double Power : {1.0, 1.5, 2.0, 3.0}) {
    auto Fit =
        Pairs::of([&](double N) { return std::pow(N, Power); }, 0.1).fit();
    ASSERT_TRUE(Fit);
    EXPECT_NEAR(Fit->Exponent, Power, 0.15) << Power;
    EXPECT_LE(Fit->Low, Fit->Exponent);
    EXPECT_GE(Fit->High, Fit->Exponent);
    EXPECT_NEAR(Fit->Scatter, 0.1, 0.07);
  }
}

TEST(PowerFit, leavesOutWhereOtherThingsTakeTheTime) {
  auto Fit =
      Pairs::of([](double N) { return 1e6 + 10 * N * N; }, 0.02, 12).fit();
  ASSERT_TRUE(Fit);
  EXPECT_GT(Fit->First, 2u);
  EXPECT_NEAR(Fit->Exponent, 2, 0.15);
}

TEST(PowerFit, knowsLessOfFewerSizes) {
  auto Square = [](double N) { return N * N; };
  auto Few = Pairs::of(Square, 0.2, 5).fit();
  auto Many = Pairs::of(Square, 0.2, 12).fit();
  ASSERT_TRUE(Few && Many);
  EXPECT_GT(Few->High - Few->Low, Many->High - Many->Low);
}

TEST(PowerFit, isUnknownWhereItShouldBe) {
  auto Square = [](double N) { return N * N; };
  EXPECT_FALSE(Pairs::of(Square, 0, 4).fit()) << "four sizes";
  Pairs Near;
  for (double N : {100., 110., 120., 130., 140., 150.}) {
    Near.Sizes.push_back(N);
    Near.Times.push_back(N * N);
  }
  EXPECT_FALSE(Near.fit()) << "a factor of 1.5";
  EXPECT_FALSE(Pairs::of(Square, 3).fit()) << "all over the place";
  Pairs Bad = Pairs::of(Square, 0);
  Bad.Times.back() = 0;
  EXPECT_FALSE(Bad.fit()) << "no time at all";
  EXPECT_FALSE(fitPower({}, {}, 5, 8));
}
