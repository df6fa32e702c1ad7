"""The programs of the benchmark: every C or C++ file in bench/programs.

Owns: how a program's header states its work, `argv[1]: rounds (bench: 400)`, and
that it takes a number of threads, `argv[2]: threads`.
"""

import dataclasses
import fnmatch
import os
import re

from process import Failure, UsageError


@dataclasses.dataclass
class Program:
    name: str
    source: str
    work: int
    threaded: bool

    def arguments(self, threads):
        return [str(self.work)] + ([str(threads)] if self.threaded else [])


def find(folder, pattern, scale):
    found = []
    for name in sorted(os.listdir(folder)):
        stem, extension = os.path.splitext(name)
        if extension not in (".c", ".cpp"):
            continue
        if not any(fnmatch.fnmatch(stem, glob) for glob in pattern.split(",")):
            continue
        path = os.path.join(folder, name)
        with open(path) as file:
            text = file.read()
        work = re.search(r"\(bench: (\d+)\)", text)
        if not work:
            raise Failure(f"{path} does not say '(bench: N)', the value of argv[1]")
        found.append(Program(stem, path, max(1, round(int(work[1]) * scale)),
                             "argv[2]: threads" in text))
    if not found:
        raise UsageError(f"no program in {folder} matches {pattern}")
    return found
