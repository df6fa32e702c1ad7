//===- CostModel.cpp - what operations on containers cost -----------------===//
//
// Owns: interpolation between measured points, and the choice between this
// machine's figures and the shipped ones.
//
//===----------------------------------------------------------------------===//

#include "CostModel.h"
#include "Machine.h"

#include "llvm/Support/Errc.h"
#include "llvm/Support/MemoryBuffer.h"

using namespace llvm;

namespace hone {

/// The element sizes that are measured.
static constexpr struct {
  Content C;
  double Bytes;
} Sizes[] = {
    {Content::Bytes8, 8}, {Content::Bytes32, 32}, {Content::Bytes128, 128}};

/// Clocks tell no less.
static constexpr double LeastNs = 0.01;

static size_t indexOf(Structure S, Action A, Content C) {
  return (size_t(S) * NumActions + size_t(A)) * NumContents + size_t(C);
}

const std::vector<CostPoint> &CostModel::points(Structure S, Action A,
                                                Content C) const {
  return Series[indexOf(S, A, C)];
}

void CostModel::add(Structure S, Action A, Content C, CostPoint P) {
  std::vector<CostPoint> &Points = Series[indexOf(S, A, C)];
  // What is cold cannot be faster, whatever noise says.
  P.HotNs = std::max(P.HotNs, LeastNs);
  P.ColdNs = std::max(P.ColdNs, P.HotNs);
  Points.insert(std::upper_bound(Points.begin(), Points.end(), P,
                                 [](const CostPoint &L, const CostPoint &R) {
                                   return L.N < R.N;
                                 }),
                P);
}

/// The power law through (X1, Y1) and (X2, Y2), at X.
static double power(double X1, double Y1, double X2, double Y2, double X) {
  double Slope = std::log(Y2 / Y1) / std::log(X2 / X1);
  if (X < X1 || X > X2) // beyond: noise must not be continued
    Slope = std::clamp(Slope, 0.0, 1.0);
  return X > X2 ? Y2 * std::pow(X / X2, Slope) : Y1 * std::pow(X / X1, Slope);
}

static Interval range(double Hot, double Cold) {
  return {Hot, std::sqrt(Hot * Cold), Cold};
}

Interval CostModel::at(const std::vector<CostPoint> &Points, double N) const {
  if (Points.size() == 1)
    return range(Points[0].HotNs, Points[0].ColdNs);
  N = std::max(N, 1.0);
  size_t Above = 1;
  while (Above + 1 < Points.size() && Points[Above].N < N)
    ++Above;
  const CostPoint &L = Points[Above - 1], &R = Points[Above];
  double Hot = power(L.N, L.HotNs, R.N, R.HotNs, N);
  return range(Hot, std::max(Hot, power(L.N, L.ColdNs, R.N, R.ColdNs, N)));
}

std::optional<Interval> CostModel::ofBytes(Structure S, Action A, double Bytes,
                                           double N) const {
  for (const auto &Size : Sizes)
    if (points(S, A, Size.C).empty())
      return std::nullopt;
  size_t Above = Bytes <= Sizes[1].Bytes ? 1 : 2;
  double Left = Sizes[Above - 1].Bytes, Right = Sizes[Above].Bytes;
  Interval L = at(points(S, A, Sizes[Above - 1].C), N);
  Interval R = at(points(S, A, Sizes[Above].C), N);
  Bytes = std::max(Bytes, 1.0);
  double Hot = power(Left, L.Low, Right, R.Low, Bytes);
  return range(Hot, std::max(Hot, power(Left, L.High, Right, R.High, Bytes)));
}

/// What a structure is where it is not measured by itself.
static std::optional<Structure> plainOf(Structure S) {
  if (S == Structure::ReservedVector || S == Structure::SwapVector)
    return Structure::Vector;
  if (S == Structure::ReservedHashMap)
    return Structure::HashMap;
  return std::nullopt;
}

/// A hash or comparison over several members: up to 150 ns where that of a
/// string of 40 characters takes 100.
static constexpr double OwnKeyFactor = 1.5;

std::optional<Interval> CostModel::ofOwnKeys(Structure S, Action A,
                                             double N) const {
  const auto &Least = points(S, A, Content::Integer);
  const auto &Most = points(S, A, Content::LongString);
  if (Least.empty() || Most.empty())
    return std::nullopt;
  return range(at(Least, N).Low, OwnKeyFactor * at(Most, N).High);
}

std::optional<Interval> CostModel::cost(Structure S, Action A, Held H,
                                        double N) const {
  std::optional<Interval> Cost;
  if (H.TheKind == Held::OwnKey)
    Cost = ofOwnKeys(S, A, N);
  else if (H.TheKind == Held::Bytes)
    Cost = ofBytes(S, A, H.Size, N);
  else if (const auto &Points = points(S, A, H.TheContent); !Points.empty())
    Cost = at(Points, N);
  else if (H.TheContent == Content::Integer) // by place, it is any 8 bytes
    Cost = ofBytes(S, A, 8, N);
  if (Cost)
    return Cost;
  std::optional<Structure> Plain = plainOf(S);
  return Plain ? cost(*Plain, A, H, N) : std::nullopt;
}

static StringRef shippedText() {
  return
#include "ShippedCosts.inc"
      ;
}

const CostModel &CostModel::shipped() {
  static const CostModel Model = cantFail(parse(shippedText()));
  return Model;
}

CostModel CostModel::forThisMachine() {
  std::string Path = costsFile();
  CostModel Shipped = shipped();
  if (Path.empty())
    return Shipped;
  ErrorOr<std::unique_ptr<MemoryBuffer>> File = MemoryBuffer::getFile(Path);
  if (!File) {
    if (File.getError() != errc::no_such_file_or_directory)
      Shipped.Note = "cannot read " + Path + ": " + File.getError().message();
    return Shipped;
  }
  Expected<CostModel> Measured = parse((*File)->getBuffer());
  if (!Measured) {
    Shipped.Note = Path + " is not used: " + toString(Measured.takeError());
    return Shipped;
  }
  Measured->IsCalibrated = true;
  return std::move(*Measured);
}

std::string CostModel::describe() const {
  std::string Where = Origin.Machine + ", " + Origin.Date;
  if (IsCalibrated)
    return "costs of containers as measured on this machine (" + Where +
           (Origin.IsQuick ? ", quickly" : "") + ")";
  return "costs of containers as shipped with hone (" + Where + "), " +
         (Note.empty() ? "not measured on this machine: 'hone calibrate' does"
                       : "for " + Note + "; 'hone calibrate' writes it anew");
}

} // namespace hone
