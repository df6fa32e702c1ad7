//===- Memory.cpp - memory from mmap ----------------------------*- C++ -*-===//
//
// Owns: see Memory.h.
//
//===----------------------------------------------------------------------===//

#include "Memory.h"

#include <sys/mman.h>

namespace hone::rt {

void *mapBytes(size_t Size) {
  long Address =
      syscall(SYS_mmap, nullptr, Size, PROT_READ | PROT_WRITE,
              MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, off_t(0));
  return Address == -1 ? nullptr : reinterpret_cast<void *>(Address);
}

void unmapBytes(void *Address, size_t Size) {
  if (Address)
    syscall(SYS_munmap, Address, Size);
}

bool mapAt(void *Address, size_t Size, int Flags, int File, U64 Offset) {
  long Got = syscall(SYS_mmap, Address, Size, PROT_READ | PROT_WRITE, Flags,
                     File, Offset);
  if (Got == long(Address))
    return true;
  if (Got != -1)
    syscall(SYS_munmap, Got, Size);
  return false;
}

void unmapAt(void *Address, size_t Size) {
  syscall(SYS_munmap, Address, Size);
}

void clearBytes(void *Address, size_t Size) {
  // Private anonymous pages read as zero after MADV_DONTNEED.
  if (Address && madvise(Address, Size, MADV_DONTNEED) != 0)
    zeroBytes(Address, Size);
}

// The empty asm keeps the compiler from making a call of memcpy or memset of
// it.
void copyBytes(void *To, const void *From, size_t Size) {
  auto *T = static_cast<char *>(To);
  const auto *F = static_cast<const char *>(From);
  for (U64 Word; Size >= sizeof(Word);
       Size -= sizeof(Word), T += sizeof(Word), F += sizeof(Word)) {
    __builtin_memcpy(&Word, F, sizeof(Word));
    __builtin_memcpy(T, &Word, sizeof(Word));
    asm volatile("" ::: "memory");
  }
  for (; Size; --Size) {
    *T++ = *F++;
    asm volatile("" ::: "memory");
  }
}

void zeroBytes(void *To, size_t Size) {
  auto *T = static_cast<char *>(To);
  for (U64 Zero = 0; Size >= sizeof(Zero);
       Size -= sizeof(Zero), T += sizeof(Zero)) {
    __builtin_memcpy(T, &Zero, sizeof(Zero));
    asm volatile("" ::: "memory");
  }
  for (; Size; --Size) {
    *T++ = 0;
    asm volatile("" ::: "memory");
  }
}

/// Asks for the pages of what is about to be written at once: one by one, on
/// first touch, they cost three times as much. Nothing is lost where the kernel
/// (before 5.14) does not know how.
static void populate(char *Room, size_t Count) {
  constexpr size_t Page = 4096, Worthwhile = 16 * Page;
  constexpr int PopulateWrite = 23; // MADV_POPULATE_WRITE
  if (Count < Worthwhile)
    return;
  char *First = Room - reinterpret_cast<uintptr_t>(Room) % Page;
  syscall(SYS_madvise, First, size_t(Room + Count - First), PopulateWrite);
}

/// Null: there is no memory.
static void *growBytes(void *Address, size_t Size, size_t NewSize) {
  long New = syscall(SYS_mremap, Address, Size, NewSize, MREMAP_MAYMOVE);
  return New == -1 ? nullptr : reinterpret_cast<void *>(New);
}

char *Buffer::grow(size_t Count) {
  if (Failed)
    return nullptr;
  if (Capacity - Used < Count) {
    size_t NewCapacity = Capacity ? Capacity : 4096;
    while (NewCapacity - Used < Count)
      NewCapacity *= 2;
    void *New = Data ? growBytes(Data, Capacity, NewCapacity)
                     : mapBytes(NewCapacity);
    if (!New) {
      Failed = true;
      return nullptr;
    }
    Data = static_cast<char *>(New);
    Capacity = NewCapacity;
  }
  char *Room = Data + Used;
  Used += Count;
  populate(Room, Count);
  return Room;
}

char *Buffer::extend(size_t Count) {
  char *Room = grow(Count);
  if (Room)
    zeroBytes(Room, Count);
  return Room;
}

void Buffer::append(const void *Bytes, size_t Count) {
  if (char *Room = grow(Count); Room && Count)
    copyBytes(Room, Bytes, Count);
}

void Buffer::refer(const void *Bytes, size_t Count) {
  release();
  Data = static_cast<char *>(const_cast<void *>(Bytes));
  Used = Count;
}

void Buffer::own() {
  if (Capacity || !Data)
    return;
  const char *Theirs = Data;
  size_t Count = Used;
  Data = nullptr;
  Used = 0;
  append(Theirs, Count);
}

void Buffer::appendNumber(U64 Value) {
  char Digits[20];
  size_t First = sizeof(Digits);
  do
    Digits[--First] = char('0' + Value % 10);
  while (Value /= 10);
  append(Digits + First, sizeof(Digits) - First);
}

void Buffer::padTo8() { extend(-Used & 7); }

const char *Buffer::text() {
  if (!extend(1))
    return "";
  --Used;
  return Data;
}

void Buffer::release() {
  if (Capacity)
    unmapBytes(Data, Capacity);
  Data = nullptr;
  Used = Capacity = 0;
}

} // namespace hone::rt
