//===- PlantedData.h - records and strings put into a module ---*- C++ -*-===//
//
// Owns: how a record of hone/Records.inc becomes a global in its section, what
// keeps it alive, and how functions and files are named by hashes. Knows nothing
// of where and why something is observed.
//
// A record of a function that several translation units may define (inline,
// template) stands in a COMDAT group of its own whose name carries a hash of the
// record's content: in the function's group it would be discarded while inlined
// copies still use it, and two different versions of the function must not mix.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_PASS_PLANTEDDATA_H
#define HONE_PASS_PLANTEDDATA_H

#include "hone/Abi.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/IR/DebugInfoMetadata.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/Module.h"

namespace hone {

/// Name of the function metadata that holds a function's FunctionRecord.
inline constexpr llvm::StringLiteral RecordMetadata = "hone.function";

/// Name of the metadata of a function's copy: the hash that names the function.
inline constexpr llvm::StringLiteral CopyMetadata = "hone.copy";

/// Hash that names F in records: of its linkage name, preceded by its file if
/// the name is local to the translation unit.
U64 functionHash(const llvm::Function &F);
U64 functionHash(const llvm::DISubprogram &Subprogram);

/// What a call to Callee is counted as: constructors and destructors have
/// several symbols, of which clang's coverage counts the base variant.
U64 calleeHash(const llvm::Function &Callee);

/// Where a record's globals live.
struct Placement {
  std::string Key;            ///< symbol suffix; unique in the module
  bool Shared = false;        ///< other translation units may plant the same
};

class PlantedData {
public:
  explicit PlantedData(llvm::Module &M) : M(M) {}
  ~PlantedData();
  PlantedData(const PlantedData &) = delete;
  PlantedData &operator=(const PlantedData &) = delete;

  llvm::Module &module() { return M; }

  /// IR type of a record.
  llvm::StructType *recordType(llvm::StringRef RecordName);

  /// Plants a zeroed array of 64-bit counters.
  llvm::GlobalVariable *counters(const Placement &Where, unsigned Count);

  /// Plants Bytes for a record's Info.
  llvm::GlobalVariable *info(const Placement &Where, llvm::StringRef Bytes);

  /// Plants an empty global for a record, so that others can refer to it.
  llvm::GlobalVariable *declareRecord(llvm::StringRef RecordName,
                                      llvm::StringRef Section,
                                      llvm::StringRef Prefix,
                                      const Placement &Where);
  /// The same for a record of so many 32-bit words.
  llvm::GlobalVariable *declareWords(unsigned Count, llvm::StringRef Section,
                                     llvm::StringRef Prefix,
                                     const Placement &Where);
  /// Fills it: constants for the first fields, 0 for those the runtime fills.
  void fillRecord(llvm::GlobalVariable *Record,
                  llvm::ArrayRef<llvm::Constant *> First);

  llvm::Constant *u64(U64 Value);
  llvm::Constant *u32(U32 Value);
  /// Target minus the address of Record's field number Field.
  llvm::Constant *relative(llvm::GlobalVariable *Target,
                           llvm::GlobalVariable *Record, unsigned Field);

  /// Makes sure that the file is in hone_files and returns its hash.
  U64 file(llvm::StringRef Directory, llvm::StringRef Name);
  U64 file(const llvm::DIFile *File);

  /// Makes sure that the description is in hone_structs and returns its hash.
  U64 structure(llvm::StringRef Description);

  /// A function of the runtime, by its name in hone/Abi.h.
  llvm::FunctionCallee runtime(llvm::StringRef Name);
  /// Inserts a call of it, by its calling convention.
  llvm::CallInst *callRuntime(llvm::IRBuilderBase &Builder,
                              llvm::StringRef Name,
                              llvm::ArrayRef<llvm::Value *> Arguments);

  /// A thread-local variable of the runtime.
  llvm::GlobalVariable *threadLocal(llvm::StringRef Name, llvm::Type *Type);

  /// Makes the object depend on a runtime of this ABI version.
  void requireRuntime();

  /// Keeps a global that nothing refers to through optimizer and linker.
  void keep(llvm::GlobalVariable *Global) { Kept.push_back(Global); }

private:
  llvm::CallingConv::ID convention(llvm::StringRef Name) const;
  llvm::GlobalVariable *plant(llvm::Type *Type, llvm::Constant *Initializer,
                              llvm::StringRef Section, llvm::StringRef Name,
                              const Placement &Where);

  llvm::Module &M;
  llvm::SmallVector<llvm::GlobalValue *, 32> Kept;
};

/// Splits the block before Before and inserts there a block for what is hardly ever
/// done, only if Condition holds. Returns that block's end.
llvm::Instruction *insertColdBlock(llvm::Value *Condition,
                                   llvm::Instruction *Before);

/// Where code at the entry of F goes: behind the allocas, which must stay in front
/// to become registers. It gets F's own location.
void moveToEntry(llvm::IRBuilderBase &Builder, llvm::Function &F);

} // namespace hone

#endif // HONE_PASS_PLANTEDDATA_H
