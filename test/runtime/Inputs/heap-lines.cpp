// Who is charged: the line of the program's that asked, wherever the block is taken.
#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <malloc.h>
#include <map>
#include <memory>
#include <memory_resource>
#include <string>
#include <thread>
#include <vector>

static void *volatile Sink; // what comes here is not optimized away

// Allocates while a container moves it.
struct Deep {
  std::string *Text;
  Deep() : Text(new std::string("abc")) {} // heap: blocks=90 frees=90
  Deep(Deep &&O) noexcept : Text(new std::string(*O.Text)) {} // heap: blocks=197 frees=197
  Deep &operator=(Deep &&O) = delete;
  ~Deep() { delete Text; }
};

static int compare(const void *A, const void *B) {
  char *Copy = (char *)(Sink = strdup("a")); // heap: blocks=563 bytes=1126 temporary=563
  int Difference = Copy[0] - 'a' + *(const int *)A - *(const int *)B;
  free(Copy);
  return Difference;
}

struct Base {
  virtual ~Base() = default;
  virtual void *give() = 0;
};
struct Derived : Base {
  void *give() override { return Sink = malloc(11); } // heap: blocks=1 bytes=11 frees=1
};

#ifndef NO_OPERATORS
void *operator new[](size_t Size) { return malloc(Size); }
void operator delete[](void *Block) noexcept { free(Block); }
void operator delete[](void *Block, size_t) noexcept { free(Block); }
#endif

static void sort() {
  std::vector<int> Numbers;
  for (int I = 0; I < 100; ++I)
    Numbers.push_back((I * 37) % 101); // heap: blocks=8 bytes=1020 frees=8
  qsort(Numbers.data(), Numbers.size(), sizeof(int), compare);
  Numbers.resize(1000); // heap: blocks=1 bytes=4000
}

static void grow() {
  std::vector<Deep> Growing;
  for (int I = 0; I < 70; ++I)
    Growing.push_back(Deep()); // heap: blocks=8 bytes=2040 frees=8
  std::string Text;
  for (int I = 0; I < 1000; ++I)
    Text.append(10, 'a'); // heap: blocks=10 bytes=30700
  std::map<int, Deep> Tree;
  for (int I = 0; I < 20; ++I)
    Tree[I]; // heap: blocks=20 bytes=960 frees=20
  std::pmr::unsynchronized_pool_resource Pool; // heap: blocks=1
  std::pmr::vector<int> Pooled(&Pool);
  for (int I = 0; I < 100; ++I)
    Pooled.push_back(I); // heap: blocks=14 frees=14
  std::function<void()> Add = [Text] { // heap: blocks=2 bytes=10033
    std::vector<int> Inside(100); // heap: blocks=1 bytes=400 frees=1
    Sink = Inside.data();
  };
  Add();
  auto Shared = std::make_shared<std::string>(50, 'x'); // heap: blocks=2 bytes=99
}

int main(int Count, char **) {
  sort();
  grow();
  std::thread Worker([] { // heap: blocks=1
    std::vector<int> Numbers;
    for (int I = 0; I < 100; ++I)
      Numbers.push_back(I); // heap: blocks=8 bytes=1020 frees=8
  });
  Worker.join();
  Derived Object;
  Base &Virtual = Object;
  free(Virtual.give());
  Sink = new char[77]; // heap: blocks=1 bytes=77 frees=1 temporary=1
  delete[] (char *)Sink;
  Sink = memalign(256, 77); // heap: blocks=1 bytes=77 temporary=1
  free(Sink);
  volatile size_t Most = ~size_t(0) / 2;
  char *Stays = (char *)(Sink = malloc(50)); // heap: blocks=1 bytes=50 frees=1 temporary=1
  Sink = realloc(Stays, Most);
  if (Sink)
    return 1;
  Sink = malloc(Most);
  Sink = calloc(Most, 4);
  free(Stays);
  try { // mimalloc ends the program
    if (Count == 1)
      Sink = new std::vector<char>(Most); // heap: reallocations=0
  } catch (...) {
  }
  Stays = (char *)realloc(Sink = malloc(10), 100000); // heap: blocks=2 frees=1 moved=10 reallocations=1
  return Stays ? 0 : 1;
}
