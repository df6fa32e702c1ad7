// Walks through buffers are observed with the number of bytes they came, and as
// being of one buffer if they begin or end at the same place and text.
//
// RUN: mkdir -p %t
// RUN: %hone-clangxx -std=c++17 -O0 %s -o %t/O0
// RUN: env HONE_PROFILE_FILE=%t/O0.prof %t/O0 > %t/O0.out
// RUN: %python %S/Inputs/observations.py %hone %t/O0.prof | FileCheck %s
// RUN: %hone-clangxx -std=c++17 -O2 %s -o %t/O2
// RUN: env HONE_PROFILE_FILE=%t/O2.prof %t/O2 > %t/O2.out
// RUN: %python %S/Inputs/observations.py %hone %t/O2.prof | FileCheck %s
// RUN: %clangxx -std=c++17 %s -o %t/plain && %t/plain > %t/plain.out
// RUN: cmp %t/plain.out %t/O0.out && cmp %t/plain.out %t/O2.out

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <cwchar>
#include <list>
#include <string>
#include <string_view>
#include <vector>

int main() {
  char Text[201], Other[1000] = "";
  for (int I = 0; I != 200; ++I)
    Text[I] = char('a' + I % 26);
  Text[200] = 0;
  std::string String = Text;
  std::string_view View = String;
  std::wstring Wide(200, L'x');
  std::vector<char> Bytes(Text, Text + 200);
  std::list<char> List(Text, Text + 200);
  size_t Sum = 0;
  for (int I = 0; I != 4; ++I) {
    const char *Rest = Text + 10 * I;
    // CHECK: scan [[@LINE+1]] strlen||: 4 searches, 740 elements, 0 exhausted, 1 bases
    Sum += strlen(Rest);
    // CHECK: scan [[@LINE+1]] strnlen||: 4 searches, 400 elements, 0 exhausted, 4 bases
    Sum += strnlen(Rest, 100);
    // CHECK: scan [[@LINE+1]] wcslen||: 4 searches, 3200 elements, 0 exhausted, 1 bases
    Sum += wcslen(Wide.c_str());
    // CHECK: scan [[@LINE+1]] strchr||: 4 searches, 104 elements, 0 exhausted, 0 bases
    Sum += size_t(strchr(Text, 'z') - Text);
    // CHECK: scan [[@LINE+1]] strchr||: 4 searches, 740 elements, 0 exhausted, 1 bases
    Sum += strchr(Rest, '!') == nullptr;
    // CHECK: scan [[@LINE+1]] memchr||: 4 searches, 200 elements, 0 exhausted, 1 bases
    Sum += memchr(Text, '!', 50) == nullptr;
    // CHECK: scan [[@LINE+1]] strrchr||: 4 searches, 740 elements, 0 exhausted, 1 bases
    Sum += size_t(strrchr(Rest, 'b') - Text);
    // CHECK: scan [[@LINE+1]] strcat||: 4 searches, 2000 elements, 0 exhausted, 1 bases
    strcat(Other, Text);
    int Value = 0;
    // CHECK: scan [[@LINE+1]] sscanf||: 4 searches, 740 elements, 0 exhausted, 1 bases
    Sum += size_t(sscanf(Rest, "%d", &Value));
    // CHECK: scan [[@LINE+1]] std::count||: 4 searches, 600 elements, 0 exhausted, 1 bases
    Sum += size_t(std::count(Bytes.begin(), Bytes.begin() + 150, 'c'));
    // CHECK: scan [[@LINE+1]] std::string::find||: 4 searches, 740 elements, 0 exhausted, 1 bases
    Sum += String.find('!', size_t(10 * I));
    // CHECK: scan [[@LINE+1]] std::string::find||: 4 searches, 104 elements, 0 exhausted, 0 bases
    Sum += String.find("z", 0);
    // CHECK: scan [[@LINE+1]] std::string_view::find||: 4 searches, 800 elements, 0 exhausted, 1 bases
    Sum += View.find('!');
    // A constant's length is known, and so is nothing past the end.
    // CHECK-NOT: strlen
    Sum += strlen("constant");
    // CHECK: scan [[@LINE+1]] std::string::find||: 4 searches, 0 elements, 0 exhausted, 0 bases
    Sum += String.find('a', 300);
    // The nodes of a list are no buffer.
    // CHECK-NOT: std::count
    Sum += size_t(std::count(List.begin(), List.end(), 'c'));
  }
  std::printf("%zu %zu\n", Sum, strlen(Other));
}
