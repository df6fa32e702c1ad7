//===- Uses.h - programs by name -------------------------------*- C++ -*-===//
//
// Owns: the command line of the uses: NAME, size, rounds. Prints a sum that is
// the same whatever the container.
//
//===----------------------------------------------------------------------===//

#ifndef USES_H
#define USES_H

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>

struct Use {
  const char *Name;
  uint64_t (*Run)(size_t N, size_t Rounds);
};

template <size_t Number>
int runUse(const Use (&Uses)[Number], int Count, char **Arguments) {
  for (const Use &U : Uses)
    if (Count == 4 && !strcmp(Arguments[1], U.Name)) {
      uint64_t Sum = U.Run(strtoull(Arguments[2], nullptr, 10),
                           strtoull(Arguments[3], nullptr, 10));
      printf("%llu\n", static_cast<unsigned long long>(Sum));
      return 0;
    }
  fprintf(stderr, "usage: %s NAME SIZE ROUNDS; NAME is one of", Arguments[0]);
  for (const Use &U : Uses)
    fprintf(stderr, " %s", U.Name);
  fprintf(stderr, "\n");
  return 2;
}

#endif // USES_H
