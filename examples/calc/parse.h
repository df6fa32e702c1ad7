//===- parse.h - scripts as trees -----------------------------------------===//
//
// Owns: the tree of a script, and the parser's entry. The grammar is in calc.c.
//
//===----------------------------------------------------------------------===//

#ifndef CALC_PARSE_H
#define CALC_PARSE_H

#include <stdbool.h>
#include <stddef.h>

typedef enum {
  NodeNumber, NodeName, NodeNegate, NodeOperation, NodeCall, NodeBlock,
  NodeAssign, NodeWhile, NodeIf, NodeReturn, NodePrint, NodeDefine
} NodeKind;

/// Operators of two characters; the others are their character.
enum { OpLessEqual = 256, OpGreaterEqual, OpEqual, OpNotEqual };

/// First, Second, Third: operands; condition and blocks; of a call and of print
/// the list of arguments; of a block the list of statements; of a definition the
/// list of parameters and the block.
typedef struct Node {
  NodeKind Kind;
  int Operator;
  double Number;
  const char *Name;
  const char *File;
  int Line;
  struct Node *First, *Second, *Third;
  struct Node *Next; ///< in a list
} Node;

/// The block of all statements. Ends the program at a mistake in the script.
Node *parse(const char *File, const char *Text);

/// realloc that ends the program when there is no memory.
void *allocate(void *Old, size_t Size);

#endif // CALC_PARSE_H
