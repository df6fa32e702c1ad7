// A line that grows with the square of the input, and one that does not.
#include <cstdio>
#include <string>
#include <vector>

static bool isSeen(const std::vector<int> &Seen, int X) {
  for (int Y : Seen)
    if (Y == X) // QUADRATIC
      return true;
  return false;
}

int main(int Argc, char **Argv) {
  std::FILE *Input = std::fopen(Argv[1], "r");
  std::vector<int> Seen;
  int X, Sum = 0;
  while (std::fscanf(Input, "%d", &X) == 1) {
    Sum += X; // LINEAR
    if (!isSeen(Seen, X))
      Seen.push_back(X);
  }
  std::printf("%d %zu\n", Sum, Seen.size());
  std::fclose(Input);
}
