//===- MemoryTable.cpp ----------------------------------------------------===//

#include "MemoryTable.h"
#include "lib/detect/Words.h"
#include "llvm/Support/FormatVariadic.h"

using namespace hone;
using namespace llvm;

namespace {
struct KeyName {
  MemoryKey Key;
  StringRef Name, Description;
  uint64_t (*Figure)(const MemoryUse &Use);
};
} // namespace

static const KeyName Keys[] = {
    {MemoryKey::Peak, "peak", "bytes live at the peak",
     [](const MemoryUse &Use) { return Use.PeakBytes; }},
    {MemoryKey::Leaked, "leaked", "bytes never freed",
     [](const MemoryUse &Use) { return Use.leakedBytes(); }},
    {MemoryKey::Allocations, "allocations", "allocations",
     [](const MemoryUse &Use) { return Use.Blocks; }},
    {MemoryKey::Bytes, "bytes", "allocated bytes",
     [](const MemoryUse &Use) { return Use.Bytes; }},
    {MemoryKey::Temporary, "temporary", "temporary allocations",
     [](const MemoryUse &Use) { return Use.Temporary; }},
    {MemoryKey::Copied, "copied", "bytes of copied containers",
     [](const MemoryUse &Use) { return Use.CopiedBytes; }},
};

static const KeyName &keyName(MemoryKey Key) {
  return Keys[static_cast<size_t>(Key)];
}

Expected<MemoryKey> hone::parseMemoryKey(StringRef Name) {
  std::string Names;
  for (const KeyName &K : Keys) {
    if (!Name.empty() && K.Name.starts_with(Name))
      return K.Key;
    Names += (Names.empty() ? "" : ", ") + K.Name.str();
  }
  return createStringError(inconvertibleErrorCode(),
                           "'%s' is no sort key: use one of %s",
                           Name.str().c_str(), Names.c_str());
}

StringRef hone::describe(MemoryKey Key) { return keyName(Key).Description; }

uint64_t hone::figure(const MemoryUse &Use, MemoryKey Key) {
  return keyName(Key).Figure(Use);
}

bool hone::isMore(const MemoryUse &A, const MemoryUse &B, MemoryKey Key) {
  auto Order = [Key](const MemoryUse &Use) {
    return std::tuple(figure(Use, Key), Use.PeakBytes, Use.Bytes,
                      Use.MappedBytes);
  };
  return Order(A) > Order(B);
}

std::string hone::bytesText(uint64_t Bytes) {
  if (!Bytes)
    return "0";
  if (Bytes < 1024)
    return std::to_string(Bytes) + " B";
  // 1023.9 KiB would have four digits.
  double Value = static_cast<double>(Bytes);
  static constexpr StringRef Units[] = {"B",   "KiB", "MiB", "GiB",
                                        "TiB", "PiB", "EiB"};
  size_t Unit = 0;
  for (; Value >= 999.5 && Unit + 1 != std::size(Units); ++Unit)
    Value /= 1024;
  StringRef Form = Value < 9.995   ? "{0:f2} {1}"
                   : Value < 99.95 ? "{0:f1} {1}"
                                   : "{0:f0} {1}";
  return formatv(Form.data(), Value, Units[Unit]);
}

//===-- Columns -----------------------------------------------------------===//

/// Text at the right end of a column.
static std::string padded(StringRef Text, unsigned Width) {
  size_t Blanks = Width - std::min<size_t>(Width, Text.size());
  return std::string(Blanks, ' ') + Text.str();
}

static std::string bytesPerBlock(const MemoryUse &Use) {
  return Use.Blocks ? bytesText(Use.Bytes / Use.Blocks) : "-";
}

static std::string temporaryShare(const MemoryUse &Use) {
  if (!Use.Blocks)
    return "-";
  return formatv("{0:f1}", 100.0 * static_cast<double>(Use.Temporary) /
                               static_cast<double>(Use.Blocks));
}

static std::string lifetime(const MemoryUse &Use) {
  return Use.lifetimeNs() ? timeWords(*Use.lifetimeNs()) : "-";
}

MemoryColumns::MemoryColumns(const MemoryUse &Total) {
  Columns = {
      {"Peak", 9, [](const MemoryUse &U) { return bytesText(U.PeakBytes); }},
      {"Leaked", 9,
       [](const MemoryUse &U) { return bytesText(U.leakedBytes()); }},
      {"Allocs", 11,
       [](const MemoryUse &U) { return std::to_string(U.Blocks); }},
      {"Bytes", 9, [](const MemoryUse &U) { return bytesText(U.Bytes); }},
      {"Bytes/Alloc", 11, bytesPerBlock},
      {"Temp %", 6, temporaryShare},
      {"Lifetime", 8, lifetime}};
  if (Total.Reallocations) {
    Columns.push_back({"Reallocs", 9, [](const MemoryUse &U) {
                         return std::to_string(U.Reallocations);
                       }});
    Columns.push_back({"Moved", 9, [](const MemoryUse &U) {
                         return bytesText(U.MovedBytes);
                       }});
  }
  if (Total.Maps)
    Columns.push_back({"Mapped", 9, [](const MemoryUse &U) {
                         return bytesText(U.MappedBytes);
                       }});
  if (Total.Unmaps)
    Columns.push_back({"Unmapped", 9, [](const MemoryUse &U) {
                         return bytesText(U.UnmappedBytes);
                       }});
  if (Total.Copies) {
    Columns.push_back({"Copies", 9, [](const MemoryUse &U) {
                         return std::to_string(U.Copies);
                       }});
    Columns.push_back({"Copied", 9, [](const MemoryUse &U) {
                         return bytesText(U.CopiedBytes);
                       }});
  }
}

std::string MemoryColumns::titles() const {
  std::string Text;
  for (const Column &C : Columns)
    Text += (Text.empty() ? "" : " ") + padded(C.Title, C.Width);
  return Text;
}

std::string MemoryColumns::cells(const MemoryUse *Use) const {
  std::string Text;
  for (const Column &C : Columns)
    Text +=
        (Text.empty() ? "" : " ") + padded(Use ? C.Cell(*Use) : "", C.Width);
  return Text;
}

void hone::setHeat(const MemoryUse &Use, const MemoryUse &Total, MemoryKey Key,
                   raw_ostream &OS) {
  uint64_t All = figure(Total, Key);
  double Share = All ? double(figure(Use, Key)) / double(All) : 0;
  if (Share >= 0.10)
    OS.changeColor(raw_ostream::RED, /*Bold=*/true);
  else if (Share >= 0.02)
    OS.changeColor(raw_ostream::YELLOW);
}
