//===- ProfileFile.h - one profile file, decoded and checked ---*- C++ -*-===//
//
// Owns: the profile file of include/hone/Abi.h as values in memory, and reading
// it. What parseProfile accepts is safe to use: every index and offset in it is
// within bounds. Knows nothing of what the records mean.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_PROFILE_PROFILEFILE_H
#define HONE_PROFILE_PROFILEFILE_H

#include "CallTree.h"
#include "hone/ProfileFormat.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace hone {

/// Why a file is not read. The message names the file, what is wrong, both
/// versions where versions are the matter, and how to mend it.
class ProfileError : public llvm::ErrorInfo<ProfileError> {
public:
  enum KindType {
    Unreadable,   ///< the operating system's error
    NotAProfile,  ///< does not begin as a profile does
    OtherVersion, ///< written by another version of hone
    Truncated,    ///< ends before its END chunk
    Corrupt,      ///< checksum or contents do not fit
  };
  static char ID;

  ProfileError(KindType Kind, std::string Message)
      : Kind(Kind), Message(std::move(Message)) {}
  KindType kind() const { return Kind; }
  void log(llvm::raw_ostream &OS) const override { OS << Message; }
  std::error_code convertToErrorCode() const override {
    return llvm::inconvertibleErrorCode();
  }

private:
  KindType Kind;
  std::string Message;
};

/// Pairs of key and value from a RUN or MODULE chunk.
class Facts {
public:
  std::map<std::string, std::string> Values;

  llvm::StringRef text(const std::string &Key) const;
  /// Null when the key is missing or its value is not a number.
  std::optional<U64> number(const std::string &Key) const;
};

struct FileEntry {
  U64 Hash;
  std::string Directory, Name;
};

struct StructEntry {
  U64 Hash;
  std::string Description; ///< see StructReader.h
};

struct ModuleData {
  Facts About;
  std::vector<FunctionRecord> Functions;
  std::string Info;
  std::vector<U64> Counters;
  std::vector<SiteRecord> Sites;
  std::vector<ScanRecord> Scans;
  std::vector<MemoRecord> Memos;
  std::vector<WaitRecord> Waits;
  std::vector<FileEntry> Files;
  std::vector<U32> Carriers;
  std::vector<OperationRecord> Operations;
  std::vector<StructEntry> Structs;

  /// The bytes that a record's Info and InfoSize refer to.
  llvm::StringRef info(I64 Offset, U32 Size) const {
    return llvm::StringRef(Info).substr(static_cast<size_t>(Offset), Size);
  }
};

struct ProfileFile {
  U32 FormatVersion = HONE_FORMAT_VERSION;
  Facts Run;
  std::vector<ModuleData> Modules;
  std::vector<TimeRecord> Times;
  std::vector<EdgeRecord> Edges;
  std::vector<HistogramRecord> Histograms;
  std::vector<SampleRecord> Samples;
  std::vector<StackRecord> Stacks;
  std::vector<ThreadRecord> Threads;
  std::vector<HeapRecord> Heap;
  std::vector<HeapPointRecord> Timeline;
  std::vector<EventRecord> Events;
  std::vector<GrowthRecord> Growth;
  std::vector<ReuseRecord> Reuses;
  std::vector<Facts> Objects; ///< without instrumented code
  CallTree Tree;              ///< of Stacks, as far as resolved
  bool IsLive = false; ///< the file is a live file, this its state when read

  /// True: there are counts only; times, searches and arguments are not known.
  bool hasOnlyCounts() const { return Run.text("collected") == "counts"; }
  /// True if the binaries are not needed to tell lines.
  bool isResolved() const { return Tree.Places.size() == Stacks.size(); }
  /// Site number Index counted over all modules in order, and its module.
  std::pair<const SiteRecord *, const ModuleData *> site(U32 Index) const;
};

/// Reads the profile at Path. For the live file of a program that was killed or
/// runs, the binaries it names are needed.
llvm::Expected<ProfileFile> readProfile(llvm::StringRef Path);
/// Decodes Bytes; Name is what messages call the file.
llvm::Expected<ProfileFile> parseProfile(llvm::StringRef Bytes,
                                         llvm::StringRef Name);

/// Appends a chunk with its checksum and padding to Out.
void appendChunk(std::string &Out, U32 Type, llvm::StringRef Payload);
/// A profile file of File's contents.
std::string profileBytes(const ProfileFile &File);
/// The profile Bytes (which parseProfile accepts) with Tree as its only call
/// tree, everything else unchanged.
std::string replaceTree(llvm::StringRef Bytes, const CallTree &Tree);

} // namespace hone

#endif // HONE_PROFILE_PROFILEFILE_H
