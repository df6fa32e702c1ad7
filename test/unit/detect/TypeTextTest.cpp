//===- TypeTextTest.cpp - what a type's name tells -------------*- C++ -*-===//

#include "lib/detect/TypeText.h"

#include <gtest/gtest.h>

using namespace hone;

TEST(TypeText, leavesOutWhatNobodyWrites) {
  EXPECT_EQ(shortType("std::vector<int, std::allocator<int> >"),
            "std::vector<int>");
  EXPECT_EQ(
      shortType("std::__cxx11::basic_string<char, std::char_traits<char>, "
                "std::allocator<char> > const&"),
      "std::string const&");
  EXPECT_EQ(shortType("std::__1::vector<std::__1::basic_string<char>>"),
            "std::vector<std::string>");
  EXPECT_EQ(shortType("std::map<int, std::vector<Foo<1, 2>, "
                      "std::allocator<Foo<1, 2> > >, std::less<int> >"),
            "std::map<int, std::vector<Foo<1, 2>>>");
  EXPECT_EQ(shortType("std::basic_string_view<char>"), "std::string_view");
  EXPECT_EQ(shortType("struct node *"), "struct node *");
}

TEST(TypeText, findsTheElement) {
  EXPECT_EQ(elementType("const std::vector<Foo *, std::allocator<Foo *> > &"),
            "Foo *");
  EXPECT_EQ(elementType("std::__cxx11::list<int, std::allocator<int> >"),
            "int");
  EXPECT_EQ(elementType("std::array<std::pair<int, int>, 8>"),
            "std::pair<int, int>");
  EXPECT_EQ(elementType("int *"), "int");
  EXPECT_EQ(elementType("double[100]"), "double");
  EXPECT_EQ(elementType("MyTable"), "");
  EXPECT_EQ(elementType(""), "");
}

TEST(TypeText, stripsReferencesAndConst) {
  EXPECT_EQ(valueType("const std::string &"), "std::string");
  EXPECT_EQ(valueType("int const&"), "int");
  EXPECT_EQ(valueType("const char *"), "const char *");
}

TEST(TypeText, classifiesKeys) {
  EXPECT_EQ(keyClass("unsigned int"), KeyClass::Integer);
  EXPECT_EQ(keyClass("std::size_t"), KeyClass::Integer);
  EXPECT_EQ(keyClass("Node *"), KeyClass::Integer);
  EXPECT_EQ(keyClass("double"), KeyClass::Floating);
  EXPECT_EQ(keyClass("const char *"), KeyClass::String);
  EXPECT_EQ(keyClass("const std::string &"), KeyClass::String);
  EXPECT_EQ(keyClass("Point"), KeyClass::Other);
}

TEST(TypeText, splitsAtOuterCommasOnly) {
  EXPECT_EQ(splitTypes("int, std::pair<int, int>, void (*)(int, int)").size(),
            3u);
  EXPECT_TRUE(splitTypes("").empty());
}

TEST(TypeText, survivesUnbalancedText) {
  EXPECT_NO_FATAL_FAILURE(shortType("std::vector<int"));
  EXPECT_NO_FATAL_FAILURE(elementType("std::vector<"));
  EXPECT_NO_FATAL_FAILURE(shortType(">><<"));
  EXPECT_NO_FATAL_FAILURE(valueType("&&&"));
}
