// weather - the mean temperature of the places that people ask for.
//
//   weather REQUESTS ZONE.TAB
//
// Asks a weather service for each request of a log. The service is a process of
// its own, on a port of this machine, which takes 2 ms for an answer.

#include <arpa/inet.h>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <map>
#include <sstream>
#include <stdexcept>
#include <string>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

//===-- The service -------------------------------------------------------===//

static int listenAnywhere(sockaddr_in &Address) {
  int Socket = socket(AF_INET, SOCK_STREAM, 0);
  Address.sin_family = AF_INET;
  Address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t Size = sizeof(Address);
  if (Socket < 0 ||
      bind(Socket, reinterpret_cast<sockaddr *>(&Address), sizeof(Address)) ||
      listen(Socket, 64) ||
      getsockname(Socket, reinterpret_cast<sockaddr *>(&Address), &Size)) {
    std::perror("weather: no service");
    std::exit(1);
  }
  return Socket;
}

/// Until somebody asks for nothing.
static void serve(int Listening) {
  signal(SIGPIPE, SIG_IGN);
  for (;;) {
    int Client = accept(Listening, nullptr, nullptr);
    char Place[128];
    ssize_t Size = recv(Client, Place, sizeof(Place), 0);
    if (Size <= 0)
      return;
    usleep(2000); // looks at its maps
    unsigned Hash = 0;
    for (ssize_t I = 0; I < Size; ++I)
      Hash = Hash * 31 + static_cast<unsigned char>(Place[I]);
    std::string Answer = std::to_string(Hash % 45) + " " +
                         (Hash % 3 ? "sunny" : "rain") + "\n";
    send(Client, Answer.data(), Answer.size(), 0);
    close(Client);
  }
}

//===-- The client --------------------------------------------------------===//

static int connectTo(int Port) {
  int Socket = socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in Address = {};
  Address.sin_family = AF_INET;
  Address.sin_port = htons(static_cast<unsigned short>(Port));
  Address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (Socket < 0 || connect(Socket, reinterpret_cast<sockaddr *>(&Address),
                            sizeof(Address)) != 0)
    throw std::runtime_error("the service does not answer");
  return Socket;
}

/// What the service says of a place: "21 sunny".
static std::string fetchWeather(const std::string &Place, int Port) {
  int Socket = connectTo(Port);
  send(Socket, Place.data(), Place.size(), 0);
  std::string Answer;
  char Bytes[256];
  for (ssize_t Size; (Size = recv(Socket, Bytes, sizeof(Bytes), 0)) > 0;)
    Answer.append(Bytes, static_cast<size_t>(Size));
  close(Socket);
  return Answer;
}

/// The places of a table of time zones: "Europe/Berlin".
static std::vector<std::string> readPlaces(const char *Path) {
  std::vector<std::string> Places;
  std::ifstream File(Path);
  for (std::string Line; std::getline(File, Line);) {
    std::istringstream Fields(Line);
    std::string Countries, Coordinates, Place;
    if (Line[0] != '#' && Fields >> Countries >> Coordinates >> Place)
      Places.push_back(Place);
  }
  return Places;
}

/// Who asks for what: some places are asked for much more than others.
static std::vector<std::string> makeLog(const std::vector<std::string> &Places,
                                        int Requests) {
  std::vector<std::string> Log;
  unsigned Random = 1;
  for (int I = 0; I < Requests; ++I) {
    Random = Random * 1664525 + 1013904223;
    double Share = (Random >> 8) / double(1 << 24);
    Log.push_back(Places[size_t(Share * Share * Share * double(Places.size()))]);
  }
  return Log;
}

int main(int Count, char **Arguments) {
  if (Count != 3) {
    std::fprintf(stderr, "usage: weather REQUESTS ZONE.TAB\n");
    return 2;
  }
  std::vector<std::string> Places = readPlaces(Arguments[2]);
  if (Places.empty()) {
    std::fprintf(stderr, "weather: no places in '%s'\n", Arguments[2]);
    return 1;
  }
  sockaddr_in Address = {};
  int Listening = listenAnywhere(Address);
  pid_t Service = fork();
  if (Service == 0) {
    serve(Listening);
    return 0;
  }
  close(Listening);
  std::map<std::string, std::pair<int, int>> Asked; // degrees, requests
  for (const std::string &Place : makeLog(Places, std::atoi(Arguments[1]))) {
    std::string Weather = fetchWeather(Place, ntohs(Address.sin_port));
    auto &[Degrees, Requests] = Asked[Place];
    Degrees += std::atoi(Weather.c_str());
    ++Requests;
  }
  for (const auto &[Place, Sum] : Asked)
    std::printf("%s %.1f\n", Place.c_str(), double(Sum.first) / Sum.second);
  close(connectTo(ntohs(Address.sin_port)));
  waitpid(Service, nullptr, 0);
}
