//===- sequences.cpp - vectors, deques, lists, strings --------------------===//
//
// Owns: uses of Sequence as they are in programs. Each prints the same with any
// container. -DCOMPACT: what is erased one by one is erased in one pass.
// -DTREE: what is kept sorted is a std::multiset. -DVALUES: what is pointed to
// stands in the container.
//
//===----------------------------------------------------------------------===//

#include "Containers.h"
#include "Input.h"
#include "Uses.h"

#include <memory>

struct Token {
  uint32_t Kind, Line;
  uint64_t Begin, End;
};

/// Tokens of many files, each made once and walked four times.
static uint64_t tokens(size_t N, size_t Rounds) {
  uint64_t Sum = 0;
  Dice Random(N);
  for (size_t Round = 0; Round != Rounds; ++Round) {
    Sequence<Token> Tokens;
    makeRoom(Tokens, N);
    for (size_t I = 0; I != N; ++I)
      Tokens.push_back(
          {uint32_t(Random.next() & 31), uint32_t(I / 8), I, I + 4});
    for (uint32_t Pass = 0; Pass != 4; ++Pass)
      for (const Token &T : Tokens)
        if (T.Kind == Pass)
          Sum += T.End - T.Begin + T.Line;
  }
  return Sum;
}

struct Particle {
  double X, Y, VelocityX, VelocityY;
  uint64_t Age, Rest[3];
};

/// Particles that move, die anywhere, and are replaced.
static uint64_t particles(size_t N, size_t Rounds) {
  Sequence<Particle> Alive;
  Dice Random(N);
  for (size_t I = 0; I != N; ++I)
    Alive.push_back({0, 0, 1, 2, Random.below(256), {}});
  uint64_t Sum = 0;
  for (size_t Round = 0; Round != Rounds; ++Round) {
    for (Particle &P : Alive) {
      P.X += P.VelocityX;
      P.Y += P.VelocityY;
      ++P.Age;
    }
#if defined(COMPACT)
    auto From = std::remove_if(Alive.begin(), Alive.end(),
                               [](const Particle &P) { return P.Age > 256; });
    Alive.erase(From, Alive.end());
#else
    for (auto It = Alive.begin(); It != Alive.end();)
      if (It->Age > 256)
        It = Alive.erase(It);
      else
        ++It;
#endif
    while (Alive.size() < N)
      Alive.push_back({0, 0, 1, 2, Random.below(32), {}});
    Sum += uint64_t(Alive.front().X);
  }
  return Sum;
}

/// States to go back to.
static uint64_t undo(size_t N, size_t Rounds) {
  Sequence<Token> Stack;
  Dice Random(N);
  uint64_t Sum = 0;
  for (size_t I = 0; I != Rounds; ++I) {
    if (Stack.empty() || (Random.below(2) && Stack.size() < N)) {
      Stack.push_back({uint32_t(I), 0, I, I});
    } else {
      Sum += Stack.back().Begin;
      Stack.pop_back();
    }
  }
  return Sum;
}

/// Jobs that are taken in the order in which they came.
static uint64_t jobs(size_t N, size_t Rounds) {
  Sequence<Token> Waiting;
  Dice Random(N);
  uint64_t Sum = 0;
  for (size_t I = 0; I != N; ++I)
    Waiting.push_back({0, 0, I, I});
  for (size_t I = 0; I != Rounds; ++I) {
    Sum += Waiting.front().End;
#if defined(CONTAINER_DEQUE) || defined(CONTAINER_LIST)
    Waiting.pop_front();
#else
    Waiting.erase(Waiting.begin());
#endif
    Waiting.push_back({1, 0, I, Random.below(64)});
  }
  return Sum;
}

/// The latest lines of a log, the newest first, walked now and then.
static uint64_t latest(size_t N, size_t Rounds) {
  Sequence<uint64_t> Lines;
  uint64_t Sum = 0;
  for (size_t I = 0; I != Rounds; ++I) {
#if defined(CONTAINER_DEQUE) || defined(CONTAINER_LIST)
    Lines.push_front(I);
#else
    Lines.insert(Lines.begin(), I);
#endif
    if (Lines.size() > N)
      Lines.pop_back();
    if (I % 64 == 0)
      for (uint64_t Line : Lines)
        Sum += Line;
  }
  return Sum;
}

/// Prices that are kept in order: some come, some go.
static uint64_t prices(size_t N, size_t Rounds) {
  Dice Random(N);
  std::vector<uint64_t> Old(N);
#if defined(TREE)
  std::multiset<uint64_t> Prices;
#else
  std::vector<uint64_t> Prices;
#endif
  uint64_t Sum = 0;
  for (size_t I = 0; I != Rounds; ++I) {
    uint64_t Price = Random.next() >> 20, Gone = Old[I % N];
    Old[I % N] = Price;
#if defined(TREE)
    if (I >= N)
      Prices.erase(Prices.find(Gone));
    Prices.insert(Price);
    Sum += *Prices.begin();
#else
    if (I >= N)
      Prices.erase(std::lower_bound(Prices.begin(), Prices.end(), Gone));
    Prices.insert(std::lower_bound(Prices.begin(), Prices.end(), Price), Price);
    Sum += *Prices.begin();
#endif
  }
  return Sum;
}

/// Neighbours of each node, walked in the order of nodes and at random.
static uint64_t neighbours(size_t N, size_t Rounds) {
  Dice Random(N);
  std::vector<Sequence<uint32_t>> Neighbours(N);
  for (size_t I = 0; I != 8 * N; ++I)
    Neighbours[Random.below(N)].push_back(uint32_t(Random.below(N)));
  uint64_t Sum = 0;
  for (size_t Round = 0; Round != Rounds; ++Round) {
    size_t Node = Random.below(N);
    for (size_t Step = 0; Step != 64; ++Step) {
      size_t Next = Node + 1 == N ? 0 : Node + 1;
      for (uint32_t Neighbour : Neighbours[Node])
        Sum += Neighbour & 1, Next ^= Neighbour & 1;
      Node = Next % N;
    }
  }
  return Sum;
}

struct Point {
  double X, Y;
};

/// Small polygons, each made, walked and dropped.
static uint64_t polygons(size_t N, size_t Rounds) {
  double Sum = 0;
  for (size_t Round = 0; Round != Rounds; ++Round) {
    Sequence<Point> Corners;
    makeRoom(Corners, N);
    for (size_t I = 0; I != N; ++I)
      Corners.push_back({double(I), double(Round & 15)});
    double LastX = 0, LastY = 0;
    for (const Point &P : Corners) {
      Sum += LastX * P.Y - P.X * LastY;
      LastX = P.X;
      LastY = P.Y;
    }
  }
  return uint64_t(Sum);
}

/// Values of one column, read, summed and dropped.
static uint64_t column(size_t N, size_t Rounds) {
  Dice Random(N);
  uint64_t Sum = 0;
  for (size_t Round = 0; Round != Rounds; ++Round) {
    Sequence<uint64_t> Values;
    makeRoom(Values, N);
    for (size_t I = 0; I != N; ++I)
      Values.push_back(Random.next() & 0xff);
    for (uint64_t Value : Values)
      Sum += Value;
    for (uint64_t Value : Values)
      Sum ^= Value;
  }
  return Sum;
}

/// Messages that are put together from parts.
static uint64_t messages(size_t N, size_t Rounds) {
  std::vector<std::string> Parts = strings(256, Text::Words);
  uint64_t Sum = 0;
  for (size_t Round = 0; Round != Rounds; ++Round) {
    std::string Message;
    makeRoom(Message, N + 16);
    for (size_t I = 0; Message.size() < N; ++I)
      Message += Parts[(I + Round) & 255];
    Sum += uint64_t(Message[Message.size() / 2]) + Message.size();
  }
  return Sum;
}

struct Shape {
  double Width, Height;
  uint64_t Kind, Color;
};

/// Shapes, each on the heap, made once and walked for each frame.
static uint64_t shapes(size_t N, size_t Rounds) {
  Dice Random(N);
  uint64_t Sum = 0;
#if defined(VALUES)
  std::vector<Shape> Shapes;
  for (size_t I = 0; I != N; ++I)
    Shapes.push_back({1, 2, Random.below(4), I});
  for (size_t Round = 0; Round != Rounds; ++Round)
    for (const Shape &S : Shapes)
      Sum += S.Kind + uint64_t(S.Width * S.Height);
#else
  std::vector<std::unique_ptr<Shape>> Shapes;
  for (size_t I = 0; I != N; ++I)
    Shapes.push_back(std::make_unique<Shape>(Shape{1, 2, Random.below(4), I}));
  for (size_t Round = 0; Round != Rounds; ++Round)
    for (const std::unique_ptr<Shape> &S : Shapes)
      Sum += S->Kind + uint64_t(S->Width * S->Height);
#endif
  return Sum;
}

/// Scenes of a few shapes, each made anew.
static uint64_t scenes(size_t N, size_t Rounds) {
  uint64_t Sum = 0;
  for (size_t Round = 0; Round != Rounds; ++Round) {
#if defined(VALUES)
    std::vector<Shape> Scene;
    for (size_t I = 0; I != N; ++I)
      Scene.push_back({1, 2, I & 3, Round});
    for (const Shape &S : Scene)
      Sum += S.Kind + S.Color;
#else
    std::vector<std::unique_ptr<Shape>> Scene;
    for (size_t I = 0; I != N; ++I)
      Scene.push_back(std::make_unique<Shape>(Shape{1, 2, I & 3, Round}));
    for (const std::unique_ptr<Shape> &S : Scene)
      Sum += S->Kind + S->Color;
#endif
  }
  return Sum;
}

int main(int Count, char **Arguments) {
  static const Use Uses[] = {{"tokens", tokens},
                             {"particles", particles},
                             {"undo", undo},
                             {"jobs", jobs},
                             {"latest", latest},
                             {"prices", prices},
                             {"neighbours", neighbours},
                             {"polygons", polygons},
                             {"column", column},
                             {"messages", messages},
                             {"shapes", shapes},
                             {"scenes", scenes}};
  return runUse(Uses, Count, Arguments);
}
