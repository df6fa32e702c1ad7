//===- StructReader.cpp ---------------------------------------------------===//

#include "StructReader.h"
#include "llvm/Support/DataExtractor.h"
#include "llvm/Support/MathExtras.h"

using namespace hone;
using namespace llvm;

Expected<StructInfo> hone::readStruct(StringRef Description) {
  DataExtractor Data(Description, /*IsLittleEndian=*/true, /*AddressSize=*/8);
  DataExtractor::Cursor At(0);
  StructInfo S;
  auto Text = [&] { return Data.getBytes(At, Data.getULEB128(At)).str(); };
  S.Name = Text();
  S.File = Data.getU64(At);
  S.Line = static_cast<U32>(Data.getULEB128(At));
  S.Size = Data.getULEB128(At);
  S.Align = Data.getULEB128(At);
  S.Flags = static_cast<U32>(Data.getULEB128(At));
  bool IsValid = isPowerOf2_64(S.Align);
  for (U64 I = 0, Count = Data.getULEB128(At); I != Count && At; ++I) {
    StructMemberInfo Member;
    Member.Name = Text();
    Member.Type = Text();
    Member.Offset = Data.getULEB128(At);
    Member.Size = Data.getULEB128(At);
    Member.Align = Data.getULEB128(At);
    IsValid &= Member.Size <= S.Size && Member.Offset <= S.Size - Member.Size &&
               isPowerOf2_64(Member.Align);
    S.Members.push_back(std::move(Member));
  }
  if (Error E = At.takeError())
    return E;
  if (!IsValid)
    return createStringError(inconvertibleErrorCode(),
                             "a number in it is out of range");
  return S;
}
