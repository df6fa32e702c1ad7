//===- LiveFile.cpp -------------------------------------------------------===//
//
// Owns: the frame of the live file. It may have been cut off, or come from
// anywhere: no size in it is believed before it is compared with what is there.
//
//===----------------------------------------------------------------------===//

#include "LiveFile.h"
#include "ChunkReader.h"
#include "Payloads.h"
#include "llvm/ADT/StringExtras.h"
#include <cstring>

using namespace hone;
using namespace llvm;

namespace {

struct Record {
  U32 Type, Module;
  U64 At; ///< in the file
  StringRef Payload;
};

} // namespace

bool hone::isLiveFile(StringRef Bytes) {
  return Bytes.starts_with(StringRef(LiveMagic, sizeof(LiveMagic)));
}

static Error truncated(StringRef Name, size_t Size, const Twine &Where) {
  return profileError(ProfileError::Truncated,
                      "'" + Name + "' is truncated: it ends after " +
                          Twine(Size) + " bytes, " + Where +
                          "; was the copy interrupted? Copy it again, or run "
                          "the program again");
}

static Error checkHeader(StringRef Bytes, StringRef Name) {
  LiveHeader Header;
  if (Bytes.size() < sizeof(Header))
    return truncated(Name, Bytes.size(), "within its header");
  std::memcpy(&Header, Bytes.data(), sizeof(Header));
  if (Header.FormatVersion > HONE_FORMAT_VERSION ||
      Header.FormatVersion < HONE_FORMAT_OLDEST ||
      Header.AbiVersion != HONE_ABI_VERSION)
    return profileError(
        ProfileError::OtherVersion,
        "'" + Name +
            "' was left by a program that did not end by itself, built with "
            "another hone (format version " +
            Twine(Header.FormatVersion) + ", ABI version " +
            Twine(Header.AbiVersion) + "; this one: " +
            Twine(HONE_FORMAT_VERSION) + " and " + Twine(HONE_ABI_VERSION) +
            "): read it with that one, or build the program again with this "
            "one and run it");
  return Error::success();
}

static Expected<std::vector<Record>> readRecords(StringRef Bytes,
                                                 StringRef Name) {
  if (Error E = checkHeader(Bytes, Name))
    return E;
  std::vector<Record> Records;
  LiveRecord Head;
  for (U64 At = LivePage; At < Bytes.size(); At += Head.Size) {
    U64 Left = Bytes.size() - At;
    if (Left < sizeof(Head))
      return truncated(Name, Bytes.size(), "within the head of a record");
    std::memcpy(&Head, Bytes.data() + At, sizeof(Head));
    if (Head.Type == LIVE_END)
      break;
    if (Head.Size < sizeof(Head) || Head.Size % LivePage ||
        Head.PayloadOffset < sizeof(Head) || Head.PayloadOffset > Head.Size ||
        Head.PayloadSize > Head.Size - Head.PayloadOffset)
      return corrupt(Name, "the sizes of its record at byte " + Twine(At) +
                               " do not fit");
    if (Head.Size > Left)
      return truncated(Name, Bytes.size(),
                       "within a record of " + Twine(Head.Size) + " bytes at " +
                           Twine(At));
    StringRef Payload = Bytes.substr(At + Head.PayloadOffset, Head.PayloadSize);
    // A record's head is written before its payload. Texts have no empty keys.
    if ((Head.Type == LIVE_RUN || Head.Type == LIVE_MODULE) &&
        (Payload.empty() || Payload.front() == '\0'))
      break;
    Records.push_back({Head.Type, Head.Module, At, Payload});
  }
  return Records;
}

/// Adds the counters of a LIVE_COUNTERS record to its module's. All arithmetic
/// wraps: one thread's may be below 0.
static Error addCounters(const Record &R, StringRef Name,
                         std::vector<ModuleData> &Modules) {
  auto Corrupt = [&](const Twine &What) {
    return corrupt(Name, "its record at byte " + Twine(R.At) + " " + What);
  };
  if (R.Module >= Modules.size())
    return Corrupt("counts in module " + Twine(R.Module) + " of " +
                   Twine(Modules.size()));
  std::vector<U64> &Counters = Modules[R.Module].Counters;
  std::vector<U64> More;
  if (!decodeRecords(R.Payload, More) || More.size() != Counters.size())
    return Corrupt("holds " + Twine(R.Payload.size()) +
                   " bytes of counters, '" +
                   Modules[R.Module].About.text("path") + "' has " +
                   Twine(Counters.size() * sizeof(U64)));
  for (size_t I = 0; I != More.size(); ++I)
    Counters[I] += More[I];
  return Error::success();
}

/// Figures as they were when the file was made: too early to mean anything.
static constexpr const char *EarlyFigures[] = {
    "wall_ns",       "cpu_ns",        "run_delay_ns",     "read_bytes",       "threads",
    "hook_inner_ps", "hook_outer_ps", "sample_period_ns", "samples_lost",
    "own_samples",   "sampling",      "heap",             "heap_peak_bytes",
    "heap_peak_ns",  "heap_live_bytes", "max_rss_bytes"};

static Error readRun(ArrayRef<Record> Records, StringRef Name, Facts &Run) {
  for (const Record &R : Records)
    if (R.Type == LIVE_RUN)
      if (Error E = decodeFacts(R.Payload, Name, Run))
        return E;
  for (const char *Key : EarlyFigures)
    Run.Values.erase(Key);
  return Error::success();
}

Expected<Facts> hone::readLiveRun(StringRef Bytes, StringRef Name) {
  Expected<std::vector<Record>> Records = readRecords(Bytes, Name);
  if (!Records)
    return Records.takeError();
  Facts Run;
  if (Error E = readRun(*Records, Name, Run))
    return E;
  return Run;
}

/// Counters without their binary: says which is wanted, and how to mend it.
static Error needsBinary(StringRef Name, const ModuleData &Module,
                         StringRef EndKind, Error Why) {
  StringRef BuildId = Module.About.text("build_id");
  std::string Wanted = BuildId.empty()
                           ? Module.About.text("size").str() + " bytes"
                           : "build id " + BuildId.str();
  StringRef Whose = EndKind == "running"  ? "a program that is still running"
                    : EndKind == "killed" ? "a program that was killed"
                                          : "a program that did not end";
  return profileError(
      ProfileError::Unreadable,
      "'" + Name + "' holds the bare counters of " + Whose +
          ", which mean nothing without its binary, and " +
          toString(std::move(Why)) + "; put the one with " + Wanted +
          " back there, or run the program again ('hone run' makes its profile "
          "independent of the binary)");
}

Expected<ProfileFile>
hone::parseLiveFile(StringRef Bytes, StringRef Name, StringRef EndKind,
                    function_ref<Error(ModuleData &, U32 FirstId)> Load) {
  Expected<std::vector<Record>> Records = readRecords(Bytes, Name);
  if (!Records)
    return Records.takeError();
  ProfileFile File;
  File.IsLive = true;
  if (Error E = readRun(*Records, Name, File.Run))
    return E;
  File.Run.Values["exit"] = EndKind.str();
  File.Run.Values["collected"] = "counts";
  U32 FirstId = 1; // as runtime/Module.cpp gives them
  for (const Record &R : *Records) {
    if (R.Type != LIVE_MODULE)
      continue;
    ModuleData &Module = File.Modules.emplace_back();
    if (Error E = decodeFacts(R.Payload, Name, Module.About))
      return E;
    if (Error E = Load(Module, FirstId))
      return needsBinary(Name, Module, EndKind, std::move(E));
    FirstId += U32(Module.Functions.size());
  }
  if (File.Modules.empty())
    return profileError(ProfileError::Truncated,
                        "'" + Name +
                            "' holds no counters yet: the program was read, or "
                            "ended, while it was starting; try again, or run "
                            "it again");
  for (const Record &R : *Records)
    if (R.Type == LIVE_COUNTERS)
      if (Error E = addCounters(R, Name, File.Modules))
        return E;
  if (Error E = checkReferences(File, Name))
    return E;
  return File;
}
