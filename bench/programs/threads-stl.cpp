// threads-stl - every thread indexes documents of its own with the standard
// library.
//
// Shows contention in STL-heavy code, whose templates are shared by the
// threads.
//
// argv[1]: documents per thread (bench: 20000), argv[2]: threads

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <numeric>
#include <set>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

namespace {

using Document = std::vector<std::string>;

class Index {
  std::unordered_map<std::string, std::vector<int>> Postings;

public:
  void add(int Id, const Document &Words) {
    std::set<std::string> Distinct(Words.begin(), Words.end());
    for (const std::string &Word : Distinct)
      Postings[Word].push_back(Id);
  }

  std::vector<int> search(const std::string &A, const std::string &B) const {
    std::vector<int> Result;
    auto First = Postings.find(A), Second = Postings.find(B);
    if (First != Postings.end() && Second != Postings.end())
      std::set_intersection(First->second.begin(), First->second.end(),
                            Second->second.begin(), Second->second.end(),
                            std::back_inserter(Result));
    return Result;
  }

  std::map<size_t, int> histogram() const {
    std::map<size_t, int> Result;
    for (const auto &[Word, Ids] : Postings)
      ++Result[Ids.size() / 10];
    return Result;
  }
};

class DocumentSource {
  uint32_t State;

public:
  explicit DocumentSource(uint32_t Seed) : State(Seed) {}
  uint32_t next(uint32_t Limit) {
    State = State * 1664525u + 1013904223u;
    return (State >> 9) % Limit;
  }
  std::string word() {
    std::string Word;
    for (uint32_t Left = 1 + next(3); Left != 0; --Left) {
      Word += "bcdfglmnrst"[next(11)];
      Word += "aeiou"[next(5)];
    }
    return Word;
  }
  Document document(size_t Words) {
    Document Result(Words);
    std::generate(Result.begin(), Result.end(), [this] { return word(); });
    return Result;
  }
};

uint64_t work(int Documents) {
  DocumentSource Source(42);
  Index Inverted;
  for (int Id = 0; Id != Documents; ++Id)
    Inverted.add(Id, Source.document(40));
  uint64_t Mixed = 0;
  for (int I = 0; I != Documents; ++I) {
    std::vector<int> Found = Inverted.search(Source.word(), Source.word());
    Mixed = std::accumulate(Found.begin(), Found.end(), Mixed * 31);
  }
  for (const auto &[Bucket, Count] : Inverted.histogram())
    Mixed = Mixed * 31 + Bucket + uint64_t(Count);
  return Mixed;
}

} // namespace

int main(int Argc, char **Argv) {
  int Documents = Argc > 1 ? std::atoi(Argv[1]) : 100;
  int Threads = Argc > 2 ? std::atoi(Argv[2]) : 1;
  std::vector<uint64_t> Results(size_t(std::max(Threads, 1)));
  std::vector<std::thread> Workers;
  for (uint64_t &Result : Results)
    Workers.emplace_back([&Result, Documents] { Result = work(Documents); });
  for (std::thread &Worker : Workers)
    Worker.join();
  for (uint64_t Result : Results)
    std::printf("%llu\n", static_cast<unsigned long long>(Result));
}
