//===- Output.h - where a command prints -----------------------*- C++ -*-===//
//
// Owns: the options -o and --color, shared by the commands that print reports.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_OUTPUT_H
#define HONE_OUTPUT_H

#include "llvm/Support/CommandLine.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/raw_ostream.h"
#include <memory>

namespace hone {

enum class ColorMode { Auto, Always, Never };

/// --color=..., as a local variable of a command.
struct ColorOption : llvm::cl::opt<ColorMode> {
  ColorOption();
};

/// Whether to print colours on OS. With ColorMode::Auto the environment decides
/// (NO_COLOR beats CLICOLOR_FORCE beats CLICOLOR=0; empty is unset), else
/// whether OS is a terminal.
bool useColor(ColorMode Mode, const llvm::raw_fd_ostream &OS);

/// Standard output, or the file that -o names.
class Output {
public:
  static llvm::Expected<Output> open(const std::string &Path, ColorMode Mode);
  llvm::raw_ostream &stream() { return *Stream; }
  bool hasColor() const { return HasColor; }
  /// Flushes; fails when not everything could be written (disk full).
  llvm::Error close();

private:
  std::unique_ptr<llvm::raw_fd_ostream> File;
  llvm::raw_fd_ostream *Stream = nullptr;
  std::string Path;
  bool HasColor = false;
};

} // namespace hone

#endif // HONE_OUTPUT_H
