// Every kind of statement; no call fails to return.
#include <string>
#include <vector>
#include <cstdio>
#include <stdexcept>
struct D { int v = 3; ~D() { v = 0; } };
int h(int x);
int g(int x) {
  D d;
  if (x == 3 &&
      d.v == 3)
    return 1;
  return x > 5
    ? d.v
    : 2;
}
int sw(int x) {
  switch (x) {
  case 0:
    return 1;
  case 1:
  case 2: {
    x++;
    break;
  }
  case 3:
    x += 2;
    [[fallthrough]];
  case 4:
    x += 3;
    break;
  default:
    x = 9;
  }
  return x;
}
#define LOOP(n) for (int q = 0; q < n; q++) s += q;
int main() {
  std::vector<int> v;
  for (int i = 0; i < 10; ++i)
    v.push_back(i);
  int s = 0;
  for (int x : v)
    s += g(x);
  for (int x : v) {
    if (x == 5) continue;
    if (x == 8) break;
    s += sw(x);
  }
  auto lam = [&](int z) { return z * s; };
  for (int i = 0; i < 5; i++) s += lam(i);
  auto lam2 = [&](int z) {
    return z * s;
  };
  for (int i = 0; i < 5; i++) {
    s += lam2(i);
  }
  int k = 0;
  do {
    k++;
    if (k == 2)
      continue;
  } while (k < 7);
  while (true) {
    if (k++ > 20)
      break;
  }
  for (;;) {
    if (k++ > 40) break;
  }
  if (k > 3) {
    s++;
  } else {
    s--;
  }
  if (k < 3) {
    s++;
  } else if (k < 10) {
    s--;
  } else {
    s += 2;
  }
  try {
    s += h(100);
  } catch (std::exception &e) {
    s += 3;
  }
  LOOP(4)
  int t = s > 3 ? 1 : 2;
  t = s > 3 ||
      t == 4;
  t += g(1) + g(2) +
       g(3);
top:
  if (t++ < 10)
    goto top;
  while (t-- > 0)
    ;
  std::printf("%d %d\n", s,
              t);
  {
    std::string str = "abc";
    if (s == 1) return 3;
    std::string str2 = "abc";
    k++;
  }
  return 0;
}
int h(int x) { return x; }
