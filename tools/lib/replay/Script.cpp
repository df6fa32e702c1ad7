//===- Script.cpp - a stream made ready to be replayed --------------------===//
//
// Owns: which operation becomes which step, and what is known of contents.
//
//===----------------------------------------------------------------------===//

#include "Script.h"
#include "KeyTable.h"

#include <algorithm>
#include <optional>

using namespace llvm;

namespace hone {
namespace {

/// A sequence whose size differs by no more than this from what is expected had
/// elements appended, or taken from its end, which is not observed; by more, it
/// was given other contents.
constexpr uint64_t MostUnseen = 64;

/// One container while its window is gone through.
struct Tracked {
  uint32_t Index = 0; ///< in ScriptWindow::Containers
  uint64_t FirstSize = 0;
  uint64_t Size = 0; ///< now
  /// Keys of which it is known whether they are there; and at first.
  std::map<uint32_t, bool> IsThere;
  size_t FoundAtFirst = 0;
  std::vector<uint32_t> Elements; ///< of a sequence, in their order
};

class WindowWriter {
public:
  WindowWriter(Stream::Keys TheKeys, KeyTable &Keys, uint64_t &Contradictions)
      : TheKeys(TheKeys), Keys(Keys), Contradictions(Contradictions) {}

  void add(const StreamOperation &O);
  ScriptWindow take() {
    for (const auto &Entry : Containers)
      close(Entry.second);
    return std::move(Out);
  }

private:
  bool isSequence() const { return TheKeys == Stream::Keys::None; }
  Tracked &open(const StreamOperation &O);
  void close(const Tracked &T);
  void meetSize(Tracked &T, uint64_t Size);
  void addByKey(Tracked &T, const StreamOperation &O, Step::Kind K,
                bool UsesOrder);
  void addByPlace(Tracked &T, const StreamOperation &O);
  void addSearch(Tracked &T, const StreamOperation &O);
  void insertAt(Tracked &T, uint64_t Place);
  void eraseAt(Tracked &T, uint64_t Place);
  void addWhole(Tracked &T, Step::Kind K) {
    Out.Steps.push_back({K, false, false, T.Index, 0, 0});
  }

  Stream::Keys TheKeys;
  KeyTable &Keys;
  uint64_t &Contradictions;
  ScriptWindow Out;
  uint64_t Opened = 0;                    ///< elements in all its containers
  std::map<uint64_t, Tracked> Containers; ///< by address
  uint32_t NextElement = 1u << 31;        ///< those made up are below
};

} // namespace

static std::optional<Step::Kind> stepByKey(OperationKind Kind) {
  switch (Kind) {
  case HONE_OP_Find:
  case HONE_OP_Count:
  case HONE_OP_At:
  case HONE_OP_LowerBound:
  case HONE_OP_EqualRange:
    return Step::Find;
  case HONE_OP_Subscript:
  case HONE_OP_InsertKey:
  case HONE_OP_InsertHint:
    return Step::Insert;
  case HONE_OP_EraseKey:
    return Step::Erase;
  default:
    return std::nullopt;
  }
}

static bool isByPlace(OperationKind Kind) {
  switch (Kind) {
  case HONE_OP_PushBack:
  case HONE_OP_PopBack:
  case HONE_OP_PushFront:
  case HONE_OP_PopFront:
  case HONE_OP_InsertAt:
  case HONE_OP_EraseAt:
  case HONE_OP_SearchAll:
  case HONE_OP_Sort:
  case HONE_OP_Reorder:
    return true;
  default:
    return false;
  }
}

static bool canBeReplayed(const Stream &S, OperationKind Kind) {
  if (Kind == HONE_OP_Clear || Kind == HONE_OP_Copy)
    return true;
  return S.TheKeys == Stream::Keys::None ? isByPlace(Kind)
                                         : stepByKey(Kind).has_value();
}

Tracked &WindowWriter::open(const StreamOperation &O) {
  Opened += O.Size;
  Tracked T;
  T.Index = uint32_t(Out.Containers.size());
  T.FirstSize = T.Size = O.Size;
  Out.Containers.emplace_back();
  if (isSequence())
    for (uint64_t I = 0; I != O.Size; ++I)
      T.Elements.push_back(uint32_t(I));
  return Containers[O.Container] = std::move(T);
}

void WindowWriter::close(const Tracked &T) {
  Contents &C = Out.Containers[T.Index];
  C.Others = T.FirstSize - std::min<uint64_t>(T.FirstSize, C.Keys.size());
}

/// What is not observed changed the container in between.
void WindowWriter::meetSize(Tracked &T, uint64_t Size) {
  for (; T.Size < Size; ++T.Size) {
    Out.Steps.push_back(
        {Step::PushBack, false, false, T.Index, NextElement, 0});
    T.Elements.push_back(NextElement++);
  }
  for (; T.Size > Size; --T.Size) {
    addWhole(T, Step::PopBack);
    T.Elements.pop_back();
  }
}

void WindowWriter::add(const StreamOperation &O) {
  auto It = Containers.find(O.Container);
  bool IsKnown = It != Containers.end();
  if (IsKnown && It->second.Size != O.Size) {
    uint64_t Size = It->second.Size;
    uint64_t Difference = Size < O.Size ? O.Size - Size : Size - O.Size;
    // Keyed containers have other contents then; nothing is known of them.
    if (!isSequence() || Difference > MostUnseen) {
      close(It->second);
      IsKnown = false;
    }
  }
  if (!IsKnown && O.Size > MostElements - Opened)
    return; // neither memory nor time for it
  Tracked &T = IsKnown ? It->second : open(O);
  if (isSequence())
    meetSize(T, O.Size);
  if (O.Kind == HONE_OP_Copy) {
    addWhole(T, Step::Copy);
  } else if (O.Kind == HONE_OP_Clear) {
    addWhole(T, Step::Clear);
    T.Size = 0;
    T.Elements.clear();
    for (auto &Entry : T.IsThere)
      Entry.second = false;
  } else if (std::optional<Step::Kind> K = stepByKey(O.Kind)) {
    addByKey(T, O, *K,
             O.Kind == HONE_OP_LowerBound || O.Kind == HONE_OP_EqualRange);
  } else {
    addByPlace(T, O);
  }
}

void WindowWriter::addByKey(Tracked &T, const StreamOperation &O, Step::Kind K,
                            bool UsesOrder) {
  uint32_t Key = Keys.numberOf(O);
  auto [It, IsNew] = T.IsThere.try_emplace(Key, O.Hit);
  if (IsNew) {
    // A window that was cleared, or is full of other keys, cannot hold it.
    Contents &C = Out.Containers[T.Index];
    bool WasCleared = T.Size == 0;
    if (O.Hit && !WasCleared && C.Keys.size() < T.FirstSize)
      C.Keys.push_back(Key);
    else if (O.Hit)
      It->second = false;
  }
  if (It->second != O.Hit)
    ++Contradictions;
  bool Hit = It->second;
  Out.Steps.push_back({K, Hit, UsesOrder, T.Index, Key, 0});
  if (K == Step::Insert && !Hit)
    ++T.Size;
  if (K == Step::Erase && Hit)
    --T.Size;
  if (K != Step::Find)
    It->second = K == Step::Insert;
}

void WindowWriter::insertAt(Tracked &T, uint64_t Place) {
  Place = std::min(Place, T.Size);
  Out.Steps.push_back(
      {Step::InsertAt, false, false, T.Index, NextElement, Place});
  T.Elements.insert(T.Elements.begin() + Place, NextElement++);
  ++T.Size;
}

void WindowWriter::eraseAt(Tracked &T, uint64_t Place) {
  if (!T.Size)
    return;
  Place = std::min(Place, T.Size - 1);
  Out.Steps.push_back({Step::EraseAt, false, false, T.Index, 0, Place});
  T.Elements.erase(T.Elements.begin() + Place);
  --T.Size;
}

/// The element that was found is the last one looked at.
void WindowWriter::addSearch(Tracked &T, const StreamOperation &O) {
  bool Hit = O.Hit && T.Size;
  uint32_t Element = ~0u;
  if (Hit)
    Element = T.Elements[std::clamp<uint64_t>(O.Moved, 1, T.Size) - 1];
  Out.Steps.push_back({Step::Search, Hit, false, T.Index, Element, 0});
}

void WindowWriter::addByPlace(Tracked &T, const StreamOperation &O) {
  switch (O.Kind) {
  case HONE_OP_PushBack:
    return meetSize(T, T.Size + 1);
  case HONE_OP_PopBack:
    return meetSize(T, T.Size - (T.Size != 0));
  case HONE_OP_PushFront:
    return insertAt(T, 0);
  case HONE_OP_PopFront:
    return eraseAt(T, 0);
  case HONE_OP_InsertAt: // all behind the place made room
    return insertAt(T, T.Size - std::min(O.Moved, T.Size));
  case HONE_OP_EraseAt: // all behind the element closed the gap
    return eraseAt(T, T.Size - std::min(O.Moved + 1, T.Size));
  case HONE_OP_SearchAll:
    return addSearch(T, O);
  default:
    addWhole(T, Step::Sort);
    std::sort(T.Elements.begin(), T.Elements.end());
  }
}

/// Evenly over the run, the first one always among them.
static void leaveSomeOut(std::vector<ScriptWindow> &Windows) {
  uint64_t Elements = 0;
  for (const ScriptWindow &W : Windows)
    for (const Contents &C : W.Containers)
      Elements += C.size();
  size_t Stride = Elements / MostElements + 1;
  std::vector<ScriptWindow> Kept;
  for (size_t I = 0; I < Windows.size(); I += Stride)
    Kept.push_back(std::move(Windows[I]));
  Windows = std::move(Kept);
}

Expected<Script> writeScript(const Stream &S) {
  Script Out;
  Out.TheKeys = S.TheKeys;
  Out.ElementBytes = S.ElementBytes <= 8 ? 8 : S.ElementBytes <= 32 ? 32 : 128;
  KeyTable Keys(S);
  for (size_t I = 0; I != S.Operations.size();) {
    WindowWriter Writer(S.TheKeys, Keys, Out.Contradictions);
    uint32_t Window = S.Operations[I].Window;
    for (; I != S.Operations.size() && S.Operations[I].Window == Window; ++I)
      if (canBeReplayed(S, S.Operations[I].Kind))
        Writer.add(S.Operations[I]);
    ScriptWindow W = Writer.take();
    if (!W.Steps.empty())
      Out.Windows.push_back(std::move(W));
  }
  leaveSomeOut(Out.Windows);
  size_t Others = 0;
  for (const ScriptWindow &W : Out.Windows) {
    Out.Steps += W.Steps.size();
    for (const Contents &C : W.Containers)
      Others = std::max<size_t>(Others, C.Others);
  }
  if (!Out.Steps)
    return createStringError(
        inconvertibleErrorCode(),
        "none of the recorded operations can be replayed: look-ups, insertions "
        "and erasures can, in containers of up to 2,000,000 elements");
  Keys.finish(Others, Out);
  return Out;
}

} // namespace hone
