// Shapes of several classes need their pointers.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %hone-clangxx -O2 -std=c++17 %s -o %t/app
// RUN: env HONE_PROFILE_FILE=%t/app.prof %t/app
// RUN: %hone suggest --all --rule vector-of-pointers --json %t/app.prof | FileCheck %s

// CHECK: "suggestions": []

#include <cstdio>
#include <memory>
#include <vector>

struct Shape {
  virtual ~Shape() = default;
  virtual long area() const = 0;
};
struct Square : Shape {
  long Side;
  explicit Square(long Side) : Side(Side) {}
  long area() const override { return Side * Side; }
};
struct Box : Shape {
  long Width, Height;
  Box(long Width, long Height) : Width(Width), Height(Height) {}
  long area() const override { return Width * Height; }
};

static std::unique_ptr<Shape> make(long I) {
  if (I % 2)
    return std::make_unique<Square>(I);
  return std::make_unique<Box>(I, 2);
}

int main() {
  std::vector<std::unique_ptr<Shape>> Shapes;
  for (long I = 0; I < 50000; ++I)
    Shapes.push_back(make(I));
  long Sum = 0;
  for (int Round = 0; Round < 100; ++Round)
    for (const auto &S : Shapes)
      Sum += S->area();
  std::printf("%ld\n", Sum);
}
