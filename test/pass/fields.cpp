// Uses of members of the user's structs are found, in code without and with
// optimization; those of local objects, of small structs and of the library's
// are left out.
//
// RUN: rm -rf %t && mkdir -p %t && cd %t
// RUN: %hone-clangxx -std=c++17 -O0 %s -o O0
// RUN: env HONE_PROFILE_FILE=O0.prof ./O0 && %hone dump O0.prof > O0.json
// RUN: %python %S/Inputs/fields.py O0.json | FileCheck %s
// RUN: %hone-clangxx -std=c++17 -O3 -fPIC %s -o O3
// RUN: env HONE_PROFILE_FILE=O3.prof ./O3 && %hone dump O3.prof > O3.json
// RUN: %python %S/Inputs/fields.py O3.json | FileCheck %s

#include <cstdio>
#include <cstring>
#include <memory>
#include <string>
#include <vector>

struct Small {
  int A, B;
};
struct Point {
  double X, Y, Z;
};
namespace sky {
class Star {
public:
  explicit Star(long Id) : Id(Id) {}
  virtual ~Star() = default;
  long id() const { return Id; }
  long Id;
  std::string Name;
  Point Where = {1, 2, 3};
  int Bins[8] = {};
};
} // namespace sky
struct Giant : sky::Star {
  using Star::Star;
  double Radius = 0;
};
template <class T> struct Cell {
  T Value{};
  long Count = 0;
  bool Used = false;
};
struct __attribute__((packed)) Packed {
  char Tag;
  long Size;
  int Rest[4];
};
struct Bits {
  unsigned A : 3, B : 5;
  long Words[3];
};

// CHECK: struct Bits 32 bytes, 4: A unsigned int @0, B unsigned int @0, Words long[3] @8
// CHECK: struct Cell<char> 24 bytes, {{[0-9]+}}: Value char @0, Count long @8, Used bool @16
// CHECK: struct Cell<double> 24 bytes
// CHECK: struct Giant 112 bytes, {{[0-9]+}}: - sky::Star @0, Radius double @104
// CHECK: struct Packed 25 bytes, 16: Tag char @0, Size long @1, Rest int[4] @9
// CHECK: struct Point 24 bytes, 0: X double @0, Y double @8, Z double @16
// CHECK: struct sky::Star 104 bytes, 32: -
// CHECK-SAME: Id long @8, Name std::string @16, Where Point @48, Bins int[8] @72

static long walk(std::vector<sky::Star> &Stars) {
  long Sum = 0;
  for (sky::Star &S : Stars) {
    Sum += S.Id;
    // CHECK: line [[@LINE-1]]: sky::Star.Id 1/0
    S.Id = 7;
    // CHECK: line [[@LINE-1]]: sky::Star.Id 0/1
    Sum += long(S.Where.Y);
    // CHECK: line [[@LINE-1]]: Point.Y 1/0
    // CHECK: line [[@LINE-2]]: sky::Star.Where 1/0
    Sum += S.Bins[Sum % 8]++;
    // CHECK: line [[@LINE-1]]: sky::Star.Bins 1/1
    Sum += long(S.Name.size()); // its own function looks into it
    // CHECK: line [[@LINE-1]]: sky::Star.Name 1/0
  }
  return Sum;
}

static long other(Giant *G, Small *Two, Cell<char> &C, Cell<double> *D,
                  Packed &P, Bits &B) {
  long Sum = Two->A;
  // CHECK-NOT: line [[@LINE-1]]:
  Sum += G->Id + long(G->Radius);
  // CHECK: line [[@LINE-1]]: Giant.Radius 1/0
  // CHECK: line [[@LINE-2]]: sky::Star.Id 1/0
  Sum += C.Value + D[Sum & 1].Count;
  // CHECK: line [[@LINE-1]]: Cell<char>.Value 1/0
  // CHECK: line [[@LINE-2]]: Cell<double>.Count 1/0
  Sum += P.Size + B.Words[1];
  // CHECK: line [[@LINE-1]]: Bits.Words 1/0
  // CHECK: line [[@LINE-2]]: Packed.Size 1/0
  long *Kept = &C.Count;
  // CHECK: line [[@LINE-1]]: Cell<char>.Count address 1/0
  return Sum + *Kept;
}

static void whole(Point *To, const Point *From, char *Bytes) {
  *To = *From;
  // CHECK: line [[@LINE-1]]: Point.copied {{0/1|1/1}}
  std::memcpy(Bytes, From, sizeof(Point));
  // CHECK: line [[@LINE-1]]: Point.raw 1/0
}

int main() {
  std::vector<sky::Star> Stars;
  Stars.emplace_back(3);
  Giant G(5);
  Small Two = {1, 2};
  Cell<char> C;
  Cell<double> D[2];
  Packed P = {};
  Bits B = {};
  B.Words[1] = 2; // local objects: none of it
  // CHECK-NOT: line [[@LINE-1]]:
  auto *Three = new Point[3]();
  // CHECK: line [[@LINE-1]]: Point.allocated 0/1
  char Bytes[sizeof(Point)];
  whole(Three, Three + 1, Bytes);
  long Sum = walk(Stars) + other(&G, &Two, C, D, P, B);
  std::printf("%ld %d\n", Sum, Bytes[0]);
  delete[] Three;
}
