//===- SumTemplates.h - instantiations of one template as one --*- C++ -*-===//
//
// Owns: a view of the model in which a template's instantiations are one
// function. Knows nothing of how it is printed.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_PROFILE_SUMTEMPLATES_H
#define HONE_PROFILE_SUMTEMPLATES_H

#include "Model.h"

namespace hone {

/// Name without its template arguments: "Tree<int>::get<long>" -> "Tree::get".
std::string withoutTemplateArguments(const std::string &Name);

/// The model with functions summed that are declared in one place and differ in
/// template arguments only; so are the edges between them. Total times of
/// instantiations that call each other count the inner ones twice.
Model sumTemplates(const Model &M);

} // namespace hone

#endif // HONE_PROFILE_SUMTEMPLATES_H
