// paths - shortest paths and components of a road-like graph.
//
// Stands for graph algorithms on vectors of vectors with a priority_queue.
//
// argv[1]: searches (bench: 110)

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <limits>
#include <queue>
#include <utility>
#include <vector>

namespace {

using Distance = uint32_t;
constexpr Distance Unreachable = std::numeric_limits<Distance>::max();

struct Edge {
  int To;
  Distance Length;
};

class Graph {
  std::vector<std::vector<Edge>> Edges;

public:
  explicit Graph(size_t Nodes) : Edges(Nodes) {}
  size_t size() const { return Edges.size(); }
  const std::vector<Edge> &edgesOf(int Node) const {
    return Edges[size_t(Node)];
  }
  void connect(int A, int B, Distance Length) {
    Edges[size_t(A)].push_back({B, Length});
    Edges[size_t(B)].push_back({A, Length});
  }
};

// A grid whose streets are of uneven length, some closed, and some highways.
Graph makeCity(int Side) {
  Graph City(size_t(Side) * size_t(Side));
  uint32_t State = 11;
  auto random = [&](uint32_t Limit) {
    State = State * 1664525u + 1013904223u;
    return (State >> 9) % Limit;
  };
  for (int Y = 0; Y != Side; ++Y)
    for (int X = 0; X != Side; ++X) {
      int Here = Y * Side + X;
      if (X + 1 != Side && random(12) != 0)
        City.connect(Here, Here + 1, 10 + random(90));
      if (Y + 1 != Side && random(12) != 0)
        City.connect(Here, Here + Side, 10 + random(90));
      if (random(40) == 0)
        City.connect(Here, int(random(uint32_t(Side * Side))),
                     400 + random(600));
    }
  return City;
}

std::vector<Distance> shortestPaths(const Graph &G, int Start) {
  using Item = std::pair<Distance, int>;
  std::vector<Distance> Best(G.size(), Unreachable);
  std::priority_queue<Item, std::vector<Item>, std::greater<Item>> Queue;
  Best[size_t(Start)] = 0;
  Queue.push({0, Start});
  while (!Queue.empty()) {
    auto [Length, Node] = Queue.top();
    Queue.pop();
    if (Length != Best[size_t(Node)])
      continue; // an outdated entry
    for (const Edge &E : G.edgesOf(Node)) {
      Distance New = Length + E.Length;
      if (New < Best[size_t(E.To)]) {
        Best[size_t(E.To)] = New;
        Queue.push({New, E.To});
      }
    }
  }
  return Best;
}

// Steps from Start by breadth-first search; the farthest node.
std::pair<int, int> farthest(const Graph &G, int Start) {
  std::vector<int> Steps(G.size(), -1);
  std::queue<int> Queue;
  Steps[size_t(Start)] = 0;
  Queue.push(Start);
  int Last = Start;
  while (!Queue.empty()) {
    Last = Queue.front();
    Queue.pop();
    for (const Edge &E : G.edgesOf(Last))
      if (Steps[size_t(E.To)] < 0) {
        Steps[size_t(E.To)] = Steps[size_t(Last)] + 1;
        Queue.push(E.To);
      }
  }
  return {Last, Steps[size_t(Last)]};
}

class Components {
  std::vector<int> Parent;

public:
  explicit Components(size_t Nodes) : Parent(Nodes) {
    for (size_t I = 0; I != Nodes; ++I)
      Parent[I] = int(I);
  }
  int find(int Node) {
    while (Parent[size_t(Node)] != Node) {
      Parent[size_t(Node)] = Parent[size_t(Parent[size_t(Node)])];
      Node = Parent[size_t(Node)];
    }
    return Node;
  }
  bool join(int A, int B) {
    A = find(A);
    B = find(B);
    if (A == B)
      return false;
    Parent[size_t(A)] = B;
    return true;
  }
};

size_t countComponents(const Graph &G) {
  Components Sets(G.size());
  size_t Count = G.size();
  for (int Node = 0; Node != int(G.size()); ++Node)
    for (const Edge &E : G.edgesOf(Node))
      if (Sets.join(Node, E.To))
        --Count;
  return Count;
}

} // namespace

int main(int Argc, char **Argv) {
  long Searches = Argc > 1 ? std::atol(Argv[1]) : 3;
  Graph City = makeCity(150);
  uint64_t Sum = 0;
  for (long I = 0; I != Searches; ++I) {
    int Start = int(size_t(I) * 7919 % City.size());
    for (Distance D : shortestPaths(City, Start))
      if (D != Unreachable)
        Sum += D;
    auto [Node, Steps] = farthest(City, Start);
    Sum += uint64_t(Node) + uint64_t(Steps);
    Sum += countComponents(City);
  }
  std::printf("%zu components, %llu\n", countComponents(City),
              static_cast<unsigned long long>(Sum));
}
