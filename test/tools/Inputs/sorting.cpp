// All time is spent in the library's code, none of which has counters.
#include <algorithm>
#include <ctime>
#include <vector>

int main() {
  std::clock_t End = std::clock() + CLOCKS_PER_SEC / 4;
  unsigned Random = 1;
  while (std::clock() < End) {
    std::vector<unsigned> Numbers(100000);
    for (unsigned &Number : Numbers)
      Number = Random = Random * 1664525 + 1013904223;
    std::sort(Numbers.begin(), Numbers.end());
  }
}
