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

  /// Returns the index of the sum that R went into, plus 1; 0: memory is gone.
  template <class Add> U32 add(const Record &R, Add AddOne) {
    if (!ok())
      return 0;
    const char *Key = reinterpret_cast<const char *>(&R);
    U64 Hash = hashBytes(Key, KeySize);
    for (size_t I = Hash ^ Hash >> 32;; ++I) {
      U32 &Slot = Slots[I & (NumSlots - 1)];
      if (!Slot) {
        Records.append(&R, sizeof(R));
        return Slot = U32(Records.size() / sizeof(Record));
      }
      auto *Old = reinterpret_cast<Record *>(Records.data()) + Slot - 1;
      if (memcmp(Old, Key, KeySize) == 0) {
        AddOne(*Old, R);
        return Slot;
      }
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
