// As fields.cpp, in C: structs that only a typedef names, unions, arrays of the
// allocator's.
//
// RUN: rm -rf %t && mkdir -p %t && cd %t
// RUN: %hone-clang -O0 %s -o O0
// RUN: env HONE_PROFILE_FILE=O0.prof ./O0 && %hone dump O0.prof > O0.json
// RUN: %python %S/Inputs/fields.py O0.json | FileCheck %s
// RUN: %hone-clang -O2 %s -o O2
// RUN: env HONE_PROFILE_FILE=O2.prof ./O2 && %hone dump O2.prof > O2.json
// RUN: %python %S/Inputs/fields.py O2.json | FileCheck %s

#include <stdio.h>
#include <stdlib.h>

typedef struct {
  char Kind;
  union {
    long Number;
    char *Text;
  } Value;
  struct Node *Next;
} Token;
struct Open {
  long Size, Used, Most;
  char Bytes[];
};
struct Node {
  struct Node *Next;
  long Key, Hits;
};

// CHECK: struct Node 24 bytes, 0: Next Node * @0, Key long @8, Hits long @16
// CHECK: struct Open 24 bytes, 64: Size long @0, Used long @8, Most long @16
// CHECK: struct Token 24 bytes, 0: Kind char @0, Value {{.*}} @8, Next Node * @16

static Token Table[4];

static long sum(const struct Node *N, Token *T, int Count) {
  long Sum = 0;
  for (; N; N = N->Next)
    // CHECK: line [[@LINE-1]]: Node.Next 1/0
    Sum += N->Key;
  // CHECK: line [[@LINE-1]]: Node.Key 1/0
  for (int I = 0; I < Count; ++I)
    Sum += T[I].Kind + T[I].Value.Number;
  // CHECK: line [[@LINE-1]]: Token.Kind 1/0
  // CHECK: line [[@LINE-2]]: Token.Value 1/0
  for (int I = 0; I < 4; ++I)
    Sum += Table[I].Kind;
  // CHECK: line [[@LINE-1]]: Token.Kind 1/0
  return Sum;
}

int main(void) {
  Token *Tokens = calloc(8, sizeof(Token));
  // CHECK: line [[@LINE-1]]: Token.allocated 0/1
  struct Node *First = malloc(sizeof *First);
  // CHECK: line [[@LINE-1]]: Node.allocated 0/1
  First->Next = NULL;
  First->Key = 1;
  printf("%ld\n", sum(First, Tokens, 8));
  struct Open *Block = malloc(sizeof *Block + 8);
  Block->Used = 1;
  // CHECK: line [[@LINE-1]]: Open.Used 0/1
  free(Block);
  fwrite(First, sizeof *First, 0, stdout);
  // CHECK: line [[@LINE-1]]: Node.raw 1/0
  free(First);
  free(Tokens);
  return 0;
}
