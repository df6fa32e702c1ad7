//===- Output.cpp ---------------------------------------------------------===//
//
// Owns: the decision on colours, and the stream that a report goes to.
//
//===----------------------------------------------------------------------===//

#include "Output.h"
#include "llvm/Support/FileSystem.h"
#include <cstdlib>

using namespace hone;
using namespace llvm;

ColorOption::ColorOption()
    : cl::opt<ColorMode>(
          "color",
          cl::desc("Colours; 'auto' heeds NO_COLOR and CLICOLOR_FORCE"),
          cl::values(clEnumValN(ColorMode::Auto, "auto", "on a terminal"),
                     clEnumValN(ColorMode::Always, "always", ""),
                     clEnumValN(ColorMode::Never, "never", "")),
          cl::init(ColorMode::Auto)) {}

static StringRef environment(const char *Name) {
  const char *Value = std::getenv(Name);
  return Value ? Value : "";
}

bool hone::useColor(ColorMode Mode, const raw_fd_ostream &OS) {
  if (Mode != ColorMode::Auto)
    return Mode == ColorMode::Always;
  if (!environment("NO_COLOR").empty())
    return false;
  StringRef Force = environment("CLICOLOR_FORCE");
  if (!Force.empty() && Force != "0")
    return true;
  if (environment("CLICOLOR") == "0")
    return false;
  return OS.is_displayed() && environment("TERM") != "dumb";
}

Expected<Output> Output::open(const std::string &Path, ColorMode Mode) {
  Output Out;
  Out.Path = Path;
  Out.Stream = &outs();
  if (!Path.empty() && Path != "-") {
    std::error_code EC;
    Out.File = std::make_unique<raw_fd_ostream>(Path, EC);
    if (EC)
      return createStringError(EC, "cannot write '%s': %s", Path.c_str(),
                               EC.message().c_str());
    Out.Stream = Out.File.get();
  }
  Out.HasColor = useColor(Mode, *Out.Stream);
  Out.Stream->enable_colors(Out.HasColor);
  return Out;
}

Error Output::close() {
  Stream->flush();
  std::error_code EC = Stream->error();
  Stream->clear_error();
  if (!EC || EC == std::errc::broken_pipe) // the reader has seen enough
    return Error::success();
  return createStringError(EC, "cannot write %s: %s",
                           Path.empty() ? "to standard output" : Path.c_str(),
                           EC.message().c_str());
}
