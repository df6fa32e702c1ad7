// Enough work that some sample falls into it.
#include <ctime>

volatile unsigned Sink;

static void spin() {
  for (unsigned I = 0; I != 20000000; ++I)
    Sink = Sink + I;
}

int main() {
  std::clock_t End = std::clock() + CLOCKS_PER_SEC / 5;
  while (std::clock() < End)
    spin();
}
