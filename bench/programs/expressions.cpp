// expressions - formulas parsed into a tree of objects and evaluated by virtual
// calls.
//
// Stands for object-oriented C++: class hierarchies, visitors, unique_ptr,
// exceptions as error path.
//
// argv[1]: evaluations of each formula, in thousands (bench: 2300)

#include <cctype>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

namespace {

using Environment = std::vector<double>;

class Node {
public:
  virtual ~Node() = default;
  virtual double evaluate(const Environment &Env) const = 0;
  virtual bool isConstant() const { return false; }
};
using NodePtr = std::unique_ptr<Node>;

class Constant final : public Node {
  double Value;

public:
  explicit Constant(double Value) : Value(Value) {}
  double evaluate(const Environment &) const override { return Value; }
  bool isConstant() const override { return true; }
};

class Variable final : public Node {
  size_t Index;

public:
  explicit Variable(size_t Index) : Index(Index) {}
  double evaluate(const Environment &Env) const override { return Env[Index]; }
};

class Negation final : public Node {
  NodePtr Operand;

public:
  explicit Negation(NodePtr Operand) : Operand(std::move(Operand)) {}
  double evaluate(const Environment &Env) const override {
    return -Operand->evaluate(Env);
  }
  bool isConstant() const override { return Operand->isConstant(); }
};

class Binary : public Node {
protected:
  NodePtr Left, Right;

public:
  Binary(NodePtr Left, NodePtr Right)
      : Left(std::move(Left)), Right(std::move(Right)) {}
  bool isConstant() const override {
    return Left->isConstant() && Right->isConstant();
  }
};

template <typename Operation> class BinaryOf final : public Binary {
public:
  using Binary::Binary;
  double evaluate(const Environment &Env) const override {
    return Operation::apply(Left->evaluate(Env), Right->evaluate(Env));
  }
};

struct Sum {
  static double apply(double A, double B) { return A + B; }
};
struct Difference {
  static double apply(double A, double B) { return A - B; }
};
struct Product {
  static double apply(double A, double B) { return A * B; }
};
struct Quotient {
  static double apply(double A, double B) { return B == 0 ? 0 : A / B; }
};

class Conditional final : public Node {
  NodePtr Condition, Then, Else;

public:
  Conditional(NodePtr Condition, NodePtr Then, NodePtr Else)
      : Condition(std::move(Condition)), Then(std::move(Then)),
        Else(std::move(Else)) {}
  double evaluate(const Environment &Env) const override {
    return Condition->evaluate(Env) > 0 ? Then->evaluate(Env)
                                        : Else->evaluate(Env);
  }
};

class Call final : public Node {
public:
  using Function = double (*)(double);
  Call(Function F, NodePtr Argument) : F(F), Argument(std::move(Argument)) {}
  double evaluate(const Environment &Env) const override {
    return F(Argument->evaluate(Env));
  }

private:
  Function F;
  NodePtr Argument;
};

double squareRoot(double X) { return X < 0 ? 0 : std::sqrt(X); }
double absolute(double X) { return std::fabs(X); }

// sum: product {(+|-) product}; product: unary {(*|/) unary};
// unary: -unary | number | name | name(sum) | (sum) | if(sum, sum, sum)
class Parser {
  const std::string &Text;
  std::map<std::string, size_t> &Names;
  size_t At = 0;

  bool accept(char C) {
    while (At < Text.size() && Text[At] == ' ')
      ++At;
    if (At == Text.size() || Text[At] != C)
      return false;
    ++At;
    return true;
  }
  void expect(char C) {
    if (!accept(C))
      throw std::runtime_error(std::string("'") + C + "' expected at " +
                               std::to_string(At));
  }

  template <typename Operation>
  static NodePtr make(NodePtr Left, NodePtr Right) {
    bool Fold = Left->isConstant() && Right->isConstant();
    NodePtr New = std::make_unique<BinaryOf<Operation>>(std::move(Left),
                                                        std::move(Right));
    if (Fold)
      return std::make_unique<Constant>(New->evaluate({}));
    return New;
  }

  NodePtr sum() {
    NodePtr Left = product();
    for (;;) {
      if (accept('+'))
        Left = make<Sum>(std::move(Left), product());
      else if (accept('-'))
        Left = make<Difference>(std::move(Left), product());
      else
        return Left;
    }
  }

  NodePtr product() {
    NodePtr Left = unary();
    for (;;) {
      if (accept('*'))
        Left = make<Product>(std::move(Left), unary());
      else if (accept('/'))
        Left = make<Quotient>(std::move(Left), unary());
      else
        return Left;
    }
  }

  NodePtr named(const std::string &Name) {
    if (!accept('('))
      return std::make_unique<Variable>(
          Names.emplace(Name, Names.size()).first->second);
    NodePtr First = sum();
    if (Name == "if") {
      expect(',');
      NodePtr Then = sum();
      expect(',');
      NodePtr Else = sum();
      expect(')');
      return std::make_unique<Conditional>(std::move(First), std::move(Then),
                                           std::move(Else));
    }
    expect(')');
    if (Name == "sqrt")
      return std::make_unique<Call>(squareRoot, std::move(First));
    if (Name == "abs")
      return std::make_unique<Call>(absolute, std::move(First));
    throw std::runtime_error("unknown function " + Name);
  }

  NodePtr unary() {
    if (accept('-'))
      return std::make_unique<Negation>(unary());
    if (accept('(')) {
      NodePtr Inner = sum();
      expect(')');
      return Inner;
    }
    size_t Begin = At;
    while (
        At < Text.size() &&
        (std::isalnum(static_cast<unsigned char>(Text[At])) || Text[At] == '.'))
      ++At;
    std::string Word = Text.substr(Begin, At - Begin);
    if (Word.empty())
      throw std::runtime_error("operand expected at " + std::to_string(At));
    if (std::isdigit(static_cast<unsigned char>(Word[0])))
      return std::make_unique<Constant>(std::stod(Word));
    return named(Word);
  }

public:
  Parser(const std::string &Text, std::map<std::string, size_t> &Names)
      : Text(Text), Names(Names) {}
  NodePtr parse() {
    NodePtr Result = sum();
    if (At != Text.size())
      throw std::runtime_error("text left over at " + std::to_string(At));
    return Result;
  }
};

} // namespace

int main(int Argc, char **Argv) {
  long Thousands = Argc > 1 ? std::atol(Argv[1]) : 10;
  const std::vector<std::string> Formulas = {
      "x * x + 2 * x * y + y * y",
      "sqrt(x * x + y * y) / (1 + abs(x - y))",
      "if(x - y, x * 3 - 1, y / 2 + (2 + 3) * 4)",
      "-x + if(y - 50, if(x - 10, 1, 2), abs(-y)) * (x + y) * (x - y) / 100",
      "x + (y",
      "cube(x)",
  };
  std::map<std::string, size_t> Names;
  for (const std::string &Formula : Formulas) {
    try {
      double Total = 0;
      for (long Part = 0; Part != Thousands; ++Part) {
        NodePtr Tree = Parser(Formula, Names).parse();
        Environment Env(Names.size());
        for (int I = 0; I != 1000; ++I) {
          Env[Names.at("x")] = double((Part + I) % 97);
          Env[Names.at("y")] = double(I % 89) + 0.5;
          Total += Tree->evaluate(Env);
        }
      }
      std::printf("%s = %.6f\n", Formula.c_str(), Total);
    } catch (const std::runtime_error &Error) {
      std::printf("%s: %s\n", Formula.c_str(), Error.what());
    }
  }
}
