//===- calc.c - a calculator for scripts ----------------------------------===//
//
// Runs scripts of this grammar, one after the other with common variables. A
// statement ends with its line or with ";"; "#" starts a remark.
//
//   statement = "def" name "(" [name {"," name}] ")" block
//             | "while" expression block | "if" expression block ["else" block]
//             | "print" expression {"," expression} | "return" expression
//             | name "=" expression | expression
//   block     = "{" {statement} "}"
//   operators = "== != < > <= >="  below  "+ -"  below  "* / %"  below  "-" before
//
//===----------------------------------------------------------------------===//

#include "parse.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
  const char *Name;
  double Value;
} Variable;

typedef struct {
  Variable *Items;
  size_t Count, Capacity;
} Scope;

static Scope Globals;
static const Node **Functions;
static size_t NumFunctions;
static bool Returning;

static const struct {
  const char *Name;
  double (*Call)(double);
} Builtins[] = {{"sqrt", sqrt}, {"floor", floor}, {"abs", fabs}, {"exp", exp},
                {"log", log},   {"sin", sin},     {"cos", cos}};

static _Noreturn void fail(const Node *N, const char *What) {
  fprintf(stderr, "calc: %s:%d: %s '%s'\n", N->File, N->Line, What, N->Name);
  exit(1);
}

static Variable *findVariable(Scope *S, const char *Name) {
  for (size_t I = 0; I != S->Count; ++I)
    if (strcmp(S->Items[I].Name, Name) == 0)
      return &S->Items[I];
  return NULL;
}

static void defineVariable(Scope *S, const char *Name, double Value) {
  if (S->Count == S->Capacity) {
    S->Capacity = S->Capacity ? 2 * S->Capacity : 8;
    S->Items = allocate(S->Items, S->Capacity * sizeof(Variable));
  }
  S->Items[S->Count++] = (Variable){Name, Value};
}

/// Assigns to the local variable or the global one of that name; a new name
/// becomes a variable of the innermost scope.
static void assign(Scope *Locals, const char *Name, double Value) {
  Variable *V = findVariable(Locals, Name);
  if (!V)
    V = findVariable(&Globals, Name);
  if (V)
    V->Value = Value;
  else
    defineVariable(Locals, Name, Value);
}

static double read(const Node *N, Scope *Locals) {
  Variable *V = findVariable(Locals, N->Name);
  if (!V)
    V = findVariable(&Globals, N->Name);
  if (!V)
    fail(N, "unknown variable");
  return V->Value;
}

static double run(const Node *N, Scope *Locals);

static double call(const Node *N, Scope *Locals) {
  for (size_t I = 0; I != sizeof(Builtins) / sizeof(*Builtins); ++I)
    if (strcmp(Builtins[I].Name, N->Name) == 0)
      return Builtins[I].Call(N->First ? run(N->First, Locals) : 0);
  for (size_t I = 0; I != NumFunctions; ++I) {
    if (strcmp(Functions[I]->Name, N->Name) != 0)
      continue;
    Scope Inner = {0};
    const Node *Argument = N->First;
    for (const Node *P = Functions[I]->First; P; P = P->Next) {
      if (!Argument)
        fail(N, "too few arguments for");
      defineVariable(&Inner, P->Name, run(Argument, Locals));
      Argument = Argument->Next;
    }
    double Result = run(Functions[I]->Second, &Inner);
    Returning = false;
    free(Inner.Items);
    return Result;
  }
  fail(N, "unknown function");
}

static double operate(const Node *N, Scope *Locals) {
  double A = run(N->First, Locals), B = run(N->Second, Locals);
  switch (N->Operator) {
  case '+': return A + B;
  case '-': return A - B;
  case '*': return A * B;
  case '/': return A / B;
  case '%': return fmod(A, B);
  case '<': return A < B;
  case '>': return A > B;
  case OpLessEqual: return A <= B;
  case OpGreaterEqual: return A >= B;
  case OpEqual: return A == B;
  default: return A != B;
  }
}

static void print(const Node *N, Scope *Locals) {
  for (const Node *Item = N->First; Item; Item = Item->Next)
    printf("%.6g%c", run(Item, Locals), Item->Next ? ' ' : '\n');
}

static double runBlock(const Node *First, Scope *Locals) {
  double Value = 0;
  for (const Node *N = First; N && !Returning; N = N->Next)
    Value = run(N, Locals);
  return Value;
}

/// The value of an expression or of the last statement.
static double run(const Node *N, Scope *Locals) {
  double Value = 0;
  switch (N->Kind) {
  case NodeNumber: return N->Number;
  case NodeName: return read(N, Locals);
  case NodeNegate: return -run(N->First, Locals);
  case NodeOperation: return operate(N, Locals);
  case NodeCall: return call(N, Locals);
  case NodeBlock: return runBlock(N->First, Locals);
  case NodeAssign:
    Value = run(N->First, Locals);
    assign(Locals, N->Name, Value);
    return Value;
  case NodeWhile:
    while (!Returning && run(N->First, Locals) != 0)
      Value = run(N->Second, Locals);
    return Value;
  case NodeIf:
    if (run(N->First, Locals) != 0)
      return run(N->Second, Locals);
    return N->Third ? run(N->Third, Locals) : 0;
  case NodeReturn:
    Value = run(N->First, Locals);
    Returning = true;
    return Value;
  case NodePrint: print(N, Locals); return 0;
  case NodeDefine:
    Functions = allocate(Functions, (NumFunctions + 1) * sizeof(*Functions));
    Functions[NumFunctions++] = N;
    return 0;
  }
  return 0;
}

static char *readFile(const char *Path) {
  FILE *File = fopen(Path, "r");
  if (!File) {
    fprintf(stderr, "calc: cannot read '%s'\n", Path);
    exit(1);
  }
  char *Text = NULL;
  size_t Size = 0;
  for (size_t Got = 1; Got; Size += Got) {
    Text = allocate(Text, Size + 4097);
    Got = fread(Text + Size, 1, 4096, File);
  }
  Text[Size] = 0;
  fclose(File);
  return Text;
}

int main(int Argc, char **Argv) {
  if (Argc < 2) {
    fprintf(stderr, "usage: calc SCRIPT...\n");
    return 2;
  }
  for (int I = 1; I != Argc; ++I) {
    Returning = false;
    run(parse(Argv[I], readFile(Argv[I])), &Globals);
  }
  return 0;
}
