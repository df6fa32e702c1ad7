//===- GrowthTest.cpp - laws of algorithms that are run here --------------===//
//
// Each algorithm counts one line of its own and is run on inputs of several
// sizes, as a program would be.
//
//===----------------------------------------------------------------------===//

#include "lib/growth/Growth.h"
#include "gtest/gtest.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>
#include <random>
#include <string>

using namespace hone;

namespace {

uint64_t Hits;

std::vector<unsigned> randomNumbers(unsigned N) {
  std::mt19937 Random(N);
  std::vector<unsigned> Numbers(N);
  for (unsigned &X : Numbers)
    X = Random();
  return Numbers;
}

void linearScan(unsigned N) {
  for (unsigned X : randomNumbers(N))
    Hits += X | 1 ? 1 : 0;
}

void binarySearchOnce(unsigned N) {
  for (unsigned Low = 0, High = N; Low < High; ++Hits)
    Low = (Low + High) / 2 + 1;
}

void binarySearches(unsigned N) {
  for (unsigned I = 0; I != N; ++I)
    binarySearchOnce(N);
}

bool countedLess(unsigned A, unsigned B) {
  ++Hits;
  return A < B;
}

void librarySort(unsigned N) {
  std::vector<unsigned> Numbers = randomNumbers(N);
  std::sort(Numbers.begin(), Numbers.end(), countedLess);
}

void mergeSort(unsigned N) {
  std::vector<unsigned> Numbers = randomNumbers(N);
  std::stable_sort(Numbers.begin(), Numbers.end(), countedLess);
}

void heapSort(unsigned N) {
  std::vector<unsigned> Numbers = randomNumbers(N);
  std::make_heap(Numbers.begin(), Numbers.end(), countedLess);
  std::sort_heap(Numbers.begin(), Numbers.end(), countedLess);
}

void insertionSort(unsigned N) {
  std::vector<unsigned> V = randomNumbers(N);
  for (unsigned I = 1; I != N; ++I)
    for (unsigned J = I; J && V[J] < V[J - 1]; --J, ++Hits)
      std::swap(V[J], V[J - 1]);
}

void allPairs(unsigned N) {
  for (unsigned I = 0; I != N; ++I)
    for (unsigned J = I + 1; J != N; ++J)
      ++Hits;
}

void dedupByScan(unsigned N) {
  std::vector<unsigned> Seen;
  for (unsigned X : randomNumbers(N)) {
    bool Found = false;
    for (unsigned Y : Seen) {
      ++Hits;
      if ((Found = X % (2 * N) == Y))
        break;
    }
    if (!Found)
      Seen.push_back(X % (2 * N));
  }
}

void concatenate(unsigned N) {
  size_t Length = 0;
  for (unsigned I = 0; I != N; ++I, ++Length)
    Hits += Length; // bytes that Text = Text + 'x' copies
}

void trialDivision(unsigned N) {
  for (unsigned I = 0; I != N; ++I)
    for (unsigned D = 1; D * D <= N; ++D)
      ++Hits;
}

void allTriples(unsigned N) {
  for (unsigned I = 0; I != N; ++I)
    for (unsigned J = I + 1; J < N; ++J)
      for (unsigned K = J + 1; K < N; ++K)
        ++Hits;
}

void multiplyMatrices(unsigned N) { Hits += uint64_t(N) * N * N; }

void karatsuba(unsigned N) {
  ++Hits;
  for (int I = 0; N > 1 && I != 3; ++I)
    karatsuba(N / 2);
}

void fibonacci(unsigned N) {
  ++Hits;
  if (N < 2)
    return;
  fibonacci(N - 1);
  fibonacci(N - 2);
}

void subsets(unsigned N) {
  ++Hits;
  if (!N)
    return;
  subsets(N - 1);
  subsets(N - 1);
}

void sumOfSubsets(unsigned N) {
  for (uint64_t Set = 0; Set >> N == 0; ++Set)
    for (unsigned I = 0; I != N; ++I)
      ++Hits;
}

void quadraticPlusLinear(unsigned N) {
  allPairs(N);
  for (unsigned I = 0; I != 30 * N; ++I)
    ++Hits;
}

void linearPlusConstant(unsigned N) { Hits += 5 * N + 2000; }

void sortInLoop(unsigned N) {
  for (unsigned I = 0; I != N; ++I)
    Hits += uint64_t(N * std::log2(N));
}

void tableOfFixedSize(unsigned) { Hits += 1024; }

struct Algorithm {
  const char *Name;
  void (*Run)(unsigned);
  std::vector<double> Sizes;
  double Exponent;
  const char *Law; ///< with three runs or more
};

const std::vector<double> Wide = {1000, 2000, 4000, 8000, 16000};
const std::vector<double> Narrow = {100, 200, 400, 800, 1600};
const std::vector<double> Small = {20, 40, 60, 100, 160};
const std::vector<double> Few = {8, 10, 12, 14, 16};
/// An exponential has no exponent.
constexpr double None = -1;

const Algorithm Algorithms[] = {
    {"linear scan", linearScan, Wide, 1, "n"},
    {"binary search", binarySearchOnce, Wide, 0, "log n"},
    {"binary searches", binarySearches, Wide, 1, "n log n"},
    {"std::sort", librarySort, Wide, 1, "n log n"},
    {"merge sort", mergeSort, Wide, 1, "n log n"},
    {"heap sort", heapSort, Wide, 1, "n log n"},
    {"insertion sort", insertionSort, Narrow, 2, "n^2"},
    {"all pairs", allPairs, Small, 2, "n^2"},
    {"dedup by scan", dedupByScan, Narrow, 2, "n^2"},
    {"concatenation", concatenate, Narrow, 2, "n^2"},
    {"trial division", trialDivision, Wide, 1.5, "n^1.5"},
    {"all triples", allTriples, Small, 3, "n^3"},
    {"matrix product", multiplyMatrices, Small, 3, "n^3"},
    {"Karatsuba", karatsuba, {16, 32, 64, 128, 256}, 1.585, nullptr},
    {"Fibonacci", fibonacci, Few, None, "1.62^n"},
    {"subsets", subsets, Few, None, "2^n"},
    {"sums of subsets", sumOfSubsets, Few, None, "n 2^n"},
    {"a square and some linear work", quadraticPlusLinear, Narrow, 2, "n^2"},
    {"linear work and some constant", linearPlusConstant, Wide, 1, "n"},
    {"sort in a loop", sortInLoop, Narrow, 2, "n^2 log n"},
    {"table of fixed size", tableOfFixedSize, Wide, 0, "constant"},
};

Growth fit(const Algorithm &A, const std::vector<double> &Sizes) {
  std::vector<double> Counts;
  for (double Size : Sizes) {
    Hits = 0;
    A.Run(unsigned(Size));
    Counts.push_back(double(Hits));
  }
  return fitGrowth(Sizes, Counts);
}

std::vector<double> someOf(const Algorithm &A, size_t Runs) {
  const std::vector<double> &All = A.Sizes;
  if (Runs == 2)
    return {All[0], All[4]};
  if (Runs == 3)
    return {All[0], All[2], All[4]};
  return {All.end() - ptrdiff_t(Runs), All.end()};
}

TEST(Growth, ExponentsOfKnownAlgorithmsAreFound) {
  for (const Algorithm &A : Algorithms)
    for (size_t Runs : {2, 3, 4, 5}) {
      SCOPED_TRACE(std::string(A.Name) + ", " + std::to_string(Runs) + " runs");
      Growth G = fit(A, someOf(A, Runs));
      ASSERT_TRUE(G.isKnown());
      if (A.Exponent == None)
        EXPECT_TRUE(G.isExponential()) << G.text();
      else
        EXPECT_NEAR(G.Exponent, A.Exponent, 0.15) << G.text();
      EXPECT_LE(G.Low, G.Exponent);
      EXPECT_GE(G.High, G.Exponent);
    }
}

TEST(Growth, LawsOfKnownAlgorithmsAreNamed) {
  for (const Algorithm &A : Algorithms)
    for (size_t Runs : {3, 5}) {
      SCOPED_TRACE(std::string(A.Name) + ", " + std::to_string(Runs) + " runs");
      if (A.Law)
        EXPECT_EQ(fit(A, someOf(A, Runs)).text(), A.Law);
    }
}

TEST(Growth, CountsAtTenTimesTheSizeAreForeseen) {
  for (const Algorithm &A : Algorithms) {
    // What grows as 2^n cannot be run at ten times the size; what halves its
    // input takes steps, and ten is no power of two.
    if (A.Exponent == None || A.Exponent > 2.5 || !A.Law)
      continue;
    SCOPED_TRACE(A.Name);
    std::vector<double> Sizes(A.Sizes.begin(), A.Sizes.begin() + 3);
    Growth G = fit(A, Sizes);
    Hits = 0;
    A.Run(unsigned(10 * Sizes.back()));
    EXPECT_NEAR(G.AtTenfold / double(Hits), 1, 0.15) << G.text();
    EXPECT_LE(G.AtTenfoldLow, G.AtTenfold);
    EXPECT_GE(G.AtTenfoldHigh, G.AtTenfold);
  }
}

TEST(Growth, WhatIsFasterThanLinearOutgrowsTheInput) {
  for (const Algorithm &A : Algorithms) {
    SCOPED_TRACE(A.Name);
    bool IsFaster = A.Exponent == None || A.Exponent > 1 ||
                    (A.Law && A.Law == std::string("n log n"));
    EXPECT_EQ(fit(A, A.Sizes).outgrowsInput(), IsFaster);
  }
}

TEST(Growth, TwoRunsLeaveRoomForAConstantPart) {
  Growth G = fitGrowth({1000, 10000}, {1e6, 1e8});
  EXPECT_EQ(G.text(), "n^2");
  EXPECT_DOUBLE_EQ(G.Low, 2);
  EXPECT_GT(G.High, 2.05);
}

TEST(Growth, FallingCountsAreNoGrowth) {
  Growth G = fitGrowth({10, 100}, {1000, 100});
  EXPECT_NEAR(G.Exponent, -1, 0.01);
  EXPECT_FALSE(G.outgrowsInput());
}

TEST(Growth, OneCountAboveZeroSaysNothing) {
  EXPECT_FALSE(fitGrowth({10, 100, 1000}, {0, 0, 7}).isKnown());
  EXPECT_EQ(fitGrowth({10, 100}, {0, 0}).text(), "unknown");
}

TEST(Growth, RandomScatterDoesNotMakeATerm) {
  // 5 % up and down: still n.
  Growth G = fitGrowth({1000, 2000, 4000, 8000, 16000},
                       {1050, 1900, 4200, 7600, 16800});
  EXPECT_NEAR(G.Exponent, 1, 0.1);
  EXPECT_GT(G.Error, 0.02);
}

} // namespace
