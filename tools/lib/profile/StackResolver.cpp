//===- StackResolver.cpp --------------------------------------------------===//
//
// Owns: the use of LLVM's symbolizer, and what becomes of frames.
//
//===----------------------------------------------------------------------===//

#include "StackResolver.h"
#include "Binary.h"
#include "CallTargets.h"
#include "InfoReader.h"
#include "ShortName.h"
#include "SourcePath.h"
#include "SumTemplates.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/DebugInfo/Symbolize/Symbolize.h"
#include "llvm/Support/Path.h"
#include <unordered_map>

using namespace hone;
using namespace llvm;

namespace {

using symbolize::LLVMSymbolizer;

/// Bytes before an address that are searched for a line.
constexpr U64 MaxLookBack = 64;

/// A frame, or one of those that were inlined into it.
struct Frame {
  U64 Function; ///< name hash; 0: outside
  U64 File;
  U32 Line;
  std::string Name; ///< of a function outside, as people know it
};

/// What stands at an address, the outermost frame first; nothing: hone's own
/// code.
using Chain = std::vector<Frame>;

class StackResolver {
public:
  explicit StackResolver(const ProfileFile &File);
  Expected<CallTree> resolve();

private:
  Expected<U32> place(const StackRecord &Stack);
  Expected<const Chain *> chainAt(U64 Word);
  Expected<Chain> inModule(U32 Module, U64 Address);
  Expected<Chain> inlinedFrames(StringRef Path, U64 Address);
  U64 functionHash(StringRef LinkageName, U64 File) const;
  Frame frame(const DILineInfo &Info) const;
  Frame outside(StringRef Path, U64 Address, StringRef Otherwise);
  Expected<StringRef> calleeAt(U64 Word);

  const ProfileFile &File;
  CallTree Tree;
  StringMap<U64> FileHashes; ///< by absolute path
  struct UserFunction {
    U64 Hash, File; ///< name hash, and one of FileHashes: where it is declared
  };
  StringMap<SmallVector<UserFunction, 1>> Functions; ///< by linkage name
  std::vector<std::optional<CallTargets>> Calls; ///< by module, once checked
  std::vector<std::optional<bool>> IsIntact;     ///< by object: as it was
  std::unordered_map<U64, Chain> Chains;         ///< by frame word
  /// Names of inlined frames come from debug information alone: the symbol
  /// table's name of a constructor, say, may be that of another variant.
  LLVMSymbolizer Lines, Symbols;
};

LLVMSymbolizer::Options options(bool UseSymbolTable) {
  LLVMSymbolizer::Options Options;
  Options.Demangle = false;
  Options.UseSymbolTable = UseSymbolTable;
  return Options;
}

object::SectionedAddress sectioned(U64 Address) {
  return {Address, object::SectionedAddress::UndefSection};
}

/// "std::sort": of a library's template its arguments say little and fill
/// lines.
std::string nameForPeople(StringRef LinkageName) {
  return withoutTemplateArguments(shortName(LinkageName.str()));
}

constexpr U32 ObjectFlag = 0x8000;
U32 numberOf(U64 Word) { return static_cast<U32>(Word >> 48); }
U64 addressOf(U64 Word) { return Word & ((U64(1) << 48) - 1); }
bool isInModule(U64 Word) {
  return numberOf(Word) && !(numberOf(Word) & ObjectFlag);
}

} // namespace

StackResolver::StackResolver(const ProfileFile &File)
    : File(File), Tree(File.Tree), Calls(File.Modules.size()),
      IsIntact(File.Objects.size()), Lines(options(false)),
      Symbols(options(true)) {
  std::map<U64, U64> OneOfPath; // a file may have several hashes
  for (const ModuleData &Module : File.Modules)
    for (const FileEntry &Entry : Module.Files)
      OneOfPath[Entry.Hash] =
          FileHashes
              .try_emplace(absolutePath(Entry.Directory, Entry.Name),
                           Entry.Hash)
              .first->second;
  for (const ModuleData &Module : File.Modules)
    for (const FunctionRecord &F : Module.Functions) {
      Expected<FunctionInfo> Info =
          readInfo(Module.info(F.Info, F.InfoSize), F.NumCounters);
      if (Info)
        Functions[Info->LinkageName].push_back(
            {F.NameHash,
             Info->Files.empty() ? 0 : OneOfPath[Info->Files[Info->DeclFile]]});
      else
        consumeError(Info.takeError()); // the model's builder tells
    }
}

//===-- Frames ------------------------------------------------------------===//

/// Static functions of several files may have one name: that of the file is
/// meant.
U64 StackResolver::functionHash(StringRef LinkageName, U64 File) const {
  auto Named = Functions.find(LinkageName);
  if (Named == Functions.end())
    return 0;
  for (const UserFunction &F : Named->second)
    if (F.File == File)
      return F.Hash;
  return Named->second.front().Hash;
}

Frame StackResolver::frame(const DILineInfo &Info) const {
  auto It = FileHashes.find(absolutePath("", Info.FileName));
  U64 FileHash = It == FileHashes.end() ? 0 : It->second;
  if (U64 Hash = functionHash(Info.FunctionName, FileHash))
    return {Hash, FileHash, Info.Line, ""};
  if (FileHash)
    return {hashBytes(Info.FunctionName.data(), Info.FunctionName.size()),
            FileHash, Info.Line, ""};
  return {0, 0, 0, nameForPeople(Info.FunctionName)};
}

Frame StackResolver::outside(StringRef Path, U64 Address, StringRef Otherwise) {
  Expected<DILineInfo> Info =
      Symbols.symbolizeCode(Path.str(), sectioned(Address));
  if (!Info)
    consumeError(Info.takeError());
  else if (Info->FunctionName != DILineInfo::BadString)
    return {0, 0, 0, nameForPeople(Info->FunctionName)};
  return {0, 0, 0, Otherwise.str()};
}

/// The frames at Address, with the line of the innermost user's frame. Where
/// the optimizer has made code of several lines (line 0), that of the code
/// before it.
Expected<Chain> StackResolver::inlinedFrames(StringRef Path, U64 Address) {
  Chain First;
  for (U64 Back = 0; Back != MaxLookBack; ++Back) {
    Expected<DIInliningInfo> Infos =
        Lines.symbolizeInlinedCode(Path.str(), sectioned(Address - Back));
    if (!Infos)
      return Infos.takeError();
    Chain Found;
    for (uint32_t I = Infos->getNumberOfFrames(); I--;)
      if (Infos->getFrame(I).FunctionName != DILineInfo::BadString)
        Found.push_back(frame(Infos->getFrame(I)));
    auto User =
        find_if(reverse(Found), [](const Frame &F) { return F.Function != 0; });
    bool HasUser = User != Found.rend();
    if (HasUser ? User->Line != 0 : !Back)
      return Found;
    if (!HasUser)
      break;
    if (!Back) {
      // Should no line be found: the function's own.
      for (size_t I = 0; I != Found.size(); ++I)
        if (Found[I].Function && !Found[I].Line)
          Found[I].Line =
              Infos->getFrame(Infos->getNumberOfFrames() - 1 - I).StartLine;
      First = std::move(Found);
    }
  }
  return First;
}

Expected<Chain> StackResolver::inModule(U32 Module, U64 Address) {
  const Facts &About = File.Modules[Module].About;
  StringRef Path = About.text("path");
  if (!Calls[Module]) {
    if (Error E = checkIdentity(About))
      return createStringError(inconvertibleErrorCode(),
                               toString(std::move(E)) +
                                   "; profile it with 'hone run', which keeps "
                                   "the lines in the profile");
    Expected<CallTargets> Read = CallTargets::read(Path);
    if (!Read)
      return Read.takeError();
    Calls[Module] = std::move(*Read);
  }
  if (Calls[Module]->isRuntime(Address))
    return Chain();
  Expected<Chain> Found = inlinedFrames(Path, Address);
  if (Found && Found->empty())
    Found->push_back(outside(Path, Address, sys::path::filename(Path)));
  return Found;
}

Expected<const Chain *> StackResolver::chainAt(U64 Word) {
  auto [It, IsNew] = Chains.try_emplace(Word);
  Chain &Result = It->second;
  if (!IsNew)
    return &Result;
  if (isInModule(Word)) {
    Expected<Chain> Found = inModule(numberOf(Word) - 1, addressOf(Word));
    if (!Found)
      return Found.takeError();
    Result = std::move(*Found);
    return &Result;
  }
  if (!numberOf(Word)) {
    Result.push_back({0, 0, 0, ""});
    return &Result;
  }
  U32 Object = numberOf(Word) & ~ObjectFlag;
  const Facts &About = File.Objects[Object];
  StringRef Path = About.text("path"), Name = sys::path::filename(Path);
  if (!IsIntact[Object]) {
    Error E = checkIdentity(About);
    IsIntact[Object] = !E;
    consumeError(std::move(E));
  }
  Result.push_back(*IsIntact[Object] ? outside(Path, addressOf(Word), Name)
                                     : Frame{0, 0, 0, Name.str()});
  return &Result;
}

//===-- Stacks ------------------------------------------------------------===//

/// The name of the function of another object that the call at Word calls.
Expected<StringRef> StackResolver::calleeAt(U64 Word) {
  if (!isInModule(Word))
    return "";
  // The caller itself may be in the tree already, and its binary not yet open.
  if (Expected<const Chain *> Caller = chainAt(Word); !Caller)
    return Caller.takeError();
  return Calls[numberOf(Word) - 1]->nameAt(addressOf(Word));
}

Expected<U32> StackResolver::place(const StackRecord &Stack) {
  U32 Parent = Stack.Caller ? Tree.Places[Stack.Caller - 1] : 0;
  Expected<const Chain *> Found = chainAt(Stack.Frame);
  if (!Found)
    return Found.takeError();
  const Chain &Frames = **Found;
  if (Frames.empty() || (Stack.Caller && !Parent))
    return 0;
  for (const Frame &F : Frames) {
    bool IsBelowOutside = Parent && Tree.isOutside(Parent);
    if (F.Function) {
      if (IsBelowOutside && !Tree.Nodes[Parent - 1].Parent)
        Parent = 0;
      Parent = Tree.node({F.Function, F.File, F.Line, Parent, 0, 0});
    } else if (!IsBelowOutside) {
      bool IsCalled = &F == &Frames.front() && Stack.Caller;
      Expected<StringRef> Callee =
          calleeAt(IsCalled ? File.Stacks[Stack.Caller - 1].Frame : 0);
      if (!Callee)
        return Callee.takeError();
      U32 Name = Tree.name(Callee->empty() ? F.Name : nameForPeople(*Callee));
      Parent = Tree.node({0, 0, 0, Parent, Name, 0});
    }
  }
  return Parent;
}

Expected<CallTree> StackResolver::resolve() {
  for (size_t I = Tree.Places.size(); I != File.Stacks.size(); ++I) {
    Expected<U32> Place = place(File.Stacks[I]);
    if (!Place)
      return Place.takeError();
    Tree.Places.push_back(*Place);
  }
  return std::move(Tree);
}

Expected<CallTree> hone::resolveStacks(const ProfileFile &File) {
  return StackResolver(File).resolve();
}
