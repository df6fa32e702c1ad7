// compress - LZ77 with hash chains, then a Huffman code; and the way back.
//
// Stands for compressors: match loops with early exits, bit buffers, tables.
//
// argv[1]: blocks of 64 KiB (bench: 530)

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <queue>
#include <string>
#include <vector>

namespace {

using Bytes = std::vector<uint8_t>;

constexpr size_t BlockSize = 65536;
constexpr unsigned MinMatch = 4, MaxMatch = 255 + MinMatch, MaxChain = 16;

// What LZ77 makes: a zero byte and a literal, or length (1...) and distance.
Bytes findMatches(const Bytes &In) {
  constexpr unsigned HashBits = 14;
  std::vector<int> Head(1u << HashBits, -1), Previous(In.size(), -1);
  auto hash = [&](size_t At) {
    uint32_t Word = uint32_t(In[At]) | uint32_t(In[At + 1]) << 8 |
                    uint32_t(In[At + 2]) << 16 | uint32_t(In[At + 3]) << 24;
    return (Word * 2654435761u) >> (32 - HashBits);
  };
  auto insert = [&](size_t At) {
    if (At + MinMatch > In.size())
      return;
    uint32_t Hash = hash(At);
    Previous[At] = Head[Hash];
    Head[Hash] = int(At);
  };

  Bytes Out;
  for (size_t At = 0; At < In.size();) {
    size_t BestLength = 0, BestAt = 0;
    if (At + MinMatch <= In.size()) {
      size_t Limit = std::min<size_t>(MaxMatch, In.size() - At);
      unsigned Chain = MaxChain;
      for (int From = Head[hash(At)]; From >= 0 && Chain != 0;
           From = Previous[size_t(From)], --Chain) {
        size_t Length = 0;
        while (Length < Limit && In[size_t(From) + Length] == In[At + Length])
          ++Length;
        if (Length > BestLength) {
          BestLength = Length;
          BestAt = size_t(From);
        }
      }
    }
    if (BestLength >= MinMatch) {
      size_t Distance = At - BestAt;
      Out.push_back(uint8_t(std::min<size_t>(BestLength - MinMatch + 1, 255)));
      Out.push_back(uint8_t(Distance));
      Out.push_back(uint8_t(Distance >> 8));
      size_t Length = Out[Out.size() - 3] + MinMatch - 1;
      for (size_t I = 0; I != Length; ++I)
        insert(At++);
    } else {
      Out.push_back(0);
      Out.push_back(In[At]);
      insert(At++);
    }
  }
  return Out;
}

Bytes expandMatches(const Bytes &In) {
  Bytes Out;
  for (size_t At = 0; At < In.size();) {
    uint8_t Kind = In[At++];
    if (Kind == 0) {
      Out.push_back(In[At++]);
      continue;
    }
    size_t Distance = In[At] | size_t(In[At + 1]) << 8;
    At += 2;
    for (size_t Length = Kind + MinMatch - 1; Length != 0; --Length)
      Out.push_back(Out[Out.size() - Distance]);
  }
  return Out;
}

class Huffman {
  struct Node {
    uint64_t Weight;
    int Left, Right, Symbol;
  };
  std::vector<Node> Nodes;
  int Root = -1;
  uint32_t Codes[256] = {};
  uint8_t Lengths[256] = {};

  void assign(int At, uint32_t Code, uint8_t Length) {
    const Node &N = Nodes[size_t(At)];
    if (N.Symbol >= 0) {
      Codes[N.Symbol] = Code;
      Lengths[N.Symbol] = std::max<uint8_t>(Length, 1);
      return;
    }
    assign(N.Left, Code, uint8_t(Length + 1));
    assign(N.Right, Code | 1u << Length, uint8_t(Length + 1));
  }

public:
  explicit Huffman(const Bytes &In) {
    uint64_t Weights[256] = {};
    for (uint8_t Byte : In)
      ++Weights[Byte];
    using Item = std::pair<uint64_t, int>;
    std::priority_queue<Item, std::vector<Item>, std::greater<Item>> Queue;
    auto add = [&](uint64_t Weight, int Left, int Right, int Symbol) {
      Nodes.push_back({Weight, Left, Right, Symbol});
      Queue.push({Weight, int(Nodes.size()) - 1});
    };
    for (int Symbol = 0; Symbol != 256; ++Symbol)
      if (Weights[Symbol])
        add(Weights[Symbol], -1, -1, Symbol);
    while (Queue.size() > 1) {
      Item A = Queue.top();
      Queue.pop();
      Item B = Queue.top();
      Queue.pop();
      add(A.first + B.first, A.second, B.second, -1);
    }
    Root = Queue.top().second;
    assign(Root, 0, 0);
  }

  Bytes encode(const Bytes &In) const {
    Bytes Out;
    uint64_t Buffer = 0;
    unsigned Filled = 0;
    for (uint8_t Byte : In) {
      Buffer |= uint64_t(Codes[Byte]) << Filled;
      for (Filled += Lengths[Byte]; Filled >= 8; Filled -= 8) {
        Out.push_back(uint8_t(Buffer));
        Buffer >>= 8;
      }
    }
    if (Filled)
      Out.push_back(uint8_t(Buffer));
    return Out;
  }

  Bytes decode(const Bytes &In, size_t Count) const {
    Bytes Out;
    size_t Bit = 0;
    while (Out.size() != Count) {
      int At = Root;
      while (Nodes[size_t(At)].Symbol < 0) {
        bool One = In[Bit / 8] >> (Bit % 8) & 1;
        At = One ? Nodes[size_t(At)].Right : Nodes[size_t(At)].Left;
        ++Bit;
      }
      Out.push_back(uint8_t(Nodes[size_t(At)].Symbol));
    }
    return Out;
  }
};

// Text-like data: phrases that come again, with numbers between them.
Bytes makeBlock(uint32_t &State) {
  static const char *const Phrases[] = {
      "the quick measure ", "of a program ",  "is never the whole ",
      "but counts are ",    "exact, always ", "and so it goes; "};
  std::string Text;
  while (Text.size() < BlockSize) {
    State = State * 1664525u + 1013904223u;
    Text += Phrases[(State >> 20) % 6];
    if ((State >> 16) % 4 == 0)
      Text += std::to_string(State);
  }
  return Bytes(Text.begin(), Text.begin() + BlockSize);
}

} // namespace

int main(int Argc, char **Argv) {
  long Blocks = Argc > 1 ? std::atol(Argv[1]) : 2;
  uint32_t State = 3;
  size_t Packed = 0;
  uint32_t Mixed = 0;
  for (long I = 0; I != Blocks; ++I) {
    Bytes Block = makeBlock(State);
    Bytes Matches = findMatches(Block);
    Huffman Code(Matches);
    Bytes Out = Code.encode(Matches);
    if (expandMatches(Code.decode(Out, Matches.size())) != Block) {
      std::puts("the block did not survive");
      return 1;
    }
    Packed += Out.size();
    for (uint8_t Byte : Out)
      Mixed = Mixed * 31 + Byte;
  }
  std::printf("%zu bytes from %zu, %u\n", Packed, size_t(Blocks) * BlockSize,
              Mixed);
}
