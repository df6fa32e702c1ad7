// Where the profile goes, and what happens when it can't: one line on standard
// error, the exit status unchanged.
//
// RUN: rm -rf %t && mkdir -p %t/w
// RUN: %clangxx -O1 -std=c++17 -I%src/include -I%S/Inputs %s %hone_rt -o %t/a
// RUN: cd %t/w
//
// The default: the folder at start-up, although the program goes elsewhere.
// RUN: ../a > pid && test -s hone.$(cat pid).prof
//
// Patterns; missing folders are made.
// RUN: env TMPDIR=%t/tmp HONE_PROFILE_FILE=%%t/new/%%h-%%p%%c%%%%.x ../a > pid
// RUN: test -s "%t/tmp/new/$(uname -n)-$(cat pid)%%.x"
// RUN: env HONE_PROFILE_FILE=sub/dir/x.prof ../a && test -s sub/dir/x.prof
//
// An old profile is replaced; nothing else is left behind.
// RUN: echo old > sub/dir/x.prof
// RUN: env HONE_PROFILE_FILE=sub/dir/x.prof ../a && %python %S/Inputs/show.py sub/dir/x.prof
// RUN: ls sub/dir | wc -l | grep -x 1
//
// RUN: env HONE_PROFILE_FILE=a%%q.prof ../a nine 2> err; test $? = 9
// RUN: FileCheck --check-prefix=PATTERN --match-full-lines %s < err
// PATTERN: hone: HONE_PROFILE_FILE='a%q.prof': '%q' is not known; use %p, %m, %h, %t, %c or %%; no profile is written
// PATTERN-NOT: {{.}}
// RUN: env HONE_PROFILE_FILE=a%% ../a nine 2> err; test $? = 9
// RUN: grep -c . err | grep -x 1
//
// RUN: env HONE_PROFILE_FILE=../a/x.prof ../a nine 2> err; test $? = 9
// RUN: FileCheck --check-prefix=FOLDER --match-full-lines %s < err
// FOLDER: hone: cannot write profile '{{.*}}/../a/x.prof': Not a directory; set HONE_PROFILE_FILE to a place that can be written
// FOLDER-NOT: {{.}}
//
// A full disk. The device must still be one afterwards.
// RUN: env HONE_PROFILE_FILE=/dev/full ../a nine 2> err; test $? = 9
// RUN: FileCheck --check-prefix=FULL --match-full-lines %s < err
// FULL: hone: cannot write profile '/dev/full': No space left on device; make room, or set HONE_PROFILE_FILE to another disk
// FULL-NOT: {{.}}
// RUN: test -c /dev/full
// RUN: env HONE_PROFILE_FILE=/dev/null ../a nine; test $? = 9; test -c /dev/null
//
// A limit on file sizes: the signal it raises must not end the program.
// RUN: (ulimit -f 1; env HONE_PROFILE_FILE=limit.prof ../a 2>&1 | cat > err)
// RUN: grep -q "limit.prof': File too large; raise the limit that 'ulimit -f' shows" err
// RUN: test ! -e limit.prof && test "$(ls | grep -c tmp-)" = 0
//
// Standard error closed, and its number taken by a file of the program's.
// RUN: env HONE_PROFILE_FILE=/dev/full ../a precious
// RUN: test "$(cat precious)" = data

#include "Instrument.h"

#include <fcntl.h>
#include <unistd.h>

FUNCTION(main)
// More than the smallest limit a shell can set.
PLANTED("hone_files") static char Large[8192];

int main(int Count, char **Arguments) {
  ENTER(main);
  printf("%d\n", getpid());
  if (Count > 1 && !strcmp(Arguments[1], "precious")) {
    close(STDERR_FILENO);
    if (open("precious", O_WRONLY | O_CREAT, 0666) != STDERR_FILENO ||
        write(STDERR_FILENO, "data\n", 5) != 5)
      return 1;
  }
  if (chdir("/") != 0)
    return 1;
  EXIT;
  return Count > 1 && !strcmp(Arguments[1], "nine") ? 9 : 0;
}
