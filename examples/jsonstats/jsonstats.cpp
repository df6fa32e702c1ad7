//===- jsonstats.cpp - what the ISO code lists say about each other -------===//
//
// Reads the JSON lists of Debian's iso-codes and prints
//   - the subdivisions of each country (ISO 3166-1 and -2), by kind,
//   - the subdivisions that contain most others,
//   - for each script (ISO 15924), family (639-5) and language of the older list
//     (639-2) the language of ISO 639-3 with the most similar name.
//
//===----------------------------------------------------------------------===//

#include <algorithm>
#include <cctype>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <map>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace {

struct Named {
  std::string Code, Name;
};

struct Subdivision {
  std::string Code, Name, Type, Parent;
  unsigned Parts = 0; ///< subdivisions that name this one as their parent
};

nlohmann::json load(const std::string &Folder, const std::string &Standard) {
  std::string Path = Folder + "/iso_" + Standard + ".json";
  std::ifstream In(Path);
  if (!In)
    throw std::runtime_error("cannot read '" + Path + "'");
  return nlohmann::json::parse(In).at(Standard);
}

std::vector<Named> loadNames(const std::string &Folder, const std::string &Standard,
                             const char *CodeKey) {
  std::vector<Named> Names;
  for (const auto &Item : load(Folder, Standard))
    Names.push_back({Item.at(CodeKey), Item.at("name")});
  return Names;
}

std::vector<Subdivision> loadSubdivisions(const std::string &Folder) {
  std::vector<Subdivision> All;
  for (const auto &Item : load(Folder, "3166-2")) {
    std::string Code = Item.at("code");
    std::string Parent = Item.value("parent", "");
    // Some entries leave the country's code out of the parent's.
    if (!Parent.empty() && Parent.find('-') == std::string::npos)
      Parent = Code.substr(0, 3) + Parent;
    All.push_back({Code, Item.at("name"), Item.at("type"), Parent});
  }
  return All;
}

//===-- Names -------------------------------------------------------------===//

/// Words that say what is named, not its name.
bool isFiller(const std::string &Word) {
  static const char *const Fillers[] = {"", "language", "languages", "of", "the", "and"};
  return std::find(std::begin(Fillers), std::end(Fillers), Word) != std::end(Fillers);
}

/// The name without case, remarks in parentheses, fillers and order of words:
/// "Egyptian Arabic (spoken)" and "Arabic, Egyptian" become "arabic egyptian".
std::string normalize(const std::string &Name) {
  std::vector<std::string> Words(1);
  int Depth = 0;
  for (char C : Name) {
    auto Byte = static_cast<unsigned char>(C);
    if (C == '(')
      ++Depth;
    else if (C == ')')
      --Depth;
    else if (Depth > 0)
      continue;
    else if (std::isalnum(Byte) || Byte >= 0x80)
      Words.back() += static_cast<char>(std::tolower(Byte));
    else
      Words.emplace_back();
  }
  std::sort(Words.begin(), Words.end());
  std::string Result;
  for (const std::string &Word : Words) {
    if (isFiller(Word))
      continue;
    if (!Result.empty())
      Result += ' ';
    Result += Word;
  }
  return Result;
}

/// Levenshtein's distance.
size_t editDistance(std::string_view A, std::string_view B) {
  std::vector<size_t> Row(B.size() + 1);
  for (size_t J = 0; J <= B.size(); ++J)
    Row[J] = J;
  for (size_t I = 1; I <= A.size(); ++I) {
    size_t Diagonal = Row[0];
    Row[0] = I;
    for (size_t J = 1; J <= B.size(); ++J) {
      size_t Replace = Diagonal + (A[I - 1] != B[J - 1]);
      Diagonal = Row[J];
      Row[J] = std::min({Replace, Row[J] + 1, Row[J - 1] + 1});
    }
  }
  return Row[B.size()];
}

/// From 0, nothing in common, to 1, the same name.
double similarity(const std::string &A, const std::string &B) {
  std::string Left = normalize(A), Right = normalize(B);
  size_t Longer = std::max(Left.size(), Right.size());
  size_t Shorter = std::min(Left.size(), Right.size());
  if (Longer == 0 || Shorter * 2 < Longer)
    return 0;
  return 1 - static_cast<double>(editDistance(Left, Right)) / Longer;
}

const Named &mostSimilar(const std::string &Name, const std::vector<Named> &Among,
                         double &Best) {
  const Named *Found = &Among.front();
  Best = -1;
  for (const Named &Candidate : Among) {
    double Value = similarity(Name, Candidate.Name);
    if (Value > Best) {
      Best = Value;
      Found = &Candidate;
    }
  }
  return *Found;
}

//===-- The reports -------------------------------------------------------===//

Subdivision *findSubdivision(std::vector<Subdivision> &All, const std::string &Code) {
  for (Subdivision &S : All)
    if (S.Code == Code)
      return &S;
  return nullptr;
}

void printCountries(const std::vector<Named> &Countries,
                    const std::vector<Subdivision> &All, size_t Top) {
  std::map<std::string, std::map<std::string, unsigned>> Kinds;
  std::map<std::string, unsigned> Counts;
  for (const Subdivision &S : All) {
    ++Kinds[S.Code.substr(0, 2)][S.Type];
    ++Counts[S.Code.substr(0, 2)];
  }
  std::vector<Named> Order = Countries;
  std::sort(Order.begin(), Order.end(), [&](const Named &A, const Named &B) {
    unsigned InA = Counts[A.Code], InB = Counts[B.Code];
    return InA != InB ? InA > InB : A.Code < B.Code;
  });
  Order.resize(std::min(Top, Order.size()));
  std::printf("countries with most subdivisions\n");
  for (const Named &Country : Order) {
    std::printf("%5u  %s:", Counts[Country.Code], Country.Name.c_str());
    for (const auto &[Kind, Count] : Kinds[Country.Code])
      std::printf(" %s %u", Kind.c_str(), Count);
    std::printf("\n");
  }
}

void printParents(std::vector<Subdivision> All, size_t Top) {
  unsigned Unknown = 0;
  for (size_t I = 0; I != All.size(); ++I)
    if (!All[I].Parent.empty()) {
      if (Subdivision *Parent = findSubdivision(All, All[I].Parent))
        ++Parent->Parts;
      else
        ++Unknown;
    }
  std::sort(All.begin(), All.end(), [](const Subdivision &A, const Subdivision &B) {
    return A.Parts != B.Parts ? A.Parts > B.Parts : A.Code < B.Code;
  });
  std::printf("subdivisions with most parts (%u parents are not listed)\n", Unknown);
  for (size_t I = 0; I != std::min(Top, All.size()); ++I)
    std::printf("%5u  %s %s\n", All[I].Parts, All[I].Code.c_str(), All[I].Name.c_str());
}

/// Prints the items whose most similar language has another name.
void printLikeness(const char *Title, const std::vector<Named> &Items,
                   const std::vector<Named> &Languages) {
  std::printf("%s: names like a language's\n", Title);
  unsigned Same = 0;
  for (const Named &Item : Items) {
    double Best;
    const Named &Language = mostSimilar(Item.Name, Languages, Best);
    if (Item.Name == Language.Name)
      ++Same;
    else if (Best >= 0.75)
      std::printf("%5.2f  %s %s: %s %s\n", Best, Item.Code.c_str(), Item.Name.c_str(),
                  Language.Code.c_str(), Language.Name.c_str());
  }
  std::printf("%5u  are the same, of %zu\n", Same, Items.size());
}

} // namespace

int main(int Argc, char **Argv) try {
  if (Argc != 3) {
    std::fprintf(stderr, "usage: jsonstats TOP FOLDER\n");
    return 2;
  }
  size_t Top = std::strtoul(Argv[1], nullptr, 10);
  std::string Folder = Argv[2];
  std::vector<Subdivision> Subdivisions = loadSubdivisions(Folder);
  printCountries(loadNames(Folder, "3166-1", "alpha_2"), Subdivisions, Top);
  printParents(Subdivisions, Top);
  std::vector<Named> Languages = loadNames(Folder, "639-3", "alpha_3");
  printLikeness("scripts", loadNames(Folder, "15924", "alpha_4"), Languages);
  printLikeness("families", loadNames(Folder, "639-5", "alpha_3"), Languages);
  printLikeness("older list", loadNames(Folder, "639-2", "alpha_3"), Languages);
  return 0;
} catch (const std::exception &Error) {
  std::fprintf(stderr, "jsonstats: %s\n", Error.what());
  return 1;
}
