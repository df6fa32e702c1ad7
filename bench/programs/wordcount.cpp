// wordcount - words of a generated text, counted and ranked.
//
// Stands for everyday C++ with the standard library: strings, string_view,
// unordered_map, vector, sort with lambdas.
//
// argv[1]: thousands of words (bench: 4000)

#include <algorithm>
#include <cctype>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace {

class TextSource {
  uint32_t State = 17;
  std::vector<std::string> Vocabulary;

  uint32_t next() {
    State = State * 1664525u + 1013904223u;
    return State >> 10;
  }

  std::string makeWord() {
    static const char *const Syllables[] = {
        "ba",  "ker", "lo",  "min", "tra", "sul", "en", "di",
        "vor", "qui", "ash", "pel", "u",   "nor", "ti", "gam"};
    std::string Word;
    for (uint32_t Left = 1 + next() % 4; Left != 0; --Left)
      Word += Syllables[next() % 16];
    return Word;
  }

public:
  TextSource() {
    for (int I = 0; I != 4000; ++I)
      Vocabulary.push_back(makeWord());
  }

  // Small numbers of words are more frequent, as in real text.
  std::string line(size_t Words) {
    std::string Line;
    for (size_t I = 0; I != Words; ++I) {
      uint32_t Range = 1 + next() % uint32_t(Vocabulary.size());
      std::string Word = Vocabulary[next() % Range];
      if (I == 0)
        Word[0] = char(std::toupper(static_cast<unsigned char>(Word[0])));
      if (I != 0)
        Line += next() % 8 ? " " : ", ";
      Line += Word;
    }
    Line += '.';
    return Line;
  }
};

class WordCounter {
  std::unordered_map<std::string, size_t> Counts;
  std::map<size_t, size_t> Lengths;
  std::string Lower;

  void add(std::string_view Word) {
    Lower.assign(Word);
    for (char &C : Lower)
      C = char(std::tolower(static_cast<unsigned char>(C)));
    ++Counts[Lower];
    ++Lengths[Lower.size()];
  }

public:
  void addLine(std::string_view Line) {
    size_t At = 0;
    while (At < Line.size()) {
      while (At < Line.size() &&
             !std::isalpha(static_cast<unsigned char>(Line[At])))
        ++At;
      size_t Begin = At;
      while (At < Line.size() &&
             std::isalpha(static_cast<unsigned char>(Line[At])))
        ++At;
      if (At != Begin)
        add(Line.substr(Begin, At - Begin));
    }
  }

  using Entry = std::pair<std::string, size_t>;

  std::vector<Entry> ranked() const {
    std::vector<Entry> Result(Counts.begin(), Counts.end());
    std::sort(Result.begin(), Result.end(), [](const Entry &A, const Entry &B) {
      return A.second != B.second ? A.second > B.second : A.first < B.first;
    });
    return Result;
  }

  size_t mostCommonLength() const {
    auto Most = std::max_element(
        Lengths.begin(), Lengths.end(),
        [](const auto &A, const auto &B) { return A.second < B.second; });
    return Most == Lengths.end() ? 0 : Most->first;
  }
};

// Groups words that have the same letters.
size_t largestAnagramGroup(const std::vector<WordCounter::Entry> &Words) {
  std::unordered_map<std::string, std::vector<const std::string *>> Groups;
  for (const auto &[Word, Count] : Words) {
    std::string Key = Word;
    std::sort(Key.begin(), Key.end());
    Groups[Key].push_back(&Word);
  }
  size_t Largest = 0;
  for (const auto &[Key, Members] : Groups)
    Largest = std::max(Largest, Members.size());
  return Largest;
}

} // namespace

int main(int Argc, char **Argv) {
  long Thousands = Argc > 1 ? std::atol(Argv[1]) : 10;
  TextSource Source;
  WordCounter Counter;
  for (long I = 0; I != Thousands; ++I) {
    for (int J = 0; J != 100; ++J)
      Counter.addLine(Source.line(10));
    if (I % 50 == 0)
      std::printf("%zu\n", largestAnagramGroup(Counter.ranked()));
  }
  auto Ranked = Counter.ranked();
  for (size_t I = 0; I != std::min<size_t>(10, Ranked.size()); ++I)
    std::printf("%s %zu\n", Ranked[I].first.c_str(), Ranked[I].second);
  std::printf("%zu words, most have %zu letters\n", Ranked.size(),
              Counter.mostCommonLength());
}
