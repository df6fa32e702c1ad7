//===- ProfileParts.h - a profile taken apart ------------------*- C++ -*-===//
//
// Owns: finding the chunks of a profile in memory, and whether it is whole and
// of this version. Knows of a chunk its type and the size of its records.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_RUNTIME_PROFILEPARTS_H
#define HONE_RUNTIME_PROFILEPARTS_H

#include "Memory.h"
#include "hone/ProfileFormat.h"

namespace hone::rt {

/// Bytes within a profile, aligned to 8.
struct Part {
  const char *Data = nullptr;
  size_t Size = 0;

  template <class T> const T *begin() const {
    return reinterpret_cast<const T *>(Data);
  }
  template <class T> const T *end() const { return begin<T>() + count<T>(); }
  template <class T> size_t count() const { return Size / sizeof(T); }

  /// Of the text of RUN or MODULE: calls Visit(Key, Value) for each pair.
  template <class Visitor> void forPairs(Visitor Visit) const {
    for (const char *P = Data, *End = P + Size; P < End;) {
      const char *Value = P + strlen(P) + 1;
      if (Value >= End)
        return;
      Visit(P, Value);
      P = Value + strlen(Value) + 1;
    }
  }
  /// The value of a key; null: there is none.
  const char *value(const char *Key) const {
    const char *Found = nullptr;
    forPairs([&](const char *K, const char *Value) {
      if (strcmp(K, Key) == 0)
        Found = Value;
    });
    return Found;
  }
};

struct ModuleParts {
  Part Chunks[NumChunkTypes]; ///< by ChunkType
  U32 FirstSite;                ///< number of sites in the modules before
  U32 Twin; ///< the same module in another profile: its index plus 1
};

/// As made, the profile of no process.
class ProfileParts {
public:
  ProfileParts() = default;
  ProfileParts(const ProfileParts &) = delete;
  ProfileParts &operator=(const ProfileParts &) = delete;
  ~ProfileParts() { ModuleList.release(); }

  /// Takes a file's bytes apart, which must stay where they are. Returns null,
  /// or why they are no profile, whole and written by this version of hone.
  const char *read(const char *Bytes, size_t Size);

  ModuleParts *modules() {
    return reinterpret_cast<ModuleParts *>(ModuleList.data());
  }
  const ModuleParts *modules() const {
    return reinterpret_cast<const ModuleParts *>(ModuleList.data());
  }
  U32 numModules() const {
    return U32(ModuleList.size() / sizeof(ModuleParts));
  }

  Part Process[NumChunkTypes]; ///< those of the process, by ChunkType

private:
  const char *take(U32 Type, Part Payload);

  Buffer ModuleList;
};

} // namespace hone::rt

#endif // HONE_RUNTIME_PROFILEPARTS_H
