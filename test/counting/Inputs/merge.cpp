// merge OUT PROFILE...: adds profiles as processes do that share one, but with
// profiles that stay, so that one can tell whether the sum is right.
#include "Pool.h"
#include "Report.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>

using namespace hone::rt;

int main(int Count, char **Arguments) {
  rememberStandardError();
  for (int I = 2; I < Count; ++I) {
    int File = open(Arguments[I], O_RDONLY);
    struct stat Status;
    if (File < 0 || fstat(File, &Status) != 0)
      return perror(Arguments[I]), 1;
    Buffer Bytes;
    size_t Size = size_t(Status.st_size);
    if (read(File, Bytes.extend(Size), Size) != ssize_t(Size))
      return 1;
    close(File);
    if (!addToPool(Arguments[1], Bytes))
      return 1;
    Bytes.release();
  }
}
