//===- SourceText.cpp -----------------------------------------------------===//
//
// Owns: the places where a source file is looked for, in their order.
//
//===----------------------------------------------------------------------===//

#include "SourceText.h"
#include "lib/profile/SourcePath.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"

using namespace hone;
using namespace llvm;

Expected<PathEquivalence> hone::parsePathEquivalence(StringRef Text) {
  auto [From, To] = Text.split(',');
  if (From.empty() || To.empty())
    return createStringError(inconvertibleErrorCode(),
                             "'%s' is not of the form FROM,TO",
                             Text.str().c_str());
  return PathEquivalence{From.str(), To.str()};
}

/// Path with From at its beginning replaced by To; empty if it is not there.
static std::string replaceBeginning(StringRef Path, const PathEquivalence &E) {
  StringRef Rest = Path, From = StringRef(E.From).rtrim('/');
  if (!Rest.consume_front(From) || !(Rest.empty() || Rest.starts_with("/")))
    return "";
  return (StringRef(E.To).rtrim('/') + Rest).str();
}

static std::vector<std::string>
candidates(const SourceFile &File, ArrayRef<PathEquivalence> Equivalences) {
  std::string Absolute = absolutePath(File.Directory, File.Name);
  std::vector<std::string> Paths;
  for (const PathEquivalence &E : Equivalences)
    for (StringRef Path : {StringRef(Absolute), StringRef(File.Name)})
      if (std::string Moved = replaceBeginning(Path, E); !Moved.empty())
        Paths.push_back(Moved);
  Paths.push_back(Absolute);
  if (!sys::path::is_absolute(File.Name))
    Paths.push_back(File.Name);
  return Paths;
}

SourceText hone::findSource(const SourceFile &File,
                            ArrayRef<PathEquivalence> Equivalences,
                            uint64_t RunStartNs) {
  SourceText Source;
  for (const std::string &Path : candidates(File, Equivalences)) {
    Source.LookedAt.push_back(Path);
    ErrorOr<std::unique_ptr<MemoryBuffer>> Buffer =
        MemoryBuffer::getFile(Path, /*IsText=*/true);
    if (!Buffer)
      continue;
    Source.Path = Path;
    SmallVector<StringRef> Lines;
    (*Buffer)->getBuffer().split(Lines, '\n');
    if (!Lines.empty() && Lines.back().empty())
      Lines.pop_back();
    for (StringRef Line : Lines)
      Source.Lines.push_back(Line.rtrim('\r').str());
    sys::fs::file_status Status;
    if (RunStartNs && !sys::fs::status(Path, Status)) {
      auto Modified = std::chrono::duration_cast<std::chrono::nanoseconds>(
          Status.getLastModificationTime().time_since_epoch());
      Source.IsNewerThan = static_cast<uint64_t>(Modified.count()) > RunStartNs;
    }
    break;
  }
  return Source;
}
