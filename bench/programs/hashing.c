/* hashing - SHA-256, CRC-32 and a small stream cipher over a buffer.
 *
 * Stands for cryptographic kernels: rotations and table look-ups in fully
 * predictable loops. SHA-256's constants are computed from the primes, as the
 * standard defines them.
 *
 * argv[1]: buffers of 64 KiB (bench: 700) */

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BufferSize = 65536 };

typedef struct {
  uint32_t State[8];
  unsigned char Block[64];
  size_t Filled;
  uint64_t Length;
} Sha256;

static uint32_t RoundConstants[64], InitialState[8], CrcTable[256];

/* The first 32 bits behind the binary point of the Root-th root of N (2 or 3).
 */
static uint32_t fractionOfRoot(uint32_t N, int Root) {
  unsigned __int128 Low = 0, High = (unsigned __int128)20 << 32;
  unsigned __int128 Target = (unsigned __int128)N << (Root == 2 ? 64 : 96);
  while (High - Low > 1) {
    unsigned __int128 Middle = (Low + High) / 2;
    unsigned __int128 Power =
        Root == 2 ? Middle * Middle : Middle * Middle * Middle;
    if (Power <= Target)
      Low = Middle;
    else
      High = Middle;
  }
  return (uint32_t)Low;
}

static void makeTables(void) {
  uint32_t Prime = 2;
  for (int I = 0; I != 64; ++Prime) {
    int IsPrime = 1;
    for (uint32_t D = 2; D * D <= Prime; ++D)
      if (Prime % D == 0)
        IsPrime = 0;
    if (!IsPrime)
      continue;
    if (I < 8)
      InitialState[I] = fractionOfRoot(Prime, 2);
    RoundConstants[I++] = fractionOfRoot(Prime, 3);
  }
  for (uint32_t I = 0; I != 256; ++I) {
    uint32_t C = I;
    for (int Bit = 0; Bit != 8; ++Bit)
      C = C & 1 ? C >> 1 ^ 0xEDB88320u : C >> 1;
    CrcTable[I] = C;
  }
}

static uint32_t rotateRight(uint32_t X, int N) {
  return X >> N | X << (32 - N);
}

static void addBlock(Sha256 *S, const unsigned char *Block) {
  uint32_t W[64], V[8];
  for (int I = 0; I != 16; ++I)
    W[I] = (uint32_t)Block[4 * I] << 24 | (uint32_t)Block[4 * I + 1] << 16 |
           (uint32_t)Block[4 * I + 2] << 8 | Block[4 * I + 3];
  for (int I = 16; I != 64; ++I) {
    uint32_t A = W[I - 15], B = W[I - 2];
    W[I] = W[I - 16] + (rotateRight(A, 7) ^ rotateRight(A, 18) ^ A >> 3) +
           W[I - 7] + (rotateRight(B, 17) ^ rotateRight(B, 19) ^ B >> 10);
  }
  memcpy(V, S->State, sizeof(V));
  for (int I = 0; I != 64; ++I) {
    uint32_t Sum1 =
        rotateRight(V[4], 6) ^ rotateRight(V[4], 11) ^ rotateRight(V[4], 25);
    uint32_t Choice = (V[4] & V[5]) ^ (~V[4] & V[6]);
    uint32_t T1 = V[7] + Sum1 + Choice + RoundConstants[I] + W[I];
    uint32_t Sum0 =
        rotateRight(V[0], 2) ^ rotateRight(V[0], 13) ^ rotateRight(V[0], 22);
    uint32_t Majority = (V[0] & V[1]) ^ (V[0] & V[2]) ^ (V[1] & V[2]);
    memmove(V + 1, V, 7 * sizeof(V[0]));
    V[4] += T1;
    V[0] = T1 + Sum0 + Majority;
  }
  for (int I = 0; I != 8; ++I)
    S->State[I] += V[I];
}

static void begin(Sha256 *S) {
  memcpy(S->State, InitialState, sizeof(S->State));
  S->Filled = 0;
  S->Length = 0;
}

static void add(Sha256 *S, const unsigned char *Data, size_t N) {
  S->Length += N;
  while (N) {
    size_t Part = 64 - S->Filled < N ? 64 - S->Filled : N;
    memcpy(S->Block + S->Filled, Data, Part);
    S->Filled += Part;
    Data += Part;
    N -= Part;
    if (S->Filled == 64) {
      addBlock(S, S->Block);
      S->Filled = 0;
    }
  }
}

static void finish(Sha256 *S) {
  static const unsigned char Padding[64] = {0x80};
  unsigned char Length[8];
  for (int I = 0; I != 8; ++I)
    Length[I] = (unsigned char)(S->Length * 8 >> (56 - 8 * I));
  add(S, Padding, (S->Filled < 56 ? 56 : 120) - S->Filled);
  add(S, Length, 8);
}

static uint32_t crc32(const unsigned char *Data, size_t N) {
  uint32_t C = 0xFFFFFFFFu;
  for (size_t I = 0; I != N; ++I)
    C = CrcTable[(C ^ Data[I]) & 255] ^ C >> 8;
  return ~C;
}

/* XORs the buffer with a stream of xorshift words. */
static void encipher(unsigned char *Data, size_t N, uint64_t Key) {
  for (size_t I = 0; I != N; ++I) {
    if (I % 8 == 0) {
      Key ^= Key << 13;
      Key ^= Key >> 7;
      Key ^= Key << 17;
    }
    Data[I] ^= (unsigned char)(Key >> (I % 8 * 8));
  }
}

static void print(const Sha256 *S) {
  for (int I = 0; I != 8; ++I)
    printf("%08x", S->State[I]);
  putchar('\n');
}

int main(int Argc, char **Argv) {
  long Buffers = Argc > 1 ? atol(Argv[1]) : 10;
  static unsigned char Buffer[BufferSize];
  makeTables();
  Sha256 S;
  begin(&S);
  add(&S, (const unsigned char *)"abc", 3);
  finish(&S);
  print(&S); /* ba7816bf... by the standard */

  begin(&S);
  uint32_t Mixed = 0;
  for (long I = 0; I != Buffers; ++I) {
    encipher(Buffer, BufferSize, 88172645463325252ull + (uint64_t)I);
    add(&S, Buffer, BufferSize);
    Mixed = Mixed * 31 + crc32(Buffer, BufferSize);
  }
  finish(&S);
  print(&S);
  printf("%08x\n", Mixed);
  return 0;
}
