// Functions whose whole body is a try block.
#include <cstdio>
#include <stdexcept>

static int check(int X) {
  if (X > 100)
    throw std::runtime_error("large");
  return X;
}

struct Holder {
  explicit Holder(int X) try : Value(check(X)) {
    ++Value;
  } catch (const std::exception &) {
    std::puts("never");
  }
  int Value;
};

int main() try {
  int Sum = 0;
  for (int I = 0; I < 3; I++)
    Sum += check(I);
  for (int I = 0; I < 4; I++) {
    Holder H(I);
    Sum += H.Value;
  }
  std::printf("%d\n", Sum);
  return 0;
} catch (...) {
  return 1;
}
