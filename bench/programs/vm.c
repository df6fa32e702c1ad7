/* vm - a stack machine that runs bytecode: a switch in a loop.
 *
 * Stands for interpreters. The programs it runs are a prime count, the longest
 * Collatz chain and a bubble sort, written below in assembly.
 *
 * argv[1]: rounds (bench: 170) */

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef enum {
  Push,  /* value of the operand */
  Load,  /* variable */
  Store, /* variable */
  Get,   /* memory[top] */
  Set,   /* memory[second] = top */
  Add,
  Subtract,
  Multiply,
  Divide,
  Modulo,
  Less,
  Equal,
  Not,
  Jump,    /* to the operand */
  JumpIf0, /* the same, if top is 0 */
  Print,
  Halt,
  NumOpcodes
} Opcode;

static const char *const Names[NumOpcodes] = {
    "push",     "load",     "store",   "get",    "set",  "add",
    "subtract", "multiply", "divide",  "modulo", "less", "equal",
    "not",      "jump",     "jumpif0", "print",  "halt"};

typedef struct {
  Opcode Code;
  int32_t Operand;
} Instruction;

enum { StackSize = 64, NumVariables = 8, MemorySize = 256, MaxCode = 64 };

typedef struct {
  int64_t Stack[StackSize];
  int64_t Variables[NumVariables];
  int64_t Memory[MemorySize];
  int64_t Printed;
  uint64_t Executed;
} Machine;

static void fail(const char *What) {
  fprintf(stderr, "vm: %s\n", What);
  exit(1);
}

static void run(Machine *M, const Instruction *Code) {
  int64_t *Top = M->Stack; /* the topmost value; the first slot stays unused */
  const Instruction *Next = Code;
  for (;;) {
    const Instruction *I = Next++;
    ++M->Executed;
    if (Top >= M->Stack + StackSize - 1)
      fail("stack overflow");
    switch (I->Code) {
    case Push:
      *++Top = I->Operand;
      break;
    case Load:
      *++Top = M->Variables[I->Operand];
      break;
    case Store:
      M->Variables[I->Operand] = *Top--;
      break;
    case Get:
      if ((uint64_t)*Top >= MemorySize)
        fail("load outside memory");
      *Top = M->Memory[*Top];
      break;
    case Set:
      if ((uint64_t)Top[-1] >= MemorySize)
        fail("store outside memory");
      M->Memory[Top[-1]] = *Top;
      Top -= 2;
      break;
    case Add:
      --Top;
      *Top += Top[1];
      break;
    case Subtract:
      --Top;
      *Top -= Top[1];
      break;
    case Multiply:
      --Top;
      *Top *= Top[1];
      break;
    case Divide:
      --Top;
      if (Top[1] == 0)
        fail("division by zero");
      *Top /= Top[1];
      break;
    case Modulo:
      --Top;
      if (Top[1] == 0)
        fail("division by zero");
      *Top %= Top[1];
      break;
    case Less:
      --Top;
      *Top = *Top < Top[1];
      break;
    case Equal:
      --Top;
      *Top = *Top == Top[1];
      break;
    case Not:
      *Top = !*Top;
      break;
    case Jump:
      Next = Code + I->Operand;
      break;
    case JumpIf0:
      if (*Top-- == 0)
        Next = Code + I->Operand;
      break;
    case Print:
      M->Printed = M->Printed * 31 + *Top--;
      break;
    case Halt:
    case NumOpcodes:
      return;
    }
  }
}

/* Variables: 0 candidate, 1 divisor, 2 number of primes below 3000. */
static const char Primes[] =
    "  push 0 store 2 push 2 store 0 "
    "candidates: load 0 push 3000 less jumpif0 finished  push 2 store 1 "
    "divisors: load 0 load 1 load 1 multiply less not jumpif0 prime "
    "  load 0 load 1 modulo jumpif0 next  load 1 push 1 add store 1  jump "
    "divisors "
    "prime: load 2 push 1 add store 2 "
    "next: load 0 push 1 add store 0  jump candidates "
    "finished: load 2 print halt";

/* Variables: 0 start, 1 number, 2 steps, 3 most steps from a start below 1500.
 */
static const char Collatz[] =
    "  push 1 store 0 push 0 store 3 "
    "starts: load 0 push 1500 less jumpif0 finished  load 0 store 1 push 0 "
    "store 2 "
    "chain: load 1 push 1 equal not jumpif0 ended  load 1 push 2 modulo "
    "jumpif0 even "
    "  load 1 push 3 multiply push 1 add store 1  jump step "
    "even: load 1 push 2 divide store 1 "
    "step: load 2 push 1 add store 2  jump chain "
    "ended: load 3 load 2 less jumpif0 next  load 2 store 3 "
    "next: load 0 push 1 add store 0  jump starts "
    "finished: load 3 print halt";

/* Sorts memory[0...199]. Variables: 0 end, 1 index, 2 kept. */
static const char BubbleSort[] =
    "  push 199 store 0 "
    "passes: load 0 jumpif0 finished  push 0 store 1 "
    "pairs: load 1 load 0 less jumpif0 shorter "
    "  load 1 push 1 add get  load 1 get  less jumpif0 next "
    "  load 1 get store 2  load 1 load 1 push 1 add get set  load 1 push 1 add "
    "load 2 set "
    "next: load 1 push 1 add store 1  jump pairs "
    "shorter: load 0 push 1 subtract store 0  jump passes "
    "finished: push 10 get print push 150 get print halt";

typedef struct {
  char Name[16];
  int32_t Address;
} Label;

/* Cuts the next word off *Text; 0 at the end. */
static int nextWord(const char **Text, char *Word, size_t Size) {
  size_t Length = 0;
  while (**Text == ' ')
    ++*Text;
  while (**Text && **Text != ' ' && Length + 1 < Size)
    Word[Length++] = *(*Text)++;
  Word[Length] = 0;
  return Length != 0;
}

static int32_t addressOf(const Label *Labels, int NumLabels, const char *Name) {
  for (int I = 0; I != NumLabels; ++I)
    if (strcmp(Labels[I].Name, Name) == 0)
      return Labels[I].Address;
  fail("unknown label");
  return 0;
}

static Opcode opcodeOf(const char *Word) {
  for (int I = 0; I != NumOpcodes; ++I)
    if (strcmp(Names[I], Word) == 0)
      return (Opcode)I;
  fail("unknown instruction");
  return Halt;
}

/* Two passes: the first finds the labels, the second fills in the code. */
static void assemble(const char *Source, Instruction *Code) {
  Label Labels[16];
  int NumLabels = 0;
  for (int Pass = 0; Pass != 2; ++Pass) {
    const char *Text = Source;
    char Word[16];
    int32_t At = 0;
    while (nextWord(&Text, Word, sizeof(Word))) {
      size_t Length = strlen(Word);
      if (Word[Length - 1] == ':') {
        Word[Length - 1] = 0;
        if (Pass == 0) {
          if (NumLabels == 16)
            fail("too many labels");
          strcpy(Labels[NumLabels].Name, Word);
          Labels[NumLabels++].Address = At;
        }
        continue;
      }
      if (At == MaxCode)
        fail("program too long");
      Instruction *I = &Code[At++];
      I->Code = opcodeOf(Word);
      I->Operand = 0;
      if (I->Code == Jump || I->Code == JumpIf0) {
        nextWord(&Text, Word, sizeof(Word));
        I->Operand = Pass ? addressOf(Labels, NumLabels, Word) : 0;
      } else if (I->Code <= Store) {
        nextWord(&Text, Word, sizeof(Word));
        I->Operand = atoi(Word);
      }
    }
  }
}

int main(int Argc, char **Argv) {
  long Rounds = Argc > 1 ? atol(Argv[1]) : 2;
  static Machine M;
  static Instruction Programs[3][MaxCode];
  assemble(Primes, Programs[0]);
  assemble(Collatz, Programs[1]);
  assemble(BubbleSort, Programs[2]);
  uint32_t State = 5;
  for (long Round = 0; Round != Rounds; ++Round) {
    for (int I = 0; I != MemorySize; ++I) {
      State = State * 1664525u + 1013904223u;
      M.Memory[I] = State >> 16;
    }
    for (int I = 0; I != 3; ++I)
      run(&M, Programs[I]);
  }
  printf("%llu instructions, %llu\n", (unsigned long long)M.Executed,
         (unsigned long long)M.Printed);
  return 0;
}
