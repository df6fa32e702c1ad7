//===- ContainerClass.cpp -------------------------------------------------===//

#include "ContainerClass.h"
#include "llvm/ADT/StringSwitch.h"

using namespace llvm;

namespace hone {

StringRef withoutStd(StringRef Name) {
  if (!Name.consume_front("std::") && !Name.starts_with("__gnu_cxx::"))
    return {};
  // Inline namespaces, and libstdc++'s __detail.
  while (Name.starts_with("__")) {
    size_t End = Name.find_first_not_of(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_");
    if (End == StringRef::npos || !Name.substr(End).starts_with("::"))
      break;
    Name = Name.substr(End + 2);
  }
  return Name;
}

/// Whether nothing follows the template's arguments.
static bool isWhole(StringRef Name) {
  int Open = 0;
  for (size_t I = 0; I != Name.size(); ++I) {
    Open += Name[I] == '<' ? 1 : Name[I] == '>' ? -1 : 0;
    if (!Open && Name[I] == '>')
      return I + 1 == Name.size();
    if (!Open && Name[I] == ':')
      return false;
  }
  return true;
}

U32 containerClassOf(StringRef Name) {
  if (!isWhole(Name))
    return NoContainer;
  return StringSwitch<U32>(Name.substr(0, Name.find('<')))
      .Case("vector", Vector)
      .Case("deque", Deque)
      .Case("list", List)
      .Case("forward_list", ForwardList)
      .Case("array", Array)
      .Cases("basic_string", "string", String)
      .Cases("basic_string_view", "string_view", View)
      .Case("span", Span)
      .Case("bitset", Bitset)
      .Cases("map", "multimap", Ordered | Maps)
      .Cases("set", "multiset", Ordered)
      .Cases("unordered_map", "unordered_multimap", Hash | Maps)
      .Cases("unordered_set", "unordered_multiset", Hash)
      .Cases("stack", "queue", "priority_queue", Adaptor)
      .Cases("__normal_iterator", "_Bit_iterator", "_Bit_const_iterator",
             "_Rb_tree_iterator", "_Rb_tree_const_iterator", Iterator)
      .Cases("_Node_iterator", "_Node_const_iterator", "_Local_iterator",
             "_Local_const_iterator", Iterator)
      .Cases("_Node_iterator_base", "_List_iterator", "_List_const_iterator",
             Iterator)
      .Cases("_Fwd_list_iterator", "_Fwd_list_const_iterator",
             "_Deque_iterator", Iterator)
      .Cases("__wrap_iter", "__bounded_iter", "__bit_iterator",
             "__tree_iterator", "__tree_const_iterator", Iterator)
      .Cases("__map_iterator", "__map_const_iterator", "__hash_iterator",
             "__hash_const_iterator", "__hash_map_iterator", Iterator)
      .Cases("__hash_map_const_iterator", "__list_iterator",
             "__list_const_iterator", Iterator)
      .Cases("__hash_local_iterator", "__hash_const_local_iterator",
             "__forward_list_iterator", "__forward_list_const_iterator",
             "__deque_iterator", Iterator)
      .Case("reverse_iterator", Iterator | ReverseIterator)
      .Cases("unique_ptr", "shared_ptr", "__shared_ptr", "optional",
             "reference_wrapper", Pointer)
      .Cases("__shared_ptr_access", "_Optional_base_impl", Pointer)
      .Default(NoContainer);
}

U32 containerClass(StringRef Scope) {
  StringRef Name = withoutStd(Scope);
  return Name.empty() ? U32(NoContainer) : containerClassOf(Name);
}

bool isLibcxx(StringRef Name) { return Name.contains("std::__1::"); }

/// The container that an adaptor has, by default or as its argument says.
static U32 adapted(StringRef Name) {
  StringRef Arguments = Name.substr(std::min(Name.find('<'), Name.size()));
  for (auto [Text, Class] : {std::pair("std::vector<", Vector),
                             std::pair("std::__1::vector<", Vector),
                             std::pair("std::__cxx11::list<", List),
                             std::pair("std::__1::list<", List)})
    if (size_t At = Arguments.rfind(Text);
        At != StringRef::npos &&
        isWhole(withoutStd(Arguments.substr(At).drop_back())))
      return Class;
  return Deque;
}

ContainerLayout containerLayout(StringRef Scope, uint64_t Size) {
  bool IsLibcxx = isLibcxx(Scope.take_front(16));
  StringRef Name = withoutStd(Scope);
  U32 Class = containerClassOf(Name);
  if (Name.starts_with("priority_queue<"))
    // A comparator without state stands behind the vector, and perhaps padding.
    return Size == 32 || Size == 25 ? HONE_LAYOUT_VECTOR : HONE_LAYOUT_UNKNOWN;
  if (Class & Adaptor)
    Class = adapted(Name);
  struct Known {
    U32 Class;
    bool IsLibcxx;
    uint64_t Size;
    ContainerLayout Layout;
  };
  static constexpr Known Layouts[] = {
      {Vector, false, 24, HONE_LAYOUT_VECTOR},
      {Vector, true, 24, HONE_LAYOUT_VECTOR},
      {List, false, 24, HONE_LAYOUT_LIST},
      {List, true, 24, HONE_LAYOUT_LIST},
      {Hash, false, 56, HONE_LAYOUT_HASH},
      {Hash, true, 40, HONE_LAYOUT_HASH},
      {Ordered, false, 48, HONE_LAYOUT_TREE},
      {Ordered, true, 24, HONE_LAYOUT_TREE_LIBCXX},
      {String, false, 32, HONE_LAYOUT_STRING},
      {String, true, 24, HONE_LAYOUT_STRING_LIBCXX},
      {Deque, false, 80, HONE_LAYOUT_DEQUE},
      {Deque, true, 48, HONE_LAYOUT_DEQUE_LIBCXX},
  };
  // These count bits, or characters of another size.
  if (Name.starts_with("vector<bool") ||
      (Class & String && !Name.starts_with("basic_string<char,")))
    return HONE_LAYOUT_UNKNOWN;
  for (const Known &K : Layouts)
    if (K.Class & Class && K.IsLibcxx == IsLibcxx && K.Size == Size)
      return K.Layout;
  return HONE_LAYOUT_UNKNOWN;
}

} // namespace hone
