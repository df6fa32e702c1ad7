//===- CacheSketch.cpp - what keeps a function's results -------*- C++ -*-===//
//
// Owns: the sketches of CacheSketch.h. They wrap the function, so that its body
// and its callers stay as they are and a recursive function profits too.
//
//===----------------------------------------------------------------------===//

#include "CacheSketch.h"
#include "TypeText.h"
#include "Words.h"

#include "llvm/ADT/StringExtras.h"

using namespace llvm;

namespace hone {

/// "ns::parse(int, char const*)" -> "parse"
static std::string plainName(const Function *F) {
  StringRef Name = F ? StringRef(F->Name) : "compute";
  Name = Name.take_front(Name.find('('));
  Name = Name.take_front(Name.find('<'));
  size_t At = Name.find_last_of(": ");
  if (At != StringRef::npos)
    Name = Name.drop_front(At + 1);
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
  std::string Slot = "Cache[hash(" + S.Arguments + ") % 1024]";
  F.Before = S.Result + " " + S.Name + "(" + S.Parameters + ") { ... }";
  F.After = "static struct { bool Used; /* the arguments */ " + S.Result +
            " Value; } Cache[1024];\n" + S.Result + " " + S.Name + "(" +
            S.Parameters + ") {\n  if (/* " + Slot +
            " is used and its arguments are equal */)\n    return " + Slot +
            ".Value;\n  " + S.Result + " Value = " + S.Name + "Uncached(" +
            S.Arguments +
            ");   /* today's body */\n  /* store arguments and "
            "Value in " +
            Slot + " */\n  return Value;\n}";
}

static void sketchCxx(const CacheChange &C, const Signature &S, Finding &F) {
  bool One = S.KeyTypes.size() == 1;
  // Where std::hash has no answer an ordered map needs none: slower, but right.
  bool Hashed = One && keyClass(S.KeyTypes[0]) != KeyClass::Other;
  std::string Key =
      One ? S.KeyTypes[0] : "std::tuple<" + join(S.KeyTypes, ", ") + ">";
  F.Before = S.Result + " " + S.Name + "(" + S.Parameters + ") { ... }";
  F.After = S.Result + " " + S.Name + "(" + S.Parameters + ") {\n  static " +
            (C.Threads ? "thread_local " : "") +
            (Hashed ? "std::unordered_map<" : "std::map<") + Key + ", " +
            S.Result + "> Cache;" +
            (Hashed ? "" : "   // or unordered_map with a hash of the key") +
            "\n  " + (One ? Key + " Key(" : Key + " Key(") + S.Arguments +
            ");\n  if (auto It = Cache.find(Key); It != Cache.end())\n"
            "    return It->second;\n  " +
            S.Result + " Value = " + S.Name + "Uncached(" + S.Arguments +
            ");   // today's body\n  Cache.emplace(std::move(Key), Value);\n"
            "  return Value;\n}";
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
