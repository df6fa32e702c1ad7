//===- LineLookup.h - the line that stands for a place ---------*- C++ -*-===//
//
// Owns: which Line of the model a place in the source belongs to, where the two
// do not agree: figures of it must go somewhere.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_PROFILE_LINELOOKUP_H
#define HONE_PROFILE_LINELOOKUP_H

#include "Model.h"

namespace hone {

/// Index in Lines (sorted by file and line) of that line. If it has no code, of
/// the next one of the file that has, at the file's end of the last. NoId: the
/// file has none.
inline uint32_t findLine(const std::vector<Line> &Lines, FileId File,
                         uint32_t Number) {
  if (File == NoId)
    return NoId;
  auto It =
      std::lower_bound(Lines.begin(), Lines.end(), std::pair(File, Number),
                       [](const Line &L, auto Place) {
                         return std::pair(L.File, L.Line) < Place;
                       });
  if (It == Lines.end() || It->File != File) {
    if (It == Lines.begin() || std::prev(It)->File != File)
      return NoId;
    --It;
  }
  return static_cast<uint32_t>(It - Lines.begin());
}

/// That very line; null: it has no code.
inline const Line *lineAt(const Model &M, FileId File, uint32_t Number) {
  uint32_t Index = findLine(M.Lines, File, Number);
  bool IsIt = Index != NoId && M.Lines[Index].Line == Number;
  return IsIt ? &M.Lines[Index] : nullptr;
}

/// The innermost loop that the line is in; null: none is known.
inline const Loop *loopAround(const Model &M, FileId File, uint32_t Number) {
  const Loop *Best = nullptr;
  for (const Loop &L : M.Loops)
    if (L.File == File && L.Line <= Number && Number <= L.LastLine &&
        (!Best || L.Line > Best->Line))
      Best = &L;
  return Best;
}

} // namespace hone

#endif // HONE_PROFILE_LINELOOKUP_H
