//===- Names.cpp ----------------------------------------------------------===//
//
// Owns: the spellings. Must not know tables or columns.
//
//===----------------------------------------------------------------------===//

#include "Names.h"
#include "lib/profile/ShortName.h"

using namespace hone;

std::string hone::functionName(const Function &F, Demangle Style) {
  if (Style == Demangle::No)
    return F.LinkageName;
  // A name that the tools made (a sum of instantiations) has no signature.
  if (Style == Demangle::Simple && F.Name.find('(') != std::string::npos)
    return shortName(F.LinkageName);
  return F.Name;
}

std::string hone::functionName(const Model &M, FunctionId Id, Demangle Style) {
  return Id == NoId ? "<uninstrumented>" : functionName(M.Functions[Id], Style);
}

std::string hone::placeName(const Model &M, FileId File, uint32_t Line) {
  std::string Place = File == NoId ? "?" : M.Files[File].Name;
  return Line ? Place + ":" + std::to_string(Line) : Place;
}

std::string hone::standardName(const Model &M, const Function &F,
                               Demangle Style) {
  return placeName(M, F.File, F.Line) + "(" + functionName(F, Style) + ")";
}
