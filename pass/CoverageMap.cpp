//===- CoverageMap.cpp ----------------------------------------------------===//

#include "CoverageMap.h"
#include "Compat.h"
#include "llvm/IR/Constants.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/ProfileData/Coverage/CoverageMappingReader.h"
#include "llvm/Support/MD5.h"
#include "llvm/Transforms/Utils/ModuleUtils.h"

using namespace llvm;

namespace hone {

CoverageMap::CoverageMap(Module &M)
    : M(M), Maps(M.getNamedGlobal("__llvm_coverage_mapping")) {
  readFiles();
  readRecords();
  readIncrements();
}

const FunctionRegions *CoverageMap::regions(const Function &F) const {
  auto Found = Regions.find(&F);
  // LLVM 16 plants counters in system headers too, but maps no regions there.
  if (Found == Regions.end() || Found->second.Map.empty())
    return nullptr;
  return &Found->second;
}

/// { { i32 NRecords, i32 FilenamesSize, i32 CoverageSize, i32 Version }, bytes }
void CoverageMap::readFiles() {
  if (!Maps || !Maps->hasInitializer())
    return;
  auto *Header = dyn_cast<Constant>(Maps->getInitializer()->getOperand(0));
  auto *Bytes =
      dyn_cast<ConstantDataSequential>(Maps->getInitializer()->getOperand(1));
  if (!Header || !Bytes)
    return;
  auto *Version = cast<ConstantInt>(Header->getAggregateElement(3));
  coverage::RawCoverageFilenamesReader Reader(Bytes->getRawDataValues(), Files);
  if (Error E = Reader.read(static_cast<coverage::CovMapVersion>(
          Version->getZExtValue()))) {
    consumeError(std::move(E));
    Files.clear();
  }
}

/// { i64 MD5 of name, i32 size, i64 function hash, i64 files' hash, bytes }
void CoverageMap::readRecords() {
  for (const GlobalVariable &Global : M.globals()) {
    if (!Global.getName().starts_with("__covrec_") || !Global.hasInitializer())
      continue;
    const Constant *Initializer = Global.getInitializer();
    auto *Bytes = dyn_cast<ConstantDataSequential>(Initializer->getOperand(4));
    if (!Bytes)
      continue;
    U64 Name = cast<ConstantInt>(Initializer->getOperand(0))->getZExtValue();
    U64 Hash = cast<ConstantInt>(Initializer->getOperand(2))->getZExtValue();
    Records[Name].push_back({Hash, Bytes->getRawDataValues()});
  }
}

void CoverageMap::readIncrements() {
  for (Function &F : M)
    for (Instruction &I : instructions(F)) {
      auto *Increment = compat::asIncrement(I);
      if (!Increment)
        continue;
      FunctionRegions &R = Regions[&F];
      R.Hash = Increment->getHash()->getZExtValue();
      R.Increments.resize(Increment->getNumCounters()->getZExtValue());
      // A function's try block shares a counter with what follows it; where the
      // block begins is what its lines mean.
      Instruction *&First = R.Increments[Increment->getIndex()->getZExtValue()];
      First = First ? First : &I;
      if (!R.Map.empty())
        continue;
      auto *Name = cast<ConstantDataSequential>(
          Increment->getName()->getInitializer());
      for (const Record &Candidate :
           Records.lookup(MD5Hash(Name->getRawDataValues())))
        if (Candidate.Hash == R.Hash) {
          attach(R, Candidate);
          break;
        }
    }
}

void CoverageMap::attach(FunctionRegions &Regions, const Record &Record) {
  using coverage::CounterMappingRegion;
  ArrayRef<std::string> Names = Files;
  if (Error E = coverage::RawCoverageMappingReader(
                    Record.Bytes, Names, Regions.Files, Regions.Expressions,
                    Regions.Map)
                    .read()) {
    consumeError(std::move(E));
    Regions.Map.clear();
  }
  erase_if(Regions.Map, [](const CounterMappingRegion &Region) {
    return Region.Kind >= CounterMappingRegion::BranchRegion;
  });
}

void CoverageMap::erase() {
  auto IsClangs = [](const GlobalValue &Global) {
    return Global.getName().starts_with("__covrec_") ||
           Global.getName() == "__llvm_coverage_mapping" ||
           Global.getName() == "__llvm_coverage_names";
  };
  removeFromUsedLists(M, [&](Constant *C) {
    auto *Global = dyn_cast<GlobalValue>(C->stripPointerCasts());
    return Global && IsClangs(*Global);
  });
  for (Function &F : M)
    for (Instruction &I : make_early_inc_range(instructions(F)))
      if (compat::asIncrement(I))
        I.eraseFromParent();
  for (GlobalVariable &Global : make_early_inc_range(M.globals()))
    if (IsClangs(Global) && Global.use_empty())
      Global.eraseFromParent();
  for (GlobalVariable &Global : make_early_inc_range(M.globals()))
    if (Global.getName().starts_with("__profn_") && Global.use_empty())
      Global.eraseFromParent();
}

} // namespace hone
