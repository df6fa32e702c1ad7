//===- slow-regex.cpp - rule slow-regex ------------------------*- C++ -*-===//
//
// Owns: when regular expressions of std::regex are worth a change, and what it
// saves. There are two: to compile an expression once that is compiled again
// and again, and to match in another way. They save different times.
//
//===----------------------------------------------------------------------===//

#include "Detectors.h"
#include "OutsideCalls.h"
#include "PlaceWords.h"
#include "ProgramTime.h"
#include "Words.h"

using namespace llvm;

namespace hone {

/// Fewer samples are chance.
static constexpr double EnoughSamples = 5;
/// That of a date takes 42,000 ns to compile: where an execution takes so little
/// of compiling, the line does not compile each time (a static variable).
static constexpr double LeastCompileNs = 500;
/// Of these, what is known at compile time only once.
static constexpr uint64_t OftenCompiled = 10;
/// What is left of the time that matching takes. Code by hand took 2 to 13 % of
/// it, RE2 4 to 63 % (dates, searches, captures, replacements; docs/rules).
static constexpr Interval LeftOfMatching = {0.03, 0.12, 0.6};

static bool isOfRegex(StringRef Name) {
  return Name.starts_with("std::") &&
         (Name.contains("regex") || Name.contains("std::__detail::_Executor"));
}

/// Its constructors, its destructor and assignments of it.
static bool compiles(StringRef Name) {
  return isOfRegex(Name) && Name.contains("basic_regex");
}

static bool matches(StringRef Name) {
  return isOfRegex(Name) && !compiles(Name);
}

static void describe(const Model &M, const OutsideCalls &Calls, Finding &F) {
  const OutsideCalls::Place &Main = Calls.Places.front();
  F.Rule = "slow-regex";
  F.File = Main.L->File;
  F.Line = Main.L->Line;
  F.Function = Main.L->Function;
  F.Observed = {placeWords(M, F.File, F.Line) + " spends " +
                timeWords(Main.Ns) +
                " in " + Main.Name + "; it is executed " +
                plural(Main.L->Hits, "time", "times") + ", " +
                timeWords(Main.Ns / std::max<uint64_t>(Main.L->Hits, 1)) +
                " each"};
  if (Calls.Places.size() > 1)
    F.Observed.push_back("also in this function: " + otherPlaces(M, Calls));
  json::Array Lines;
  for (const OutsideCalls::Place &P : Calls.Places)
    Lines.push_back(json::Object{{"file", M.Files[P.L->File].Name},
                                 {"line", int64_t(P.L->Line)},
                                 {"hits", int64_t(P.L->Hits)},
                                 {"ns", int64_t(P.Ns)},
                                 {"call", P.Name}});
  F.Evidence = {{"executions", int64_t(Main.L->Hits)},
                {"regex_ns", int64_t(Calls.Ns)},
                {"lines", std::move(Lines)}};
}

/// Leaves the places at which an expression is compiled again and again.
static std::vector<OutsideCalls> compiledAgain(const Model &M) {
  std::vector<OutsideCalls> Found = outsideCalls(M, compiles);
  for (OutsideCalls &Calls : Found) {
    erase_if(Calls.Places, [](const OutsideCalls::Place &P) {
      return P.L->Hits < OftenCompiled ||
             P.Ns / double(P.L->Hits) < LeastCompileNs;
    });
    Calls.Ns = 0;
    for (const OutsideCalls::Place &P : Calls.Places)
      Calls.Ns += P.Ns;
  }
  return Found;
}

static void adviseToCompileOnce(const Model &M, const OutsideCalls &Calls,
                                Finding &F) {
  describe(M, Calls, F);
  F.Title = "the same place compiles a regular expression " +
            countWords(Calls.Places.front().L->Hits) + " times";
  // All but the first of each place.
  F.SavingNs = sampledInterval(M, Calls.Ns) *
               (1 - 1 / double(Calls.Places.front().L->Hits));
  F.TheConfidence = Confidence::Medium;
  F.ConfidenceWhy = "compiling is what takes the time; that the expression is "
                    "the same each time is for you to see";
  F.Risks = {{false, "the expression is not the same each time: keep the "
                     "compiled ones in a map by their text"}};
  F.Before = "std::regex Pattern(\"...\"); // compiled in each call\n"
             "return std::regex_match(Text, Pattern);";
  F.After = "static const std::regex Pattern(\"...\"); // once\n"
            "return std::regex_match(Text, Pattern);";
  F.Fix = "Compile the expression once: a static const std::regex (made once, "
          "and safe to match with from several threads), a member, or one made "
          "outside of the loop.";
}

static void adviseToMatchOtherwise(const Model &M, const OutsideCalls &Calls,
                                   Finding &F) {
  describe(M, Calls, F);
  F.Title = Calls.Places.front().Name + " on a hot path";
  Interval Left = sampledInterval(M, Calls.Ns);
  F.SavingNs = {Left.Low * (1 - LeftOfMatching.High),
                Left.Mid * (1 - LeftOfMatching.Mid),
                Left.High * (1 - LeftOfMatching.Low)};
  F.TheConfidence = Confidence::Medium;
  F.ConfidenceWhy = "std::regex is slow whatever the expression; what code by "
                    "hand or another library takes depends on it";
  F.Risks = {{false, "the expression needs back references or look-ahead, "
                     "which RE2 has not got"}};
  F.Before = "std::regex_replace(Text, Pattern, \"\");";
  F.After = "if (Text.find('\\x1b') == std::string::npos) // what every match "
            "begins with\n"
            "  return Text;\n"
            "... // a loop over the characters, or RE2::GlobalReplace";
  F.Fix = "Scan by hand where the expression is simple (find, memchr, a loop "
          "over the characters), or use RE2, PCRE2 or CTRE. Where few texts "
          "match, look first for a character that every match must have.";
}

void detectSlowRegex(const Model &M, const CostModel &,
                     std::vector<Finding> &Out) {
  double Least = EnoughSamples * double(M.TheRun.SamplePeriodNs);
  auto Report = [&](const std::vector<OutsideCalls> &All, auto Advise) {
    for (const OutsideCalls &Calls : All)
      if (!Calls.Places.empty() && Calls.Ns >= Least) {
        Finding F;
        Advise(M, Calls, F);
        Out.push_back(std::move(F));
      }
  };
  Report(compiledAgain(M), adviseToCompileOnce);
  Report(outsideCalls(M, matches), adviseToMatchOtherwise);
}

} // namespace hone
