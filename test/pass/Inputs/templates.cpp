// Templates, lambdas, inlining, classes, ranges; no call fails to return.
#include <algorithm>
#include <cstdio>
#include <map>
#include <memory>
#include <numeric>
#include <string>
#include <vector>

template <typename T> T clampTo(T Value, T Low, T High) {
  if (Value < Low)
    return Low;
  return Value > High ? High : Value;
}

struct Shape {
  virtual ~Shape() = default;
  virtual double area() const = 0;
};
struct Square : Shape {
  explicit Square(double Side) : Side(Side) {}
  double area() const override { return Side * Side; }
  double Side;
};
struct Circle : Shape {
  explicit Circle(double Radius) : Radius(Radius) { ++Made; }
  double area() const override {
    return 3 * Radius * Radius;
  }
  double Radius;
  static int Made;
};
int Circle::Made = 0;

template <int N> struct Power {
  static long of(long Base) { return Base * Power<N - 1>::of(Base); }
};
template <> struct Power<0> {
  static long of(long) { return 1; }
};

static inline int square(int X) { return X * X; }

static std::string join(const std::vector<std::string> &Words) {
  std::string Result;
  for (const std::string &Word : Words) {
    if (!Result.empty())
      Result += ' ';
    Result += Word;
  }
  return Result;
}

int main() {
  long Sum = 0;
  for (int I = -5; I < 15; ++I) {
    Sum += clampTo(I, 0, 10);
    Sum += static_cast<long>(clampTo(I * 0.5, 0.0, 3.0));
  }
  std::vector<std::unique_ptr<Shape>> Shapes;
  for (int I = 0; I < 10; ++I) {
    if (I % 3)
      Shapes.push_back(std::make_unique<Square>(I));
    else
      Shapes.push_back(std::make_unique<Circle>(I));
  }
  for (const auto &S : Shapes) {
    Sum += static_cast<long>(S->area());
  }
  std::vector<int> Numbers(50);
  std::iota(Numbers.begin(), Numbers.end(), 0);
  std::sort(Numbers.begin(), Numbers.end(), [](int A, int B) {
    return square(A - 25) < square(B - 25);
  });
  auto Even = [](int X) { return X % 2 == 0; };
  Sum += std::count_if(Numbers.begin(), Numbers.end(), Even);
  std::map<int, int> Histogram;
  for (int X : Numbers) {
    if (auto It = Histogram.find(X % 7); It != Histogram.end())
      ++It->second;
    else
      Histogram[X % 7] = 1;
  }
  std::vector<std::string> Words;
  for (auto [Key, Count] : Histogram) {
    Words.push_back(std::to_string(Key * Count));
  }
  std::printf("%ld %ld %d %s\n", Sum, Power<5>::of(3), Circle::Made,
              join(Words).c_str());
}
