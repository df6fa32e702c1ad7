//===- CounterSharing.cpp -------------------------------------------------===//

#include "CounterSharing.h"
#include "CounterLowering.h"
#include "CounterPlanter.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/IR/Constants.h"
#include "llvm/IR/PatternMatch.h"
#include <algorithm>
#include <map>

using namespace llvm;

namespace hone {

/// Calls Visit with the placeholders of each piece of the module's blocks in
/// which nothing may hold control: who gets to its beginning gets to its end.
template <typename Callback> static void forPieces(Module &M, Callback Visit) {
  SmallVector<CallInst *, 8> Piece;
  auto End = [&] {
    if (Piece.size() > 1)
      Visit(Piece);
    Piece.clear();
  };
  for (Function &F : M)
    for (BasicBlock &Block : F) {
      for (Instruction &I : make_early_inc_range(Block)) {
        if (CallInst *Call = asPlaceholder(I))
          Piece.push_back(Call);
        else if (mayHoldControl(I))
          End();
      }
      End();
    }
}

static Value *counter(CallInst *Call) { return Call->getArgOperand(0); }
static Value *amount(CallInst *Call) { return Call->getArgOperand(1); }

/// What a block counts several times (an unrolled loop, an inlined operator) it
/// counts once: each addition waits for the store of the one before.
void joinAdditions(Module &M) {
  forPieces(M, [](ArrayRef<CallInst *> Piece) {
    DenseMap<Value *, CallInst *> First;
    for (CallInst *Call : Piece) {
      auto *Number = dyn_cast<ConstantInt>(amount(Call));
      if (!Number)
        continue;
      auto [Found, New] = First.try_emplace(counter(Call), Call);
      if (New)
        continue;
      CallInst *Kept = Found->second;
      auto *Sum = cast<ConstantInt>(amount(Kept));
      Kept->setArgOperand(
          1, ConstantInt::get(Sum->getType(),
                              Sum->getValue() + Number->getValue()));
      Call->eraseFromParent();
    }
  });
}

namespace {

/// A counter: its place in one of the module's globals.
using Place = std::pair<GlobalVariable *, U64>;

struct Member {
  Place Counter;
  U64 Times; ///< for each count of the carrier
};

/// Counters that several pieces count together.
struct Group {
  SmallVector<Member, 4> Members;
  SmallVector<SmallVector<CallInst *, 4>, 2> Pieces; ///< calls as Members
};

class Sharing {
public:
  explicit Sharing(PlantedData &Data) : Data(Data), M(Data.module()) {}
  void share();

private:
  bool countUses();
  void addGroups(ArrayRef<CallInst *> Piece);
  void addGroup(ArrayRef<CallInst *> Calls);
  const Member *carrierAmong(const Group &G) const;
  void shareOne(const Group &G, StringRef Content);
  void plantWords(Place Carrier, const Group &G, const Placement &Where);

  PlantedData &Data;
  Module &M;
  DenseMap<Place, size_t> Uses; ///< placeholders in the module
  /// By what is counted, so that the order is the same in every build.
  std::map<std::string, Group> Groups;
};

} // namespace

/// Where a placeholder counts; null where it is computed.
static Place placeOf(Value *Counter, const DataLayout &Layout) {
  APInt Offset(64, 0);
  Value *Base = Counter->stripAndAccumulateConstantOffsets(
      Layout, Offset, /*AllowNonInbounds=*/true);
  return {dyn_cast<GlobalVariable>(Base), Offset.getZExtValue()};
}

/// False: some counter is computed, and any could be meant.
bool Sharing::countUses() {
  const Function *Placeholder = M.getFunction(CounterPlaceholder);
  if (!Placeholder)
    return false;
  for (const User *U : Placeholder->users()) {
    auto *Call = dyn_cast<CallInst>(U);
    Place Counter =
        Call ? placeOf(Call->getArgOperand(0), M.getDataLayout()) : Place();
    if (!Counter.first)
      return false;
    ++Uses[Counter];
  }
  return true;
}

/// The least number is the carrier's; who goes up by no small multiple of it
/// stays behind.
void Sharing::addGroup(ArrayRef<CallInst *> Calls) {
  auto Number = [](CallInst *Call) {
    auto *Constant = dyn_cast<ConstantInt>(amount(Call));
    return Constant ? Constant->getZExtValue() : 1;
  };
  U64 Unit = Number(*std::min_element(
      Calls.begin(), Calls.end(),
      [&](CallInst *A, CallInst *B) { return Number(A) < Number(B); }));
  std::map<std::string, std::pair<Member, CallInst *>> ByName;
  for (CallInst *Call : Calls) {
    U64 Times = Number(Call) / Unit;
    if (Number(Call) % Unit != 0 || Times > MostCarried)
      continue;
    Place Counter = placeOf(counter(Call), M.getDataLayout());
    std::string Name = (Counter.first->getName() + "+" + Twine(Counter.second) +
                        "*" + Twine(Times) + "\n")
                           .str();
    ByName.insert({Name, {{Counter, Times}, Call}});
  }
  if (ByName.size() < 2)
    return;
  std::string Content;
  for (const auto &[Name, One] : ByName)
    Content += Name;
  Group &G = Groups[Content];
  G.Members.clear();
  auto &Piece = G.Pieces.emplace_back();
  for (const auto &[Name, One] : ByName) {
    G.Members.push_back(One.first);
    Piece.push_back(One.second);
  }
}

/// Counters of one piece that go up by constants, or by the same number.
void Sharing::addGroups(ArrayRef<CallInst *> Piece) {
  MapVector<Value *, SmallVector<CallInst *, 8>> ByAmount;
  for (CallInst *Call : Piece)
    if (!match(amount(Call), PatternMatch::m_Zero()))
      ByAmount[isa<ConstantInt>(amount(Call)) ? nullptr : amount(Call)]
          .push_back(Call);
  for (const auto &[Amount, Calls] : ByAmount)
    addGroup(Calls);
}

/// A member that is counted in these pieces only: the translation unit's own,
/// and nowhere else in it.
const Member *Sharing::carrierAmong(const Group &G) const {
  for (const Member &One : G.Members)
    if (One.Times == 1 && One.Counter.first->hasLocalLinkage() &&
        Uses.lookup(One.Counter) == G.Pieces.size())
      return &One;
  return nullptr;
}

/// Whether a counter just for the group takes no more room, with its record,
/// than the increments that go.
static bool isWorthCounter(const Group &G) {
  constexpr size_t Increment = 8, Counter = 8, Word = 4;
  size_t Members = G.Members.size();
  return Increment * (Members - 1) * G.Pieces.size() >=
         Counter + Word * (1 + Members);
}

/// A word for the carrier, one for each passenger. All of a counter's address
/// is in the relocation but the lowest three bits, which are 0: there, how many
/// times.
void Sharing::plantWords(Place Carrier, const Group &G,
                         const Placement &Where) {
  SmallVector<Member, 8> Words = {{Carrier, 0}};
  for (const Member &One : G.Members)
    if (One.Counter != Carrier)
      Words.push_back(One);
  GlobalVariable *Record =
      Data.declareWords(Words.size(), "hone_carriers", "p", Where);
  SmallVector<Constant *, 8> Values;
  for (const Member &One : Words)
    Values.push_back(ConstantExpr::getAdd(
        Data.relative(One.Counter.first, Record, Values.size()),
        Data.u32(U32(One.Counter.second + One.Times))));
  Data.fillRecord(Record, Values);
}

/// Leaves of each piece one placeholder, that of the carrier: a member, or if
/// there is none that may be, a counter of their own.
void Sharing::shareOne(const Group &G, StringRef Content) {
  const Member *Carrier = carrierAmong(G);
  if (!Carrier && !isWorthCounter(G))
    return;
  Placement Where;
  Where.Key =
      "carrier." + utohexstr(hashBytes(Content.data(), Content.size()), true);
  // The same members in another translation unit are the same carrier.
  Where.Shared = !Carrier && none_of(G.Members, [](const Member &One) {
    return One.Counter.first->hasLocalLinkage();
  });
  const Member *Kept =
      Carrier ? Carrier : find_if(G.Members, [](const Member &One) {
        return One.Times == 1;
      });
  GlobalVariable *New = Carrier ? nullptr : Data.counters(Where, 1);
  for (const auto &Calls : G.Pieces)
    for (const auto &[One, Call] : zip(G.Members, Calls)) {
      if (&One == Kept && New)
        Call->setArgOperand(0, New);
      if (&One == Carrier)
        continue;
      --Uses[One.Counter];
      if (&One != Kept)
        Call->eraseFromParent();
    }
  plantWords(Carrier ? Carrier->Counter : Place(New, 0), G, Where);
}

void Sharing::share() {
  if (!countUses())
    return;
  forPieces(M, [&](ArrayRef<CallInst *> Piece) { addGroups(Piece); });
  for (const auto &[Content, G] : Groups)
    shareOne(G, Content);
}

void shareIncrements(PlantedData &Data) { Sharing(Data).share(); }

} // namespace hone
