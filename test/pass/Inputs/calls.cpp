// Calls of every kind: inlined, recursive, through pointers, of templates,
// lambdas, constructors and destructors, left by exceptions and longjmp.
#include <csetjmp>
#include <cstdio>
#include <functional>
#include <memory>
#include <stdexcept>
#include <vector>

static std::jmp_buf Back;

static inline int twice(int X) { return 2 * X; }
__attribute__((always_inline)) static inline int thrice(int X) { return 3 * X; }
template <typename T> static T add(T A, T B) { return A + B; }

static int fib(int N) { return N < 2 ? N : fib(N - 1) + fib(N - 2); }
static bool isOdd(unsigned N);
static bool isEven(unsigned N) { return N == 0 || isOdd(N - 1); }
static bool isOdd(unsigned N) { return N != 0 && isEven(N - 1); }

struct Base {
  Base(int X) : X(X) {}
  virtual ~Base() { X = 0; }
  virtual int value() const { return X; }
  int X;
};
struct Derived : Base {
  explicit Derived(int X) : Base(X), Items(3, X) {}
  ~Derived() override { Items.clear(); }
  int value() const override { return Items.back() + Base::value(); }
  std::vector<int> Items;
};

static int risky(int X) {
  Derived Guard(X);
  if (X % 4 == 0)
    throw std::out_of_range("fourth");
  return Guard.value();
}

static void jump(int X) {
  if (X)
    jump(X - 1);
  else
    std::longjmp(Back, 1);
}

static int apply(const std::function<int(int)> &F, int X) { return F(X); }

int main() {
  int Sum = 0;
  for (int I = 0; I < 20; ++I)
    Sum += twice(I) + thrice(I) + add(I, 1) + int(add(I * 0.5, 1.0));
  Sum += fib(15) + isEven(20);
  for (int I = 0; I < 10; ++I) {
    try {
      Sum += risky(I);
    } catch (const std::exception &) {
      ++Sum;
    }
  }
  std::vector<std::unique_ptr<Base>> Objects;
  for (int I = 0; I < 6; ++I)
    Objects.push_back(I % 2 ? std::make_unique<Base>(I)
                            : std::make_unique<Derived>(I));
  for (const auto &O : Objects)
    Sum += O->value();
  if (setjmp(Back) == 0)
    jump(5);
  int (*Pointer)(int) = Sum > 0 ? twice : fib;
  Sum += Pointer(4);
  Sum += apply([&](int X) { return X + twice(X); }, 3);
  std::printf("%d\n", Sum);
}
