# same.py REFERENCE OTHER [TIMES]: OTHER has TIMES as many calls, and hits of lines.
# Which lines carry code may differ.
import json
import sys

reference, other = (json.load(open(name)) for name in sys.argv[1:3])
times = int(sys.argv[3]) if len(sys.argv) > 3 else 1


def calls(report):
    return {f["linkage_name"]: f["calls"] for f in report["functions"]}


def hits(report):
    return {(l["file"], l["line"]): l["hits"] for l in report["lines"]}


expected = calls(reference)
assert len(expected) > 10
assert calls(other) == {name: times * count for name, count in expected.items()}, calls(other)
expected, found = hits(reference), hits(other)
common = expected.keys() & found.keys()
assert len(common) > 25, common
for at in common:
    assert found[at] == times * expected[at], (at, found[at], expected[at])

