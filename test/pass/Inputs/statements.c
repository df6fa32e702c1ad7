// C: statements, macros and initializers; no call fails to return.
#include <stdio.h>
#include <string.h>

#define MAX(a, b) ((a) > (b) ? (a) : (b))
#define REPEAT(n, body)                                                        \
  for (int i_ = 0; i_ < (n); ++i_) {                                           \
    body;                                                                      \
  }

struct node {
  int key;
  struct node *next;
};

static int length(const struct node *n) {
  int count = 0;
  for (; n; n = n->next)
    ++count;
  return count;
}

static int classify(int c) {
  switch (c) {
  case 'a' ... 'z':
    return 1;
  case '0':
  case '1':
    c++;
    /* fall through */
  default:
    break;
  }
  if (c > 200)
    return 2;
  else if (c > 100 || c == 7)
    return 3;
  return c % 2 ? 4 : 5;
}

static unsigned collatz(unsigned n) {
  unsigned steps = 0;
  while (n != 1) {
    if (n & 1)
      n = 3 * n + 1;
    else
      n /= 2;
    steps++;
  }
  return steps;
}

static int never(int x) {
  if (x < 0) {
    x = -x;
    return x;
  }
  return 0;
}

int main(void) {
  struct node a = {1, 0}, b = {2, &a}, c = {3, &b};
  int sum = length(&c) + length(0);
  for (int i = 0; i < 256; i++)
    sum += classify(i);
  REPEAT(10, sum += i_)
  sum = MAX(sum, 17);
  unsigned longest = 0;
  for (unsigned i = 1; i < 1000; ++i) {
    unsigned s = collatz(i);
    if (s <= longest)
      continue;
    longest = s;
  }
  int k = 5;
again:
  if (--k > 0)
    goto again;
  do
    k++;
  while (k < 4 && k != 3);
  printf("%d %u %d %d\n", sum, longest, k, never(1));
  return 0;
}
