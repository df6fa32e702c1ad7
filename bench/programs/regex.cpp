// regex - log lines taken apart with std::regex.
//
// Stands for code that lives inside a heavy template library.
//
// argv[1]: lines (bench: 170000)

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <regex>
#include <string>

namespace {

class LogSource {
  uint32_t State = 99;

  uint32_t next(uint32_t Limit) {
    State = State * 1664525u + 1013904223u;
    return (State >> 9) % Limit;
  }

public:
  std::string line() {
    static const char *const Methods[] = {"GET", "POST", "PUT", "DELETE"};
    static const char *const Paths[] = {"/index.html", "/api/items/42",
                                        "/login", "/static/a-b.css"};
    char Buffer[200];
    if (next(10) == 0) {
      std::snprintf(Buffer, sizeof(Buffer), "-- rotated by host%u --", next(5));
      return Buffer;
    }
    std::snprintf(
        Buffer, sizeof(Buffer),
        "10.%u.%u.%u [2026-%02u-%02u %02u:%02u] \"%s %s?id=%u\" %u %u",
        next(256), next(256), next(256), 1 + next(12), 1 + next(28), next(24),
        next(60), Methods[next(4)], Paths[next(4)], next(10000),
        next(5) ? 200 : 404, next(100000));
    return Buffer;
  }
};

class LogAnalyzer {
  const std::regex Entry{
      R"(^(\d+)\.(\d+)\.\d+\.\d+ \[(\d{4})-(\d\d)-\d\d (\d\d):\d\d\] "(GET|POST|PUT|DELETE) ([^?"]+)(\?[^"]*)?" (\d+) (\d+)$)"};
  const std::regex Number{R"([0-9]+)"};
  std::map<std::string, unsigned long> BytesOfPath;
  std::map<std::string, unsigned> CountOfMethod;
  unsigned Failures = 0, Others = 0, Numbers = 0;

public:
  void add(const std::string &Line) {
    std::smatch Match;
    if (!std::regex_match(Line, Match, Entry)) {
      ++Others;
      return;
    }
    ++CountOfMethod[Match[6].str()];
    BytesOfPath[Match[7].str()] += std::stoul(Match[10].str());
    if (Match[9] != "200")
      ++Failures;
    for (std::sregex_iterator It(Line.begin(), Line.end(), Number), End;
         It != End; ++It)
      ++Numbers;
  }

  void print() const {
    for (const auto &[Method, Count] : CountOfMethod)
      std::printf("%s %u\n", Method.c_str(), Count);
    for (const auto &[Path, Bytes] : BytesOfPath)
      std::printf("%s %lu\n", Path.c_str(), Bytes);
    std::printf("%u failures, %u other lines, %u numbers\n", Failures, Others,
                Numbers);
  }
};

} // namespace

int main(int Argc, char **Argv) {
  long Lines = Argc > 1 ? std::atol(Argv[1]) : 1000;
  LogSource Source;
  LogAnalyzer Analyzer;
  for (long I = 0; I != Lines; ++I)
    Analyzer.add(Source.line());
  Analyzer.print();
}
