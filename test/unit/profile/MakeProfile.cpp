//===- MakeProfile.cpp - profiles for the tool's lit tests ----------------===//
//
//   make-profile sample FILE
//       the profile of SampleProfile.h
//   make-profile empty FILE
//       one without instrumented functions
//   make-profile memory STATE FILE
//       one with memory, "on" or "stacks"; with another STATE one that tells
//       why there is none
//   make-profile version N FILE
//       the sample as a format version N that readers of older versions cannot
//       read
//
//===----------------------------------------------------------------------===//

#include "SampleProfile.h"
#include "llvm/Support/raw_ostream.h"
#include <cstring>

using namespace hone;

int main(int Argc, char **Argv) {
  llvm::StringRef Kind = Argc > 2 ? Argv[1] : "";
  ProfileFile File = test::sampleProfile();
  if (Kind == "empty") {
    File.Modules.clear();
    File.Times.clear();
    File.Edges.clear();
    File.Samples.clear();
    File.Stacks.clear();
    File.Tree = CallTree();
  }
  if (Kind == "memory") {
    std::string State = Argv[2];
    if (State == "on" || State == "stacks")
      File = test::memoryProfile(State);
    else
      File.Run.Values["heap"] = State;
  }
  std::string Bytes = test::encodeProfile(File);
  if (Kind == "version" && Argc > 3) {
    FileHeader Header;
    std::memcpy(&Header, Bytes.data(), sizeof(Header));
    llvm::StringRef(Argv[2]).getAsInteger(10, Header.FormatVersion);
    Header.OldestReader = Header.FormatVersion;
    std::memcpy(&Bytes[0], &Header, sizeof(Header));
  } else if (Kind != "sample" && Kind != "empty" && Kind != "memory") {
    llvm::errs() << "usage: make-profile sample|empty|memory STATE|version N "
                    "FILE\n";
    return 2;
  }
  std::error_code EC;
  llvm::raw_fd_ostream OS(Argv[Argc - 1], EC);
  if (!EC)
    OS << Bytes;
  return EC ? 1 : 0;
}
