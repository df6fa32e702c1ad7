//===- Machine.cpp - which processor this is ------------------------------===//
//
// Owns: the functions of Machine.h. Costs depend on the processor and on its
// caches, which virtual machines cut to size: both are in the name.
//
//===----------------------------------------------------------------------===//

#include "Machine.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Process.h"

#include <sys/utsname.h>

using namespace llvm;

namespace hone {

/// The value of the first "Name : value" line of /proc/cpuinfo.
static StringRef cpuField(StringRef CpuInfo, StringRef Name) {
  while (!CpuInfo.empty()) {
    StringRef Line;
    std::tie(Line, CpuInfo) = CpuInfo.split('\n');
    auto [Field, Value] = Line.split(':');
    if (Field.trim() == Name)
      return Value.trim();
  }
  return "";
}

/// x86 has a name; others tell implementer and part by number.
static std::string modelName() {
  ErrorOr<std::unique_ptr<MemoryBuffer>> File =
      MemoryBuffer::getFileAsStream("/proc/cpuinfo");
  StringRef CpuInfo = File ? (*File)->getBuffer() : "";
  if (StringRef Name = cpuField(CpuInfo, "model name"); !Name.empty())
    return Name.str();
  utsname System = {};
  uname(&System);
  std::string Name = System.machine;
  for (const char *Field : {"CPU implementer", "CPU part", "uarch"})
    if (StringRef Value = cpuField(CpuInfo, Field); !Value.empty())
      Name += " " + Value.str();
  return Name;
}

/// A file's text without its line's end; empty: there is no such file.
static std::string readLine(const Twine &Path) {
  ErrorOr<std::unique_ptr<MemoryBuffer>> File =
      MemoryBuffer::getFileAsStream(Path);
  return File ? (*File)->getBuffer().trim().str() : "";
}

std::string processorName() {
  std::string Caches;
  // Not sysconf: on virtual machines it tells what the processor has, which the
  // hypervisor shares out.
  for (int I = 0;; ++I) {
    std::string Folder =
        "/sys/devices/system/cpu/cpu0/cache/index" + std::to_string(I);
    std::string Type = readLine(Folder + "/type");
    if (Type.empty())
      break;
    if (Type != "Instruction")
      Caches += " " + readLine(Folder + "/size");
  }
  return modelName() + (Caches.empty() ? "" : ", caches" + Caches);
}

/// Lower case, and a hyphen for whatever is no letter or digit.
static std::string slug(StringRef Text) {
  std::string Slug;
  for (char C : Text) {
    if (isAlnum(C))
      Slug += toLower(C);
    else if (!Slug.empty() && Slug.back() != '-')
      Slug += '-';
  }
  return StringRef(Slug).rtrim('-').str();
}

std::string costsFile() {
  SmallString<128> Path;
  if (auto Cache = sys::Process::GetEnv("XDG_CACHE_HOME");
      Cache && sys::path::is_absolute(*Cache)) // else to be ignored, says XDG
    Path = *Cache;
  else if (auto Home = sys::Process::GetEnv("HOME"); Home && !Home->empty())
    sys::path::append(Path, *Home, ".cache");
  else
    return "";
  sys::path::append(Path, "hone", "costs-" + slug(processorName()) + ".json");
  return std::string(Path);
}

} // namespace hone
