# The suites of hone, one folder per layer: pass, runtime, counting, tools, detect,
# driver, examples, system, bench. (unit has a lit.site.cfg.py of its own.)
#
# Substitutions:
#   %clang %clangxx            the plain compilers
#   %hone-clang %hone-clangxx  the same with hone's one flag
#   %hone-cfg                  the config file that the flag names
#   %hone                      the tool
#   %hone_rt                   the runtime object
#   %hone-bin %hone-pass       folder of tool and wrappers; the plug-in
#   %opt %llvm-cov ...         LLVM's tools, of the same version
#   %python %cmake %src        the interpreter, CMake, the source tree's root
# Features: llvm-16 ... llvm-19, lld, gold, mold, autoconf, meson, ccache, make, ...
#
# A test's working folder is shared with its neighbours: write below %t only.

import os
import shutil

import lit.formats

config.name = "hone"
config.test_format = lit.formats.ShTest(execute_external=True)
config.suffixes = [".c", ".cpp", ".ll", ".test", ".s"]
config.excludes = ["Inputs", "fuzz", "CMakeLists.txt", "lit.cfg.py"]
config.test_source_root = os.path.dirname(__file__)

build = config.hone_build
cfg = os.path.join(build, "share", "hone", "hone.cfg")


def quoted(path):
    return "'%s'" % path if " " in path else path


def tool(name):
    return quoted(os.path.join(config.llvm_tools, name))


clang, clangxx = quoted(config.clang), quoted(config.clangxx)
flag = quoted("--config=" + cfg)

# Longest names first: lit replaces in order, and %hone is a prefix of many.
substitutions = [
    ("%hone-clangxx", clangxx + " " + flag),
    ("%hone-clang", clang + " " + flag),
    ("%hone-cfg", quoted(cfg)),
    ("%hone-bin", quoted(os.path.join(build, "bin"))),
    ("%hone-pass", quoted(os.path.join(build, "lib", "hone", "hone-pass.so"))),
    ("%hone-prefix", quoted(build)),
    ("%hone_rt", quoted(os.path.join(build, "lib", "hone", "hone_rt.o"))),
    ("%hone", quoted(os.path.join(build, "bin", "hone"))),
    ("%clangxx", clangxx),
    ("%clang", clang),
    ("%python", quoted(config.python)),
    ("%cmake", quoted(config.cmake)),
    ("%src", quoted(config.hone_source)),
]
for name in ["llvm-cov", "llvm-profdata", "llvm-objdump", "llvm-readelf", "llvm-nm",
             "llvm-dis", "llvm-as", "opt"]:
    substitutions.append(("%" + name, tool(name)))
config.substitutions.extend(substitutions)

config.available_features.add("llvm-%d" % config.llvm_major)
for program in ["autoconf", "meson", "ccache", "make", "ninja", "valgrind", "apt-get",
                "dpkg-source", "mold", "heaptrack"]:
    if shutil.which(program):
        config.available_features.add(program)
try:
    with open("/proc/cpuinfo") as cpus:  # threads can have counters of their own
        if " fsgsbase" in cpus.read():
            config.available_features.add("fsgsbase")
except OSError:
    pass
if os.path.exists(os.path.join(config.llvm_tools, "..", "lib", "libomp.so")):
    config.available_features.add("openmp")
if os.path.exists(os.path.join(config.llvm_tools, "..", "include", "c++", "v1", "vector")):
    config.available_features.add("libcxx")
# libc++ of this version, with its headers
if os.path.exists(os.path.join(config.llvm_tools, "..", "include", "c++", "v1", "map")):
    config.available_features.add("libcxx")
for linker in ["gold", "lld"]:
    # clang looks beside itself first
    if shutil.which("ld." + linker, path=config.llvm_tools + os.pathsep + os.environ["PATH"]):
        config.available_features.add(linker)
if os.geteuid() == 0:
    config.available_features.add("root")

# FileCheck, not, split-file and friends by their plain names, of this version.
config.environment["PATH"] = os.pathsep.join([config.llvm_tools, os.environ.get("PATH", "")])
# Nothing from the caller's set-up may change what hone does or prints.
for name in list(config.environment):
    if name.startswith("HONE_") or name in ("CFLAGS", "CXXFLAGS", "LDFLAGS", "CC", "CXX"):
        del config.environment[name]
config.environment["NO_COLOR"] = "1"
# Predictions are made from the costs that are shipped, whatever was measured here.
config.environment["XDG_CACHE_HOME"] = os.path.join(config.test_exec_root, "no-cache")
