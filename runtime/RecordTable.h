//===- RecordTable.h - adding up records with equal keys -------*- C++ -*-===//
//
// Owns: a hash table of records of the profile. Knows nothing of what they
// mean.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_RUNTIME_RECORDTABLE_H
#define HONE_RUNTIME_RECORDTABLE_H

#include "Memory.h"

namespace hone::rt {

/// Records by their first KeySize bytes, in the order of their coming.
template <class Record> class RecordTable {
public:
  RecordTable(size_t KeySize, size_t Most) : KeySize(KeySize) {
    while (NumSlots < 2 * Most)
      NumSlots *= 2;
    Slots = mapArray<U32>(NumSlots);
  }
  ~RecordTable() {
    unmapBytes(Slots, NumSlots * sizeof(U32));
    Records.release();
  }

  template <class Add> void add(const Record &R, Add AddOne) {
    if (!ok())
      return;
    const char *Key = reinterpret_cast<const char *>(&R);
    U64 Hash = hashBytes(Key, KeySize);
    for (size_t I = Hash ^ Hash >> 32;; ++I) {
      U32 &Slot = Slots[I & (NumSlots - 1)];
      if (!Slot) {
        Records.append(&R, sizeof(R));
        Slot = U32(Records.size() / sizeof(Record));
        return;
      }
      auto *Old = reinterpret_cast<Record *>(Records.data()) + Slot - 1;
      if (memcmp(Old, Key, KeySize) == 0)
        return AddOne(*Old, R);
    }
  }
  bool ok() const { return Slots && Records.ok(); }

  Buffer Records;

private:
  size_t KeySize, NumSlots = 16;
  U32 *Slots; ///< index of the record plus 1; 0: free
};

} // namespace hone::rt

#endif // HONE_RUNTIME_RECORDTABLE_H
