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
// CHECK: %[[TOKEN:[0-9a-z.]+]] = {{.*}}call i64 @__hone_enter(ptr {{.*}}@__hone_f.sum)
// CHECK: load atomic i64, ptr {{.*}}@__hone_c.sum
// CHECK: call void @__hone_exit(i64 %[[TOKEN]])
// CHECK-NEXT: ret i32
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
