// json - a JSON parser and printer of its own, over a generated document.
//
// Stands for recursive-descent parsers with std::variant, maps and strings.
//
// argv[1]: how often the document is parsed, walked and printed (bench: 550)

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace {

struct Value;
using Array = std::vector<Value>;
using Object = std::map<std::string, Value>;

struct Value {
  std::variant<std::nullptr_t, bool, double, std::string, Array, Object> Data;
};

class Parser {
  std::string_view Text;
  size_t At = 0;

  [[noreturn]] void fail(const char *What) const {
    throw std::runtime_error(std::string(What) + " at " + std::to_string(At));
  }

  void skipSpace() {
    while (At < Text.size() && (Text[At] == ' ' || Text[At] == '\n' ||
                                Text[At] == '\t' || Text[At] == '\r'))
      ++At;
  }

  char peek() {
    skipSpace();
    if (At == Text.size())
      fail("unexpected end");
    return Text[At];
  }

  void expect(char C) {
    if (peek() != C)
      fail("unexpected character");
    ++At;
  }

  bool accept(char C) {
    if (peek() != C)
      return false;
    ++At;
    return true;
  }

  void expectWord(std::string_view Word) {
    if (Text.substr(At, Word.size()) != Word)
      fail("unknown word");
    At += Word.size();
  }

  std::string parseString() {
    expect('"');
    std::string Result;
    while (At < Text.size() && Text[At] != '"') {
      char C = Text[At++];
      if (C == '\\') {
        if (At == Text.size())
          fail("unexpected end");
        switch (Text[At++]) {
        case 'n':
          C = '\n';
          break;
        case 't':
          C = '\t';
          break;
        case '"':
          C = '"';
          break;
        case '\\':
          C = '\\';
          break;
        default:
          fail("unknown escape");
        }
      }
      Result += C;
    }
    expect('"');
    return Result;
  }

  double parseNumber() {
    bool Negative = accept('-');
    double Result = 0;
    if (At == Text.size() || Text[At] < '0' || Text[At] > '9')
      fail("a digit was expected");
    while (At < Text.size() && Text[At] >= '0' && Text[At] <= '9')
      Result = Result * 10 + (Text[At++] - '0');
    if (At < Text.size() && Text[At] == '.') {
      ++At;
      double Unit = 0.1;
      for (; At < Text.size() && Text[At] >= '0' && Text[At] <= '9'; Unit /= 10)
        Result += Unit * (Text[At++] - '0');
    }
    return Negative ? -Result : Result;
  }

  Array parseArray() {
    Array Result;
    expect('[');
    if (accept(']'))
      return Result;
    do
      Result.push_back(parseValue());
    while (accept(','));
    expect(']');
    return Result;
  }

  Object parseObject() {
    Object Result;
    expect('{');
    if (accept('}'))
      return Result;
    do {
      std::string Key = parseString();
      expect(':');
      Result.emplace(std::move(Key), parseValue());
    } while (accept(','));
    expect('}');
    return Result;
  }

  Value parseValue() {
    switch (peek()) {
    case '{':
      return {parseObject()};
    case '[':
      return {parseArray()};
    case '"':
      return {parseString()};
    case 't':
      expectWord("true");
      return {true};
    case 'f':
      expectWord("false");
      return {false};
    case 'n':
      expectWord("null");
      return {nullptr};
    default:
      return {parseNumber()};
    }
  }

public:
  explicit Parser(std::string_view Text) : Text(Text) {}
  Value parse() {
    Value Result = parseValue();
    skipSpace();
    if (At != Text.size())
      fail("text after the document");
    return Result;
  }
};

class Printer {
  std::string Out;

  void print(std::nullptr_t) { Out += "null"; }
  void print(bool B) { Out += B ? "true" : "false"; }
  void print(double Number) { Out += std::to_string(Number); }
  void print(const std::string &Text) {
    Out += '"';
    for (char C : Text) {
      if (C == '"' || C == '\\')
        Out += '\\';
      if (C == '\n')
        Out += "\\n";
      else
        Out += C;
    }
    Out += '"';
  }
  void print(const Array &Items) {
    Out += '[';
    for (const Value &Item : Items) {
      if (&Item != &Items.front())
        Out += ',';
      print(Item);
    }
    Out += ']';
  }
  void print(const Object &Members) {
    char Separator = '{';
    for (const auto &[Key, Member] : Members) {
      Out += Separator;
      print(Key);
      Out += ':';
      print(Member);
      Separator = ',';
    }
    Out += Members.empty() ? "{}" : "}";
  }

public:
  void print(const Value &V) {
    std::visit([this](const auto &Data) { print(Data); }, V.Data);
  }
  const std::string &text() const { return Out; }
};

double sumOfNumbers(const Value &V) {
  double Sum = 0;
  if (auto *Number = std::get_if<double>(&V.Data))
    Sum = *Number;
  else if (auto *Items = std::get_if<Array>(&V.Data))
    for (const Value &Item : *Items)
      Sum += sumOfNumbers(Item);
  else if (auto *Members = std::get_if<Object>(&V.Data))
    for (const auto &[Key, Member] : *Members)
      Sum += sumOfNumbers(Member);
  return Sum;
}

std::string makeDocument(int Records) {
  std::string Text = "[\n";
  uint32_t State = 7;
  for (int I = 0; I != Records; ++I) {
    State = State * 1664525u + 1013904223u;
    Text += "  {\"id\": " + std::to_string(I) + ", \"name\": \"item \\\"" +
            std::to_string(State >> 16) +
            "\\\"\", \"price\": " + std::to_string(State >> 24) + "." +
            std::to_string(State >> 28) +
            ", \"tags\": [\"red\", \"round\", \"line\\nbreak\"], \"stock\": " +
            (State & 4096 ? "true" : "null") + ", \"size\": {\"w\": -" +
            std::to_string(I % 17) +
            ", \"h\": 20.25, \"parts\": [1, 2, 3.5, [], {}]}},\n";
  }
  return Text + "  false\n]\n";
}

} // namespace

int main(int Argc, char **Argv) {
  long Rounds = Argc > 1 ? std::atol(Argv[1]) : 3;
  std::string Text = makeDocument(400);
  double Sum = 0;
  size_t Length = 0;
  try {
    for (long I = 0; I != Rounds; ++I) {
      Value Document = Parser(Text).parse();
      Sum += sumOfNumbers(Document);
      Printer P;
      P.print(Document);
      Length += P.text().size();
    }
    Parser("[1, 2").parse();
  } catch (const std::runtime_error &Error) {
    std::printf("%s\n", Error.what());
  }
  std::printf("%.3f %zu\n", Sum, Length);
}
