//===- RunProfiles.h - the profiles that one run leaves --------*- C++ -*-===//
//
// Owns: naming the profiles of a run so that they can be found again, whatever
// folder the program changes to and however many processes it starts.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_RUNPROFILES_H
#define HONE_RUNPROFILES_H

#include "llvm/Support/Chrono.h"
#include "llvm/Support/Error.h"
#include <map>
#include <string>
#include <sys/types.h>
#include <vector>

namespace hone {

class RunProfiles {
public:
  /// Wanted: the file or pattern that the user asks for; empty: a name of its
  /// own in the current folder. A name without %p is meant for the main
  /// process: others put their process id before its ending.
  explicit RunProfiles(const std::string &Wanted);

  /// For HONE_PROFILE_FILE.
  const std::string &pattern() const { return Pattern; }

  /// The files that have appeared or changed since construction, the main
  /// process's first, after giving it the wanted name.
  llvm::Expected<std::vector<std::string>> collect(pid_t Main);

private:
  std::map<std::string, llvm::sys::TimePoint<>> matching() const;

  std::string Wanted;  ///< empty: keep the names
  std::string Pattern; ///< absolute
  std::map<std::string, llvm::sys::TimePoint<>> Before;
};

} // namespace hone

#endif // HONE_RUNPROFILES_H
