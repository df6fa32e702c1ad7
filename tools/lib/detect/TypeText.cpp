//===- TypeText.cpp - what a type's name tells -----------------*- C++ -*-===//
//
// Owns: the functions of TypeText.h. They work on text because the profile
// holds names, not types; a name they do not understand is passed on unchanged.
//
//===----------------------------------------------------------------------===//

#include "TypeText.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSwitch.h"

using namespace llvm;

namespace hone {

/// The index just behind the bracket that closes the one at Open.
static size_t afterClosing(StringRef Text, size_t Open) {
  int Depth = 0;
  for (size_t At = Open; At < Text.size(); ++At) {
    if (StringRef("<([").contains(Text[At]))
      ++Depth;
    else if (StringRef(">)]").contains(Text[At]) && --Depth == 0)
      return At + 1;
  }
  return Text.size();
}

std::vector<std::string> splitTypes(StringRef List) {
  std::vector<std::string> Parts;
  size_t Start = 0;
  for (size_t At = 0; At <= List.size(); ++At) {
    if (At < List.size() && StringRef("<([").contains(List[At])) {
      At = afterClosing(List, At) - 1;
      continue;
    }
    if (At != List.size() && List[At] != ',')
      continue;
    StringRef Part = List.slice(Start, At).trim();
    if (!Part.empty())
      Parts.push_back(Part.str());
    Start = At + 1;
  }
  return Parts;
}

static void eraseAll(std::string &Text, StringRef What) {
  for (size_t At; (At = Text.find(What.str())) != std::string::npos;)
    Text.erase(At, What.size());
}

/// Arguments that a reader would not write: the library's defaults.
static bool isDefaultArgument(StringRef Argument) {
  for (StringRef Name : {"std::allocator<", "std::less<", "std::equal_to<",
                         "std::hash<", "std::char_traits<"})
    if (Argument.starts_with(Name))
      return !Argument.ends_with("<void>"); // the transparent ones are not
  return false;
}

std::string shortType(StringRef Type) {
  std::string Text = Type.trim().str();
  for (StringRef Noise : {"__cxx11::", "std::__1::", "__debug::"}) {
    if (Noise == "std::__1::") {
      for (size_t At; (At = Text.find("std::__1::")) != std::string::npos;)
        Text.replace(At, 10, "std::");
      continue;
    }
    eraseAll(Text, Noise);
  }
  size_t Open = Text.find('<');
  if (Open == std::string::npos)
    return Text;
  size_t End = afterClosing(Text, Open);
  StringRef Inside = StringRef(Text).slice(Open + 1, End - 1);
  std::vector<std::string> Kept;
  for (const std::string &Argument : splitTypes(Inside))
    if (!isDefaultArgument(Argument))
      Kept.push_back(shortType(Argument));
  std::string Head = Text.substr(0, Open);
  std::string Rest = shortType(StringRef(Text).substr(End));
  if (!Rest.empty() && (isAlpha(Rest[0]) || Rest[0] == '_'))
    Rest.insert(0, " ");
  if (StringRef(Head).ends_with("std::basic_string") && Kept.size() == 1 &&
      Kept[0] == "char")
    return Head.substr(0, Head.size() - 12) + "string" + Rest;
  if (StringRef(Head).ends_with("std::basic_string_view") && Kept.size() == 1 &&
      Kept[0] == "char")
    return Head.substr(0, Head.size() - 17) + "string_view" + Rest;
  return Head + "<" + join(Kept, ", ") + ">" + Rest;
}

std::string valueType(StringRef Type) {
  std::string Short = shortType(Type);
  StringRef Text = Short;
  for (bool Again = true; Again;) {
    Text = Text.trim();
    Again = Text.consume_back("&") || Text.consume_back(" const") ||
            Text.consume_front("const ") || Text.consume_front("volatile ");
    // "const char *" names a C string, not a constant pointer.
    if (Again && Text.ends_with("*"))
      return (StringRef(Short).starts_with("const ") ? "const " : "") +
             Text.trim().str();
  }
  return Text.str();
}

std::string elementType(StringRef Container) {
  std::string Type = valueType(Container);
  StringRef Text = Type;
  size_t Open = Text.find('<');
  if (Open != StringRef::npos) {
    StringRef Head = Text.take_front(Open);
    bool Sequence = StringSwitch<bool>(Head)
                        .Cases("std::vector", "std::list", "std::deque",
                               "std::array", "std::forward_list", true)
                        .Cases("std::set", "std::multiset", "std::span",
                               "std::initializer_list", true)
                        .Default(false);
    if (!Sequence)
      return "";
    std::vector<std::string> Arguments =
        splitTypes(Text.slice(Open + 1, afterClosing(Text, Open) - 1));
    return Arguments.empty() ? "" : Arguments[0];
  }
  if (Text.consume_back("*"))
    return valueType(Text.trim());
  if (size_t Bracket = Text.find('['); Bracket != StringRef::npos)
    return valueType(Text.take_front(Bracket));
  return "";
}

KeyClass keyClass(StringRef Type) {
  std::string Value = valueType(Type);
  StringRef Text = Value;
  if (Text == "char *" || Text == "const char *" || Text == "std::string" ||
      Text == "std::string_view")
    return KeyClass::String;
  if (Text.ends_with("*") || Text.starts_with("enum "))
    return KeyClass::Integer;
  if (Text == "float" || Text == "double" || Text == "long double")
    return KeyClass::Floating;
  Text.consume_front("std::");
  Text.consume_front("unsigned ");
  Text.consume_front("signed ");
  bool Integer =
      StringSwitch<bool>(Text)
          .Cases("int", "long", "short", "char", "bool", true)
          .Cases("unsigned", "unsigned int", "long int", "long long", true)
          .Cases("long unsigned int", "long long int", "short int", true)
          .Cases("long long unsigned int", "short unsigned int", true)
          .Cases("wchar_t", "char16_t", "char32_t", "size_t", "_Bool", true)
          .Cases("int8_t", "int16_t", "int32_t", "int64_t", true)
          .Cases("uint8_t", "uint16_t", "uint32_t", "uint64_t", true)
          .Cases("ptrdiff_t", "ssize_t", "intptr_t", "uintptr_t", true)
          .Default(false);
  return Integer ? KeyClass::Integer : KeyClass::Other;
}

unsigned approximateSize(StringRef Type) {
  std::string Value = valueType(Type);
  StringRef Text = Value;
  // A string or vector owns about as much again as its header, as a guess.
  if (Text == "std::string" || Text.starts_with("std::vector<"))
    return 64;
  switch (keyClass(Text)) {
  case KeyClass::String:
    return 48;
  case KeyClass::Floating:
    return Text == "long double" ? 16 : Text == "float" ? 4 : 8;
  case KeyClass::Integer:
    if (Text.ends_with("char") || Text == "bool" || Text.ends_with("int8_t"))
      return 1;
    if (Text.contains("short") || Text.ends_with("int16_t"))
      return 2;
    if (Text == "int" || Text == "unsigned int" || Text.ends_with("int32_t"))
      return 4;
    return 8;
  case KeyClass::Other:
    return 0;
  }
  return 0;
}

} // namespace hone
