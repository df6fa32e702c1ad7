//===- CompilerWrapper.cpp - hone-clang and hone-clang++ ------------------===//
//
// Owns: being clang with hone's one flag for build systems that want a
// compiler's name. Built twice, with HONE_CXX 0 and 1. It becomes clang by
// exec, so exit status, signals, response files and diagnostics are clang's
// own.
//
// A program and not a shell script: /proc/self/exe finds the prefix through any
// symbolic link, no argument can be quoted wrongly, and a build with thousands
// of files starts it thousands of times. Without LLVM, so that it starts fast.
//
// Must not know: what the flag consists of (share/hone/hone.cfg does).
//
//===----------------------------------------------------------------------===//

#include <cerrno>
#include <climits>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <string>
#include <string_view>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

// From CMake: HONE_CXX, HONE_CLANG (a path), HONE_CLANG_SIZE, HONE_CLANG_MTIME,
// HONE_CLANG_MAJOR, HONE_LLVM_VERSION.
static constexpr bool IsCxx = HONE_CXX;
static const char *const SelfName = IsCxx ? "hone-clang++" : "hone-clang";

namespace {

/// What the command line asks for, as far as it matters here.
struct Invocation {
  bool HasInput = false;   ///< some argument is not an option
  bool StopsEarly = false; ///< ends before the link: -c, -S, -E, ...
  bool HeadersOnly = true; ///< every input is a header to be precompiled
};

} // namespace

static bool startsWith(std::string_view Text, std::string_view Prefix) {
  return Text.substr(0, Prefix.size()) == Prefix;
}

static bool isHeader(std::string_view Name) {
  size_t Dot = Name.rfind('.');
  if (Dot == Name.npos)
    return false;
  std::string_view Suffix = Name.substr(Dot);
  for (std::string_view Header : {".h", ".hh", ".hpp", ".hxx", ".H", ".h++"})
    if (Suffix == Header)
      return true;
  return false;
}

/// Options whose value is the next argument: it is not an input.
static bool takesNext(std::string_view Option) {
  for (std::string_view Known : {"-o",          "-x",
                                 "-I",          "-D",
                                 "-U",          "-L",
                                 "-l",          "-u",
                                 "-T",          "-z",
                                 "-e",          "-MF",
                                 "-MT",         "-MQ",
                                 "-include",    "-imacros",
                                 "-isystem",    "-iquote",
                                 "-idirafter",  "-isysroot",
                                 "--sysroot",   "-target",
                                 "-Xclang",     "-Xlinker",
                                 "-Xassembler", "-Xpreprocessor",
                                 "-mllvm"})
    if (Option == Known)
      return true;
  return false;
}

static Invocation classify(int Argc, char **Argv) {
  Invocation Result;
  for (int I = 1; I < Argc; ++I) {
    std::string_view Arg = Argv[I];
    for (std::string_view Early :
         {"-c", "-S", "-E", "-M", "-MM", "-fsyntax-only"})
      Result.StopsEarly |= Arg == Early;
    if (takesNext(Arg)) {
      ++I;
    } else if (Arg == "-" || !startsWith(Arg, "-")) {
      Result.HasInput = true;
      Result.HeadersOnly &= isHeader(Arg);
    }
  }
  return Result;
}

/// The folder that holds bin/, lib/ and share/; empty when it can't be found.
static std::string findPrefix() {
  char Path[PATH_MAX];
  ssize_t Size = readlink("/proc/self/exe", Path, sizeof(Path));
  if (Size <= 0)
    return "";
  std::string Prefix(Path, Size);
  for (int Levels = 0; Levels != 2; ++Levels)
    Prefix.resize(Prefix.find_last_of('/'));
  return Prefix;
}

/// What `Clang -dumpversion` prints, empty when it can't be run.
static std::string askVersion(const char *Clang) {
  int Pipe[2];
  if (pipe(Pipe) != 0)
    return "";
  pid_t Child = fork();
  if (Child == 0) {
    dup2(Pipe[1], STDOUT_FILENO);
    close(Pipe[0]);
    execlp(Clang, Clang, "-dumpversion", static_cast<char *>(nullptr));
    _exit(127);
  }
  close(Pipe[1]);
  std::string Version;
  char Buffer[64];
  ssize_t Size;
  while ((Size = read(Pipe[0], Buffer, sizeof(Buffer))) > 0)
    Version.append(Buffer, Size);
  close(Pipe[0]);
  if (Child > 0)
    while (waitpid(Child, nullptr, 0) < 0 && errno == EINTR)
      ;
  return Version.substr(0, Version.find('\n'));
}

/// The plug-in works in clang of one major version only. Asking clang costs as
/// much as compiling a small file: the very file seen at configure time needs
/// none.
static bool isTheConfiguredClang(const char *Clang) {
  struct stat Info;
  return strcmp(Clang, HONE_CLANG) == 0 && stat(Clang, &Info) == 0 &&
         Info.st_size == HONE_CLANG_SIZE && Info.st_mtime == HONE_CLANG_MTIME;
}

static bool checkVersion(const char *Clang) {
  if (isTheConfiguredClang(Clang))
    return true;
  std::string Version = askVersion(Clang);
  if (Version.empty()) {
    fprintf(stderr,
            "%s: error: cannot run '%s -dumpversion'; install clang %d or name "
            "one by HONE_CLANG\n",
            SelfName, Clang, HONE_CLANG_MAJOR);
    return false;
  }
  if (atoi(Version.c_str()) == HONE_CLANG_MAJOR)
    return true;
  fprintf(
      stderr,
      "%s: error: '%s' is version %s, but hone's plug-in is built for clang "
      "%d (LLVM %s); name a clang %d by HONE_CLANG, or build hone with "
      "-DLLVM_DIR of the other version\n",
      SelfName, Clang, Version.c_str(), HONE_CLANG_MAJOR, HONE_LLVM_VERSION,
      HONE_CLANG_MAJOR);
  return false;
}

/// `hone build` reads how often its compilers ran: one letter per run.
static void tally(const Invocation &What) {
  const char *File = getenv("HONE_BUILD_TALLY");
  if (!File || !What.HasInput)
    return;
  int Descriptor = open(File, O_WRONLY | O_APPEND | O_CLOEXEC);
  if (Descriptor < 0)
    return;
  // A lost letter makes a sum in a message wrong, nothing else.
  [[maybe_unused]] ssize_t Ignored =
      write(Descriptor, What.StopsEarly ? "c" : "l", 1);
  close(Descriptor);
}

static const char *chooseClang() {
  const char *Cxx = getenv("HONE_CLANGXX"), *C = getenv("HONE_CLANG");
  if (IsCxx && Cxx && *Cxx)
    return Cxx;
  return C && *C ? C : HONE_CLANG;
}

int main(int Argc, char **Argv) {
  const char *Clang = chooseClang();
  if (!checkVersion(Clang))
    return 1;

  std::string Config = "--config=" + findPrefix() + "/share/hone/hone.cfg";
  std::vector<char *> Args = {const_cast<char *>(Clang)};
  auto Add = [&](const char *Arg) { Args.push_back(const_cast<char *>(Arg)); };
  if (!(Argc > 1 && startsWith(Argv[1], "-cc1"))) {
    Invocation What = classify(Argc, Argv);
    if (IsCxx)
      Add("--driver-mode=g++");
    // Without input (-v, --version, -print-...) the runtime named in the config
    // file would be the only one, and be linked.
    if (What.HasInput) {
      Add(Config.c_str());
      // Clang takes the runtime for a second output beside a precompiled
      // header.
      if (What.HeadersOnly && !What.StopsEarly)
        Add("-c");
    }
    tally(What);
  }
  Args.insert(Args.end(), Argv + 1, Argv + Argc);
  Args.push_back(nullptr);
  execvp(Clang, Args.data());
  fprintf(stderr, "%s: error: cannot run '%s': %s\n", SelfName, Clang,
          strerror(errno));
  return 1;
}
