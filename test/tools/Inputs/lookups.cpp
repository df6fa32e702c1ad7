// A map that is asked for keys in no order, and a vector that is searched.
#include <algorithm>
#include <cstdio>
#include <map>
#include <vector>

int main() {
  std::map<long, long> Prices;
  std::vector<long> Known;
  for (long I = 0; I < 20000; ++I)
    Prices[I * 7919] = I;
  for (long I = 0; I < 5000; ++I)
    Known.push_back(I * 31);
  unsigned long Next = 1;
  long Sum = 0;
  for (int I = 0; I < 500000; ++I) {
    Next = Next * 6364136223846793005 + 1442695040888963407;
    auto It = Prices.find(long(Next >> 40) % 20000 * 7919);
    Sum += It == Prices.end() ? 0 : It->second;
  }
  for (int I = 0; I < 20000; ++I)
    Sum += std::find(Known.begin(), Known.end(), I * 11) != Known.end();
  std::printf("%ld\n", Sum);
}
