//===- InputSize.cpp - how large the input of a run was -------------------===//

#include "InputSize.h"

#include "lib/profile/SourcePath.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"

#include <optional>

using namespace hone;
using namespace llvm;

/// Inputs that differ by less say little about growth, and may differ by
/// chance.
static constexpr double LeastFactor = 1.3;

static bool tellApart(ArrayRef<double> Sizes) {
  double Least = *std::min_element(Sizes.begin(), Sizes.end());
  double Most = *std::max_element(Sizes.begin(), Sizes.end());
  return Least > 0 && Most >= LeastFactor * Least;
}

static std::optional<InputSizes> bytesRead(ArrayRef<Model> Runs) {
  InputSizes Found;
  Found.What = "bytes read";
  for (const Model &M : Runs) {
    if (!M.TheRun.BytesRead)
      return std::nullopt;
    Found.Sizes.push_back(*M.TheRun.BytesRead);
  }
  return Found;
}

/// The size of the file, or else the number, that the argument names.
static std::optional<double> fileSize(const Run &R, StringRef Argument) {
  uint64_t Bytes;
  std::string Path = absolutePath(R.Directory, Argument);
  if (!sys::fs::is_regular_file(Path) || sys::fs::file_size(Path, Bytes))
    return std::nullopt;
  return Bytes;
}

static std::optional<double> number(const Run &, StringRef Argument) {
  // As users write them: -n5000, --size=5000, 5000.
  StringRef Digits = Argument.drop_while([](char C) { return !isDigit(C); });
  double Value;
  if (Digits.getAsDouble(Value))
    return std::nullopt;
  return Value;
}

/// The only argument by which the commands differ, as Read understands it.
template <typename Reader>
static std::optional<InputSizes> byArgument(ArrayRef<Model> Runs, Reader Read,
                                            StringRef What) {
  std::vector<SmallVector<StringRef>> Commands;
  for (const Model &M : Runs) {
    StringRef(M.TheRun.Command).split(Commands.emplace_back(), ' ', -1, false);
    if (Commands.back().size() != Commands.front().size())
      return std::nullopt;
  }
  std::optional<InputSizes> Found;
  for (size_t I = 1; I < Commands.front().size(); ++I) {
    if (all_of(Commands, [&](auto &C) { return C[I] == Commands[0][I]; }))
      continue;
    InputSizes OfThis;
    OfThis.What = (What + " " + Twine(I) + " of the command").str();
    for (size_t R = 0; R != Runs.size(); ++R)
      if (std::optional<double> Size = Read(Runs[R].TheRun, Commands[R][I]))
        OfThis.Sizes.push_back(*Size);
    // Names of output files differ, too; but two sizes are none.
    if (OfThis.Sizes.size() != Runs.size() || !tellApart(OfThis.Sizes))
      continue;
    if (Found)
      return std::nullopt;
    Found = std::move(OfThis);
  }
  return Found;
}

Expected<InputSizes> hone::guessSizes(ArrayRef<Model> Runs) {
  std::optional<InputSizes> Bytes = bytesRead(Runs);
  if (Bytes && tellApart(Bytes->Sizes))
    return *Bytes;
  if (std::optional<InputSizes> Found =
          byArgument(Runs, fileSize, "size of the file in argument"))
    return *Found;
  if (std::optional<InputSizes> Found = byArgument(Runs, number, "argument"))
    return *Found;
  return createStringError(
      inconvertibleErrorCode(),
      "how large the inputs were cannot be told: %s, and the commands do not "
      "differ in one number or file either. Give the sizes in the order of "
      "the profiles (--sizes=1000,4000), or a line that is executed once per "
      "unit of work (--unit=parser.cpp:120)",
      Bytes ? "all runs read about as much" : "how much was read is not known");
}

Expected<InputSizes> hone::sizesByUnit(ArrayRef<Model> Runs, StringRef Place) {
  auto [Name, Digits] = Place.rsplit(':');
  uint32_t Number;
  if (Name.empty() || Digits.getAsInteger(10, Number))
    return createStringError(inconvertibleErrorCode(),
                             "'%s' is not a line: FILE:LINE, as in "
                             "parser.cpp:120",
                             Place.str().c_str());
  InputSizes Found;
  Found.What = "hits of " + Place.str();
  for (const Model &M : Runs) {
    double Hits = 0;
    bool IsThere = false;
    for (const Line &L : M.Lines) {
      StringRef File = M.Files[L.File].Name;
      if (L.Line != Number ||
          !(File == Name || File.ends_with(("/" + Name).str())))
        continue;
      IsThere = true;
      Hits += L.Hits;
    }
    if (!IsThere)
      return createStringError(inconvertibleErrorCode(),
                               "no code is on %s in the profile of '%s'; 'hone "
                               "lines' shows which lines have hits",
                               Place.str().c_str(), M.TheRun.Command.c_str());
    if (!Hits)
      return createStringError(inconvertibleErrorCode(),
                               "%s was not executed in the run of '%s'",
                               Place.str().c_str(), M.TheRun.Command.c_str());
    Found.Sizes.push_back(Hits);
  }
  return Found;
}
