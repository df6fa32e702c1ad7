// What is planted around calls that can block, and around which: inlined or not,
// by the line of the user's that calls; nothing around what cannot block, and no
// tail call that must be one is touched.
//
// RUN: mkdir -p %t
// RUN: %hone-clangxx -std=c++17 -O0 -S -emit-llvm %s -o %t/O0.ll
// RUN: FileCheck --check-prefixes=IR,O0 %s < %t/O0.ll
// RUN: %hone-clangxx -std=c++17 -O2 -S -emit-llvm %s -o %t/O2.ll
// RUN: FileCheck --check-prefixes=IR,O2 %s < %t/O2.ll
// RUN: env HONE_NO_TIME=1 %hone-clangxx -std=c++17 -O2 -S -emit-llvm %s -o - \
// RUN:   | FileCheck --check-prefix=NOTIME %s
// NOTIME-NOT: hone_wait

#include <cmath>
#include <cstring>
#include <mutex>
#include <sys/socket.h>
#include <unistd.h>

// IR-DAG: @__hone_i.wait.{{[0-9]+}} = {{.*}}c"read\00"
// IR-DAG: @__hone_i.wait.{{[0-9]+}} = {{.*}}c"recv\00"
// IR-DAG: @__hone_i.wait.{{[0-9]+}} = {{.*}}c"pthread_mutex_lock\00"
// IR-DAG: @__hone_w.wait.{{[0-9]+}} = internal global %hone.WaitRecord {{.*}}section "hone_waits", align 8
// IR-NOT: c"memcpy\00"
// IR-NOT: c"sqrt\00"

// IR-LABEL: define {{.*}}@plain(
// IR: [[BEFORE:%.*]] = load ptr, ptr @__hone_wait_before
// IR: [[MARK:%.*]] = load volatile i64, ptr [[BEFORE]]
// IR: [[GONE:%.*]] = icmp eq i64 [[MARK]], 0
// IR: br i1 [[GONE]], label %[[LOOK:.*]], label %[[CALL:[^,]*]],{{.*}} !prof
// IR: [[LOOK]]:
// IR: [[START:%.*]] = call i64 @__hone_wait_begin(ptr @__hone_w.wait.{{[0-9]+}})
// IR: [[CALL]]:
// IR: [[FROM:%.*]] = phi i64 [ 0, {{.*}} ], [ [[START]], %[[LOOK]] ]
// IR: {{ = call .*@read\(}}
// IR: load ptr, ptr @__hone_wait_after
// IR: or i1
// IR: call void @__hone_wait_end(ptr @__hone_w.wait.{{[0-9]+}}, i64 [[FROM]])
extern "C" ssize_t plain(int File, char *To) { return read(File, To, 1); }

// IR-LABEL: define {{.*}}@checked(
// IR: call i64 @__hone_wait_begin
// O0: call i64 @__recv_chk(
// O2: call i64 @__recv_chk(
// IR: call void @__hone_wait_end
extern "C" ssize_t __recv_chk(int, void *, size_t, size_t, int);
extern "C" ssize_t checked(int File, char *To) {
  return __recv_chk(File, To, 1, 1, 0);
}

// The header's function is the wait at -O0, what it calls when it was inlined.
// IR-LABEL: define {{.*}}@locks(
// IR: call i64 @__hone_wait_begin
// O0: {{call|invoke}} void @_ZNSt10lock_guardISt5mutexEC2ERS0_(
// O2: call {{.*}}@pthread_mutex_lock(
// IR: call void @__hone_wait_end
// IR-NOT: call i64 @__hone_wait_begin
// IR: ret void
std::mutex Mutex;
extern "C" void locks() { std::lock_guard<std::mutex> Lock(Mutex); }

// Where the user's function calls the user's function only the inner one waits.
// IR-LABEL: define {{.*}}@outer(
// O0-NOT: __hone_wait
// O0: ret i64
extern "C" __attribute__((noinline)) ssize_t outer(int File, char *To) {
  return plain(File, To);
}

// IR-LABEL: define {{.*}}@computes(
// IR-NOT: __hone_wait
// IR: ret double
extern "C" double computes(double X, char *To, const char *From, size_t N) {
  std::memcpy(To, From, N);
  return std::sqrt(X);
}

// IR-LABEL: define {{.*}}@mustTail(
// IR-NOT: __hone_wait
// IR: musttail call {{.*}}@read(
// IR-NEXT: ret i64
extern "C" ssize_t mustTail(int File, void *To, size_t N) {
  [[clang::musttail]] return read(File, To, N);
}

// Both ways out of a call that may throw.
// IR-LABEL: define {{.*}}@throws(
// IR: call i64 @__hone_wait_begin
// IR: invoke {{.*}}@send(
// IR: call void @__hone_wait_end
// IR: landingpad
// IR: call void @__hone_wait_end
extern "C" ssize_t throws(int File) {
  try {
    return send(File, "", 1, 0);
  } catch (int) {
    return -1;
  }
}
