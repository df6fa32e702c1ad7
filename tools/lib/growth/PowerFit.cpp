//===- PowerFit.cpp -------------------------------------------------------===//

#include "PowerFit.h"

#include <cmath>

using namespace hone;
using namespace llvm;

/// Times that lie further about the line follow no power: a factor of 1.4.
static constexpr double MostScatter = 0.35;

/// What is exceeded on either side in one of 20 cases, of Student's t.
static double studentT(size_t Freedom) {
  static constexpr double Few[] = {0,    12.7, 4.30, 3.18, 2.78,
                                   2.57, 2.45, 2.36, 2.31, 2.26};
  return Freedom < std::size(Few) ? Few[Freedom]
                                  : 1.96 + 2.6 / double(Freedom);
}

static std::optional<PowerFit> fitLine(ArrayRef<double> Sizes,
                                       ArrayRef<double> Times) {
  double N = double(Sizes.size()), MeanX = 0, MeanY = 0, XX = 0, XY = 0, YY = 0;
  for (size_t I = 0; I != Sizes.size(); ++I) {
    MeanX += std::log(Sizes[I]) / N;
    MeanY += std::log(Times[I]) / N;
  }
  for (size_t I = 0; I != Sizes.size(); ++I) {
    double X = std::log(Sizes[I]) - MeanX, Y = std::log(Times[I]) - MeanY;
    XX += X * X;
    XY += X * Y;
    YY += Y * Y;
  }
  if (!(XX > 0) || !std::isfinite(YY))
    return std::nullopt;
  double Left = std::max(0.0, YY - XY * XY / XX); // of YY, unexplained
  double Freedom = N - 2;
  PowerFit Fit;
  Fit.Exponent = XY / XX;
  Fit.Scatter = std::sqrt(Left / Freedom);
  double Error = studentT(Sizes.size() - 2) * Fit.Scatter / std::sqrt(XX);
  Fit.Low = Fit.Exponent - Error;
  Fit.High = Fit.Exponent + Error;
  return Fit;
}

std::optional<PowerFit> hone::fitPower(ArrayRef<double> Sizes,
                                       ArrayRef<double> Times,
                                       size_t FewestSizes, double LeastFactor) {
  std::optional<PowerFit> Best;
  for (size_t First = 0; First + std::max<size_t>(FewestSizes, 3) <= Sizes.size();
       ++First) {
    if (!(Sizes[First] > 0) || !(Sizes.back() >= LeastFactor * Sizes[First]))
      continue;
    std::optional<PowerFit> Fit =
        fitLine(Sizes.drop_front(First), Times.drop_front(First));
    if (!Fit || Fit->Scatter > MostScatter || (Best && Fit->Low <= Best->Low))
      continue;
    Fit->First = First;
    Best = Fit;
  }
  return Best;
}
