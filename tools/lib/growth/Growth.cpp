//===- Growth.cpp - choosing among laws -----------------------------------===//

#include "Growth.h"
#include "Laws.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FormatVariadic.h"

#include <algorithm>
#include <cmath>

using namespace hone;
using namespace llvm;

/// Laws whose score is as near to the best one's may be the true one. In the
/// units of an information criterion; 2 is where the literature (Burnham and
/// Anderson, 2002) sees no evidence against.
static constexpr double Undecided = 2;
/// Two runs cannot tell a constant part. Up to this share of the smaller count
/// is allowed for.
static constexpr double UnseenConstant = 0.2;
/// Powers that differ by less are the same to anyone who reads them.
static constexpr double Faster = 0.05;

double GrowthTerm::shape(double Size) const {
  return std::pow(Size, Power) *
         std::pow(std::log2(std::max(Size, 2.0)), double(Logs)) *
         std::pow(Base, Size);
}

bool Growth::isConstant() const {
  return isKnown() && !isExponential() && Terms.back().Power == 0 &&
         Terms.back().Logs == 0;
}

bool Growth::outgrowsInput() const {
  if (!isKnown())
    return false;
  if (isExponential() || Low > 1 + Faster)
    return true;
  return Terms.back().Power >= 1 && Terms.back().Logs;
}

static std::string powerText(double Power) {
  if (Power == 0)
    return "";
  if (Power == 1)
    return "n";
  std::string Digits = formatv("{0:f2}", Power).str();
  StringRef Short = StringRef(Digits).rtrim('0').rtrim('.');
  return ("n^" + Short).str();
}

std::string Growth::text() const {
  if (!isKnown())
    return "unknown";
  if (isConstant())
    return "constant";
  const GrowthTerm &T = Terms.back();
  std::string Text = powerText(T.Power);
  auto Add = [&](const std::string &Factor) {
    Text += (Text.empty() ? "" : " ") + Factor;
  };
  if (T.Logs)
    Add("log n");
  if (T.Base > 1) {
    std::string Digits = formatv("{0:f2}", T.Base).str();
    Add((StringRef(Digits).rtrim('0').rtrim('.') + "^n").str());
  }
  return Text;
}

static double localExponent(ArrayRef<double> Sizes, ArrayRef<double> Counts) {
  size_t Last = Sizes.size() - 1;
  return std::log(Counts[Last] / Counts[Last - 1]) /
         std::log(Sizes[Last] / Sizes[Last - 1]);
}

/// What the best laws agree on is known, and the rest an interval.
static void setIntervals(Growth &G, ArrayRef<Law> Laws, ArrayRef<double> Sizes,
                         ArrayRef<double> Counts) {
  double Tenfold = 10 * Sizes.back();
  G.Low = G.High = G.Exponent;
  G.AtTenfoldLow = G.AtTenfoldHigh = G.AtTenfold;
  for (const Law &L : Laws) {
    if (L.Score > Laws.front().Score + Undecided)
      continue;
    const GrowthTerm &Leading = L.Terms.back();
    if (Leading.Base == 1) {
      G.Low = std::min(G.Low, Leading.Power);
      G.High = std::max(G.High, Leading.Power);
    }
    G.AtTenfoldLow = std::min(G.AtTenfoldLow, L.at(Tenfold));
    G.AtTenfoldHigh = std::max(G.AtTenfoldHigh, L.at(Tenfold));
  }
  if (G.isConstant() || G.isExponential())
    return;
  double Local = G.LocalExponent;
  // What was seen between the largest sizes goes on, or a constant part hid
  // some of the growth.
  if (Sizes.size() == 2 && Counts[1] > Counts[0]) {
    double Unseen = UnseenConstant * Counts[0];
    double Steeper = std::log((Counts[1] - Unseen) / (Counts[0] - Unseen)) /
                     std::log(Sizes[1] / Sizes[0]);
    G.High = std::max(G.High, Steeper);
  }
  if (!G.Terms.back().Logs)
    G.Low = std::min(G.Low, Local);
  G.High = std::max(G.High, Local);
  double Straight = Counts.back() * std::pow(10, Local);
  G.AtTenfoldLow = std::min(G.AtTenfoldLow, Straight);
  G.AtTenfoldHigh = std::max(G.AtTenfoldHigh, Straight);
}

Growth hone::fitGrowth(ArrayRef<double> Sizes, ArrayRef<double> Counts) {
  // Where nothing was counted no law can be seen: the line was not reached yet.
  std::vector<double> N, Y;
  for (size_t I = 0; I != Sizes.size(); ++I)
    if (Counts[I] > 0) {
      N.push_back(Sizes[I]);
      Y.push_back(Counts[I]);
    }
  Growth G;
  if (N.size() < 2)
    return G;
  std::vector<Law> Laws = fitLaws(N, Y);
  llvm::stable_sort(
      Laws, [](const Law &A, const Law &B) { return A.Score < B.Score; });
  const Law &Best = Laws.front();
  G.Terms = Best.Terms;
  G.Exponent = Best.Terms.back().Power;
  G.LocalExponent = localExponent(N, Y);
  G.Error = Best.Error;
  G.AtTenfold = Best.at(10 * N.back());
  setIntervals(G, Laws, N, Y);
  return G;
}
