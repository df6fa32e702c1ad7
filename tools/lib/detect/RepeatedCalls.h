//===- RepeatedCalls.h - where a repetition comes from ---------*- C++ -*-===//
//
// Owns: the way from a place that is executed often to the line that makes it
// so: a loop around it, or the caller whose loop calls it. Knows no rule.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_DETECT_REPEATEDCALLS_H
#define HONE_DETECT_REPEATEDCALLS_H

#include "lib/profile/Model.h"

namespace hone {

/// A line that makes a smaller share of the calls is one of several: none is the
/// cause.
inline constexpr double MainCallerShare = 0.8;

/// The line of another function that calls Callee most often; null: none is
/// known.
const Edge *mainCaller(const Model &M, FunctionId Callee);

struct Repetition {
  /// The line that repeats: of a call, or of the place itself. 0: not known.
  FileId File = NoId;
  uint32_t Line = 0;
  FunctionId Function = NoId; ///< that it is in
  uint64_t Times = 0;         ///< calls on that line, or executions
  uint64_t Calls = 0; ///< from all lines, of what that line calls
  /// The functions called in between, the caller's first.
  std::vector<FunctionId> Path;
};

/// Of a place in Function that was executed Times times.
Repetition repetitionOf(const Model &M, FunctionId Function, FileId File,
                        uint32_t Line, uint64_t Times);

/// "called 45,000 times from parser.cpp:210 in parse, by way of value -> number";
/// empty: not known.
std::string repetitionWords(const Model &M, const Repetition &R);

} // namespace hone

#endif // HONE_DETECT_REPEATEDCALLS_H
