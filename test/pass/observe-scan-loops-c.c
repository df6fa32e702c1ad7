// Searches in C: chains, tables with a sentinel, strings, flags, do-while.
//
// RUN: mkdir -p %t
// RUN: %hone-clang -O0 %s -o %t/O0
// RUN: env HONE_PROFILE_FILE=%t/O0.prof %t/O0 > %t/O0.out
// RUN: %python %S/Inputs/observations.py %hone %t/O0.prof | FileCheck %s
// RUN: %hone-clang -O3 %s -o %t/O3
// RUN: env HONE_PROFILE_FILE=%t/O3.prof %t/O3 > %t/O3.out
// RUN: %python %S/Inputs/observations.py %hone %t/O3.prof | FileCheck %s
// RUN: %clang %s -o %t/plain && %t/plain > %t/plain.out
// RUN: cmp %t/plain.out %t/O0.out && cmp %t/plain.out %t/O3.out

#include <stdio.h>
#include <string.h>

#define NOINLINE __attribute__((noinline))

struct node {
  struct node *next;
  const char *name;
};

// CHECK: scan [[@LINE+2]] loop|node *|const char *: 2 searches, 5 elements, 1 exhausted, 1 bases
NOINLINE struct node *chain(struct node *head, const char *name) {
  for (; head; head = head->next)
    if (!strcmp(head->name, name))
      return head;
  return 0;
}

// CHECK: scan [[@LINE+2]] loop|node *|const char *: 2 searches, 5 elements, 1 exhausted, 1 bases
NOINLINE int do_while(struct node *head, const char *name) {
  do {
    if (strcmp(head->name, name) == 0)
      return 1;
    head = head->next;
  } while (head);
  return 0;
}

static const char *names[] = {"zero", "one", "two",   "three", "four",
                              "five", "six", "seven", "eight", 0};

// CHECK: scan [[@LINE+2]] loop|const char *[10]|const char *: 2 searches, 13 elements, 1 exhausted, 1 bases
NOINLINE int sentinel(const char *name) {
  for (int i = 0; names[i]; i++)
    if (!strcmp(names[i], name))
      return i;
  return -1;
}

// CHECK: scan [[@LINE+3]] loop|int *|int: 2 searches, 105 elements, 1 exhausted, 1 bases
NOINLINE int flag(int *numbers, int n, int key) {
  int found = 0;
  for (int i = 0; i < n && !found; i++)
    if (numbers[i] == key)
      found = 1;
  return found;
}

// CHECK: scan [[@LINE+3]] loop|int *|int: 2 searches, 104 elements, 1 exhausted, 1 bases
NOINLINE int to_the_key(int *numbers, int n, int key) {
  int i;
  for (i = 0; i < n; i++)
    if (numbers[i] == key)
      break;
  return i;
}

// CHECK: scan [[@LINE+2]] loop|int *|int: 2 searches, 110 elements, 1 exhausted, 1 bases
NOINLINE int backwards(int *numbers, int n, int key) {
  for (int i = n - 1; i >= 0; i--)
    if (numbers[i] == key)
      return i;
  return -1;
}

// CHECK: scan [[@LINE+2]] loop|double *|double: 2 searches, 103 elements, 1 exhausted, 1 bases
NOINLINE double *pointers(double *first, double *last, double key) {
  for (; first != last; first++)
    if (*first == key)
      return first;
  return 0;
}

int main(void) {
  struct node c = {0, "c"}, b = {&c, "b"}, a = {&b, "a"};
  int numbers[100];
  double doubles[100];
  for (int i = 0; i < 100; i++)
    doubles[i] = numbers[i] = i;
  printf("%d %d\n", chain(&a, "b") == &b, chain(&a, "d") == 0);
  printf("%d %d\n", do_while(&a, "b"), do_while(&a, "d"));
  printf("%d %d\n", sentinel("three"), sentinel("nine"));
  printf("%d %d\n", flag(numbers, 100, 4), flag(numbers, 100, -1));
  printf("%d %d\n", to_the_key(numbers, 100, 3), to_the_key(numbers, 100, -1));
  printf("%d %d\n", backwards(numbers, 100, 90), backwards(numbers, 100, -1));
  printf("%d %d\n", pointers(doubles, doubles + 100, 2) == doubles + 2,
         pointers(doubles, doubles + 100, -1) == 0);
}
