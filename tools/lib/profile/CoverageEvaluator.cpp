//===- CoverageEvaluator.cpp ----------------------------------------------===//
//
// Owns: feeding LLVM's coverage library without an object file: the maps come
// from a CoverageMappingReader of ours, the counts from an indexed profile that
// LLVM's writer makes in memory. Functions are called "f0", "f1", ... there and
// files by their FileId, so that no name of the user's can be mistaken for
// another (llvm-cov drops a second function of equal name).
//
//===----------------------------------------------------------------------===//

#include "CoverageEvaluator.h"
#include "MapReader.h"
#include "llvm/ProfileData/Coverage/CoverageMappingReader.h"
#include "llvm/ProfileData/InstrProfReader.h"
#include "llvm/ProfileData/InstrProfWriter.h"
#include <deque>
#include <map>

using namespace hone;
using namespace llvm;
using namespace llvm::coverage;

namespace {

constexpr uint64_t ProfileHash = 1;

struct DecodedMap {
  std::string Name;
  std::vector<StringRef> Filenames;
  std::vector<CounterExpression> Expressions;
  std::vector<CounterMappingRegion> Regions;
};

class MapReader : public CoverageMappingReader {
public:
  explicit MapReader(const std::deque<DecodedMap> &Maps) : Maps(Maps) {}
  Error readNextRecord(CoverageMappingRecord &Record) override {
    if (Next == Maps.size())
      return make_error<CoverageMapError>(coveragemap_error::eof);
    const DecodedMap &Map = Maps[Next++];
    Record = {Map.Name, ProfileHash, Map.Filenames, Map.Expressions,
              Map.Regions};
    return Error::success();
  }

private:
  const std::deque<DecodedMap> &Maps;
  size_t Next = 0;
};

} // namespace

struct CoverageEvaluator::Implementation {
  std::map<FileId, std::string> FileNames;
  std::deque<DecodedMap> Maps;
  InstrProfWriter Writer;
  std::unique_ptr<CoverageMapping> Mapping;
  std::vector<const coverage::FunctionRecord *> Records; ///< by number

  Error decode(StringRef Encoded, ArrayRef<FileId> Files, size_t NumCounters,
               DecodedMap &Map);
};

CoverageEvaluator::CoverageEvaluator()
    : Impl(std::make_unique<Implementation>()) {}
CoverageEvaluator::~CoverageEvaluator() = default;

Error CoverageEvaluator::Implementation::decode(StringRef Encoded,
                                                ArrayRef<FileId> Files,
                                                size_t NumCounters,
                                                DecodedMap &Map) {
  Expected<SourceMap> Read = readMap(Encoded, Files.size(), NumCounters);
  if (!Read)
    return Read.takeError();
  for (U32 File : Read->Files) {
    std::string &Name =
        FileNames.emplace(Files[File], std::to_string(Files[File]))
            .first->second;
    Map.Filenames.push_back(Name);
  }
  Map.Expressions = std::move(Read->Expressions);
  Map.Regions = std::move(Read->Regions);

  std::vector<uint64_t> Zeros(NumCounters);
  CounterMappingContext Context(Map.Expressions, Zeros);
  for (const CounterMappingRegion &Region : Map.Regions)
    if (Expected<int64_t> Count = Context.evaluate(Region.Count); !Count)
      return Count.takeError();
  return Error::success();
}

Expected<unsigned> CoverageEvaluator::add(StringRef EncodedMap,
                                          ArrayRef<FileId> Files,
                                          ArrayRef<uint64_t> RegionCounts) {
  DecodedMap Map;
  if (Error E = Impl->decode(EncodedMap, Files, RegionCounts.size(), Map))
    return E;
  unsigned Number = static_cast<unsigned>(Impl->Maps.size());
  Map.Name = "f" + std::to_string(Number);
  Impl->Maps.push_back(std::move(Map));
  Error Warning = Error::success();
  Impl->Writer.addRecord(
      NamedInstrProfRecord(Impl->Maps.back().Name, ProfileHash,
                           RegionCounts.vec()),
      [&](Error E) { Warning = joinErrors(std::move(Warning), std::move(E)); });
  if (Warning)
    return Warning;
  return Number;
}

Error CoverageEvaluator::evaluate() {
  if (Error E =
          Impl->Writer.mergeProfileKind(InstrProfKind::FrontendInstrumentation))
    return E;
  auto Profile = IndexedInstrProfReader::create(Impl->Writer.writeBuffer());
  if (!Profile)
    return Profile.takeError();
  std::vector<std::unique_ptr<CoverageMappingReader>> Readers;
  Readers.push_back(std::make_unique<MapReader>(Impl->Maps));
  auto Mapping = CoverageMapping::load(Readers, **Profile);
  if (!Mapping)
    return Mapping.takeError();
  Impl->Mapping = std::move(*Mapping);

  Impl->Records.resize(Impl->Maps.size());
  for (const coverage::FunctionRecord &Record :
       Impl->Mapping->getCoveredFunctions()) {
    unsigned Number;
    if (!StringRef(Record.Name).drop_front().getAsInteger(10, Number))
      Impl->Records[Number] = &Record;
  }
  return Error::success();
}

static void visit(const CoverageData &Data,
                  CoverageEvaluator::LineCallback Callback) {
  if (Data.empty())
    return;
  for (const LineCoverageStats &Line : getLineCoverageStats(Data))
    if (Line.isMapped())
      Callback(Line.getLine(), Line.getExecutionCount());
}

void CoverageEvaluator::forEachLine(FileId File, LineCallback Callback) const {
  auto Name = Impl->FileNames.find(File);
  if (Name != Impl->FileNames.end())
    visit(Impl->Mapping->getCoverageForFile(Name->second), Callback);
}

void CoverageEvaluator::forEachLineOfFunction(unsigned Function,
                                              LineCallback Callback) const {
  if (const coverage::FunctionRecord *Record = Impl->Records[Function])
    visit(Impl->Mapping->getCoverageForFunction(*Record), Callback);
}

FileId CoverageEvaluator::mainFile(unsigned Function) const {
  FileId File = NoId;
  if (const coverage::FunctionRecord *Record = Impl->Records[Function])
    StringRef(Impl->Mapping->getCoverageForFunction(*Record).getFilename())
        .getAsInteger(10, File);
  return File;
}
