#include <cstdio>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

static long fib(int n) {
  if (n < 2)
    return n;
  return fib(n - 1) + fib(n - 2);
}

template <typename T> static T twice(T x) {
  return x + x;
}

static int half(int x) {
  if (x % 2)
    throw std::invalid_argument("odd");
  return x / 2;
}

static int sumOfHalves(const std::vector<int> &numbers) {
  int sum = 0;
  for (int x : numbers) {
    try {
      sum += half(x);
      sum += 1;
    } catch (const std::invalid_argument &) {
      sum -= 1;
    }
  }
  return sum;
}

static long neverCalled(long x) {
  return x * 3;
}

int main(int argc, char **argv) {
  if (argc > 9)
    return (int)neverCalled(argc);
  std::vector<int> numbers;
  for (int i = 0; i < 100; ++i)
    numbers.push_back(twice(i) / 2);
  long sum = fib(20) + (long)twice(1.5) + sumOfHalves(numbers);
  std::printf("%ld\n", sum);
  return argc > 1 ? std::stoi(argv[1]) : 0;
}
