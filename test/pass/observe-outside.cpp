// Functions that only ask the outside are observed, and what they ask is said.
//
// RUN: mkdir -p %t
// RUN: %hone-clangxx -std=c++17 -O1 -S -emit-llvm %s -o %t/out.ll
// RUN: FileCheck %s < %t/out.ll

#include <arpa/inet.h>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fcntl.h>
#include <fstream>
#include <string>
#include <sys/socket.h>
#include <unistd.h>

// CHECK-DAG: c"{{[^"]*}}reads files\00
int firstNumber(const std::string &Name) {
  int N = 0;
  std::ifstream(Name) >> N;
  return N;
}

// CHECK-DAG: c"const char *\00long\00reads files\00
long lines(const char *Name) {
  FILE *File = std::fopen(Name, "r");
  long N = 0;
  for (char Line[80]; File && std::fgets(Line, sizeof(Line), File);)
    ++N;
  if (File)
    std::fclose(File);
  return N;
}

// CHECK-DAG: c"{{[^"]*}}unsigned int\00short\00reads files\00
short firstByte(unsigned Number) {
  char Name[32], C = 0;
  std::snprintf(Name, sizeof(Name), "/tmp/%u", Number);
  int File = open(Name, O_RDONLY);
  short Result = read(File, &C, 1) == 1 ? C : -1;
  close(File);
  return Result;
}

// CHECK-DAG: c"{{[^"]*}}asks over the network, waits\00
std::string ask(const std::string &Question) {
  usleep(10);
  int Socket = socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in Address = {};
  Address.sin_family = AF_INET;
  Address.sin_port = htons(7);
  inet_pton(AF_INET, "127.0.0.1", &Address.sin_addr);
  std::string Answer;
  char Bytes[256];
  if (connect(Socket, reinterpret_cast<sockaddr *>(&Address), sizeof(Address)) == 0) {
    send(Socket, Question.data(), Question.size(), 0);
    for (ssize_t N; (N = recv(Socket, Bytes, sizeof(Bytes), 0)) > 0;)
      Answer.append(Bytes, size_t(N));
  }
  close(Socket);
  return Answer;
}

// CHECK-DAG: c"{{[^"]*}}reads the clock\00
int tellsTime(int N) { return int(std::time(nullptr)) + N; }

// CHECK-DAG: c"{{[^"]*}}reads the environment\00
int environment(const std::string &Name) {
  return std::getenv(Name.c_str()) != nullptr;
}
