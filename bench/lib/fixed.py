"""Costs that do not grow with the run: start, exit, and those of many counters.

Owns: the generated programs. Each prints two clock readings, where main begins
and ends; with the harness's own readings around the process they give the time
to start and to exit. The clock is CLOCK_MONOTONIC on both sides. The third
number is the program's memory: wait4's would be at least this interpreter's, as
the kernel carries the peak over an exec.
"""

import os
import struct

import elf

# Functions of one generated file, and counters that one function needs: its
# decisions + 1, whichever edges the instrumenter picks.
FUNCTIONS_PER_FILE = 1000
DECISIONS = 9

_MAIN = """#include <stdio.h>
#include <time.h>
/* The largest resident set so far, in KiB. */
static unsigned long long memory(void) {
  unsigned long long Size = 0;
  char Line[256];
  FILE *Status = fopen("/proc/self/status", "r");
  while (Status && fgets(Line, sizeof(Line), Status))
    if (sscanf(Line, "VmHWM: %llu", &Size) == 1)
      break;
  if (Status)
    fclose(Status);
  return Size;
}
static unsigned long long now(void) {
  struct timespec Time;
  clock_gettime(CLOCK_MONOTONIC, &Time);
  return Time.tv_sec * 1000000000ull + Time.tv_nsec;
}
"""

TRIVIAL = _MAIN + """int main(void) {
  unsigned long long Said[3] = {now()};
  Said[2] = memory();
  Said[1] = now();
  return fwrite(Said, sizeof(Said), 1, stdout) != 1;
}
"""


def trivial_sources(folder):
    path = os.path.join(folder, "trivial.c")
    with open(path, "w") as file:
        file.write(TRIVIAL)
    return [path]


def function(index):
    """A function with DECISIONS ifs, different from all others."""
    lines = [f"static unsigned f{index}(unsigned X) {{"]
    for i in range(DECISIONS):
        lines.append(f"  if (X & {1 << (i + 2)}u)\n    X = X * {2 * (index + i) + 3}u + {i};")
    return "\n".join(lines + ["  return X;", "}"])


def many_sources(folder, counters):
    """C++ files with about that many counters, all functions called once from main."""
    functions = max(1, counters // (DECISIONS + 1))
    sources, parts = [], []
    for part, first in enumerate(range(0, functions, FUNCTIONS_PER_FILE)):
        here = range(first, min(first + FUNCTIONS_PER_FILE, functions))
        path = os.path.join(folder, f"many-{counters}-{part}.cpp")
        with open(path, "w") as file:
            file.write("\n".join(function(i) for i in here))
            calls = ",".join(f"f{i}" for i in here)
            file.write(f"\nstatic unsigned (*const Table[])(unsigned) = {{{calls}}};\n"
                       f"unsigned part{part}(unsigned X) {{\n"
                       "  for (auto F : Table)\n    X = F(X);\n  return X;\n}\n")
        sources.append(path)
        parts.append(part)
    path = os.path.join(folder, f"many-{counters}-main.cpp")
    with open(path, "w") as file:
        file.write(_MAIN + "".join(f"unsigned part{p}(unsigned);\n" for p in parts))
        file.write("int main() {\n  unsigned long long Said[3] = {now()};\n  unsigned X = 1;\n")
        file.write("".join(f"  X = part{p}(X);\n" for p in parts))
        # The result is used, or nothing would be computed; it never is this value.
        file.write("  Said[2] = memory() + (X == 123456789u);\n  Said[1] = now();\n"
                   "  return fwrite(Said, sizeof(Said), 1, stdout) != 1;\n}\n")
    return sources + [path]


def planted(binary):
    """64-bit counters of hone or of LLVM in a binary; gcov's cannot be told from other data."""
    return elf.section_size(binary, ("hone_cnts", "__llvm_prf_cnts")) // 8


def measure(bench, name, sources, runs):
    """{variant: {compile, size, counters, profile, memory, start, main, exit, cpu}}; the
    last four are lists of seconds, memory is that at main's end."""
    result = bench.build(name, sources)
    times = ("start", "main", "exit", "cpu")
    for variant in bench.variants:
        bench.run(name, variant, [])
        result[variant.name].update({"profile": bench.profile_size(name, variant),
                                     "counters": planted(bench.binary(name, variant)),
                                     "memory": 0, **{kind: [] for kind in times}})
    stdout = os.path.join(bench.folder, "stdout")
    for i, variant in bench.rounds(runs):
        if i % 10 == 0:
            bench.progress(f"{name}: run {i + 1} of {runs}, {variant.name}")
        run = bench.run(name, variant, [])
        with open(stdout, "rb") as file:
            begin, end, memory = struct.unpack("=QQQ", file.read(24))
        kept = result[variant.name]
        values = (begin - run.begin) / 1e9, (end - begin) / 1e9, (run.end - end) / 1e9, run.cpu
        for kind, value in zip(times, values):
            kept[kind].append(value)
        kept["memory"] = max(kept["memory"], 1024 * memory)
    return result
