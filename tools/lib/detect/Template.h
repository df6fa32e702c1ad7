//===- Template.h - sketches of code with gaps -----------------*- C++ -*-===//
//
// Owns: filling the gaps ($Name) of a sketch, so that sketches can be written
// as the code they show.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_DETECT_TEMPLATE_H
#define HONE_DETECT_TEMPLATE_H

#include "llvm/ADT/StringRef.h"

#include <initializer_list>
#include <string>
#include <utility>

namespace hone {

using Gap = std::pair<llvm::StringRef, llvm::StringRef>;

/// Text with each "$Name" replaced by the value of that gap. Names end where
/// the letters end; "$" before a name that is not given stays. One line break
/// at the text's beginning and end is dropped, as raw strings are written with
/// them.
std::string fillTemplate(llvm::StringRef Text, std::initializer_list<Gap> Gaps);

} // namespace hone

#endif // HONE_DETECT_TEMPLATE_H
