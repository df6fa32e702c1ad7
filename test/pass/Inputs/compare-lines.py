"""Compares hone's line counts with llvm-cov's.

usage: compare-lines.py REPORT.json COV.json SOURCE [LINE=HITS...]

REPORT.json: `hone report --json`; COV.json: `llvm-cov export`. Every line of
SOURCE for which hone has a count must have llvm-cov's, but for the lines named
LINE=HITS: there hone must say HITS, and llvm-cov must not (docs/counting.md says
when and why they differ); LINE~HITS: they may agree, in some versions of clang.
"""

import json
import os
import re
import sys


def cov_lines(data, source):
    """llvm-cov's LineCoverageStats over the exported segments."""
    (segments,) = [f["segments"] for e in data["data"] for f in e["files"]
                   if os.path.basename(f["filename"]) == os.path.basename(source)]
    counts, wrapped, at = {}, None, 0
    with open(source) as text:
        total = len(text.readlines())
    for line in range(1, total + 1):
        here = []
        while at < len(segments) and segments[at][0] == line:
            here.append(segments[at])
            at += 1
        starts = [s for s in here if s[3] and s[4] and not s[5]]
        skipped = here and not here[0][3] and here[0][4]
        mapped = not skipped and ((wrapped and wrapped[3]) or starts)
        mapped = mapped or any(s[3] and s[4] for s in here)
        if mapped:
            counts[line] = max([s[2] for s in starts] + [wrapped[2] if wrapped else 0])
        if here:
            wrapped = here[-1]
    return counts


def main():
    report, cov, source = sys.argv[1:4]
    named = {int(k): int(v) for k, v in (re.split("[=~]", a) for a in sys.argv[4:])}
    maybe = {int(a.split("~")[0]) for a in sys.argv[4:] if "~" in a}
    with open(report) as f:
        hone = {l["line"]: l["hits"] for l in json.load(f)["lines"]
                if os.path.basename(l["file"]) == os.path.basename(source)}
    with open(cov) as f:
        expected = cov_lines(json.load(f), source)
    wrong = []
    for line, hits in sorted(hone.items()):
        if line not in expected:
            wrong.append("line %d: hone %d, llvm-cov has none" % (line, hits))
        elif line in named:
            differs = hits != expected[line]
            if hits != named[line] if differs else line not in maybe:
                wrong.append("line %d: hone %d, llvm-cov %d, but %d expected of hone alone"
                             % (line, hits, expected[line], named[line]))
        elif hits != expected[line]:
            wrong.append("line %d: hone %d, llvm-cov %d" % (line, hits, expected[line]))
    wrong += ["line %d: hone has none" % l for l in named if l not in hone]
    if len(hone) < 10:
        wrong.append("only %d lines counted" % len(hone))
    print("\n".join(wrong) or "%d lines agree" % len(hone))
    sys.exit(bool(wrong))


main()
