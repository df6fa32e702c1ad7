//===- HeapPatch.cpp - making the program call the hooks --------*- C++ -*-===//
//
// Owns: see HeapPatch.h.
//
//   call malloc@plt  ->  jmp *slot      slot: the address of malloc, filled in
//                                       by the dynamic linker; now of our hook
//
// What a slot would lead to is what the hook calls: an allocator that is linked
// or preloaded stays the program's allocator, and a program that is not
// observed pays nothing. Slots that lead somewhere else (RTLD_DEEPBIND, another
// namespace) stay as they are. The C library has slots for its own malloc, too,
// and strdup calls it through them.
//
//===----------------------------------------------------------------------===//

#include "HeapPatch.h"

#include "HeapHooks.h"
#include "Memory.h"
#include "Objects.h"

#include <dlfcn.h>
#include <sys/auxv.h>
#include <sys/mman.h>

// Weak, as dlopen is in Copies.cpp.
extern "C" __attribute__((weak)) void *dlsym(void *,
                                             const char *) noexcept(true);

namespace hone::rt {

namespace {

#if defined(__x86_64__)
constexpr U32 JumpSlot = R_X86_64_JUMP_SLOT, DataSlot = R_X86_64_GLOB_DAT,
              Pointer = R_X86_64_64;
#elif defined(__aarch64__)
constexpr U32 JumpSlot = R_AARCH64_JUMP_SLOT, DataSlot = R_AARCH64_GLOB_DAT,
              Pointer = R_AARCH64_ABS64;
#else
constexpr U32 JumpSlot = ~0u, DataSlot = ~0u, Pointer = ~0u;
#endif

/// Who does not get it goes on: a hook must not wait, for it may be called by
/// somebody who holds the dynamic linker's lock.
U32 Lock;
/// Base addresses of the objects that were looked at.
Buffer Seen;
U64 Adds, Subs; ///< the dynamic linker's numbers when they were

bool IsStarted, IsForeign, WithNew;
AddressRange Library;   ///< around the C library's code
AddressRange Allocator; ///< around the code of malloc

/// A word of an object that holds the address of a watched function.
struct Slot {
  U64 *Word;
  U32 Watched; ///< index in WatchedFunctions
  U32 Type;
  const ElfW(Sym) * Symbol;
};

//===-- Reading objects ---------------------------------------------------===//

/// Index in WatchedFunctions; NumWatched: none.
U32 find(const char *Name) {
  // Most names are none of ours.
  switch (Name[0]) {
  case '_':
    if (Name[1] != 'Z' || (Name[2] != 'n' && Name[2] != 'd'))
      return NumWatched;
    break;
  case 'm':
  case 'c':
  case 'r':
  case 'f':
  case 'p':
  case 'a':
  case 'v':
  case 'd':
    break;
  default:
    return NumWatched;
  }
  U32 I = 0;
  while (I != NumWatched && strcmp(WatchedFunctions[I].Name, Name) != 0)
    ++I;
  return I;
}

/// The whole of an object in memory.
AddressRange extentOf(const Object &O) {
  AddressRange Extent;
  for (int I = 0; I != O.dlpi_phnum; ++I)
    if (O.dlpi_phdr[I].p_type == PT_LOAD) {
      AddressRange Segment = rangeOf(O, O.dlpi_phdr[I]);
      Extent.Low = Extent.High ? Extent.Low : Segment.Low;
      Extent.High = Segment.High;
    }
  return Extent;
}

bool isDynamicLinker(const Object &O) {
  return (O.dlpi_addr && O.dlpi_addr == getauxval(AT_BASE)) ||
         strstr(O.dlpi_name, "/ld-linux");
}

/// What PT_DYNAMIC leads to.
struct Tables {
  const ElfW(Sym) *Symbols = nullptr;
  const char *Names = nullptr;
  const ElfW(Rela) * Lists[2] = {};
  size_t Counts[2] = {};
};

Tables tablesOf(const Object &O) {
  Tables T;
  const ElfW(Dyn) *D = nullptr;
  for (int I = 0; I != O.dlpi_phnum; ++I)
    if (O.dlpi_phdr[I].p_type == PT_DYNAMIC)
      D = reinterpret_cast<const ElfW(Dyn) *>(rangeOf(O, O.dlpi_phdr[I]).Low);
  for (; D && D->d_tag != DT_NULL; ++D) {
    // Some objects' addresses the dynamic linker does not relocate.
    U64 At = D->d_un.d_ptr < O.dlpi_addr ? D->d_un.d_ptr + O.dlpi_addr
                                         : D->d_un.d_ptr;
    switch (D->d_tag) {
    case DT_SYMTAB:
      T.Symbols = reinterpret_cast<const ElfW(Sym) *>(At);
      break;
    case DT_STRTAB:
      T.Names = reinterpret_cast<const char *>(At);
      break;
    case DT_JMPREL:
      T.Lists[0] = reinterpret_cast<const ElfW(Rela) *>(At);
      break;
    case DT_PLTRELSZ:
      T.Counts[0] = D->d_un.d_val / sizeof(ElfW(Rela));
      break;
    case DT_RELA:
      T.Lists[1] = reinterpret_cast<const ElfW(Rela) *>(At);
      break;
    case DT_RELASZ:
      T.Counts[1] = D->d_un.d_val / sizeof(ElfW(Rela));
      break;
    }
  }
  return T;
}

/// Calls Visit(const Slot &) for each word of O that is to hold the address of
/// a watched function.
template <class Visitor> void forSlots(const Object &O, Visitor Visit) {
  Tables T = tablesOf(O);
  if (!T.Symbols || !T.Names)
    return;
  for (int L = 0; L != 2; ++L)
    for (size_t I = 0; T.Lists[L] && I != T.Counts[L]; ++I) {
      const ElfW(Rela) &R = T.Lists[L][I];
      U32 Type = U32(ELF64_R_TYPE(R.r_info));
      if (Type != JumpSlot && Type != DataSlot &&
          (Type != Pointer || R.r_addend))
        continue;
      const ElfW(Sym) &Symbol = T.Symbols[ELF64_R_SYM(R.r_info)];
      U32 Watched = find(T.Names + Symbol.st_name);
      if (Watched != NumWatched)
        Visit(Slot{reinterpret_cast<U64 *>(O.dlpi_addr + R.r_offset), Watched,
                   Type, &Symbol});
    }
}

//===-- Originals ---------------------------------------------------------===//

AddressRange objectAround(const void *Address) {
  AddressRange Extent;
  withObjectAround(Address, [&](const Object &O) { Extent = extentOf(O); });
  return Extent;
}

/// Finds out which allocator the program has.
void startPatching() {
  IsStarted = true;
  const void *Malloc = dlsym(RTLD_DEFAULT, "malloc");
  Library = objectAround(dlsym(RTLD_DEFAULT, "__libc_start_main"));
  Allocator = objectAround(Malloc);
  IsForeign = Allocator.Low != Library.Low;
}

bool isWanted(const WatchedFunction &F) {
  switch (F.Group) {
  case HookGroup::New:
    return WithNew;
  default:
    return F.Hook != nullptr;
  }
}

/// Looks for the originals of those in Wanted, bit by bit. Those in Behind are
/// found only behind the executable, which has a stub of its own by the name.
void findOriginals(U64 Wanted, U64 Behind) {
  for (U32 I = 0; I != NumWatched; ++I) {
    const WatchedFunction &F = WatchedFunctions[I];
    if (!(Wanted >> I & 1) || *F.Original)
      continue;
    *F.Original = dlsym(Behind >> I & 1 ? RTLD_NEXT : RTLD_DEFAULT, F.Name);
    // Operators of an allocator's own do without malloc; others call it.
    if (F.Group == HookGroup::New && IsForeign &&
        Allocator.contains(reinterpret_cast<U64>(*F.Original)))
      WithNew = true;
  }
}

//===-- Changing slots ----------------------------------------------------===//

/// Makes what the dynamic linker has made read-only writable for a while.
class Unprotected {
public:
  explicit Unprotected(const Object &O) {
    for (int I = 0; I != O.dlpi_phnum; ++I)
      if (O.dlpi_phdr[I].p_type == PT_GNU_RELRO) {
        U64 Page = getauxval(AT_PAGESZ);
        AddressRange R = rangeOf(O, O.dlpi_phdr[I]);
        Range = {R.Low & -Page, R.High & -Page};
      }
  }
  ~Unprotected() {
    if (IsOpen)
      protect(PROT_READ);
  }
  /// False: Word must not be written.
  bool open(const U64 *Word) {
    if (!IsOpen && Range.contains(reinterpret_cast<U64>(Word)))
      IsOpen = protect(PROT_READ | PROT_WRITE);
    return IsOpen || !Range.contains(reinterpret_cast<U64>(Word));
  }

private:
  bool protect(int How) {
    return mprotect(reinterpret_cast<void *>(Range.Low), Range.High - Range.Low,
                    How) == 0;
  }
  AddressRange Range;
  bool IsOpen = false;
};

bool isInWritable(const Object &O, const U64 *Word) {
  for (int I = 0; I != O.dlpi_phnum; ++I)
    if (O.dlpi_phdr[I].p_type == PT_LOAD && (O.dlpi_phdr[I].p_flags & PF_W) &&
        rangeOf(O, O.dlpi_phdr[I]).contains(reinterpret_cast<U64>(Word)))
      return true;
  return false;
}

void patch(const Object &O) {
  AddressRange Extent = extentOf(O);
  bool IsAllocator = Extent.Low == Library.Low || Extent.Low == Allocator.Low;
  Unprotected Pages(O);
  forSlots(O, [&](const Slot &S) {
    const WatchedFunction &F = WatchedFunctions[S.Watched];
    if (!*F.Original || !isWanted(F) ||
        (F.Group == HookGroup::Map && IsAllocator))
      return;
    // A slot that is filled in by the first call leads into its own object.
    U64 Now = loadRelaxed(*S.Word);
    bool IsLazy = S.Type == JumpSlot && S.Symbol->st_shndx == SHN_UNDEF &&
                  Extent.contains(Now);
    if ((IsLazy || Now == reinterpret_cast<U64>(*F.Original)) &&
        isInWritable(O, S.Word) && Pages.open(S.Word))
      storeRelease(*S.Word,
                   reinterpret_cast<U64>(IsForeign ? F.ForeignHook : F.Hook));
  });
}

//===-- Objects -----------------------------------------------------------===//

bool isSeen(const Object &O) {
  const auto *Base = reinterpret_cast<const U64 *>(Seen.data());
  for (size_t I = 0; I != Seen.size() / sizeof(U64); ++I)
    if (Base[I] == O.dlpi_addr)
      return true;
  return false;
}

template <class Visitor> void forNewObjects(Visitor Visit) {
  anyObject([&](const Object &O) {
    if (!isDynamicLinker(O) && !isSeen(O))
      Visit(O);
    return false;
  });
}

/// Whether objects came. Where some went, others may have come in their place.
bool hasNewObjects() {
  U64 NewAdds = 0, NewSubs = 0;
  anyObject([&](const Object &O) {
    NewAdds = O.dlpi_adds;
    NewSubs = O.dlpi_subs;
    return true;
  });
  if (NewAdds == Adds)
    return false;
  if (NewSubs != Subs)
    Seen.clear();
  Adds = NewAdds;
  Subs = NewSubs;
  return true;
}

void look() {
  if (!IsStarted)
    startPatching();
  U64 Wanted = 0, Behind = 0;
  forNewObjects([&](const Object &O) {
    forSlots(O, [&](const Slot &S) {
      Wanted |= U64(1) << S.Watched;
      if (S.Symbol->st_shndx == SHN_UNDEF && S.Symbol->st_value)
        Behind |= U64(1) << S.Watched;
    });
  });
  // Not within the visit: dlsym waits for another lock of the dynamic linker's.
  findOriginals(Wanted, Behind);
  forNewObjects([](const Object &O) {
    patch(O);
    Seen.append(&O.dlpi_addr, sizeof(O.dlpi_addr));
  });
}

} // namespace

bool canPatch() { return dlsym != nullptr; }

bool patchNewObjects() {
  U32 Expected = 0;
  if (!canPatch() ||
      !__atomic_compare_exchange_n(&Lock, &Expected, 1u, false,
                                   __ATOMIC_ACQUIRE, __ATOMIC_RELAXED))
    return false;
  int OldErrno = errno;
  bool IsNew = hasNewObjects();
  if (IsNew)
    look();
  errno = OldErrno;
  storeRelease(Lock, 0u);
  return IsNew;
}

void restartPatching() { Lock = 0; }

} // namespace hone::rt
