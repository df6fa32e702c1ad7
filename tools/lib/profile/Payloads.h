//===- Payloads.h - what profiles and live files have in common -*- C++ -*-===//
//
// Owns: decoding texts and file tables, and checking every reference between
// the parts of a profile, wherever they were read from. Knows nothing of how a
// file is framed.
//
//===----------------------------------------------------------------------===//

#ifndef HONE_PROFILE_PAYLOADS_H
#define HONE_PROFILE_PAYLOADS_H

#include "ProfileFile.h"
#include "llvm/ADT/Twine.h"
#include <cstring>

namespace hone {

/// "'Name' is damaged: What; run the program again ...".
llvm::Error corrupt(llvm::StringRef Name, const llvm::Twine &What);

/// Adds the pairs of a text payload to Out.
llvm::Error decodeFacts(llvm::StringRef Payload, llvm::StringRef Name,
                        Facts &Out);
/// Adds the objects of a text payload to Out: each "path" opens one.
llvm::Error decodeObjects(llvm::StringRef Payload, llvm::StringRef Name,
                          std::vector<Facts> &Out);
/// Adds the names of a text payload to Out.
llvm::Error decodeNames(llvm::StringRef Payload, llvm::StringRef Name,
                        std::vector<std::string> &Out);
/// Adds the entries of a table of source files to Out.
llvm::Error decodeFiles(llvm::StringRef Payload, llvm::StringRef Name,
                        std::vector<FileEntry> &Out);
/// Adds the entries of a table of descriptions of structs to Out.
llvm::Error decodeStructs(llvm::StringRef Payload, llvm::StringRef Name,
                          std::vector<StructEntry> &Out);
/// Adds Payload's records to Out; false: they are not whole.
template <typename Record>
bool decodeRecords(llvm::StringRef Payload, std::vector<Record> &Out) {
  if (Payload.size() % sizeof(Record))
    return false;
  size_t Old = Out.size();
  Out.resize(Old + Payload.size() / sizeof(Record));
  if (!Payload.empty())
    std::memcpy(Out.data() + Old, Payload.data(), Payload.size());
  return true;
}

/// Fails unless every index and offset in File is within bounds.
llvm::Error checkReferences(const ProfileFile &File, llvm::StringRef Name);

} // namespace hone

#endif // HONE_PROFILE_PAYLOADS_H
