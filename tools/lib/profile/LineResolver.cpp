//===- LineResolver.cpp ---------------------------------------------------===//
//
// Owns: the use of LLVM's symbolizer.
//
//===----------------------------------------------------------------------===//

#include "LineResolver.h"
#include "Binary.h"
#include "SourcePath.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/DebugInfo/Symbolize/Symbolize.h"

using namespace hone;
using namespace llvm;

namespace {

using Symbolizer = symbolize::LLVMSymbolizer;

/// Bytes before a sample's address that are searched for a line.
constexpr U64 MaxLookBack = 64;

class LineResolver {
public:
  explicit LineResolver(const ProfileFile &File);
  Expected<std::vector<LineRecord>> resolve();

private:
  using Place = std::pair<U64, U32>;
  /// Null: the sample is in hone's own code.
  Expected<std::optional<Place>> resolve(const SampleRecord &Sample);
  Place siteOf(const SampleRecord &Sample) const;
  /// File and line of the innermost frame in an instrumented file, or nothing.
  Place userLine(const DIInliningInfo &Frames) const;

  const ProfileFile &File;
  StringMap<U64> FileHashes; ///< by absolute path
  Symbolizer Engine;
};

Symbolizer::Options symbolizerOptions() {
  Symbolizer::Options Options;
  Options.Demangle = false;
  return Options;
}

} // namespace

LineResolver::LineResolver(const ProfileFile &File)
    : File(File), Engine(symbolizerOptions()) {
  for (const ModuleData &Module : File.Modules)
    for (const FileEntry &Entry : Module.Files)
      FileHashes.try_emplace(absolutePath(Entry.Directory, Entry.Name),
                             Entry.Hash);
}

LineResolver::Place LineResolver::siteOf(const SampleRecord &Sample) const {
  if (!Sample.Site)
    return {0, 0};
  const SiteRecord *Site = File.site(Sample.Site - 1).first;
  return {Site->File, Site->Line};
}

/// The runtime is linked into the module, without debug information; its time
/// is nobody's.
static bool isRuntime(const DILineInfo &Frame) {
  StringRef Name = Frame.FunctionName;
  return !Frame.Line && (Name.starts_with("__hone_") || Name.contains("4hone"));
}

LineResolver::Place LineResolver::userLine(const DIInliningInfo &Frames) const {
  for (uint32_t I = 0; I != Frames.getNumberOfFrames(); ++I) {
    const DILineInfo &Frame = Frames.getFrame(I);
    auto Hash = FileHashes.find(absolutePath("", Frame.FileName));
    if (Hash != FileHashes.end())
      return {Hash->second, Frame.Line};
  }
  return {0, 0};
}

Expected<std::optional<LineResolver::Place>>
LineResolver::resolve(const SampleRecord &Sample) {
  if (!Sample.Module)
    return siteOf(Sample);
  StringRef Path = File.Modules[Sample.Module - 1].About.text("path");
  for (U64 Back = 0; Back != MaxLookBack; ++Back) {
    Expected<DIInliningInfo> Frames = Engine.symbolizeInlinedCode(
        Path.str(),
        {Sample.Address - Back, object::SectionedAddress::UndefSection});
    if (!Frames)
      return Frames.takeError();
    if (Frames->getNumberOfFrames() && isRuntime(Frames->getFrame(0)))
      return std::nullopt;
    Place At = userLine(*Frames);
    if (!At.first)
      break;
    if (At.second)
      return At;
    // Line 0: code that the optimizer made of several lines. It counts for the
    // line of the code before it.
  }
  return siteOf(Sample);
}

Expected<std::vector<LineRecord>> LineResolver::resolve() {
  std::vector<bool> IsChecked(File.Modules.size());
  std::map<Place, U64> Sums;
  for (const SampleRecord &Sample : File.Samples) {
    if (Sample.Module && !IsChecked[Sample.Module - 1]) {
      if (Error E = checkIdentity(File.Modules[Sample.Module - 1].About))
        return createStringError(inconvertibleErrorCode(),
                                 toString(std::move(E)) +
                                     "; profile it with 'hone run', which "
                                     "keeps the lines in the profile");
      IsChecked[Sample.Module - 1] = true;
    }
    Expected<std::optional<Place>> At = resolve(Sample);
    if (!At)
      return At.takeError();
    if (*At)
      Sums[**At] += Sample.Count;
  }
  std::vector<LineRecord> Lines;
  for (const auto &[At, Samples] : Sums)
    Lines.push_back({At.first, At.second, 0, Samples});
  return Lines;
}

Expected<std::vector<LineRecord>> hone::resolveLines(const ProfileFile &File) {
  return LineResolver(File).resolve();
}
