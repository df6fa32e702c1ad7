"""The ways a program is built: plain, hone's and its peers'.

Owns: compilers, flags and environment of each variant, and where its profile
goes. Knows nothing of what is measured.
"""

import dataclasses
import os
import re
import shutil
import subprocess

from process import Failure, UsageError, checked


@dataclasses.dataclass(frozen=True)
class Variant:
    name: str
    flags: tuple = ()          # when compiling and linking; "HONE" stands for hone's one flag
    compile_env: tuple = ()    # (name, value) pairs
    run_env: tuple = ()        # likewise
    profiles: bool = True      # a run without a profile file is an error
    about: str = ""


CONTROL = "plain-again"
VARIANTS = [
    Variant("plain", profiles=False, about="`-O2 -g`"),
    Variant(CONTROL, profiles=False,
            about="the same once more: what it differs from 1 is the noise"),
    Variant("hone-counts", ("HONE",), (("HONE_NO_TIME", "1"), ("HONE_NO_OBSERVE", "1")),
            (("HONE_MEMORY", "off"),),
            about="hone's flag, `HONE_NO_TIME=1 HONE_NO_OBSERVE=1` while compiling, "
            "`HONE_MEMORY=off` when run: exact counts alone"),
    Variant("hone-time", ("HONE",), run_env=(("HONE_MEMORY", "off"),),
            about="hone's flag, `HONE_MEMORY=off` when run: counts, times, observers"),
    Variant("hone", ("HONE",), about="hone's flag as it is: counts, times, observers, memory"),
    Variant("instr", ("-fprofile-instr-generate",), about="`-fprofile-instr-generate`"),
    Variant("instr-cov", ("-fprofile-instr-generate", "-fcoverage-mapping"),
            about="`-fprofile-instr-generate -fcoverage-mapping`: line counts of llvm-cov"),
    Variant("ir-pgo", ("-fprofile-generate",), about="`-fprofile-generate`"),
    Variant("gcov", ("--coverage",), about="`--coverage`: line counts of gcov"),
]
PEERS = ["instr", "instr-cov", "ir-pgo", "gcov"]

_COMMON = ["-O2", "-g"]
_LIBRARIES = ["-lm", "-pthread"]


def select(patterns):
    """The variants named by a comma-separated list; plain and its control always."""
    known = {v.name: v for v in VARIANTS}
    wanted = {"plain", CONTROL} | (set(patterns.split(",")) if patterns else set(known))
    for name in sorted(wanted - set(known)):
        raise UsageError(f"unknown variant '{name}'; there are {', '.join(known)}")
    return [v for v in VARIANTS if v.name in wanted]


def clean_environment():
    """The caller's environment without what would change compilers or profiles."""
    dropped = re.compile(r"HONE_|LLVM_PROFILE_FILE$|GCOV_|CPATH$|C_INCLUDE_PATH$|"
                         r"CPLUS_INCLUDE_PATH$|CCC_OVERRIDE_OPTIONS$")
    return {k: v for k, v in os.environ.items() if not dropped.match(k)}


class Toolchain:
    """A build or installation of hone, and the clang it belongs to."""

    def __init__(self, hone, cc=None, cxx=None):
        self.hone = os.path.abspath(hone)
        self.config = os.path.join(self.hone, "share", "hone", "hone.cfg")
        needed = [self.config] + [os.path.join(self.hone, "lib", "hone", name)
                                  for name in ("hone-pass.so", "hone_rt.o")]
        for path in needed:
            if not os.path.exists(path):
                raise Failure(f"no build of hone in {hone}: {path} is missing; run "
                              "./bootstrap build, or name a build folder with --hone")
        self.env = clean_environment()
        self.cc = self._compiler("hone-clang", "clang", cc)
        self.cxx = self._compiler("hone-clang++", "clang++", cxx)
        self.version = self._say(self.cc, "--version").splitlines()[0]
        self.hone_version = self._say(os.path.join(self.hone, "bin", "hone"), "--version")

    def _say(self, *argv):
        try:
            return subprocess.run(argv, capture_output=True, text=True, check=True,
                                  env=self.env).stdout.strip()
        except OSError as error:
            raise Failure(f"cannot run {argv[0]}: {error.strerror}") from error
        except subprocess.CalledProcessError as error:
            raise Failure(f"{' '.join(argv)} failed: {error.stderr.strip()}") from error

    def _compiler(self, wrapper, name, given):
        if given:
            if not shutil.which(given):
                raise UsageError(f"compiler {given} was not found")
            return given
        # The wrapper passes --version on to the clang that hone was built for.
        said = self._say(os.path.join(self.hone, "bin", wrapper), "--version")
        folder = re.search(r"^InstalledDir: (.+)$", said, re.MULTILINE)
        path = os.path.join(folder[1], name) if folder else name
        if not shutil.which(path):
            raise Failure(f"hone's clang, {path}, was not found; name one with --cc and --cxx")
        return path

    def _driver(self, source, variant):
        flags = [f"--config={self.config}" if f == "HONE" else f for f in variant.flags]
        cxx = source.endswith(".cpp")
        # -std does not concern the link, and clang would say so.
        return [self.cxx if cxx else self.cc] + flags, ["-std=c++17" if cxx else "-std=gnu11"]

    def compile(self, source, obj, variant, folder):
        """Compiles one source file; returns the compiler's Run."""
        driver, standard = self._driver(source, variant)
        argv = driver + standard + _COMMON + ["-pthread", "-c", source, "-o", obj]
        return checked(argv, {**self.env, **dict(variant.compile_env)}, folder,
                       f"compiling {os.path.basename(source)} ({variant.name})")

    def link(self, source, objects, binary, variant, folder):
        driver, _ = self._driver(source, variant)
        argv = driver + _COMMON + objects + ["-o", binary] + _LIBRARIES
        return checked(argv, {**self.env, **dict(variant.compile_env)}, folder,
                       f"linking {os.path.basename(binary)} ({variant.name})")

    def padding(self, size, folder):
        """An object that moves the code linked behind it by so many bytes."""
        source = os.path.join(folder, f"padding-{size}.s")
        with open(source, "w") as file:
            file.write(f'.text\n.skip {size}, 0x90\n.section .note.GNU-stack,"",@progbits\n')
        checked([self.cc, "-c", source, "-o", source[:-2] + ".o"], self.env, folder,
                f"assembling {os.path.basename(source)}")
        return source[:-2] + ".o"

    def check(self, variants, folder):
        """Builds a trivial program in every variant, for a clear error before hours of work."""
        source = os.path.join(folder, "check.c")
        with open(source, "w") as file:
            file.write("int main(void) { return 0; }\n")
        for variant in variants:
            obj = os.path.join(folder, f"check-{variant.name}.o")
            try:
                self.compile(source, obj, variant, folder)
                self.link(source, [obj], obj[:-2], variant, folder)
            except Failure as error:
                if "libclang_rt" not in str(error):
                    raise
                major = re.search(r"version (\d+)", self.version)
                raise Failure(f"{error}\nclang's profile runtime is missing; on Debian it is in "
                              f"libclang-rt-{major[1] if major else 'N'}-dev") from error


def run_environment(base, profile_folder):
    """The environment of a run: every kind of profile goes to one folder."""
    return {**base,
            "HONE_PROFILE_FILE": os.path.join(profile_folder, "hone.%p.prof"),
            "LLVM_PROFILE_FILE": os.path.join(profile_folder, "llvm.profraw"),
            "GCOV_PREFIX": profile_folder}


def empty_folder(path):
    shutil.rmtree(path, ignore_errors=True)
    os.makedirs(path)


def folder_size(path):
    """Bytes and number of the files below a folder."""
    files = [os.path.join(parent, name) for parent, _, names in os.walk(path) for name in names]
    return sum(os.path.getsize(name) for name in files), len(files)
