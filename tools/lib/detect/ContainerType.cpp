//===- ContainerType.cpp - what a container's type tells -------*- C++ -*-===//

#include "ContainerType.h"
#include "llvm/ADT/StringSwitch.h"

using namespace llvm;

namespace hone {

bool ContainerType::isOrdered() const {
  return TheFamily == Family::Map || TheFamily == Family::Set ||
         TheFamily == Family::MultiMap || TheFamily == Family::MultiSet;
}

bool ContainerType::isHash() const {
  return TheFamily == Family::HashMap || TheFamily == Family::HashSet ||
         TheFamily == Family::HashMultiMap || TheFamily == Family::HashMultiSet;
}

bool ContainerType::isMap() const {
  return TheFamily == Family::Map || TheFamily == Family::MultiMap ||
         TheFamily == Family::HashMap || TheFamily == Family::HashMultiMap;
}

bool ContainerType::isMulti() const {
  return TheFamily == Family::MultiMap || TheFamily == Family::MultiSet ||
         TheFamily == Family::HashMultiMap || TheFamily == Family::HashMultiSet;
}

static Family familyOf(StringRef Name) {
  return StringSwitch<Family>(Name)
      .Case("vector", Family::Vector)
      .Case("deque", Family::Deque)
      .Case("list", Family::List)
      .Case("forward_list", Family::ForwardList)
      .Case("array", Family::Array)
      .Cases("string", "basic_string", "wstring", Family::String)
      .Cases("string_view", "basic_string_view", "span", Family::View)
      .Case("map", Family::Map)
      .Case("set", Family::Set)
      .Case("multimap", Family::MultiMap)
      .Case("multiset", Family::MultiSet)
      .Case("unordered_map", Family::HashMap)
      .Case("unordered_set", Family::HashSet)
      .Case("unordered_multimap", Family::HashMultiMap)
      .Case("unordered_multiset", Family::HashMultiSet)
      .Cases("stack", "queue", "priority_queue", Family::Adaptor)
      .Case("bitset", Family::Bitset)
      .Default(Family::Other);
}

ContainerType containerType(StringRef Type) {
  ContainerType Result;
  Result.Name = valueType(Type);
  StringRef Text = Result.Name;
  if (!Text.consume_front("std::"))
    return Result;
  auto [Head, Rest] = Text.split('<');
  Result.TheFamily = familyOf(Head);
  if (Result.TheFamily == Family::Other || !Rest.consume_back(">"))
    return Result;
  std::vector<std::string> Arguments = splitTypes(Rest);
  if (Arguments.empty())
    return Result;
  // What is left after key and value are the arguments that are not defaults.
  size_t NumTypes = Result.isMap() ? 2 : 1;
  if (Result.isKeyed()) {
    Result.Key = Arguments[0];
    Result.TheKeyClass = keyClass(Result.Key);
    Result.HasOwnOrder = Arguments.size() > NumTypes;
    if (Result.isMap() && Arguments.size() > 1)
      Result.Value = Arguments[1];
  } else {
    Result.Value = Arguments[0];
  }
  return Result;
}

std::string withTemplate(const ContainerType &Type, StringRef Template) {
  std::string Arguments = Type.isKeyed() ? Type.Key : Type.Value;
  if (Type.isMap())
    Arguments += ", " + Type.Value;
  return "std::" + Template.str() + "<" + Arguments + ">";
}

} // namespace hone
