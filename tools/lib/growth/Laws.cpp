//===- Laws.cpp - the list of laws, and least squares
//----------------------===//

#include "Laws.h"

#include "llvm/ADT/SmallVector.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

using namespace hone;
using namespace llvm;

/// By how much counts of real programs differ from a law by themselves: their
/// data differ from run to run. Exact counts of clean loops do better.
static constexpr double Scatter = 0.02;
/// What a further parameter has to improve (see score()).
static constexpr double ParameterCost = 3;
/// How far below a whole power two pairs may be to pass for it.
static constexpr double Near = 0.25;
/// A part of a law that adds less is not seen.
static constexpr double LeastPart = 1e-6;
/// Powers beyond are those of an exponential, seen over a short range.
static constexpr double SteepestPower = 4.5;
/// Exponentials that do not double within 5 units of size, or that grow by more
/// than this with each, are none.
static constexpr double LeastBase = 1.15, MostBase = 32;

namespace {

/// How a term looks, and how unusual it is in programs: added to the score,
/// decides among laws that fit alike.
struct Candidate {
  double Power;
  unsigned Logs;
  double Base;
  double Rarity;
};

class Fitter {
public:
  Fitter(ArrayRef<double> Sizes, ArrayRef<double> Counts)
      : Sizes(Sizes), Counts(Counts) {}
  std::vector<Law> fit();

private:
  void addLinear(ArrayRef<Candidate> Parts);
  void addNear(const Candidate &More, const Candidate &C);
  void addLess(const Candidate &Less, const Candidate &C, double Most);
  std::optional<SmallVector<GrowthTerm>>
  leastSquares(ArrayRef<Candidate> Parts) const;
  void addPower();
  void addExponential(double Power);
  void add(SmallVector<GrowthTerm> Terms, unsigned Parameters, double Rarity);
  /// Straight line through (X, log count): its value at 0 and slope.
  std::pair<double, double> line(ArrayRef<double> X, double Power) const;

  ArrayRef<double> Sizes, Counts;
  std::vector<Law> Laws;
};

} // namespace

static constexpr Candidate Constant = {0, 0, 1, 0};
static constexpr Candidate Linear = {1, 0, 1, 0};
static constexpr Candidate LogLinear = {1, 1, 1, 0.2};
static constexpr Candidate Square = {2, 0, 1, 0};
static constexpr Candidate Cube = {3, 0, 1, 0.2};
/// The fastest term of a law.
static constexpr Candidate Leading[] = {
    {0, 1, 1, 0.3},   {0.5, 0, 1, 1}, {1, 0, 1, 0},   {1, 1, 1, 0.2},
    {1.5, 0, 1, 0.5}, {2, 0, 1, 0},   {2, 1, 1, 0.7}, {2.5, 0, 1, 1.5},
    {3, 0, 1, 0.2},   {3, 1, 1, 1.5}, {4, 0, 1, 1},   {0, 0, 2, 0.5},
    {1, 0, 2, 0.7}};

double Law::at(double Size) const {
  double Sum = 0;
  for (const GrowthTerm &T : Terms)
    Sum += T.at(Size);
  return Sum;
}

/// K log(1 + chi^2 / K) + cost of the parameters: an information criterion for
/// few pairs, with the scatter that is usual as the smallest there is. Counts
/// are whole numbers: half a unit is no error.
void Fitter::add(SmallVector<GrowthTerm> Terms, unsigned Parameters,
                 double Rarity) {
  Law L;
  L.Terms.assign(Terms.begin(), Terms.end());
  double Chi2 = 0, Square = 0;
  for (size_t I = 0; I != Sizes.size(); ++I) {
    double Y = Counts[I], Off = L.at(Sizes[I]) - Y;
    if (!std::isfinite(Off))
      return;
    Chi2 += Off * Off / (Scatter * Scatter * Y * Y + 0.25);
    Square += Off * Off / (Y * Y);
  }
  double K = Sizes.size();
  L.Error = std::sqrt(Square / K);
  L.Score = K * std::log1p(Chi2 / K) + ParameterCost * Parameters + Rarity;
  Laws.push_back(std::move(L));
}

/// Solves Matrix x = Right, 3 unknowns at most, by elimination with pivots.
static std::optional<std::array<double, 3>>
solve(std::array<std::array<double, 3>, 3> Matrix, std::array<double, 3> Right,
      unsigned N) {
  for (unsigned Column = 0; Column != N; ++Column) {
    unsigned Pivot = Column;
    for (unsigned Row = Column; Row != N; ++Row)
      if (std::fabs(Matrix[Row][Column]) > std::fabs(Matrix[Pivot][Column]))
        Pivot = Row;
    std::swap(Matrix[Pivot], Matrix[Column]);
    std::swap(Right[Pivot], Right[Column]);
    if (std::fabs(Matrix[Column][Column]) < 1e-12)
      return std::nullopt;
    for (unsigned Row = Column + 1; Row != N; ++Row) {
      double Factor = Matrix[Row][Column] / Matrix[Column][Column];
      for (unsigned I = Column; I != N; ++I)
        Matrix[Row][I] -= Factor * Matrix[Column][I];
      Right[Row] -= Factor * Right[Column];
    }
  }
  std::array<double, 3> X = {};
  for (unsigned Row = N; Row-- != 0;) {
    X[Row] = Right[Row];
    for (unsigned I = Row + 1; I != N; ++I)
      X[Row] -= Matrix[Row][I] * X[I];
    X[Row] /= Matrix[Row][Row];
  }
  return X;
}

/// Least squares of the relative errors; null if the pairs do not decide.
std::optional<SmallVector<GrowthTerm>>
Fitter::leastSquares(ArrayRef<Candidate> Parts) const {
  unsigned N = Parts.size();
  if (N > Sizes.size())
    return std::nullopt;
  SmallVector<GrowthTerm> Terms;
  for (const Candidate &C : Parts)
    Terms.push_back({0, C.Power, C.Logs, C.Base});
  std::array<std::array<double, 3>, 3> Matrix = {};
  std::array<double, 3> Right = {}, Scale = {};
  for (unsigned A = 0; A != N; ++A)
    Scale[A] = Terms[A].shape(Sizes.back()) / Counts.back();
  for (size_t I = 0; I != Sizes.size(); ++I)
    for (unsigned A = 0; A != N; ++A) {
      double OfA = Terms[A].shape(Sizes[I]) / Counts[I] / Scale[A];
      Right[A] += OfA;
      for (unsigned B = 0; B != N; ++B)
        Matrix[A][B] += OfA * Terms[B].shape(Sizes[I]) / Counts[I] / Scale[B];
    }
  std::optional<std::array<double, 3>> X = solve(Matrix, Right, N);
  if (!X)
    return std::nullopt;
  for (unsigned A = 0; A != N; ++A)
    Terms[A].Coefficient = (*X)[A] / Scale[A];
  return Terms;
}

/// A part whose coefficient is not positive, or which adds next to nothing, is
/// not there: the law without it stands for itself.
void Fitter::addLinear(ArrayRef<Candidate> Parts) {
  std::optional<SmallVector<GrowthTerm>> Terms = leastSquares(Parts);
  if (!Terms)
    return;
  double Rarity = 0;
  for (size_t I = 0; I != Parts.size(); ++I) {
    Rarity += Parts[I].Rarity;
    if (!((*Terms)[I].at(Sizes.back()) > LeastPart * Counts.back()))
      return;
  }
  add(*Terms, Parts.size(), Rarity);
}

/// C less some of a slower term, as n (n - 1) / 2 and log n! are: at most Most
/// of it at the smallest size.
void Fitter::addLess(const Candidate &Less, const Candidate &C, double Most) {
  std::optional<SmallVector<GrowthTerm>> Terms = leastSquares({Less, C});
  if (!Terms)
    return;
  double Lost = (*Terms)[0].at(Sizes.front());
  if (Lost < 0 && -Lost <= Most * (*Terms)[1].at(Sizes.front()))
    add(*Terms, 2, C.Rarity);
}

/// Of two pairs: C and some of a slower term, where what was seen is near to C.
/// Whole powers with something besides are what programs are made of, not
/// n^1.85.
void Fitter::addNear(const Candidate &More, const Candidate &C) {
  double Seen = std::log(Counts.back() / Counts.front()) /
                std::log(Sizes.back() / Sizes.front());
  std::optional<SmallVector<GrowthTerm>> Terms = leastSquares({More, C});
  if (!Terms || Seen < C.Power - Near)
    return;
  double Part = (*Terms)[0].at(Sizes.front());
  if (Part > 0 && Part <= 0.5 * Counts.front())
    add(*Terms, 2, C.Rarity);
}

std::pair<double, double> Fitter::line(ArrayRef<double> X, double Power) const {
  double MeanX = 0, MeanY = 0, XX = 0, XY = 0, K = X.size();
  auto LogOf = [&](size_t I) {
    return std::log(Counts[I]) - Power * std::log(Sizes[I]);
  };
  for (size_t I = 0; I != X.size(); ++I) {
    MeanX += X[I] / K;
    MeanY += LogOf(I) / K;
  }
  for (size_t I = 0; I != X.size(); ++I) {
    XX += (X[I] - MeanX) * (X[I] - MeanX);
    XY += (X[I] - MeanX) * (LogOf(I) - MeanY);
  }
  double Slope = XY / XX;
  return {MeanY - Slope * MeanX, Slope};
}

void Fitter::addPower() {
  std::vector<double> X;
  for (double Size : Sizes)
    X.push_back(std::log(Size));
  auto [At0, Slope] = line(X, 0);
  double Rarity = Slope > SteepestPower ? 3 : 0.5;
  // A count that falls with the input grows with nothing.
  add({{std::exp(At0), Slope, 0, 1}}, 2, Rarity);
}

void Fitter::addExponential(double Power) {
  auto [At0, Slope] = line(Sizes, Power);
  double Base = std::exp(Slope);
  if (Base >= LeastBase && Base <= MostBase)
    add({{std::exp(At0), Power, 0, Base}}, 2, Power ? 1 : 0.6);
}

std::vector<Law> Fitter::fit() {
  addLinear({Constant});
  addPower();
  addExponential(0);
  addExponential(1);
  addLess(Linear, LogLinear, 0.5);
  addLess(Linear, Square, 0.2);
  addLess(Square, Cube, 0.3);
  if (Sizes.size() == 2) {
    addNear(Constant, Linear);
    addNear(Linear, Square);
    addNear(Square, Cube);
  }
  // Two pairs are met by every law of two parameters.
  bool Several = Sizes.size() > 2;
  for (const Candidate &C : Leading) {
    addLinear({C});
    if (!Several)
      continue;
    addLinear({Constant, C});
    if (C.Power > 1 || C.Base > 1 || (C.Power == 1 && C.Logs)) {
      addLinear({Linear, C});
      if (Sizes.size() > 3)
        addLinear({Constant, Linear, C});
    }
  }
  return std::move(Laws);
}

std::vector<Law> hone::fitLaws(ArrayRef<double> Sizes,
                               ArrayRef<double> Counts) {
  return Fitter(Sizes, Counts).fit();
}
