//===- Installation.h - where the parts of this hone are -------*- C++ -*-===//
//
// Owns: the shape of the prefix that the tool stands in; build tree and
// installed prefix have the same. Knows nothing of what the parts do.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_INSTALLATION_H
#define HONE_INSTALLATION_H

#include <string>

namespace hone {

struct Installation {
  std::string Prefix;    ///< holds bin/, lib/hone/ and share/hone/
  std::string Clang;     ///< bin/hone-clang
  std::string ClangXX;   ///< bin/hone-clang++
  std::string Config;    ///< share/hone/hone.cfg
  std::string Plugin;    ///< lib/hone/hone-pass.so
  std::string Runtime;   ///< lib/hone/hone_rt.o
  std::string Compilers; ///< lib/hone/compilers: gcc, g++, cc, ... as links
};

/// The installation that the running tool belongs to.
Installation findInstallation();

} // namespace hone

#endif // HONE_INSTALLATION_H
