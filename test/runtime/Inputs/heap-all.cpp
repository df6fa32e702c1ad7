// C++, its containers, and threads that hand blocks to each other. Without
// argument: the threads only.
#include <atomic>
#include <map>
#include <memory>
#include <new>
#include <string>
#include <thread>
#include <vector>

struct alignas(64) Wide {
  char Bytes[100];
};
static std::atomic<std::string *> Exchange[16];

static void work(bool IsBusy, unsigned Seed) {
  for (unsigned I = 0; IsBusy && I != 2000; ++I) {
    Seed = Seed * 1664525 + 1013904223;
    delete Exchange[Seed >> 28].exchange(new std::string(Seed >> 8 & 255, 'x'));
  }
}

static void useAll() {
  delete new int;
  delete[] new int[10];
  delete new Wide;
  delete[] new Wide[3];
  delete new (std::nothrow) long;
  ::operator delete(::operator new(64, std::align_val_t(32)), std::align_val_t(32));
  std::map<int, std::string> Names;
  for (int I = 0; I != 1000; ++I)
    Names[I % 300] += "some text that makes it long";
  std::vector<std::shared_ptr<std::string>> Shared;
  for (int I = 0; I != 1000; ++I)
    Shared.push_back(std::make_shared<std::string>(I % 50, 'y'));
}

int main(int Count, char **) {
  std::vector<std::thread> Threads;
  for (unsigned I = 0; I != 4; ++I)
    Threads.emplace_back(work, Count > 1, I);
  if (Count > 1)
    useAll();
  for (std::thread &T : Threads)
    T.join();
  for (auto &E : Exchange)
    delete E.exchange(nullptr);
}
