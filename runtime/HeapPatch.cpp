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
// Where the allocator is in the executable itself, the executable's own calls
// have no slot. Those of instrumented code go by the pass's links (LinkRecord).
//
//===----------------------------------------------------------------------===//

#include "HeapPatch.h"

#include "HeapSlots.h"
#include "Memory.h"
#include "Module.h"

#include <dlfcn.h>
#include <sys/auxv.h>
#include <sys/mman.h>

// Weak, as dlopen is in Copies.cpp.
extern "C" __attribute__((weak)) void *dlsym(void *,
                                             const char *) noexcept(true);

namespace hone::rt {

namespace {

/// Who does not get it goes on: a hook must not wait, for it may be called by
/// somebody who holds the dynamic linker's lock.
U32 Lock;
/// Base addresses of the objects that were looked at.
Buffer Seen;
U64 Adds, Subs; ///< the dynamic linker's numbers when they were

bool IsStarted, IsForeign, WithNew, HasLinker;
AddressRange Library;   ///< around the C library's code
AddressRange Allocator; ///< around the code of malloc
AddressRange Executable;

//===-- Originals ---------------------------------------------------------===//

AddressRange objectAround(const void *Address) {
  AddressRange Extent;
  withObjectAround(Address, [&](const Object &O) { Extent = extentOf(O); });
  return Extent;
}

bool isWanted(const WatchedFunction &F) {
  return F.Group == HookGroup::New ? WithNew : F.Hook != nullptr;
}

/// Operators of an allocator's own do without malloc; others call it.
void noteOperator(const WatchedFunction &F) {
  if (F.Group == HookGroup::New && IsForeign &&
      Allocator.contains(reinterpret_cast<U64>(*F.Original)))
    WithNew = true;
}

/// Looks for the originals of those in Wanted, bit by bit. Those in Behind are
/// found only behind the executable, which has a stub of its own by the name.
void findOriginals(U64 Wanted, U64 Behind) {
  for (U32 I = 0; I != NumWatched; ++I) {
    const WatchedFunction &F = WatchedFunctions[I];
    if (!(Wanted >> I & 1) || *F.Original)
      continue;
    *F.Original = dlsym(Behind >> I & 1 ? RTLD_NEXT : RTLD_DEFAULT, F.Name);
  }
}

/// Finds out which allocator the program has, of the originals.
void findAllocator() {
  const WatchedFunction *All = WatchedFunctions;
  if (!Library.High) {
    Library = objectAround(dlsym(RTLD_DEFAULT, "__libc_start_main"));
    Allocator = objectAround(*All[findWatched("malloc")].Original);
    IsForeign = Allocator.Low != Library.Low;
  }
  for (U32 I = 0; I != NumWatched; ++I)
    noteOperator(All[I]);
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

U64 addressOf(const void *Code) { return reinterpret_cast<U64>(Code); }

/// Whether the object calls some other malloc than the program does: then slots
/// that are not filled in yet may lead there, too, and none must be changed. A
/// stub of the executable leads where the executable's slot does.
bool hasOtherAllocator(const Object &O, const AddressRange &Extent) {
  bool Found = false;
  forSlots(O, [&](const Slot &S) {
    const WatchedFunction &F = WatchedFunctions[S.Watched];
    U64 Now = loadRelaxed(*S.Word);
    Found |= F.Group == HookGroup::Heap && *F.Original && Now &&
             Now != addressOf(*F.Original) && Now != addressOf(F.Hook) &&
             Now != addressOf(F.ForeignHook) && !Extent.contains(Now) &&
             !Executable.contains(Now);
  });
  return Found;
}

void patch(const Object &O) {
  AddressRange Extent = extentOf(O);
  if (hasOtherAllocator(O, Extent))
    return;
  bool IsAllocator = Extent.Low == Library.Low || Extent.Low == Allocator.Low;
  Unprotected Pages(O);
  forSlots(O, [&](const Slot &S) {
    const WatchedFunction &F = WatchedFunctions[S.Watched];
    if (!*F.Original || !isWanted(F) ||
        (F.Group == HookGroup::Map && IsAllocator))
      return;
    // A slot that is filled in by the first call leads to a stub until then.
    U64 Now = loadRelaxed(*S.Word);
    bool IsLazy = S.Type == JumpSlot && Extent.contains(Now) &&
                  (S.Symbol->st_shndx == SHN_UNDEF ||
                   Now != O.dlpi_addr + S.Symbol->st_value);
    if ((IsLazy || Now == addressOf(*F.Original)) && isInWritable(O, S.Word) &&
        Pages.open(S.Word))
      storeRelease(*S.Word, addressOf(IsForeign ? F.ForeignHook : F.Hook));
  });
}

/// A link leads to a function of another object, to be found like a slot's, or
/// of its own, where nobody else may know of it.
const WatchedFunction *originalOf(const LinkRecord &Link) {
  U32 I = 0;
  while (I != NumWatched &&
         hashBytes(WatchedFunctions[I].Name,
                   strlen(WatchedFunctions[I].Name)) != Link.NameHash)
    ++I;
  if (I == NumWatched)
    return nullptr;
  const WatchedFunction &F = WatchedFunctions[I];
  if (!*F.Original && (!HasLinker || Allocator.contains(Link.Target))) {
    *F.Original = reinterpret_cast<void *>(Link.Target);
    noteOperator(F);
  }
  return &F;
}

void patchLinks(const ModuleSections &Sections) {
  for (LinkRecord *L = Sections.Links; L < Sections.LinksEnd; ++L)
    originalOf(*L); // all, before it is asked which of them are wanted
  for (LinkRecord *L = Sections.Links; L < Sections.LinksEnd; ++L)
    if (const WatchedFunction *F = originalOf(*L);
        F && isWanted(*F) && *F->Original &&
        L->Target == reinterpret_cast<U64>(*F->Original))
      storeRelease(L->Target,
                   reinterpret_cast<U64>(IsForeign ? F->ForeignHook : F->Hook));
}

//===-- Objects -----------------------------------------------------------===//

bool isDynamicLinker(const Object &O) {
  return (O.dlpi_addr && O.dlpi_addr == getauxval(AT_BASE)) ||
         strstr(O.dlpi_name, "/ld-linux");
}

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
  // Other hooks call realloc; malloc tells the allocator.
  U64 Wanted = U64(1) << findWatched("malloc") | U64(1)
                                                     << findWatched("realloc");
  U64 Behind = 0;
  forNewObjects([&](const Object &O) {
    forSlots(O, [&](const Slot &S) {
      Wanted |= U64(1) << S.Watched;
      if (S.Symbol->st_shndx == SHN_UNDEF && S.Symbol->st_value)
        Behind |= U64(1) << S.Watched;
    });
  });
  // Not within the visit: dlsym waits for another lock of the dynamic linker's.
  findOriginals(Wanted, Behind);
  findAllocator();
  forNewObjects([](const Object &O) {
    patch(O);
    Seen.append(&O.dlpi_addr, sizeof(O.dlpi_addr));
  });
}

} // namespace

bool canPatch() {
  bool Found = false;
  anyObject([&](const Object &Executable) {
    for (int I = 0; I != Executable.dlpi_phnum; ++I)
      Found |= Executable.dlpi_phdr[I].p_type == PT_INTERP;
    return true;
  });
  return Found && dlsym;
}

bool patchNewObjects() {
  U32 Expected = 0;
  if (!__atomic_compare_exchange_n(&Lock, &Expected, 1u, false,
                                   __ATOMIC_ACQUIRE, __ATOMIC_RELAXED))
    return false;
  int OldErrno = errno;
  if (!IsStarted) {
    IsStarted = true;
    HasLinker = canPatch();
    // Else it cannot be told, and none but instrumented code calls hooks.
    IsForeign = WithNew = !HasLinker;
    anyObject([](const Object &O) {
      Executable = extentOf(O);
      return true;
    });
    if (!HasLinker)
      Allocator = Executable;
  }
  bool IsNew = HasLinker && hasNewObjects();
  if (IsNew)
    look();
  for (const Module *M = firstModule(); M; M = loadAcquire(M->Next))
    if (loadAcquire(M->Live))
      patchLinks(M->Sections);
  errno = OldErrno;
  storeRelease(Lock, 0u);
  return IsNew;
}

bool isAllocatorCode(U64 Address) {
  return Allocator.contains(Address) || Library.contains(Address);
}

void restartPatching() { Lock = 0; }

} // namespace hone::rt
