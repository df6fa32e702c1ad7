//===- ProfileFuzzer.cpp - damaged profiles never crash the tools ---------===//
//
// Built on demand with clang:
//   cmake -S . -B fuzz -G Ninja -DCMAKE_CXX_COMPILER=clang++-19
//         -DHONE_SANITIZE=fuzzer-no-link,address,undefined
//   ninja -C fuzz profile-fuzzer make-profile
//   mkdir corpus && fuzz/test/unit/make-profile memory stacks corpus/all.prof
//   fuzz/bin/profile-fuzzer corpus
//
// Checksums would stop nearly every mutation at the door, so they are made
// right before reading: what is tested is the decoding behind them.
//
//===----------------------------------------------------------------------===//

#include "lib/profile/LiveFile.h"
#include "lib/profile/ModelBuilder.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/CRC.h"
#include <cstring>

using namespace hone;

static void mendChecksums(std::string &Bytes) {
  size_t At = sizeof(FileHeader);
  ChunkHeader Header;
  while (At + sizeof(Header) <= Bytes.size()) {
    std::memcpy(&Header, Bytes.data() + At, sizeof(Header));
    size_t Begin = At + sizeof(Header);
    if (Header.Size > Bytes.size() - Begin)
      return;
    Header.Crc = llvm::crc32(llvm::arrayRefFromStringRef(
        llvm::StringRef(Bytes).substr(Begin, Header.Size)));
    std::memcpy(&Bytes[At], &Header, sizeof(Header));
    At = Begin + llvm::alignTo(Header.Size, 8);
  }
}

/// A binary with as many counters as its file says in "size", up to 64.
static llvm::Error loadModule(ModuleData &Module, U32) {
  Module.Counters.resize(Module.About.number("size").value_or(0) % 65);
  return llvm::Error::success();
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *Data, size_t Size) {
  std::string Bytes(reinterpret_cast<const char *>(Data), Size);
  mendChecksums(Bytes);
  llvm::Expected<ProfileFile> File =
      isLiveFile(Bytes) ? parseLiveFile(Bytes, "fuzz", "killed", loadModule)
                        : parseProfile(Bytes, "fuzz");
  if (!File) {
    llvm::consumeError(File.takeError());
    return 0;
  }
  ModelBuilder Builder;
  if (llvm::Error E = Builder.add(*File, "fuzz"))
    llvm::consumeError(std::move(E));
  else
    Builder.build();
  return 0;
}
