# usage: waiting.py SOURCE REPORT.json [KIND]
# Compares the waits of a report with what the source's comments promise. KIND
# clocks: places where few of many calls wait may be missed.
import json
import re
import sys

source, path = sys.argv[1:3]
with_clocks = sys.argv[3:] == ["clocks"]
report = json.load(open(path))
lines = {line["line"]: line for line in report["lines"]}
run_ns = 600e9  # no wait is longer than any test may take

promises = computations = 0
for number, text in enumerate(open(source), 1):
    if promise := re.search(r"// waits (\d+) ms on (\S+)", text):
        promises += 1
        ns, on = int(promise[1]) * 10**6, promise[2]
        if with_clocks and on == "fgetc":
            continue
        waits = {w["on"]: w for w in lines[number]["waits"]}
        assert on in waits, (number, waits)
        wait = waits[on]
        assert 0.98 * ns <= wait["ns"] < run_ns, (number, wait)
        assert 1 <= wait["count"] < 1000 and wait["max_ns"] <= wait["ns"], (number, wait)
        assert lines[number]["wait_ns"] == sum(w["ns"] for w in lines[number]["waits"])
    elif text.rstrip().endswith("// computes"):
        computations += 1
        # Memory that must be fetched from a disk first may stop it for a moment.
        assert lines[number]["wait_ns"] < 10**7, (number, lines[number])
print(promises, "waits and", computations, "computations as promised")

by_line = sum(line["wait_ns"] for line in lines.values())
by_function = sum(f["wait_ns"] for f in report["functions"])
assert by_function == by_line, (by_function, by_line)
assert [f["wait_ns"] >= 49 * 10**6 for f in report["functions"]
        if f["name"] == "sleeps()"] == [True]
