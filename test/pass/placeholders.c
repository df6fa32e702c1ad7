// What the pass leaves in the IR: counters in a section of their own, increments
// that the optimizer has kept in a register over the loop, hooks around it.
//
// RUN: %hone-clang -O2 -S -emit-llvm %s -o - | FileCheck %s
// RUN: %hone-clang -O0 -S -emit-llvm %s -o - | FileCheck %s --check-prefix=O0
//
// CHECK-DAG: @__hone_c.sum = internal global [{{[0-9]+}} x i64] zeroinitializer, section "hone_cnts"
// CHECK-DAG: @__hone_f.sum = internal global %hone.FunctionRecord {{.*}}, section "hone_functions"
// CHECK: @llvm.used = {{.*}}@__hone_f.sum
// CHECK-NOT: __covrec
// CHECK-NOT: __llvm_coverage_mapping
// CHECK: define {{.*}}i32 @sum(
// CHECK: store i64 0, ptr %[[SLOT:[0-9a-z.]+]]
// CHECK: %[[GATE:[0-9a-z.]+]] = load volatile i8, ptr {{.*}}@__hone_f.sum
// CHECK: icmp {{eq|ne}} i8 %[[GATE]]
// CHECK: call preserve_mostcc void @__hone_enter(ptr {{.*}}@__hone_f.sum, ptr {{.*}}%[[SLOT]])
// CHECK: load atomic i64, ptr {{.*}}@__hone_c.sum
// CHECK: %[[TIMED:[0-9a-z.]+]] = load i64, ptr %[[SLOT]]
// CHECK: icmp {{eq|ne}} i64 %[[TIMED]], 0
// CHECK: call preserve_mostcc void @__hone_exit(ptr {{.*}}%[[SLOT]])
// CHECK-NOT: call void @__hone_count
//
// O0: define {{.*}}i32 @sum(
// O0: load atomic i64, ptr {{.*}}@__hone_c.sum
// O0-NOT: call void @__hone_count

int sum(const int *a, int n) {
  int s = 0;
  for (int i = 0; i < n; i++)
    if (a[i] > 10)
      s += a[i];
  return s;
}
