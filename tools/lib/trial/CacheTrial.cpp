//===- CacheTrial.cpp -----------------------------------------------------===//

#include "CacheTrial.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FormatVariadic.h"

using namespace llvm;

namespace hone {

namespace {
struct Unit {
  StringRef Name;
  double Ns;
};
} // namespace

static constexpr Unit Units[] = {{"ns", 1},   {"us", 1e3},  {"ms", 1e6},
                                 {"min", 60e9}, {"s", 1e9}, {"m", 60e9},
                                 {"h", 3600e9}, {"", 1e9}};

/// "300s", "1.5h"; a number alone is of seconds. 0: not understood.
static uint64_t parseDuration(StringRef Text) {
  StringRef Digits = Text.take_while([](char C) {
    return isDigit(C) || C == '.';
  });
  double Number = 0;
  const Unit *U =
      find_if(Units, [&](const Unit &Of) {
        return Of.Name == Text.drop_front(Digits.size());
      });
  if (U == std::end(Units) || Digits.getAsDouble(Number) ||
      Number * U->Ns > 1e18)
    return 0;
  return uint64_t(Number * U->Ns);
}

Expected<CachePolicy> CachePolicy::parse(StringRef Text) {
  CachePolicy P;
  if (Text == "unbounded")
    return P;
  StringRef Rest = Text;
  if (Rest.consume_front("lru:")) {
    P.Kind = Lru;
    if (!Rest.getAsInteger(10, P.Number) && P.Number)
      return P;
  } else if (Rest.consume_front("ttl:")) {
    P.Kind = Ttl;
    if ((P.Number = parseDuration(Rest)))
      return P;
  }
  return createStringError(inconvertibleErrorCode(),
                           "--cache=" + Text +
                               ": must be 'unbounded', 'lru:N' (the N results "
                               "used last) or 'ttl:300s' (ms, s, m, h)");
}

std::string CachePolicy::text() const {
  switch (Kind) {
  case None:
    return "none";
  case Unbounded:
    return "unbounded";
  case Lru:
    return "lru:" + std::to_string(Number);
  case Ttl:
    return formatv("ttl:{0}s", double(Number) / 1e9).str();
  }
  return "";
}

std::string CachePolicy::wish(uint64_t Function, bool Check,
                              StringRef ReportPath) const {
  static constexpr StringRef Kinds[] = {"none", "unbounded", "lru", "ttl"};
  return (utohexstr(Function, /*LowerCase=*/true) + "," + Kinds[Kind] + "," +
          Twine(Number) + "," + (Check ? "1" : "0") + "," + ReportPath)
      .str();
}

Expected<CacheReport> CacheReport::parse(StringRef Text) {
  CacheReport Sum;
  std::pair<StringRef, uint64_t CacheReport::*> Figures[] = {
      {"records", &CacheReport::Records},
      {"lookups", &CacheReport::LookUps},
      {"hits", &CacheReport::Hits},
      {"stored", &CacheReport::Stored},
      {"evicted", &CacheReport::Evicted},
      {"expired", &CacheReport::Expired},
      {"refused", &CacheReport::Refused},
      {"checked", &CacheReport::Checked},
      {"mismatches", &CacheReport::Mismatches},
      {"results", &CacheReport::Results},
      {"bytes", &CacheReport::Bytes}};
  SmallVector<StringRef> Lines;
  Text.split(Lines, '\n', -1, /*KeepEmpty=*/false);
  for (StringRef Line : Lines) {
    if (!Line.consume_front("hone-try 1 "))
      return createStringError(inconvertibleErrorCode(),
                               "the program was built with another hone");
    ++Sum.Processes;
    std::string BuildId, Size, Time;
    uint64_t Records = Sum.Records;
    SmallVector<StringRef> Words;
    Line.split(Words, ' ');
    for (StringRef Word : Words) {
      auto [Name, Value] = Word.split('=');
      uint64_t Number = 0;
      Value.getAsInteger(10, Number);
      for (auto &[Known, Member] : Figures)
        if (Known == Name)
          Sum.*Member += Number;
      if (Name == "build_id")
        BuildId = Value.str();
      else if (Name == "file_size")
        Size = Value.str();
      else if (Name == "file_time_ns")
        Time = Value.str();
    }
    if (Sum.Records != Records) {
      Sum.BuildIds.push_back(BuildId);
      Sum.Files.push_back(Size + ":" + Time);
    }
  }
  return Sum;
}

/// Between the K-th smallest and the K-th largest value, for the largest K with
/// which the true median is there in 93 of 100 cases: of up to 8 values K is 1.
Median Median::of(std::vector<double> Values) {
  constexpr double EnoughPct = 93;
  llvm::sort(Values);
  size_t N = Values.size();
  // Outside of the K-th and the N+1-K-th value: twice the sum of the first K
  // terms of the binomial distribution.
  auto Surely = [N](size_t K) {
    double Term = std::pow(0.5, double(N)), Sum = 0;
    for (size_t I = 0; I != K; ++I) {
      Sum += Term;
      Term *= double(N - I) / double(I + 1);
    }
    return 100 * (1 - 2 * Sum);
  };
  size_t K = 1;
  while (2 * (K + 1) <= N && Surely(K + 1) >= EnoughPct)
    ++K;
  Median M;
  M.Value.Low = Values[K - 1];
  M.Value.High = Values[N - K];
  M.Value.Mid = (Values[(N - 1) / 2] + Values[N / 2]) / 2;
  M.ConfidencePct = N > 1 ? Surely(K) : 0;
  return M;
}

CacheTimes CacheTimes::of(ArrayRef<double> Without, ArrayRef<double> With) {
  std::vector<double> Saved, Speedups;
  for (auto [Before, After] : zip_equal(Without, With)) {
    Saved.push_back(Before - After);
    Speedups.push_back(Before / std::max(After, 1.0));
  }
  return {Median::of(Without.vec()), Median::of(With.vec()),
          Median::of(std::move(Saved)), Median::of(std::move(Speedups))};
}

} // namespace hone
