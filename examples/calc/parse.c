//===- parse.c - scripts as trees -----------------------------------------===//
//
// Owns: the tokens and the parser, by recursive descent.
//
//===----------------------------------------------------------------------===//

#include "parse.h"
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef enum { TokenEnd, TokenNumber, TokenName, TokenSign, TokenBreak } TokenKind;

static const char *File, *At;
static int Line;
static struct {
  TokenKind Kind;
  int Sign; ///< a character or an operator
  double Number;
  char Name[32];
  int Line;
} Token;

void *allocate(void *Old, size_t Size) {
  void *New = realloc(Old, Size);
  if (!New) {
    fprintf(stderr, "calc: out of memory\n");
    exit(1);
  }
  return New;
}

static _Noreturn void failParse(const char *Expected) {
  fprintf(stderr, "calc: %s:%d: expected %s\n", File, Token.Line, Expected);
  exit(1);
}

static void skipBlanks(void) {
  while (*At == ' ' || *At == '\t' || *At == '\r')
    ++At;
  if (*At == '#')
    At += strcspn(At, "\n");
}

static void nextName(void) {
  size_t Length = 0;
  while (isalnum((unsigned char)At[Length]) || At[Length] == '_')
    ++Length;
  if (Length >= sizeof(Token.Name))
    failParse("a shorter name");
  memcpy(Token.Name, At, Length);
  Token.Name[Length] = 0;
  At += Length;
  Token.Kind = TokenName;
}

static void nextSign(void) {
  static const char Pairs[] = "<=>===!=";
  Token.Kind = TokenSign;
  Token.Sign = *At++;
  for (int I = 0; I != 4; ++I)
    if (*At == '=' && Token.Sign == Pairs[2 * I]) {
      ++At;
      Token.Sign = OpLessEqual + I;
      return;
    }
}

static void next(void) {
  skipBlanks();
  Token.Line = Line;
  if (!*At) {
    Token.Kind = TokenEnd;
  } else if (*At == '\n' || *At == ';') {
    Line += *At++ == '\n';
    Token.Kind = TokenBreak;
  } else if (isdigit((unsigned char)*At) || *At == '.') {
    char *End;
    Token.Number = strtod(At, &End);
    At = End;
    Token.Kind = TokenNumber;
  } else if (isalpha((unsigned char)*At)) {
    nextName();
  } else {
    nextSign();
  }
}

static bool isSign(int Sign) { return Token.Kind == TokenSign && Token.Sign == Sign; }
static bool isWord(const char *Word) {
  return Token.Kind == TokenName && strcmp(Token.Name, Word) == 0;
}

static bool takeSign(int Sign) {
  bool Found = isSign(Sign);
  if (Found)
    next();
  return Found;
}

static void expectSign(int Sign) {
  char Text[] = {'\'', (char)Sign, '\'', 0};
  if (!takeSign(Sign))
    failParse(Text);
}

static Node *make(NodeKind Kind) {
  Node *N = allocate(NULL, sizeof(Node));
  *N = (Node){.Kind = Kind, .Name = "", .File = File, .Line = Token.Line};
  return N;
}

/// Makes a node with the name that stands here, and goes on behind it.
static Node *makeNamed(NodeKind Kind) {
  if (Token.Kind != TokenName)
    failParse("a name");
  Node *N = make(Kind);
  N->Name = strcpy(allocate(NULL, strlen(Token.Name) + 1), Token.Name);
  next();
  return N;
}

static Node *parseExpression(void);

static Node *parseList(int End) {
  Node *First = NULL, **Last = &First;
  while (!isSign(End)) {
    *Last = parseExpression();
    Last = &(*Last)->Next;
    if (!takeSign(','))
      break;
  }
  return First;
}

static Node *parseOperand(void) {
  Node *N;
  if (Token.Kind == TokenNumber) {
    N = make(NodeNumber);
    N->Number = Token.Number;
    next();
  } else if (takeSign('-')) {
    N = make(NodeNegate);
    N->First = parseOperand();
  } else if (takeSign('(')) {
    N = parseExpression();
    expectSign(')');
  } else {
    N = makeNamed(NodeName);
    if (takeSign('(')) {
      N->Kind = NodeCall;
      N->First = parseList(')');
      expectSign(')');
    }
  }
  return N;
}

static int levelOf(int Sign) {
  switch (Sign) {
  case '*': case '/': case '%': return 3;
  case '+': case '-': return 2;
  case '<': case '>': case OpLessEqual: case OpGreaterEqual: case OpEqual: case OpNotEqual:
    return 1;
  default: return 0;
  }
}

static Node *parseOperation(int Level) {
  Node *Left = Level > 3 ? parseOperand() : parseOperation(Level + 1);
  while (Level <= 3 && Token.Kind == TokenSign && levelOf(Token.Sign) == Level) {
    Node *N = make(NodeOperation);
    N->Operator = Token.Sign;
    next();
    N->First = Left;
    N->Second = parseOperation(Level + 1);
    Left = N;
  }
  return Left;
}

static Node *parseExpression(void) { return parseOperation(1); }

static Node *parseStatement(void);

static Node *parseBlock(int End) {
  Node *Block = make(NodeBlock), **Last = &Block->First;
  for (;;) {
    while (Token.Kind == TokenBreak)
      next();
    if (End ? isSign(End) : Token.Kind == TokenEnd)
      break;
    *Last = parseStatement();
    Last = &(*Last)->Next;
  }
  next();
  return Block;
}

static Node *parseBraces(void) {
  expectSign('{');
  return parseBlock('}');
}

static Node *parseStatement(void) {
  Node *N;
  if (isWord("def")) {
    next();
    N = makeNamed(NodeDefine);
    expectSign('(');
    N->First = parseList(')');
    expectSign(')');
    N->Second = parseBraces();
  } else if (isWord("while") || isWord("if")) {
    N = make(isWord("if") ? NodeIf : NodeWhile);
    next();
    N->First = parseExpression();
    N->Second = parseBraces();
    if (N->Kind == NodeIf && isWord("else")) {
      next();
      N->Third = parseBraces();
    }
  } else if (isWord("print") || isWord("return")) {
    N = make(isWord("print") ? NodePrint : NodeReturn);
    next();
    N->First = N->Kind == NodePrint ? parseList('}') : parseExpression();
  } else {
    N = parseExpression();
    if (N->Kind == NodeName && takeSign('=')) {
      N->Kind = NodeAssign;
      N->First = parseExpression();
    }
  }
  return N;
}

Node *parse(const char *Name, const char *Text) {
  File = Name;
  At = Text;
  Line = 1;
  next();
  return parseBlock(0);
}
