//===- PlacedFinding.cpp - what to say of elements that move ---*- C++ -*-===//

#include "PlacedFinding.h"
#include "ContainerFinding.h"
#include "Template.h"
#include "Words.h"

using namespace llvm;

namespace hone {

static const char *nameOf(Instead What) {
  switch (What) {
  case Instead::Compaction:
    return "one pass";
  case Instead::Deque:
    return "std::deque";
  case Instead::List:
    return "std::list";
  case Instead::Tree:
    return "std::multiset";
  }
  return "";
}

static std::string changesWords(const PlacedChanges &P) {
  auto Number = [](const OperationSample &S) {
    return uint64_t(std::llround(S.Observed));
  };
  std::string Words;
  if (Number(P.Inserts))
    Words = plural(Number(P.Inserts), "insertion", "insertions");
  if (Number(P.Erases))
    Words += (Words.empty() ? "" : " and ") +
             plural(Number(P.Erases), "erasure", "erasures");
  return Words;
}

static void describe(const Model &M, const ContainerUse &Use,
                     const PlacedChanges &P, ArrayRef<PlacedAlternative> Best,
                     Finding &F) {
  const Container &C = Use.container();
  const char *Where = P.IsAtFront ? "at the front" : "in the middle";
  F.Title = changesWords(P) + " " + Where + " of " + containerWords(M, C) +
            " move " + meanWords(P.meanMoved()) + " elements each";
  double MovedBytes = P.moved() * P.Bytes;
  uint64_t Largest = std::max(P.Inserts.MaxSize, P.Erases.MaxSize);
  F.Observed = {
      changesWords(P) + " " + Where + " at " + placeWords(M, P.Places) +
          ": of " + meanWords(P.meanSize()) + " elements on average (" +
          countWords(Largest) + " at most), " + meanWords(P.meanMoved()) +
          " move",
      byteWords(MovedBytes) + " moved, elements of " + byteWords(P.Bytes) +
          "; they take " + timeWords(P.NowNs) + " (measured on " +
          plural(P.samples(), "operation", "operations") + ")",
      "it is walked over " + countWords(Use.count(HONE_OP_Advance)) +
          " elements, indexed " + countWords(Use.count(HONE_OP_Index)) +
          " times, appended to " + countWords(Use.count(HONE_OP_PushBack)) +
          " times"};
  F.Evidence.insert(
      F.Evidence.end(),
      {{"inserts", int64_t(std::llround(P.Inserts.Observed))},
       {"erases", int64_t(std::llround(P.Erases.Observed))},
       {"mean_size", P.meanSize()},
       {"max_size", int64_t(Largest)},
       {"mean_moved", P.meanMoved()},
       {"moved_bytes", MovedBytes},
       {"element_bytes", P.Bytes},
       {"operations_ns", P.NowNs},
       {"walked", int64_t(Use.count(HONE_OP_Advance))},
       {"indexed", int64_t(Use.count(HONE_OP_Index))},
       {"observed_operations", int64_t(P.samples())},
       {"alternative", nameOf(Best[0].What)},
       {"next_alternative",
        Best.size() > 1 ? json::Value(nameOf(Best[1].What)) : nullptr}});
}

static void sketchCompaction(StringRef Name, Finding &F) {
  F.Fix =
      "Let the loop only decide what stays, and close all gaps in one pass: "
      "std::remove_if and erase (std::erase_if in C++20).";
  F.Before = fillTemplate(R"(
for (auto It = $Name.begin(); It != $Name.end();)
  if (isDone(*It))
    It = $Name.erase(It);   // moves all elements behind it
  else
    ++It;
)",
                          {{"Name", Name}});
  F.After = fillTemplate(R"(
$Name.erase(std::remove_if($Name.begin(), $Name.end(), isDone), $Name.end());
)",
                         {{"Name", Name}});
}

static void sketchContainer(const ContainerUse &Use, const PlacedChanges &P,
                            Instead What, StringRef Name, Finding &F) {
  bool Erases = P.Erases.Moved >= P.Inserts.Moved;
  StringRef Place = P.IsAtFront ? ".begin()" : "Place";
  std::string Now = Use.type().Name, Then;
  std::string At = P.IsAtFront ? (Name + Place).str() : Place.str();
  F.Before = Now + " " + Name.str() + ";\n" + Name.str() +
             (Erases ? ".erase(" + At + ");" : ".insert(" + At + ", Item);") +
             "   // moves " + meanWords(P.meanMoved()) + " elements";
  switch (What) {
  case Instead::Deque:
    Then = withTemplate(Use.type(), "deque") + " " + Name.str() + ";\n" +
           Name.str() + (Erases ? ".pop_front();" : ".push_front(Item);");
    F.Fix =
        "Make it a std::deque: its ends are what changes, and that costs it "
        "the same whatever its length.";
    break;
  case Instead::List:
    Then = withTemplate(Use.type(), "list") + " " + Name.str() + ";\n" +
           Name.str() +
           (Erases ? ".erase(" + At + ");" : ".insert(" + At + ", Item);");
    F.Fix = "Make it a std::list: it is walked and changed where the walk is, "
            "and nothing reaches its elements by number.";
    break;
  default:
    Then =
        withTemplate(Use.type(), "multiset") + " " + Name.str() + ";\n" +
        Name.str() +
        (Erases ? ".erase(" + Name.str() + ".find(Item));" : ".insert(Item);");
    F.Fix =
        "Make it a std::set or std::multiset, which is in order at all "
        "times; or, if it is searched only after its last insertion, append "
        "all and sort once.";
  }
  F.After = Then;
}

static std::string next(ArrayRef<PlacedAlternative> Best) {
  if (Best.size() < 2)
    return "";
  std::string Saved = " (about " + timeWords(Best[1].SavingNs.Mid) + " saved).";
  switch (Best[1].What) {
  case Instead::Compaction:
    return " Next best: collect what goes and erase it in one pass" + Saved;
  default:
    return std::string(" Next best: ") + nameOf(Best[1].What) + Saved;
  }
}

static void judge(const ContainerUse &Use, const PlacedChanges &P, Instead What,
                  Finding &F) {
  uint64_t Indexed = Use.count(kinds::Random);
  auto Risk = [&F](bool Checked, std::string Text) {
    F.Risks.push_back({Checked, std::move(Text)});
  };
  std::string Why;
  switch (What) {
  case Instead::Compaction:
    Why = "it erases while it walks";
    Risk(false, "what is decided on an element depends on those erased before "
                "it, or something else looks at the container in the loop");
    break;
  case Instead::Deque:
    Why = "all insertions and erasures observed were at its ends";
    Risk(true, "only its ends change, in " + countWords(uint64_t(P.number())) +
                   " operations");
    Risk(false, "something needs its elements in one piece of memory (data(), "
                "&v[0])");
    break;
  case Instead::List:
    Why = "it is never indexed or sorted, only walked";
    Risk(true, "never indexed, sorted or searched by halving (" +
                   plural(Indexed, "time", "times") + ")");
    Risk(false, "something needs its elements in one piece of memory (data(), "
                "&v[0])");
    break;
  case Instead::Tree:
    Why = "it is kept in order and never indexed";
    Risk(true, "never indexed");
    Risk(false, "elements change in place, or are found by another order than "
                "the one it is kept in");
    break;
  }
  setConfidence(F, Use, Confidence::Medium, std::move(Why), P.samples());
  addStabilityRisks(F, Use);
}

Finding placedFinding(StringRef Rule, const Model &M, const ContainerUse &Use,
                      const PlacedChanges &P,
                      ArrayRef<PlacedAlternative> Best) {
  Instead What = Best[0].What;
  Finding F = containerFinding(M, Use, Rule, P.Places.front());
  F.SavingNs = Best[0].SavingNs;
  if (What == Instead::Deque)
    F.Proposed = Structure::Deque;
  else if (What == Instead::List)
    F.Proposed = Structure::List;
  describe(M, Use, P, Best, F);
  judge(Use, P, What, F);
  std::string Name = sketchName(Use.container());
  if (What == Instead::Compaction)
    sketchCompaction(Name, F);
  else
    sketchContainer(Use, P, What, Name, F);
  F.Fix += next(Best);
  if (P.Erases.Moved > P.Inserts.Moved)
    F.Fix += " If the order of the elements does not matter at all, move the "
             "last one into the gap and pop_back().";
  return F;
}

} // namespace hone
