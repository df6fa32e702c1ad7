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

static Signature signatureOf(const CacheChange &C) {
  Signature S;
  S.Name = plainName(C.F);
  S.Result = valueType(C.O.ResultType);
  if (S.Result.empty())
    S.Result = "Result";
  char Letter = 'A';
  for (const std::string &Type : splitTypes(C.O.ArgumentTypes)) {
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

static void sketchOnce(const CacheChange &C, const Signature &S, Finding &F) {
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

static void sketchCxx(const CacheChange &C, const Signature &S, Finding &F) {
  bool One = S.KeyTypes.size() == 1;
  // Where std::hash has no answer an ordered map needs none: slower, but right.
  bool Hashed = One && keyClass(S.KeyTypes[0]) != KeyClass::Other;
  std::string Key =
      One ? S.KeyTypes[0] : "std::tuple<" + join(S.KeyTypes, ", ") + ">";
  F.Before = fillTemplate(
      "$Result $Name($Parameters) { ... }",
      {{"Result", S.Result}, {"Name", S.Name}, {"Parameters", S.Parameters}});
  F.After = fillTemplate(
      R"(
$Result $Name($Parameters) {$Hint
  static $Local$Map<$Key, $Result> Cache;
  $Key Key($Arguments);
  if (auto It = Cache.find(Key); It != Cache.end())
    return It->second;
  $Result Value = $NameUncached($Arguments);   // today's body
  Cache.emplace(std::move(Key), Value);
  return Value;
}
)",
      {{"Result", S.Result},
       {"Name", S.Name},
       {"NameUncached", S.Name + "Uncached"},
       {"Parameters", S.Parameters},
       {"Arguments", S.Arguments},
       {"Key", Key},
       {"Map", Hashed ? "std::unordered_map" : "std::map"},
       {"Local", C.Threads ? "thread_local " : ""},
       {"Hint", Hashed ? ""
                       : "\n  // std::unordered_map with a hash of Key is "
                         "faster still"}});
}

void writeCacheSketch(const CacheChange &C, Finding &F) {
  Signature S = signatureOf(C);
  if (C.O.Distinct == 1 && !C.O.Overflow)
    return sketchOnce(C, S, F);
  F.Title = S.Name + " computes again what it computed before, " +
            countWords(C.O.Observed - C.O.Distinct - C.O.Overflow) +
            " times in " + countWords(C.O.Observed) + " calls";
  F.Fix = "Keep its results in a table from arguments to result";
  F.Fix += C.O.Overflow ? ", bounded to the most recently used entries."
                        : ", or call it once per argument and pass the result "
                          "on.";
  if (C.IsC)
    return sketchC(S, F);
  sketchCxx(C, S, F);
}

} // namespace hone
