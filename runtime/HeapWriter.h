//===- HeapWriter.h - what was allocated, in the file ----------*- C++ -*-===//
//
// Owns: HEAP, TIMELINE, and what RUN says of memory.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_RUNTIME_HEAPWRITER_H
#define HONE_RUNTIME_HEAPWRITER_H

#include "FileWriter.h"
#include "SampleWriter.h"

namespace hone::rt {

/// What is to be written, taken at one time.
class HeapImage {
public:
  HeapImage();
  ~HeapImage();
  HeapImage(const HeapImage &) = delete;
  HeapImage &operator=(const HeapImage &) = delete;

  /// Appends the pairs of RUN.
  void appendText(Buffer &Text) const;
  /// Makes the records; before Stacks is written.
  void addStacks(StackWriter &Stacks);
  void write(FileWriter &File);

private:
  struct Sums;
  Sums *Table = nullptr; ///< null: nothing is observed
  U64 LiveBytes = 0, PeakBytes = 0;
  Buffer Records, Timeline;
};

} // namespace hone::rt

#endif // HONE_RUNTIME_HEAPWRITER_H
