// Looking at a copy of a function leaves the function's own variables in its debug
// info (deleting the copy once took them along).
//
// RUN: mkdir -p %t
// RUN: %hone-clang -O2 -g -S -emit-llvm %s -o - | FileCheck %s

// CHECK-LABEL: define {{.*}} @lookup(
// CHECK: dbg{{.}}value({{.*}}![[KEY:[0-9]+]], {{.*}}!DIExpression()
// CHECK: __hone_scan_begin
// CHECK: ![[KEY]] = !DILocalVariable(name: "{{key|size|numbers}}", arg:
int lookup(const int *numbers, int size, int key) {
  for (int i = 0; i < size; i++)
    if (numbers[i] == key)
      return i;
  return -1;
}
