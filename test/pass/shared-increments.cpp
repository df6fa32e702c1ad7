// A piece of a block into which several functions were inlined makes one increment
// for all of them; the counters that go along are in hone_carriers.
//
// RUN: env HONE_NO_TIME=1 HONE_NO_OBSERVE=1 %hone-clangxx -O2 -S -emit-llvm %s -o - | FileCheck %s
// RUN: env HONE_NO_TIME=1 HONE_NO_OBSERVE=1 %hone-clangxx -O2 -c %s -o %t.o
// RUN: %llvm-objdump -d --no-show-raw-insn %t.o | FileCheck %s --check-prefix=ASM
// RUN: env HONE_NO_TIME=1 HONE_NO_OBSERVE=1 %hone-clangxx -O2 %s -o %t && env HONE_PROFILE_FILE=%t.prof %t
// RUN: %hone lines %s %t.prof | FileCheck %s --check-prefix=LINES
// RUN: %hone dump %t.prof | FileCheck %s --check-prefix=DUMP
// RUN: %hone-clangxx -O0 %s -o %t && env HONE_PROFILE_FILE=%t.prof %t
// RUN: %hone lines %s %t.prof | FileCheck %s --check-prefix=LINES
// RUN: %hone dump %t.prof | FileCheck %s --check-prefix=UNSHARED

struct V {
  double X, Y;
};

// LINES: {{^ *[0-9]+ +}}3000 {{.*}}V add(
static V add(V A, V B) { return {A.X + B.X, A.Y + B.Y}; }
// LINES: {{^ *[0-9]+ +}}1001 {{.*}}V scale(
static V scale(V A, double By) { return {A.X * By, A.Y * By}; }
// Other translation units may have these and count for them, too.
// LINES: {{^ *[0-9]+ +}}5101 {{.*}}double dot(
inline double dot(V A, V B) { return A.X * B.X + A.Y * B.Y; }
// LINES: {{^ *[0-9]+ +}}1000 {{.*}}double square(
inline double square(V A) { return dot(A, A); }

// A counter of this file's that is counted in this place only is the carrier.
//
// CHECK-DAG: @__hone_p.carrier.{{[0-9a-f]+}} = internal constant {{.*}}@__hone_c._Z4stepd {{.*}} section "hone_carriers", align 4
// CHECK-DAG: @__hone_c.[[OWN:carrier.[0-9a-f]+]] = linkonce_odr hidden global [1 x i64] zeroinitializer, section "hone_cnts", comdat($__hone.[[OWN]])
// CHECK-DAG: @__hone_p.[[OWN]] = linkonce_odr hidden constant {{.*}} section "hone_carriers", comdat($__hone.[[OWN]])
//
// CHECK-LABEL: define {{.*}}@_Z4stepd(
// CHECK: store atomic i64
// CHECK-NOT: store atomic i64
// CHECK-LABEL: }
// ASM-LABEL: <_Z4stepd>:
// ASM: inc{{.*}}%gs:
// ASM-NOT: %gs:
// ASM: ret
__attribute__((noinline)) double step(double T) {
  // LINES: {{^ *[0-9]+ +}}1000 {{.*}}V A = add
  V A = add({T, 1}, scale({1, T}, 3));
  V B = add(A, add(A, A));
  return dot(A, B) + dot(A, A) + square(B);
}

// Nobody else may count for inline functions alone, so the carrier is a new counter,
// which other translation units share as they do the functions.
//
// CHECK-LABEL: define {{.*}}@_Z4bothRK1V(
// CHECK: store atomic i64
// CHECK-NOT: store atomic i64
// CHECK-LABEL: }
inline double first(V A) { return dot(A, {1, 0}); }
inline double second(V A) { return dot(A, {0, 1}); }
inline double third(V A) { return dot(A, {1, 1}); }
__attribute__((noinline)) inline double both(const V &A) {
  // LINES: {{^ *[0-9]+ +}}700 {{.*}}return first
  return first(A) - second(A) + third(A);
}

// DUMP: "carriers": [
// DUMP-NEXT: {
// DUMP-NEXT: "carrier":
// DUMP-NEXT: "passengers": [
// DUMP-NEXT: {
// DUMP-NEXT: "counter":
// DUMP-NEXT: "times":
// UNSHARED: "carriers": [],

int main() {
  double Sum = scale({1, 1}, 2).X - dot({1, 1}, {1, 1});
  for (int I = 0; I < 1000; ++I)
    Sum += step(I);
  for (int I = 0; I < 700; ++I)
    Sum += both({Sum, 1});
  return Sum == 0;
}
