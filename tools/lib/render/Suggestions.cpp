//===- Suggestions.cpp - printing advice for people ------------*- C++ -*-===//
//
// Owns: the text form of `hone suggest`. Every sentence about a rule comes from
// the finding; this file only sets it.
//
//===----------------------------------------------------------------------===//

#include "Suggestions.h"
#include "Names.h"
#include "lib/detect/Words.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Format.h"

using namespace llvm;

namespace hone {
namespace {

constexpr unsigned LabelWidth = 12; ///< "    Change  "

class Printer {
public:
  Printer(const Model &M, const Advice &A, const SuggestionStyle &Style,
          raw_ostream &OS)
      : M(M), A(A), Style(Style), OS(OS) {}
  void print();

private:
  void printNone();
  void printOverview();
  void printGroup(Group G);
  void printOne(const Suggestion &S);
  void printGain(const Suggestion &S);
  void printHidden();

  void paint(StringRef Text, raw_ostream::Colors Color, bool Bold = true);
  /// Words set to the width, from column Indent on, all lines indented alike.
  void wrap(StringRef Text, unsigned Indent);
  /// A wrapped text behind a label.
  void paragraph(StringRef Label, StringRef Text);
  /// Code keeps its lines.
  void code(StringRef Label, StringRef Text);
  void label(StringRef Label);

  const Model &M;
  const Advice &A;
  const SuggestionStyle &Style;
  raw_ostream &OS;
};

} // namespace

static StringRef groupTitle(Group G) {
  switch (G) {
  case Group::Algorithm:
    return "Algorithm and data structure";
  case Group::Caching:
    return "Caching";
  case Group::IO:
    return "Input and output";
  case Group::Layout:
    return "Layout and low level";
  }
  return "";
}

static StringRef confidenceWord(Confidence C) {
  switch (C) {
  case Confidence::Proven:
    return "proven";
  case Confidence::High:
    return "high";
  case Confidence::Medium:
    return "medium";
  case Confidence::Low:
    return "low";
  }
  return "";
}

static std::string timesWords(double Times) {
  if (Times > 100) // beyond that a prediction means nothing
    return "over 100x";
  return formatv(Times < 1.095 ? "{0:f2}x" : "{0:f1}x", Times).str();
}

void Printer::paint(StringRef Text, raw_ostream::Colors Color, bool Bold) {
  if (Style.Color)
    OS.changeColor(Color, Bold);
  OS << Text;
  if (Style.Color)
    OS.resetColor();
}

void Printer::label(StringRef Label) {
  OS << "    ";
  paint(Label, raw_ostream::CYAN, /*Bold=*/false);
  OS.indent(LabelWidth - 4 - Label.size());
}

void Printer::wrap(StringRef Text, unsigned Indent) {
  unsigned Column = Indent;
  SmallVector<StringRef> Words;
  Text.split(Words, ' ', -1, /*KeepEmpty=*/false);
  for (StringRef Word : Words) {
    if (Column != Indent && Column + 1 + Word.size() > Style.Columns) {
      OS << '\n';
      OS.indent(Indent);
      Column = Indent;
    } else if (Column != Indent) {
      OS << ' ';
      ++Column;
    }
    OS << Word;
    Column += Word.size();
  }
  OS << '\n';
}

void Printer::paragraph(StringRef Label, StringRef Text) {
  label(Label);
  wrap(Text, LabelWidth);
}

void Printer::code(StringRef Label, StringRef Text) {
  SmallVector<StringRef> Lines;
  Text.split(Lines, '\n');
  for (StringRef Line : Lines) {
    OS.indent(LabelWidth) << left_justify(Label, 6) << " | ";
    paint(Line, raw_ostream::SAVEDCOLOR, /*Bold=*/false);
    OS << '\n';
    Label = "";
  }
}

void Printer::printGain(const Suggestion &S) {
  const Interval &Ns = S.F.SavingNs;
  paragraph("Gain", timeWords(Ns.Mid) + " (" + timeWords(Ns.Low) + " to " +
                        timeWords(Ns.High) + "), " + percentWords(S.Pct.Mid) +
                        " of the run (" + percentWords(S.Pct.Low) + " to " +
                        percentWords(S.Pct.High) + "): the run gets " +
                        timesWords(S.Speedup.Mid) + " as fast (" +
                        timesWords(S.Speedup.Low) + " to " +
                        timesWords(S.Speedup.High) + ")");
}

void Printer::printOne(const Suggestion &S) {
  const Finding &F = S.F;
  OS << '\n';
  paint(S.Id, raw_ostream::GREEN);
  OS.indent(S.Id.size() < 4 ? 4 - S.Id.size() : 1);
  wrap(F.Title, 4);
  OS << "    ";
  paint(placeName(M, F.File, F.Line), raw_ostream::MAGENTA, /*Bold=*/false);
  if (F.Function != NoId)
    OS << " in " << functionName(M, F.Function, Demangle::Simple);
  OS << "  [" << F.Rule << "]\n\n";
  StringRef Label = "Seen";
  for (const std::string &Sentence : F.Observed) {
    paragraph(Label, Sentence);
    Label = "";
  }
  Label = "Also";
  for (const Symptom &Seen : F.Symptoms) {
    paragraph(Label, Seen.Title + " (" + placeName(M, Seen.File, Seen.Line) +
                         ", " + Seen.Rule + ")");
    Label = "";
  }
  paragraph("Change", F.Fix);
  code("before", F.Before);
  code("after", F.After);
  printGain(S);
  paragraph("Sure",
            (confidenceWord(F.TheConfidence) + ": " + F.ConfidenceWhy).str());
  Label = "Risks";
  for (const Risk &R : F.Risks) {
    paragraph(Label, (R.Checked ? "checked: " : "unknown: ") + R.Text);
    Label = "";
  }
  if (!S.Within.empty())
    paragraph("Note", "competes with " + S.Within +
                          ": both remove the same time, their gains do not "
                          "add up");
}

void Printer::printGroup(Group G) {
  auto InGroup = [G](const Suggestion &S) {
    return S.F.TheGroup == G && S.Within.empty();
  };
  // A suggestion that competes with a larger one stands right below that one.
  auto Below = [this](const Suggestion &Root) {
    for (const Suggestion &S : A.Suggestions)
      if (S.Within == Root.Id)
        printOne(S);
  };
  if (none_of(A.Suggestions, InGroup))
    return;
  OS << '\n';
  paint(groupTitle(G), raw_ostream::YELLOW);
  OS << '\n';
  for (const Suggestion &S : A.Suggestions)
    if (InGroup(S)) {
      printOne(S);
      Below(S);
    }
}

/// The command, cut where a long list of arguments would hide the rest.
/// The command for a heading: of one that is too long, the folder of the
/// program goes first, then the last arguments.
static std::string commandName(const Run &R) {
  constexpr size_t Most = 60;
  StringRef Command = R.Command;
  if (Command.empty())
    return "this run";
  if (Command.size() > Most) {
    size_t Slash =
        Command.take_until([](char C) { return C == ' '; }).rfind('/');
    Command = Command.substr(Slash == StringRef::npos ? 0 : Slash + 1);
  }
  if (Command.size() > Most)
    return (Command.take_front(Most - 3) + "...").str();
  return Command.str();
}

void Printer::printOverview() {
  OS << plural(A.Suggestions.size(), "suggestion", "suggestions") << " for "
     << commandName(M.TheRun) << " (" << timeWords(A.ProgramNs)
     << " of CPU time, hone's own taken out)\n\n";
  for (const Suggestion &S : A.Suggestions) {
    OS << "  ";
    paint(S.Id, raw_ostream::GREEN);
    OS.indent(S.Id.size() < 4 ? 4 - S.Id.size() : 1);
    OS << right_justify("-" + percentWords(S.Pct.Mid), 7) << "  "
       << right_justify(timesWords(S.Speedup.Mid), 9) << "  "
       << left_justify(S.F.Rule, 14) << "  "
       << placeName(M, S.F.File, S.F.Line);
    if (!S.Within.empty())
      OS << "  (competes with " << S.Within << ")";
    OS << '\n';
  }
}

static std::string lookedAt(const Examined &L) {
  return "Looked at " + plural(L.Functions, "function", "functions") + ", " +
         plural(L.Searches, "search", "searches") + ", " +
         plural(L.Containers, "container", "containers") + " and " +
         plural(L.Memos, "function's arguments", "functions' arguments") + ".";
}

void Printer::printHidden() {
  if (A.Hidden)
    OS << plural(A.Hidden, "finding", "findings")
       << " below the smallest gain hidden; --all shows them.\n";
}

void Printer::printNone() {
  OS << "No suggestions for " << commandName(M.TheRun) << ". "
     << lookedAt(A.Looked) << '\n';
  printHidden();
}

void Printer::print() {
  if (A.Suggestions.empty())
    return printNone();
  printOverview();
  for (Group G : {Group::Algorithm, Group::Caching, Group::IO, Group::Layout})
    printGroup(G);
  OS << '\n' << lookedAt(A.Looked) << '\n';
  printHidden();
  if (!A.IsCalibrated)
    wrap("Gains are predicted from " + A.Costs + ".", 0);
  OS << "'hone explain RULE' tells more about a rule.\n";
}

void printSuggestions(const Model &M, const Advice &A,
                      const SuggestionStyle &Style, raw_ostream &OS) {
  Printer(M, A, Style, OS).print();
}

} // namespace hone
