// raytrace - spheres over a chequered floor, in small vector classes.
//
// Stands for C++ that is only fast once it is inlined: operators, templates,
// virtual shapes.
//
// argv[1]: rows of a picture 800 wide (bench: 5000)

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <vector>

namespace {

template <typename T, size_t N> struct Vector {
  std::array<T, N> V{};

  template <typename F>
  static Vector zip(const Vector &A, const Vector &B, F Combine) {
    Vector Result;
    for (size_t I = 0; I != N; ++I)
      Result.V[I] = Combine(A.V[I], B.V[I]);
    return Result;
  }
  friend Vector operator+(const Vector &A, const Vector &B) {
    return zip(A, B, [](T X, T Y) { return X + Y; });
  }
  friend Vector operator-(const Vector &A, const Vector &B) {
    return zip(A, B, [](T X, T Y) { return X - Y; });
  }
  friend Vector operator*(const Vector &A, T Factor) {
    Vector Result = A;
    for (T &X : Result.V)
      X *= Factor;
    return Result;
  }
  T dot(const Vector &B) const {
    T Sum = 0;
    for (size_t I = 0; I != N; ++I)
      Sum += V[I] * B.V[I];
    return Sum;
  }
  Vector normalized() const { return *this * (T(1) / std::sqrt(dot(*this))); }
};

using Vec = Vector<double, 3>;

struct Ray {
  Vec Origin, Direction;
  Vec at(double T) const { return Origin + Direction * T; }
};

struct Hit {
  double T = 1e30;
  Vec Point, Normal, Color;
  double Mirror = 0;
};

class Shape {
public:
  virtual ~Shape() = default;
  // Whether the ray hits before Best.T; Best becomes that hit.
  virtual bool intersect(const Ray &R, Hit &Best) const = 0;
};

class Sphere final : public Shape {
  Vec Center, Color;
  double Radius, Mirror;

public:
  Sphere(Vec Center, double Radius, Vec Color, double Mirror)
      : Center(Center), Color(Color), Radius(Radius), Mirror(Mirror) {}
  bool intersect(const Ray &R, Hit &Best) const override {
    Vec To = R.Origin - Center;
    double B = To.dot(R.Direction), C = To.dot(To) - Radius * Radius;
    double Discriminant = B * B - C;
    if (Discriminant < 0)
      return false;
    double Root = std::sqrt(Discriminant);
    double T = -B - Root;
    if (T < 1e-6)
      T = -B + Root;
    if (T < 1e-6 || T >= Best.T)
      return false;
    Vec Point = R.at(T);
    Best = {T, Point, (Point - Center) * (1 / Radius), Color, Mirror};
    return true;
  }
};

class Floor final : public Shape {
public:
  bool intersect(const Ray &R, Hit &Best) const override {
    if (R.Direction.V[1] > -1e-6)
      return false;
    double T = -R.Origin.V[1] / R.Direction.V[1];
    if (T < 1e-6 || T >= Best.T)
      return false;
    Vec Point = R.at(T);
    bool Dark =
        (int64_t(std::floor(Point.V[0])) + int64_t(std::floor(Point.V[2]))) & 1;
    double Shade = Dark ? 0.2 : 0.9;
    Best = {T, Point, Vec{{0, 1, 0}}, Vec{{Shade, Shade, Shade}}, 0.1};
    return true;
  }
};

class Scene {
  std::vector<std::unique_ptr<Shape>> Shapes;
  Vec Light = Vec{{-0.5, 1, -0.7}}.normalized();

  bool find(const Ray &R, Hit &Best) const {
    bool Found = false;
    for (const auto &S : Shapes)
      Found |= S->intersect(R, Best);
    return Found;
  }

public:
  Scene() {
    Shapes.push_back(std::make_unique<Floor>());
    for (int I = 0; I != 9; ++I) {
      Vec Center{
          {(I % 3 - 1) * 1.6, 0.6 + 0.2 * (I % 2), double(I / 3) * 1.5 + 3}};
      Vec Color{{0.3 + 0.2 * (I % 3), 0.9 - 0.1 * I, 0.4}};
      Shapes.push_back(
          std::make_unique<Sphere>(Center, 0.6, Color, I % 2 ? 0.5 : 0.1));
    }
  }

  Vec trace(const Ray &R, int Depth) const {
    Hit Best;
    if (!find(R, Best)) {
      double Sky = 0.5 + 0.5 * R.Direction.V[1];
      return Vec{{0.4, 0.6, 1}} * Sky;
    }
    Hit Shadow;
    double Bright = std::max(0.0, Best.Normal.dot(Light));
    if (Bright > 0 && find({Best.Point + Best.Normal * 1e-4, Light}, Shadow))
      Bright = 0;
    Vec Color = Best.Color * (0.2 + 0.8 * Bright);
    if (Depth == 0 || Best.Mirror <= 0)
      return Color;
    Vec Bounce = R.Direction - Best.Normal * (2 * Best.Normal.dot(R.Direction));
    Vec Mirrored = trace({Best.Point + Best.Normal * 1e-4, Bounce}, Depth - 1);
    return Color * (1 - Best.Mirror) + Mirrored * Best.Mirror;
  }
};

} // namespace

int main(int Argc, char **Argv) {
  constexpr long Width = 800;
  long Height = Argc > 1 ? std::atol(Argv[1]) : 20;
  Scene World;
  uint64_t Mixed = 0;
  Vec Sum;
  for (long Y = 0; Y != Height; ++Y)
    for (long X = 0; X != Width; ++X) {
      Vec Direction{{(double(X) - Width / 2) / Width,
                     0.3 - 0.8 * double(Y) / double(Height), 1}};
      Vec Color = World.trace({Vec{{0, 1.2, -2}}, Direction.normalized()}, 3);
      Sum = Sum + Color;
      for (double C : Color.V)
        Mixed = Mixed * 31 + uint64_t(std::clamp(C, 0.0, 1.0) * 255);
    }
  std::printf("%.6f %.6f %.6f %llu\n", Sum.V[0], Sum.V[1], Sum.V[2],
              static_cast<unsigned long long>(Mixed));
}
