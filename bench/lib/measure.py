"""Builds the programs in every variant and runs them in turn.

Owns: the order of runs and what is kept of each. All variants of a program are
run once before any is run again, starting with another one each time, so that a
drift of the machine hits all alike. Knows nothing of tables.

Where a loop happens to stand decides up to a quarter of a program's time, and
any change of the code moves it (Mytkowicz et al., "Producing wrong data without
doing anything obviously wrong!", ASPLOS 2009). So each variant is linked several
times, with its code moved on by LAYOUT_STEP bytes, and run i takes layout i.
"""

import filecmp
import os

import elf
from process import Failure, checked
from variants import empty_folder, folder_size, run_environment


# Compilers align functions and loops to 16 bytes: four of these steps are all there
# is within a cache line.
LAYOUT_STEP = 16


class Bench:
    def __init__(self, toolchain, variants, folder, runs, layouts, progress):
        self.toolchain, self.variants, self.runs = toolchain, variants, runs
        self.layouts = layouts
        self.folder, self.progress = folder, progress
        self.profiles = os.path.join(folder, "profiles")
        self.run_env = run_environment(toolchain.env, self.profiles)

    def rounds(self, count):
        """The variants, count times, each round beginning with the next one."""
        for i in range(count):
            k = i % len(self.variants)
            for variant in self.variants[k:] + self.variants[:k]:
                yield i, variant

    def binary(self, name, variant, layout=0):
        moved = f"-{layout}" if layout else ""
        return os.path.join(self.folder, f"{name}-{variant.name}{moved}")

    def link_layouts(self, name, source, objects, variant):
        for layout in range(1, self.layouts):
            padding = self.toolchain.padding(layout * LAYOUT_STEP, self.folder)
            self.toolchain.link(source, [padding] + objects, self.binary(name, variant, layout),
                                variant, self.folder)

    def build(self, name, sources):
        """Compiles and links in every variant, the compilers in turn.

        Returns {variant: {compile: [CPU seconds], size: bytes}}."""
        result = {v.name: {"compile": []} for v in self.variants}
        objects = {v.name: [f"{self.binary(name, v)}-{i}.o" for i in range(len(sources))]
                   for v in self.variants}
        for i, variant in self.rounds(min(self.runs, 5) if len(sources) == 1 else 1):
            self.progress(f"{name}: compiling {variant.name} {i + 1}")
            cpu = sum(self.toolchain.compile(source, obj, variant, self.folder).cpu
                      for source, obj in zip(sources, objects[variant.name]))
            result[variant.name]["compile"].append(cpu)
        for variant in self.variants:
            binary = self.binary(name, variant)
            self.toolchain.link(sources[0], objects[variant.name], binary, variant, self.folder)
            result[variant.name]["size"] = elf.loaded_size(binary)
            if len(sources) == 1:
                self.link_layouts(name, sources[0], objects[variant.name], variant)
        return result

    def run(self, name, variant, arguments, layout=0):
        """One run, with a profile folder of its own, so that nothing is merged."""
        empty_folder(self.profiles)
        return checked([self.binary(name, variant, layout)] + arguments,
                       {**self.run_env, **dict(variant.run_env)}, self.folder,
                       f"running {name} ({variant.name})")

    def profile_size(self, name, variant):
        """Of the run before. Programs that wrote none were not measured as they should be."""
        size, files = folder_size(self.profiles)
        if variant.profiles != (files > 0):
            raise Failure(f"{name} ({variant.name}) wrote {files} profile files")
        return size

    def first_run(self, name, variant, arguments, expected):
        """Warms up, compares the output with plain's, and keeps the profile's size."""
        self.run(name, variant, arguments)
        stdout = os.path.join(self.folder, "stdout")
        if not os.path.exists(expected):
            os.rename(stdout, expected)
        elif not filecmp.cmp(stdout, expected, shallow=False):
            raise Failure(f"{name} ({variant.name}) printed something else than plain; see {stdout} "
                          f"and {expected} (kept with --keep)")
        return self.profile_size(name, variant)

    def measure(self, program):
        """Everything about one program: {variant: {compile, size, profile, runs}}.

        runs is {threads: {cpu: [seconds], wall: [seconds]}}; run i was of layout
        i modulo their number."""
        result = self.build(program.name, [program.source])
        threads = [1, 2] if program.threaded else [1]
        for count in threads:
            expected = f"{os.path.join(self.folder, program.name)}-{count}.txt"
            for variant in self.variants:
                size = self.first_run(program.name, variant, program.arguments(count), expected)
                result[variant.name].setdefault("profile", size)
                result[variant.name].setdefault("runs", {})[count] = {"cpu": [], "wall": []}
        for i, variant in self.rounds(self.runs):
            self.progress(f"{program.name}: run {i + 1} of {self.runs}, {variant.name}")
            for count in threads:
                run = self.run(program.name, variant, program.arguments(count), i % self.layouts)
                kept = result[variant.name]["runs"][count]
                kept["cpu"].append(run.cpu)
                kept["wall"].append(run.wall)
        return result
