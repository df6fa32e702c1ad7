//===- keyed.cpp - maps and sets that are not used in order ---------------===//
//
// Owns: uses of Map and Set as they are in programs. Each prints the same with
// any container. -DONCE: what is looked up twice is looked up once. -DVIEW:
// keys are looked up by views of them.
//
//===----------------------------------------------------------------------===//

#include "Containers.h"
#include "Input.h"
#include "Uses.h"

#include <functional>
#include <string_view>

/// How often each word of a text occurs.
static uint64_t wordCount(size_t N, size_t Rounds) {
  std::vector<std::string> Words = strings(N, Text::Words);
  Choices Text(N, Order::Zipf);
  Map<std::string, int> Counts;
  makeRoom(Counts, N);
  for (size_t Round = 0; Round != Rounds; ++Round)
    ++Counts[Words[Text[Round]]];
  return Counts.size() + uint64_t(Counts[Words[0]]);
}

/// A linker's symbols: all entered first, then references resolved, some of
/// which stay undefined.
static uint64_t symbolTable(size_t N, size_t Rounds) {
  std::vector<std::string> Names = strings(N + N / 4, Text::Names);
  Choices References(N + N / 4, Order::Uniform);
  Map<std::string, uint64_t> Symbols;
  makeRoom(Symbols, N);
  for (size_t I = 0; I != N; ++I)
    Symbols.emplace(Names[I], I * 16);
  uint64_t Sum = 0;
  for (size_t Round = 0; Round != Rounds; ++Round) {
    uint32_t Reference = References[Round];
    auto It = Symbols.find(Names[Reference]);
    Sum += It != Symbols.end() ? It->second : 1;
  }
  return Sum;
}

struct Session {
  uint64_t User, LastSeen;
  char Rest[48];
};

/// Sessions by number: they come in order, are used, and the oldest go.
static uint64_t sessions(size_t N, size_t Rounds) {
  Map<uint32_t, Session> Open;
  Dice Random(N);
  uint64_t Sum = 0;
  for (uint32_t Next = 0; Next != Rounds; ++Next) {
    Open[Next].User = Next * 3;
    for (int I = 0; I != 4; ++I) {
      auto It = Open.find(Next - uint32_t(Random.below(N)));
      if (It != Open.end())
        Sum += It->second.User;
    }
    if (Next >= N)
      Sum += Open.erase(Next - uint32_t(N));
  }
  return Sum;
}

/// Objects by number, all there from the start.
static uint64_t objectsById(size_t N, size_t Rounds) {
  Choices Asked(N, Order::Uniform);
  Map<int, Session> Objects;
  for (size_t I = 0; I != N; ++I)
    Objects[int(I)].LastSeen = I;
  uint64_t Sum = 0;
  for (size_t Round = 0; Round != Rounds; ++Round)
    Sum += Objects.find(int(Asked[Round]))->second.LastSeen++;
  return Sum;
}

/// States that were visited before are not visited again.
static uint64_t visited(size_t N, size_t Rounds) {
  std::vector<uint64_t> States = integers(N, Keys::Random);
  Choices Found(N, Order::Uniform);
  Set<uint64_t> Seen;
  makeRoom(Seen, N);
  uint64_t Sum = 0;
  for (size_t Round = 0; Round != Rounds; ++Round) {
    uint32_t State = Found[Round];
    if (Seen.insert(States[State]).second)
      Sum += State;
  }
  return Sum;
}

/// The same of nodes that have numbers: breadth first over a random graph,
/// again and again.
static uint64_t breadthFirst(size_t N, size_t Rounds) {
  Choices Edges(N, Order::Uniform, 1 << 16);
  uint64_t Sum = 0;
  std::vector<uint32_t> Open;
  for (size_t Round = 0; Round != Rounds; ++Round) {
    Set<uint32_t> Reached;
    Open.assign(1, uint32_t(Round % N));
    while (!Open.empty()) {
      uint32_t Node = Open.back();
      Open.pop_back();
      if (!Reached.insert(Node).second)
        continue;
      for (size_t I = 0; I != 4; ++I)
        if (!Reached.count(Edges[4 * Node + I]))
          Open.push_back(Edges[4 * Node + I]);
    }
    Sum += Reached.size();
  }
  return Sum;
}

/// Pages of a buffer pool: keys in rows; those not there come, others go.
static uint64_t pageTable(size_t N, size_t Rounds) {
  std::vector<uint64_t> Pages = integers(2 * N, Keys::Clustered);
  Choices Asked(2 * N, Order::Zipf);
  Map<uint64_t, uint32_t> Frames;
  std::vector<uint64_t> Owner(N);
  uint64_t Sum = 0;
  uint32_t Hand = 0;
  for (size_t Round = 0; Round != Rounds; ++Round) {
    uint32_t Page = Asked[Round];
    auto It = Frames.find(Pages[Page]);
    if (It != Frames.end()) {
      Sum += 1;
      continue;
    }
    Hand = Hand + 1 == N ? 0 : Hand + 1;
    if (Owner[Hand])
      Frames.erase(Owner[Hand]);
    Owner[Hand] = Pages[Page];
    Frames.emplace(Pages[Page], Hand);
  }
  return Sum;
}

/// Marks on objects, by address.
static uint64_t marks(size_t N, size_t Rounds) {
  std::vector<uint64_t> Addresses = integers(N, Keys::Addresses);
  Choices Asked(N, Order::Zipf);
  Map<const char *, int> Marks;
  for (size_t Round = 0; Round != Rounds; ++Round) {
    uint32_t I = Asked[Round];
    Marks[reinterpret_cast<const char *>(Addresses[I])] += int(I & 3);
  }
  return Marks.size();
}

/// Files by path: most look-ups are of those that are there.
static uint64_t pathTable(size_t N, size_t Rounds) {
  std::vector<std::string> Paths = strings(N + N / 8, Text::Paths);
  Choices Asked(N + N / 8, Order::Zipf);
  Map<std::string, Session> Files;
  for (size_t I = 0; I != N; ++I)
    Files[Paths[I]].User = I;
  uint64_t Sum = 0;
  for (size_t Round = 0; Round != Rounds; ++Round) {
    uint32_t I = Asked[Round];
    if (Files.count(Paths[I]))
      Sum += I;
  }
  return Sum;
}

/// A handful of settings, asked for all the time.
static uint64_t settings(size_t N, size_t Rounds) {
  std::vector<std::string> Names = strings(N, Text::Words);
  Choices Asked(N, Order::Zipf, 4096);
  Map<std::string, int> Settings;
  for (size_t I = 0; I != N; ++I)
    Settings.emplace(Names[I], int(I));
  uint64_t Sum = 0;
  for (size_t I = 0; I != Rounds; ++I)
    Sum += uint64_t(Settings.find(Names[Asked[I]])->second);
  return Sum;
}

/// Few handlers by the number of their message.
static uint64_t handlers(size_t N, size_t Rounds) {
  std::vector<uint64_t> Messages = integers(N, Keys::Random);
  Choices Asked(N, Order::Uniform, 8192);
  Map<uint64_t, uint32_t> Handlers;
  for (size_t I = 0; I != N; ++I)
    Handlers.emplace(Messages[I], uint32_t(I));
  uint64_t Sum = 0;
  for (size_t I = 0; I != Rounds; ++I) {
    auto It = Handlers.find(Messages[Asked[I]]);
    Sum += It->second * (I & 7);
  }
  return Sum;
}

/// Rows of a sparse matrix: walked for each product, rarely looked into.
static uint64_t sparseRows(size_t N, size_t Rounds) {
  constexpr size_t RowCount = 256;
  std::vector<Map<int, double>> Rows(RowCount);
  Dice Random(N);
  for (Map<int, double> &Row : Rows)
    for (size_t I = 0; I != N; ++I)
      Row[int(Random.below(4096))] = double(Random.below(8));
  std::vector<double> Vector(4096, 1);
  double Sum = 0;
  for (size_t Round = 0; Round != Rounds; ++Round)
    for (Map<int, double> &Row : Rows) {
      for (const auto &Entry : Row)
        Sum += Entry.second * Vector[size_t(Entry.first)];
      auto It = Row.find(int(Round & 4095));
      if (It != Row.end())
        Sum += It->second;
    }
  return uint64_t(Sum);
}

/// Results of a recursion, by its argument.
static uint64_t table(size_t N, size_t Rounds) {
  uint64_t Sum = 0;
  for (size_t Round = 0; Round != Rounds; ++Round) {
    Map<int, uint64_t> Known;
    Known[0] = Round;
    Known[1] = 1;
    for (int I = 2; I != int(N); ++I)
      Known[I] = Known[I - 1] / 2 + Known[I / 2];
    Sum += Known[int(N) - 1];
  }
  return Sum;
}

/// How often each byte occurs in some text.
static uint64_t histogram(size_t N, size_t Rounds) {
  Choices Text(N, Order::Zipf);
  Map<int, int> Counts;
  for (size_t I = 0; I != Rounds; ++I)
    ++Counts[int(Text[I])];
  return Counts.size() + uint64_t(Counts[0]);
}

/// Documents by term.
static uint64_t postings(size_t N, size_t Rounds) {
  std::vector<std::string> Terms = strings(N, Text::Words);
  Choices Text(N, Order::Zipf);
  Map<std::string, std::vector<uint32_t>> Postings;
  for (size_t I = 0; I != Rounds; ++I)
    Postings[Terms[Text[I]]].push_back(uint32_t(I / 100));
  return Postings.size() + Postings[Terms[0]].size();
}

/// Connections that are polled all the time, and seldom come or go.
static uint64_t connections(size_t N, size_t Rounds) {
  std::vector<uint64_t> Sockets = integers(2 * N, Keys::Random);
  Map<uint64_t, uint64_t> Open;
  for (size_t I = 0; I != N; ++I)
    Open.emplace(Sockets[I], I);
  uint64_t Sum = 0;
  for (size_t Round = 0; Round != Rounds; ++Round) {
    for (auto &Entry : Open)
      Sum += Entry.second & Round;
    if (Round % 4 == 0) {
      Open.erase(Sockets[Round % (2 * N)]);
      Open.emplace(Sockets[(Round + N) % (2 * N)], Round);
    }
  }
  return Sum;
}

/// Values of names, entered if they are not there: looked for twice.
static uint64_t intern(size_t N, size_t Rounds) {
  std::vector<std::string> Names = strings(N, Text::Names);
  Choices Text(N, Order::Zipf);
  Map<std::string, uint32_t> Numbers;
  uint64_t Sum = 0;
  for (size_t Round = 0; Round != Rounds; ++Round) {
    uint32_t Name = Text[Round];
#if defined(ONCE)
    Sum += Numbers.try_emplace(Names[Name], uint32_t(Numbers.size()))
               .first->second;
#else
    if (Numbers.find(Names[Name]) == Numbers.end()) {
      uint32_t Next = uint32_t(Numbers.size());
      Numbers[Names[Name]] = Next;
    }
    Sum += Numbers[Names[Name]];
#endif
  }
  return Sum;
}

/// The same with numbers, of which nearly all are there.
static uint64_t balances(size_t N, size_t Rounds) {
  std::vector<uint64_t> Accounts = integers(N, Keys::Random);
  Choices Asked(N + N / 16, Order::Uniform);
  Accounts.resize(N + N / 16, 1);
  Map<uint64_t, int64_t> Balances;
  for (size_t I = 0; I != N; ++I)
    Balances.emplace(Accounts[I], 1);
  uint64_t Sum = 0;
  for (size_t Round = 0; Round != Rounds; ++Round) {
    uint32_t I = Asked[Round];
#if defined(ONCE)
    auto It = Balances.find(Accounts[I]);
    if (It != Balances.end())
      Sum += uint64_t(It->second += I);
#else
    if (Balances.count(Accounts[I]))
      Sum += uint64_t(Balances[Accounts[I]] += I);
#endif
  }
  return Sum;
}

/// Headers by name, where the name is a part of a line.
static uint64_t headers(size_t N, size_t Rounds) {
  std::vector<std::string> Names = strings(N, Text::Names);
  std::vector<std::string> Lines;
  for (const std::string &Name : Names)
    Lines.push_back(Name + ": value");
  Choices Asked(N, Order::Uniform, 1 << 14);
#if defined(VIEW)
  std::map<std::string, uint32_t, std::less<>> Known;
#else
  Map<std::string, uint32_t> Known;
#endif
  for (size_t I = 0; I != N; ++I)
    Known.emplace(Names[I], uint32_t(I));
  uint64_t Sum = 0;
  for (size_t I = 0; I != Rounds; ++I) {
    const std::string &Line = Lines[Asked[I]];
    std::string_view Name = std::string_view(Line).substr(0, Line.size() - 7);
#if defined(VIEW)
    auto It = Known.find(Name);
#else
    auto It = Known.find(std::string(Name));
#endif
    Sum += It->second;
  }
  return Sum;
}

struct Cell {
  int X, Y;
  bool operator==(const Cell &O) const { return X == O.X && Y == O.Y; }
  bool operator<(const Cell &O) const { return X != O.X ? X < O.X : Y < O.Y; }
};
template <> struct std::hash<Cell> {
  size_t operator()(const Cell &C) const {
    return size_t(C.X) * 0x9e3779b97f4a7c15u ^
           size_t(C.Y) * 0xc2b2ae3d27d4eb4fu;
  }
};

/// Live cells of a plane without borders: those around each are asked for.
static uint64_t cells(size_t N, size_t Rounds) {
  Set<Cell> Live;
  Dice Random(N);
  int Side = int(std::sqrt(double(4 * N)));
  while (Live.size() != N)
    Live.insert(
        {int(Random.below(size_t(Side))), int(Random.below(size_t(Side)))});
  uint64_t Sum = 0;
  for (size_t I = 0; I != Rounds; ++I) {
    int X = int(Random.below(size_t(Side))),
        Y = int(Random.below(size_t(Side)));
    for (int J = 0; J != 8; ++J)
      Sum += Live.count({X + J % 3 - 1, Y + J / 3 - 1});
  }
  return Sum;
}

int main(int Count, char **Arguments) {
  static const Use Uses[] = {
      {"word-count", wordCount}, {"symbol-table", symbolTable},
      {"sessions", sessions},    {"objects-by-id", objectsById},
      {"visited", visited},      {"breadth-first", breadthFirst},
      {"page-table", pageTable}, {"marks", marks},
      {"path-table", pathTable}, {"settings", settings},
      {"handlers", handlers},    {"sparse-rows", sparseRows},
      {"table", table},          {"histogram", histogram},
      {"postings", postings},    {"connections", connections},
      {"intern", intern},        {"balances", balances},
      {"headers", headers},      {"cells", cells}};
  return runUse(Uses, Count, Arguments);
}
