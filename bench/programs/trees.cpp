// trees - binary search trees that are built, searched, changed and freed.
//
// Stands for allocation-heavy C++: a node per new, unique_ptr, recursion over
// pointers.
//
// argv[1]: rounds (bench: 170)

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <utility>

namespace {

class Random {
  uint32_t State;

public:
  explicit Random(uint32_t Seed) : State(Seed) {}
  uint32_t next() {
    State = State * 1103515245u + 12345u;
    return State >> 7;
  }
};

// A tree ordered by key and, as a heap, by priority: balanced by chance.
class Treap {
  struct Node {
    int Key;
    uint32_t Priority;
    std::unique_ptr<Node> Left, Right;
    Node(int Key, uint32_t Priority) : Key(Key), Priority(Priority) {}
  };
  using Link = std::unique_ptr<Node>;

  Link Root;
  Random Priorities{12345};

  static void rotateRight(Link &Top) {
    Link New = std::move(Top->Left);
    Top->Left = std::move(New->Right);
    New->Right = std::move(Top);
    Top = std::move(New);
  }
  static void rotateLeft(Link &Top) {
    Link New = std::move(Top->Right);
    Top->Right = std::move(New->Left);
    New->Left = std::move(Top);
    Top = std::move(New);
  }

  bool insert(Link &Top, int Key) {
    if (!Top) {
      Top = std::make_unique<Node>(Key, Priorities.next());
      return true;
    }
    if (Key == Top->Key)
      return false;
    bool Added;
    if (Key < Top->Key) {
      Added = insert(Top->Left, Key);
      if (Top->Left->Priority > Top->Priority)
        rotateRight(Top);
    } else {
      Added = insert(Top->Right, Key);
      if (Top->Right->Priority > Top->Priority)
        rotateLeft(Top);
    }
    return Added;
  }

  static bool erase(Link &Top, int Key) {
    if (!Top)
      return false;
    if (Key < Top->Key)
      return erase(Top->Left, Key);
    if (Key > Top->Key)
      return erase(Top->Right, Key);
    if (!Top->Left) {
      Top = std::move(Top->Right);
    } else if (!Top->Right) {
      Top = std::move(Top->Left);
    } else if (Top->Left->Priority > Top->Right->Priority) {
      rotateRight(Top);
      return erase(Top->Right, Key);
    } else {
      rotateLeft(Top);
      return erase(Top->Left, Key);
    }
    return true;
  }

  static int depth(const Link &Top) {
    if (!Top)
      return 0;
    int Left = depth(Top->Left), Right = depth(Top->Right);
    return 1 + (Left > Right ? Left : Right);
  }

  static uint64_t sum(const Link &Top) {
    return Top ? sum(Top->Left) + uint64_t(Top->Key) + sum(Top->Right) : 0;
  }

public:
  bool insert(int Key) { return insert(Root, Key); }
  bool erase(int Key) { return erase(Root, Key); }
  bool contains(int Key) const {
    const Node *At = Root.get();
    while (At && At->Key != Key)
      At = Key < At->Key ? At->Left.get() : At->Right.get();
    return At != nullptr;
  }
  int depth() const { return depth(Root); }
  uint64_t sum() const { return sum(Root); }
};

// A complete tree of plain nodes, all alike.
struct Twig {
  Twig *Left = nullptr, *Right = nullptr;
  ~Twig() {
    delete Left;
    delete Right;
  }
  int count() const {
    return 1 + (Left ? Left->count() : 0) + (Right ? Right->count() : 0);
  }
};

Twig *grow(int Levels) {
  Twig *New = new Twig;
  if (Levels > 0) {
    New->Left = grow(Levels - 1);
    New->Right = grow(Levels - 1);
  }
  return New;
}

} // namespace

int main(int Argc, char **Argv) {
  long Rounds = Argc > 1 ? std::atol(Argv[1]) : 2;
  Random Keys(1);
  uint64_t Mixed = 0;
  for (long Round = 0; Round != Rounds; ++Round) {
    Treap Tree;
    for (int I = 0; I != 8000; ++I)
      Mixed += Tree.insert(int(Keys.next() % 20000));
    for (int I = 0; I != 20000; ++I)
      Mixed += Tree.contains(I);
    for (int I = 0; I != 4000; ++I)
      Mixed += Tree.erase(int(Keys.next() % 20000));
    Mixed = Mixed * 31 + Tree.sum() + uint64_t(Tree.depth());
    for (int Levels = 4; Levels <= 12; Levels += 2) {
      std::unique_ptr<Twig> Top(grow(Levels));
      Mixed += uint64_t(Top->count());
    }
  }
  std::printf("%llu\n", static_cast<unsigned long long>(Mixed));
}
