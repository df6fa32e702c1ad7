// The site cursor is left as it was found by what others call back, and put back by
// templates of the standard library around what they call of the user's. The allocator
// is called through a word that the runtime can change; replacements of it are not
// places of their own.
//
// RUN: %hone-clangxx -O0 -S -emit-llvm %s -o %t.ll
// RUN: FileCheck %s < %t.ll
// RUN: %hone-clangxx -O2 -S -emit-llvm %s -o - | FileCheck --check-prefix=LINKS %s
// RUN: env HONE_NO_TIME=1 %hone-clangxx -O0 -S -emit-llvm %s -o - | FileCheck --check-prefix=COUNTS %s

#include <cstdlib>
#include <new>

void other();

// CHECK: @__hone_l.malloc = linkonce_odr hidden global %hone.LinkRecord { i64 ptrtoint (ptr @malloc to i64), i64 {{-?[0-9]+}} }, section "hone_links", comdat
// COUNTS-NOT: hone_links

// Called by name only: nothing to keep.
// CHECK-LABEL: define{{.*}} @_Z5plainv
// CHECK-NOT: load ptr, ptr {{.*}}@__hone_site
// CHECK: ret void
void plain() { other(); }

// CHECK-LABEL: define internal{{.*}} @_ZL7comparePKvS0_
// CHECK: %[[FOUND:[0-9]+]] = load ptr, ptr {{.*}}@__hone_site
// CHECK: store ptr {{.*}}@__hone_s, {{.*}}@__hone_site
// CHECK: call void @_Z5otherv()
// CHECK: store ptr %[[FOUND]], ptr {{.*}}@__hone_site
// CHECK: ret i32
static int compare(const void *, const void *) {
  other();
  return 0;
}
void sort(int *Numbers) { qsort(Numbers, 10, sizeof(int), compare); }

// CHECK-LABEL: define{{.*}} @_Znwm
// CHECK: %[[ASKED:[0-9]+]] = load ptr, ptr {{.*}}@__hone_site
// CHECK: store ptr %[[ASKED]], ptr {{.*}}@__hone_site
// CHECK: %[[MALLOC:[a-z0-9]+]] = load ptr, ptr @__hone_l.malloc
// CHECK: call {{.*}}ptr %[[MALLOC]](i64
void *operator new(size_t Size) { return malloc(Size); }

// LINKS-LABEL: define{{.*}} @_Z4givev
// LINKS: load ptr, ptr @__hone_l.calloc
void *give() { return calloc(10, 10); }
