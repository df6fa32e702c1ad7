//===- Report.h - what the runtime says to the user ------------*- C++ -*-===//
//
// Owns: the one line per problem on standard error.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_RUNTIME_REPORT_H
#define HONE_RUNTIME_REPORT_H

#include <initializer_list>

namespace hone::rt {

/// Remembers what standard error is, see complain.
void rememberStandardError();

/// Writes "hone: " and the parts as one line with one write(2). Says nothing
/// when descriptor 2 is not what it was at start-up: a program that closed it
/// may have opened a file of its own there.
void complain(std::initializer_list<const char *> Parts);

/// The system's words for an errno value; takes no memory.
const char *errorText(int Errno);

} // namespace hone::rt

#endif // HONE_RUNTIME_REPORT_H
