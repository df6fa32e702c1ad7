//===- StructLayout.cpp - where members stand ------------------*- C++ -*-===//

#include "StructLayout.h"

#include "llvm/Support/MathExtras.h"

namespace hone {

Layout layoutOf(const StructType &S) { return {S.Size, S.Members}; }

Layout packed(const std::vector<StructMember> &Members, uint64_t Align,
              uint64_t Extra) {
  Layout L;
  L.Members = Members;
  if (Extra) {
    StructMember Pointer;
    Pointer.Name = "Rest";
    Pointer.Size = Pointer.Align = Extra;
    L.Members.push_back(Pointer);
    Align = std::max(Align, Extra);
  }
  std::stable_sort(L.Members.begin(), L.Members.end(),
                   [](const StructMember &A, const StructMember &B) {
                     if (A.Name.empty() != B.Name.empty())
                       return A.Name.empty();
                     return !A.Name.empty() && A.Align > B.Align;
                   });
  uint64_t End = 0;
  for (StructMember &M : L.Members) {
    M.Offset = llvm::alignTo(End, M.Align);
    End = M.Offset + M.Size;
  }
  L.Size = llvm::alignTo(End, Align);
  return L;
}

uint64_t paddingOf(const Layout &L) {
  uint64_t Bytes = 0;
  for (const StructMember &M : L.Members)
    Bytes += M.Size;
  return L.Size - std::min(L.Size, Bytes);
}

} // namespace hone
