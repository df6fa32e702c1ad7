//===- Memory.h - memory from mmap -----------------------------*- C++ -*-===//
//
// Owns: all memory the runtime takes at run time. Never malloc: the program may
// replace it, may be inside it, or may be observed doing so.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_RUNTIME_MEMORY_H
#define HONE_RUNTIME_MEMORY_H

#include "Platform.h"

#include <string.h>

namespace hone::rt {

// System calls, as the program's calls of mmap are watched: by hone, and by
// sanitizers that know no addresses but the program's.

/// Zeroed pages, or null when the system has none.
void *mapBytes(size_t Size);
void unmapBytes(void *Address, size_t Size);
/// Maps pages of a file (or of none: -1) at this very address. Flags: MAP_*.
/// False: refused, or the kernel is so old that it takes the address for a hint.
bool mapAt(void *Address, size_t Size, int Flags, int File, U64 Offset);
void unmapAt(void *Address, size_t Size);
/// Makes the pages read as zero again and gives their memory back; the
/// addresses stay valid, so a thread that is still looking there does no harm.
void clearBytes(void *Address, size_t Size);

/// As memcpy and memset to 0. The C library's own are watched by sanitizers,
/// which do not see the runtime's lock and would tell the user of races in his
/// program.
void copyBytes(void *To, const void *From, size_t Size);
void zeroBytes(void *To, size_t Size);

template <class T> T *mapArray(size_t Count) {
  return static_cast<T *>(mapBytes(Count * sizeof(T)));
}

/// Bytes that grow. Keeps quiet when memory is gone: ok() tells at the end.
class Buffer {
public:
  Buffer() = default;
  Buffer(const Buffer &) = delete;
  Buffer &operator=(const Buffer &) = delete;

  void append(const void *Bytes, size_t Count);
  void appendText(const char *Text) { append(Text, strlen(Text)); }
  void appendNumber(U64 Value);
  void padTo8();
  /// Room for Count bytes at the end, zeroed; null when memory is gone.
  char *extend(size_t Count);
  /// Stands for bytes that stay where they are, and are not to be changed;
  /// until own() copies them.
  void refer(const void *Bytes, size_t Count);
  void own();
  void clear() { Used = 0; }
  void release();

  char *data() { return Data; }
  const char *data() const { return Data; }
  size_t size() const { return Used; }
  bool ok() const { return !Failed; }
  /// The text with a final zero byte that size() does not count.
  const char *text();

private:
  char *grow(size_t Count);

  char *Data = nullptr;
  size_t Used = 0;
  size_t Capacity = 0; ///< 0: Data, if any, is not ours
  bool Failed = false;
};

} // namespace hone::rt

#endif // HONE_RUNTIME_MEMORY_H
