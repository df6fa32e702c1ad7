// What is put around an operation, and that it fits in with everything else at every
// level of optimization, with exceptions, in recursive functions that are observed
// in a copy, and with link-time optimization.
//
// RUN: mkdir -p %t && cd %t
// RUN: %hone-clangxx -std=c++17 -O0 -S -emit-llvm %s -o O0.ll
// RUN: FileCheck %s < O0.ll
// RUN: %opt -passes=verify -disable-output O0.ll
// RUN: %hone-clangxx -std=c++17 -O3 -fPIC -S -emit-llvm %s -o - | %opt -passes=verify -disable-output
// RUN: %clangxx -std=c++17 %s -o plain && ./plain > plain.out
// RUN: %hone-clangxx -std=c++17 -O0 %s -o O0 && env HONE_PROFILE_FILE=O0.prof ./O0 > O0.out
// RUN: %hone-clangxx -std=c++17 -O1 %s -o O1 && env HONE_PROFILE_FILE=O1.prof ./O1 > O1.out
// RUN: %hone-clangxx -std=c++17 -O3 -fPIE %s -o O3 && env HONE_PROFILE_FILE=O3.prof ./O3 > O3.out
// RUN: cmp plain.out O0.out && cmp plain.out O1.out && cmp plain.out O3.out
// RUN: %python %S/Inputs/containers.py O0.prof _Z | FileCheck %s --check-prefix=COUNTS
// RUN: %python %S/Inputs/containers.py O3.prof _Z | FileCheck %s --check-prefix=COUNTS

#include <cstdio>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

// CHECK: @__hone_o.{{.*}} = {{.*}}section "hone_operations"
// CHECK: @__hone_operation_credit = external thread_local(initialexec) global i32

// CHECK-LABEL: define {{.*}} @_Z6lookUp
// CHECK: %[[SLOT:.*]] = alloca [10 x i64], align 8
// CHECK: sub i32 %{{.*}}, 1
// CHECK: icmp slt i32 %{{.*}}, 0
// CHECK: br i1 %{{.*}}, label %{{.*}}, label %{{.*}}, !prof
// CHECK: call i64 @__hone_operation_begin(ptr @__hone_o.{{.*}}, ptr %[[SLOT]], ptr %[[MAP:.*]], ptr %[[KEY:.*]])
// CHECK: %[[TOKEN:.*]] = phi i64
// CHECK: %[[RESULT:.*]] = call {{.*}} @_ZNKSt3map{{.*}}4find{{.*}}(ptr {{.*}}%[[MAP]], ptr {{.*}}%[[KEY]])
// CHECK: icmp ne i64 %[[TOKEN]], 0
// CHECK: br i1 %{{.*}}, label %{{.*}}, label %{{.*}}, !prof
// CHECK: %[[WORD:.*]] = ptrtoint ptr %[[RESULT]] to i64
// CHECK: call void @__hone_operation_end(ptr @__hone_o.{{.*}}, ptr %[[SLOT]], i64 %[[WORD]])
// COUNTS-LABEL: function _Z6lookUp
// COUNTS: Find on {{.*}} (Map): 3{{$}}
bool lookUp(const std::map<int, int> &Map, int Key) {
  return Map.find(Key) != Map.end();
}

// An operation that throws ends nothing.
// CHECK-LABEL: define {{.*}} @_Z6throwsR
// CHECK: invoke {{.*}} @_ZNSt3map{{.*}}2at
// CHECK-NEXT: to label %[[NORMAL:.*]] unwind
// CHECK: [[NORMAL]]:
// CHECK-NEXT: icmp ne i64
// COUNTS-LABEL: function _Z6throwsR
// COUNTS: At on {{.*}} (Map): 3{{$}}
int throws(std::map<int, int> &Map, int Key) {
  try {
    return Map.at(Key);
  } catch (const std::out_of_range &) {
    return -1;
  }
}

// Observed by arguments, in a copy.
// COUNTS-LABEL: function _Z9recursivei
// COUNTS: Construct on {{.*}} (V): 25{{$}}
// COUNTS: InsertAt on {{.*}} (V): 25{{$}}
int recursive(int N) {
  std::vector<int> V;
  V.insert(V.begin(), N);
  return V[0] < 2 ? N : recursive(N - 1) + recursive(N - 2);
}

int main() {
  std::map<int, int> Map = {{1, 2}, {3, 4}};
  int Sum = 0;
  for (int Key : {1, 2, 3})
    Sum += lookUp(Map, Key) + throws(Map, Key);
  std::printf("%d\n", Sum + recursive(6));
}
