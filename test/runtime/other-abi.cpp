// A module whose runtime has another ABI version is left out, with one line that
// names both; so is a whole copy that finds the books kept by another version's.
//
// RUN: rm -rf %t && mkdir -p %t
// RUN: %clangxx -O1 -std=c++17 -I%src/include -I%S/Inputs %s -DMAIN -c -o %t/main.o
// RUN: %clangxx %t/main.o %hone_rt -Wl,--export-dynamic-symbol=__hone_* -o %t/main
// RUN: %clangxx -shared -fPIC -std=c++17 -I%src/include -I%S/Inputs %s -DSTALE -o %t/stale.so
// RUN: %clangxx -shared -fPIC -std=c++17 -I%src/include -I%S/Inputs %s -DCOPY %hone_rt -o %t/copy.so
// RUN: %clangxx -std=c++17 -I%src/include -I%S/Inputs %s -DPLAIN -o %t/plain
// RUN: cd %t
//
// The dynamic linker gave the stale module our hooks.
// RUN: env HONE_PROFILE_FILE=1.prof ./main ./stale.so 2> err
// RUN: FileCheck --check-prefix=STALE --match-full-lines %s < err
// STALE: hone: '{{.*}}/stale.so' was built for hone ABI 99, this program for {{[0-9]+}}; it is left out of the profile: build both with the same hone
// STALE-NOT: {{.}}
// RUN: %python %S/Inputs/show.py 1.prof | FileCheck %s
// CHECK-NOT: FUNCTION stale
// CHECK: FUNCTION main {{.*}} counters 1
// CHECK-NOT: FUNCTION stale
//
// A copy of version 99 keeps the books of the process.
// RUN: env HONE_PROFILE_FILE=2.prof ./plain ./copy.so 2> err
// RUN: FileCheck --check-prefix=COPY --match-full-lines %s < err
// COPY: hone: '{{.*}}/copy.so' was built for hone ABI {{[0-9]+}}, this program for 99; it is left out of the profile: build both with the same hone
// COPY-NOT: {{.}}
// RUN: test ! -e 2.prof
//
// An object of another version does not link, and the symbol says why.
// RUN: not %clangxx -std=c++17 -I%src/include -I%S/Inputs %s -DOBJECT %hone_rt -o %t/object 2>&1 | FileCheck --check-prefix=LINK %s
// LINK: undefined {{.*}}__hone_object_needs_abi_99

#if defined(STALE)
#include "hone/Abi.h"
// What version 99 may look like: only the first two fields are agreed on.
struct {
  unsigned AbiVersion = 99, Size = 8;
  const void *Functions = &AbiVersion, *End = nullptr;
} Sections;
extern "C" void __hone_register(const void *);
extern "C" void __hone_unregister(const void *);
__attribute__((constructor)) void starts() { __hone_register(&Sections); }
__attribute__((destructor)) void ends() { __hone_unregister(&Sections); }
hone::FunctionRecord Stale;
extern "C" void call() { uint64_t Slot = 0; __hone_enter(&Stale, &Slot); }

#elif defined(OBJECT)
extern "C" const unsigned __hone_object_needs_abi_99;
int main() { return int(__hone_object_needs_abi_99); }

#else
#if defined(MAIN) || defined(COPY)
#include "Instrument.h"
#endif
#if defined(MAIN)
FUNCTION(main)
#endif

#if defined(COPY)
FUNCTION(call)
extern "C" void call() {
  ENTER(call);
  EXIT;
}
#else
#include <dlfcn.h>

#if defined(PLAIN)
extern "C" struct {
  unsigned AbiVersion, Ready;
} Copy = {99, 1};
asm(".pushsection .note.hone,\"a\",@note\n"
    ".balign 4\n.long 5, 16, 1\n.asciz \"hone\"\n.balign 4\n.long 99, 0\n"
    ".quad Copy - .\n.popsection\n");
#endif

int main(int, char **Arguments) {
#if defined(MAIN)
  ENTER(main);
#endif
  void *Library = dlopen(Arguments[1], RTLD_NOW);
  if (!Library)
    return 1;
  reinterpret_cast<void (*)()>(dlsym(Library, "call"))();
  dlclose(Library);
  return 0;
}
#endif
#endif
