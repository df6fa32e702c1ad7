//===- wordfreq.cpp - words and phrases of a text corpus, counted ---------===//
//
// Counts the words of text files and the phrases of two and three words, and
// prints the most frequent ones. A line that holds only "%" (as in the files of
// fortune) ends a text: phrases do not cross it, nor a full stop.
//
//===----------------------------------------------------------------------===//

#include <algorithm>
#include <cctype>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace {

struct Entry {
  std::string Word;
  uint64_t Count = 0;
};

/// The words seen so far. A word's number is its place in the order of appearance.
class Vocabulary {
public:
  uint32_t add(std::string_view Word) {
    auto It = std::find_if(Entries.begin(), Entries.end(),
                           [&](const Entry &E) { return E.Word == Word; });
    if (It == Entries.end())
      It = Entries.insert(It, Entry{std::string(Word)});
    ++It->Count;
    return static_cast<uint32_t>(It - Entries.begin());
  }

  const std::vector<Entry> &entries() const { return Entries; }

private:
  std::vector<Entry> Entries;
};

/// Counts words, and phrases as numbers of words: 21 bits each, the last word
/// lowest, plus one so that a missing word is 0.
class Counter {
public:
  void readFile(std::istream &In) {
    std::string Line;
    while (std::getline(In, Line)) {
      if (Line == "%")
        endPhrase();
      else
        readLine(Line);
    }
    endPhrase();
  }

  void print(size_t Top) const;

private:
  static constexpr unsigned WordBits = 21;
  static constexpr uint64_t WordMask = (1u << WordBits) - 1;
  using Counts = std::unordered_map<uint64_t, uint64_t>;

  void readLine(std::string &Line);
  void countWord(std::string_view Word);
  void endPhrase() { Recent = 0; }
  std::string spell(uint64_t Phrase) const;
  void printPhrases(const char *Title, const Counts &Phrases, size_t Top) const;

  Vocabulary Words;
  Counts Pairs, Triples;
  uint64_t Recent = 0; ///< the last words of the current phrase
  uint64_t Total = 0;
};

bool isLetter(char C) {
  auto Byte = static_cast<unsigned char>(C);
  return std::isalpha(Byte) || Byte >= 0x80 || C == '\'';
}

void Counter::readLine(std::string &Line) {
  std::transform(Line.begin(), Line.end(), Line.begin(),
                 [](unsigned char C) { return std::tolower(C); });
  for (size_t I = 0; I != Line.size();) {
    size_t Begin = I;
    while (I != Line.size() && isLetter(Line[I]))
      ++I;
    if (I != Begin) {
      countWord(std::string_view(Line).substr(Begin, I - Begin));
      continue;
    }
    if (Line[I] == '.' || Line[I] == '!' || Line[I] == '?')
      endPhrase();
    ++I;
  }
}

void Counter::countWord(std::string_view Word) {
  ++Total;
  const uint64_t Mask3 = (WordMask << 2 * WordBits) | (WordMask << WordBits) | WordMask;
  Recent = (Recent << WordBits | (Words.add(Word) + 1)) & Mask3;
  if (uint64_t Pair = Recent & (WordMask << WordBits | WordMask); Pair >> WordBits)
    ++Pairs[Pair];
  if (Recent >> 2 * WordBits)
    ++Triples[Recent];
}

std::string Counter::spell(uint64_t Phrase) const {
  std::string Text;
  for (int Shift = 2 * WordBits; Shift >= 0; Shift -= WordBits)
    if (uint64_t Number = Phrase >> Shift & WordMask)
      Text += (Text.empty() ? "" : " ") + Words.entries()[Number - 1].Word;
  return Text;
}

void printTop(const char *Title, std::vector<Entry> Entries, size_t Top) {
  std::printf("%s: %zu different\n", Title, Entries.size());
  Top = std::min(Top, Entries.size());
  std::partial_sort(Entries.begin(), Entries.begin() + Top, Entries.end(),
                    [](const Entry &A, const Entry &B) {
                      return A.Count != B.Count ? A.Count > B.Count : A.Word < B.Word;
                    });
  for (size_t I = 0; I != Top; ++I)
    std::printf("%8llu  %s\n", static_cast<unsigned long long>(Entries[I].Count),
                Entries[I].Word.c_str());
}

void Counter::printPhrases(const char *Title, const Counts &Phrases,
                           size_t Top) const {
  std::vector<Entry> Repeated;
  for (auto [Phrase, Count] : Phrases)
    if (Count > 1)
      Repeated.push_back({spell(Phrase), Count});
  printTop(Title, std::move(Repeated), Top);
}

void Counter::print(size_t Top) const {
  std::printf("%llu words\n", static_cast<unsigned long long>(Total));
  printTop("words", Words.entries(), Top);
  printPhrases("repeated phrases of two words", Pairs, Top);
  printPhrases("repeated phrases of three words", Triples, Top);
}

} // namespace

int main(int Argc, char **Argv) {
  if (Argc < 3) {
    std::fprintf(stderr, "usage: wordfreq TOP FILE...\n");
    return 2;
  }
  Counter C;
  for (int I = 2; I != Argc; ++I) {
    std::ifstream In(Argv[I]);
    if (!In) {
      std::fprintf(stderr, "wordfreq: cannot read '%s'\n", Argv[I]);
      return 1;
    }
    C.readFile(In);
  }
  C.print(std::strtoul(Argv[1], nullptr, 10));
  return 0;
}
