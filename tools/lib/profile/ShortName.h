//===- ShortName.h - a function's name without its signature ---*- C++ -*-===//
//
// Owns: the short form of a linkage name.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_PROFILE_SHORTNAME_H
#define HONE_PROFILE_SHORTNAME_H

#include <string>

namespace hone {

/// "ns::Tree<int>::get<long>" for the linkage name of such a function: with
/// context and template arguments, without parameters and return type. A name
/// that is not mangled is returned as it is.
std::string shortName(const std::string &LinkageName);

} // namespace hone

#endif // HONE_PROFILE_SHORTNAME_H
