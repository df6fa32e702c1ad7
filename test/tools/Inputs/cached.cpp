// What 'hone try' is tried on: functions whose results might be kept.
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

struct Point {
  double X, Y;
};
struct Mixed {
  int Number;
  char Letter;
};
struct Large {
  double A, B, C;
  int Number;
};
struct OutOfRange : std::runtime_error {
  using std::runtime_error::runtime_error;
};

static double Offset;

unsigned long ways(int Steps) {
  if (Steps < 2)
    return 1;
  return ways(Steps - 1) + ways(Steps - 2) + (Steps > 2 ? ways(Steps - 3) : 0);
}

#define LOOP(Sum, Term)                                                        \
  for (int I = 1; I < 2000; ++I)                                               \
    Sum += std::sqrt(Term + I);

double number(int Kind) {
  double Sum = 0;
  LOOP(Sum, Kind)
  return Sum;
}
Point point(int Kind) {
  Point P{0, 0};
  LOOP(P.X, Kind)
  LOOP(P.Y, 2 * Kind)
  return P;
}
Mixed mixed(int Kind) {
  double Sum = 0;
  LOOP(Sum, Kind)
  return {int(Sum), char('a' + Kind)};
}
Large large(int Kind) {
  Large L{0, 0, 0, Kind};
  LOOP(L.A, Kind)
  LOOP(L.B, L.A)
  return L;
}
std::string text(int Kind) {
  std::string Text;
  for (int I = 0; I < 80 * Kind; ++I)
    Text += char('a' + I * Kind % 26);
  return Text;
}
std::vector<int> numbers(int Kind) {
  std::vector<int> Numbers;
  for (int I = 0; I < 80 * Kind; ++I)
    Numbers.push_back(I * Kind);
  return Numbers;
}
double shifted(int Kind) {
  double Sum = 0;
  LOOP(Sum, Kind + Offset)
  return Sum;
}
double checked(int Kind) {
  double Sum = 0;
  LOOP(Sum, Kind)
  if (Kind % 4 == 3)
    throw OutOfRange("no such kind");
  return Sum;
}

static void each(void (*Do)(int)) {
  for (int I = 0; I < 3000; ++I)
    Do(I % 20);
}
static double Total;
static unsigned long Count;

int main(int, char **Argv) {
  std::string What = Argv[1];
  if (What == "ways")
    Count = ways(22);
  else if (What == "number")
    each([](int K) { Total += number(K); });
  else if (What == "point")
    each([](int K) { Point P = point(K); Total += P.X - 3 * P.Y; });
  else if (What == "mixed")
    each([](int K) { Mixed M = mixed(K); Count += M.Number * 7 + M.Letter; });
  else if (What == "large")
    each([](int K) { Large L = large(K); Total += L.A + 2 * L.B + L.C + L.Number; });
  else if (What == "text")
    each([](int K) {
      std::string T = text(K);
      for (char C : T + "!")
        Count = Count * 31 + C;
    });
  else if (What == "numbers")
    each([](int K) {
      std::vector<int> N = numbers(K);
      N.push_back(1);
      for (int I : N)
        Count = Count * 31 + I;
    });
  else if (What == "shifted")
    for (int I = 0; I < 3000; ++I) {
      // The profiled run leaves it alone.
      if (const char *By = std::getenv("SHIFT"); By && I % 100 == 0)
        Offset += std::atof(By);
      Total += shifted(I % 20);
    }
  else if (What == "checked")
    each([](int K) {
      try {
        Total += checked(K);
      } catch (const OutOfRange &) {
        ++Count;
      }
    });
  else if (What == "threads") {
    double Totals[4] = {};
    std::vector<std::thread> Threads;
    for (double &T : Totals)
      Threads.emplace_back([&T] {
        for (int I = 0; I < 3000; ++I)
          T += number(I % 20);
      });
    for (std::thread &T : Threads)
      T.join();
    for (double T : Totals)
      Total += T;
  }
  std::printf("%.17g %lu\n", Total, Count);
  if (std::getenv("VARY"))
    std::printf("%d\n", std::rand() + int(reinterpret_cast<size_t>(Argv)));
  return What == "mixed" ? 7 : 0;
}
