//===- CacheSketch.cpp - what keeps a function's results -------*- C++ -*-===//
//
// Owns: the sketches of CacheSketch.h. They wrap the function, so that its body
// and its callers stay as they are and a recursive function profits too.
//
//===----------------------------------------------------------------------===//

#include "CacheSketch.h"
#include "Template.h"
#include "TypeText.h"
#include "Words.h"
#include "lib/profile/ShortName.h"

#include "llvm/ADT/StringExtras.h"

using namespace llvm;

namespace hone {

/// "get" of "ns::Tree<int>::get<long>"
static std::string plainName(const Function *F) {
  std::string Short = F ? shortName(F->LinkageName) : "";
  StringRef Name = Short;
  int Depth = 0;
  size_t Start = 0;
  for (size_t At = 0; At != Name.size(); ++At) {
    Depth += (Name[At] == '<') - (Name[At] == '>');
    if (Name[At] == ':' && !Depth)
      Start = At + 1;
  }
  Name = Name.drop_front(Start).take_while(
      [](char C) { return isAlnum(C) || C == '_'; });
  return Name.empty() ? "compute" : Name.str();
}

namespace {
/// The pieces of a declaration, as a sketch uses them.
struct Signature {
  std::string Name, Result, Parameters, Arguments;
  std::vector<std::string> KeyTypes;
};
} // namespace

/// A key must own what it is compared by: views and C strings are copied.
static std::string keyType(StringRef Type) {
  std::string Value = valueType(Type);
  return keyClass(Value) == KeyClass::String ? "std::string" : Value;
}

static Signature signatureOf(const Memo &O, const Function *Called) {
  Signature S;
  S.Name = plainName(Called);
  S.Result = valueType(O.ResultType);
  if (S.Result.empty())
    S.Result = "Result";
  char Letter = 'A';
  for (const std::string &Type : splitTypes(O.ArgumentTypes)) {
    std::string Written = shortType(Type);
    StringRef Separator =
        StringRef(Written).ends_with("&") || StringRef(Written).ends_with("*")
            ? ""
            : " ";
    S.Parameters +=
        (S.Parameters.empty() ? "" : ", ") + Written + Separator.str() + Letter;
    S.Arguments += (S.Arguments.empty() ? "" : ", ") + std::string(1, Letter);
    S.KeyTypes.push_back(keyType(Type));
    ++Letter;
  }
  return S;
}

static Signature signatureOf(const CachedFunction &C) {
  return signatureOf(C.O, C.F);
}

static void sketchOnce(const CachedFunction &C, const Signature &S, Finding &F) {
  F.Title = S.Name + " computes one and the same result " +
            countWords(C.O.Observed) + " times";
  F.Fix =
      "All calls have the same arguments: call it once before the loop or at "
      "start-up, and pass the result on.";
  F.Before = S.Name + "(" + S.Arguments + ")   // in every round";
  F.After = "const " + S.Result + " Value = " + S.Name + "(" + S.Arguments +
            ");   // once";
}

static void sketchC(const Signature &S, Finding &F) {
  F.Before = fillTemplate(
      "$Result $Name($Parameters) { ... }",
      {{"Result", S.Result}, {"Name", S.Name}, {"Parameters", S.Parameters}});
  F.After = fillTemplate(R"(
static struct { int Used; /* the arguments */ $Result Value; } Cache[1024];
$Result $Name($Parameters) {
  size_t At = hash($Arguments) % 1024;
  if (Cache[At].Used /* with equal arguments */)
    return Cache[At].Value;
  $Result Value = $NameUncached($Arguments);   /* today's body */
  /* Cache[At] = the arguments and Value, whoever was there before */
  return Value;
}
)",
                         {{"Result", S.Result},
                          {"Name", S.Name},
                          {"NameUncached", S.Name + "Uncached"},
                          {"Parameters", S.Parameters},
                          {"Arguments", S.Arguments}});
}

static std::string keyOf(const Signature &S) {
  return S.KeyTypes.size() == 1 ? S.KeyTypes[0]
                                : "std::tuple<" + join(S.KeyTypes, ", ") + ">";
}

/// Where std::hash has no answer an ordered map needs none: slower, but right.
static bool isHashed(const Signature &S) {
  return S.KeyTypes.size() == 1 && keyClass(S.KeyTypes[0]) != KeyClass::Other;
}

static void sketchCxx(const Signature &S, const std::string &Body, Finding &F,
                      bool Threads) {
  F.Before = fillTemplate(
      "$Result $Name($Parameters) { ... }",
      {{"Result", S.Result}, {"Name", S.Name}, {"Parameters", S.Parameters}});
  std::string Local = Threads ? "thread_local " : "";
  F.After = fillTemplate(
      Body,
      {{"Result", S.Result},
       {"Name", S.Name},
       {"NameUncached", S.Name + "Uncached"},
       {"Parameters", S.Parameters},
       {"Arguments", S.Arguments},
       {"Key", keyOf(S)},
       {"Map", isHashed(S) ? "std::unordered_map" : "std::map"},
       {"Local", Local},
       {"List", Local + "std::list<Entry>"},
       {"Optional",
        Local + "std::optional<std::pair<" + keyOf(S) + ", " + S.Result + ">>"},
       {"Hint", isHashed(S) ? ""
                            : "\n  // std::unordered_map with a hash of Key is "
                              "faster still"}});
}

static constexpr char AllResults[] = R"(
$Result $Name($Parameters) {$Hint
  static $Local$Map<$Key, $Result> Cache;
  $Key Key($Arguments);
  if (auto It = Cache.find(Key); It != Cache.end())
    return It->second;
  $Result Value = $NameUncached($Arguments);   // today's body
  Cache.emplace(std::move(Key), Value);
  return Value;
}
)";

static constexpr char RecentResults[] = R"(
$Result $Name($Parameters) {$Hint
  using Entry = std::pair<$Key, $Result>;
  static $List Recent;   // the most recently used one first
  static $Local$Map<$Key, std::list<Entry>::iterator> Cache;
  $Key Key($Arguments);
  if (auto It = Cache.find(Key); It != Cache.end()) {
    Recent.splice(Recent.begin(), Recent, It->second);
    return It->second->second;
  }
  if (Cache.size() == $Entries) {
    Cache.erase(Recent.back().first);
    Recent.pop_back();
  }
  Recent.emplace_front(Key, $NameUncached($Arguments));   // today's body
  Cache.emplace(std::move(Key), Recent.begin());
  return Recent.front().second;
}
)";

static constexpr char LastResult[] = R"(
$Result $Name($Parameters) {
  static $Optional Last;
  $Key Key($Arguments);
  if (!Last || Last->first != Key)
    Last.emplace(Key, $NameUncached($Arguments));   // today's body
  return Last->second;
}
)";

static constexpr char FreshResults[] = R"(
$Result $Name($Parameters) {$Hint
  using Clock = std::chrono::steady_clock;
  static $Local$Map<$Key, std::pair<Clock::time_point, $Result>> Cache;
  $Key Key($Arguments);
  auto Now = Clock::now();
  auto It = Cache.find(Key);
  if (It == Cache.end() || Now - It->second.first > $Life)
    It = Cache.insert_or_assign(Key, std::pair(Now, $NameUncached($Arguments))).first;
  return It->second.second;
}
)";

/// "300s"
static std::string literal(StringRef Life) {
  auto [Number, Unit] = Life.split(' ');
  return (Number + Unit).str();
}

static std::string replaced(StringRef Text, StringRef What,
                            const std::string &By) {
  auto [Left, Right] = Text.split(What);
  return (Left + By + Right).str();
}

static void sketchHoisted(const Signature &S, Finding &F) {
  F.Title = S.Name + " is called in a loop with arguments that do not change "
                     "there";
  F.Fix = "Call it once before the loop, and use the result in it. Where the "
          "loop is in a caller, pass the result on.";
  F.Before = "for (...)\n  ... " + S.Name + "(" + S.Arguments + ") ...";
  F.After = "const " + S.Result + " Value = " + S.Name + "(" + S.Arguments +
            ");\nfor (...)\n  ... Value ...";
}

void writeAgedCacheSketch(const CachedFunction &C, const std::string &Life,
                          Finding &F) {
  Signature S = signatureOf(C);
  F.Title = S.Name + " asks again for what it was told " +
            countWords(C.O.Observed - C.O.Distinct) + " times in " +
            countWords(C.O.Observed) + " calls";
  F.Fix = "Keep each answer for " + Life + " and ask again after that.";
  sketchCxx(S, replaced(FreshResults, "$Life", literal(Life)), F, false);
}

static constexpr char AnswersOfAll[] = R"(
$Result $Name($Parameters) {   // with hiredis; a cache of its own in front
  std::string Key = "$Name:1:" + toText($Arguments);   // 1: of the program
  if (auto *Got = (redisReply *)redisCommand(Server, "GET %b", Key.data(), Key.size())) {
    // Got->type == REDIS_REPLY_STRING: fromText(Got->str, Got->len), freed
  }
  $Result Value = $NameUncached($Arguments);   // today's body
  redisCommand(Server, "SET %b %b EX 3600", ...);
  return Value;
}
)";

void writeSharedCacheSketch(const Memo &O, const Function &Called,
                            Finding &F) {
  Signature S = signatureOf(O, &Called);
  F.Title = S.Name + " is computed for the same arguments in several processes";
  F.Fix = "Keep its results in a cache that all processes ask (Redis, say), "
          "behind one in each process.";
  sketchCxx(S, AnswersOfAll, F, false);
}

void writeCacheSketch(const CacheChange &Change, Finding &F) {
  const CachedFunction &C = Change.C;
  Signature S = signatureOf(C);
  if (C.Kind == CacheKind::Hoist)
    return sketchHoisted(S, F);
  if (C.O.Distinct == 1)
    return sketchOnce(C, S, F);
  F.Title = S.Name + " computes again what it computed before, " +
            countWords(C.O.Observed - C.O.Distinct) + " times in " +
            countWords(C.O.Observed) + " calls";
  std::string Body = AllResults;
  switch (C.Kind) {
  case CacheKind::LastValue:
    F.Title = S.Name + " is mostly called with the arguments of the call before";
    F.Fix = "Keep the last arguments and the last result, and return it while "
            "they are equal.";
    Body = LastResult;
    break;
  case CacheKind::Lru: {
    std::string Entries = std::to_string(uint64_t(C.Entries));
    F.Fix = "Keep the results of the " + countWords(uint64_t(C.Entries)) +
            " most recently used arguments: more would hardly save more.";
    Body = replaced(RecentResults, "$Entries", Entries);
    break;
  }
  case CacheKind::Unbounded:
  case CacheKind::Hoist:
    F.Fix = "Keep its results in a table from arguments to result, or call it "
            "once per argument and pass the result on.";
    break;
  }
  if (Change.IsC && C.Kind != CacheKind::LastValue)
    return sketchC(S, F);
  sketchCxx(S, Body, F, Change.Threads);
}

} // namespace hone
