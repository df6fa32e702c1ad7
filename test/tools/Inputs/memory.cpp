// Who asks for how much is known: see memory-of-a-program.test.
#include <cstdlib>
#include <cstring>
#include <map>
#include <memory>
#include <string>
#include <vector>

static std::vector<char *> Lost;

__attribute__((noinline)) static std::unique_ptr<char[]> buffer(int Size) {
  return std::unique_ptr<char[]>(new char[Size]); // buffer
}

__attribute__((noinline)) static int temporary(int N) {
  int Sum = 0;
  for (int I = 0; I < N; ++I)
    Sum += buffer(100)[0] = static_cast<char>(I); // temporary calls buffer
  return Sum;
}

static void leak(int N) {
  for (int I = 0; I < N; ++I)
    Lost.push_back(strdup("nobody frees this")); // strdup
}

int main(int Argc, char **) {
  Lost.reserve(100); // reserve
  std::map<int, int> Map;
  for (int I = 0; I < 1000; ++I)
    Map[I] = Argc; // map
  std::string Text;
  for (int I = 0; I < 10000; ++I)
    Text += 'x'; // string
  auto *Block = static_cast<char *>(malloc(1000)); // malloc
  memset(Block, 1, 1000);
  Block = static_cast<char *>(realloc(Block, 5000000)); // realloc
  auto Large = buffer(3000000);   // main calls buffer
  Large[0] = Block[10];
  free(Block);
  leak(100);
  Lost.clear(); // keeps its space, which the destructor frees
  return temporary(500) + Map[5] + Text.size() + Large[0] == 0;
}
