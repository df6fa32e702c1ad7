"""Checks the JSON of `hone scale`: scale.py FILE SOURCE."""

import json
import sys

report = json.load(open(sys.argv[1]))
source = open(sys.argv[2]).read().splitlines()


def line(mark):
    number = next(i for i, text in enumerate(source, 1) if mark in text)
    return next(l for l in report["lines"] if l["line"] == number)


assert report["type"] == "hone.scale" and report["version"] == 1
assert [run["size"] for run in report["runs"]] == report["sizes"]
sizes = report["sizes"]
n = [200, 400, 800]

quadratic = line("QUADRATIC")
assert quadratic["hits"] == [k * (k - 1) // 2 for k in n], quadratic
assert quadratic["growth"] == "n^2" and quadratic["outgrows_input"]
assert abs(quadratic["exponent"] - 2) < 0.01, quadratic
assert quadratic["exponent_low"] <= 2 <= quadratic["exponent_high"]
mid = quadratic["at_tenfold"]["mid"]
assert abs(mid / (8000 * 7999 / 2) - 1) < 0.1, quadratic

linear = line("LINEAR")
assert linear["hits"] == n and linear["growth"] == "n", linear
assert not linear["outgrows_input"]

# What outgrows the input comes first.
outgrowing = [l["outgrows_input"] for l in report["lines"]]
assert outgrowing == sorted(outgrowing, reverse=True), outgrowing

loop = next(l for l in report["loops"] if "isSeen" in l["function"])
assert loop["growth"] == "n^2" and loop["entries_growth"] == "n", loop
assert loop["turns_per_entry_growth"] == "n", loop
function = next(f for f in report["functions"] if "isSeen" in f["name"])
assert function["calls"] == n and function["growth"] == "n^2", function
assert function["calls_growth"]["growth"] == "n", function
