"""Time in the kernel: of a line that only makes system calls, of one that makes none,
in a sum of two processes, and null where the profile does not tell."""

import json
import sys

source = open(sys.argv[1]).read().split("\n")
app, both, old = (json.load(open(path)) for path in sys.argv[2:5])


def line(report, text):
    number = next(i for i, code in enumerate(source, 1) if text in code and not code.startswith("//"))
    found = [x for x in report["lines"] if x["line"] == number]
    assert len(found) == 1, (text, number)
    return found[0]


for report in app, both:
    calls, work = line(report, "Written += write"), line(report, "// WORK")
    assert calls["kernel_ns"] > 0.4 * calls["self_ns"], calls
    assert work["self_ns"] > 50_000_000, work
    assert work["kernel_ns"] < 0.2 * work["self_ns"], work
main = next(f for f in app["functions"] if f["name"] == "main")
assert main["kernel_ns"] > 0, main
ratio = line(both, "Written += write")["self_ns"] / line(app, "Written += write")["self_ns"]
assert ratio > 1.2, ratio
assert all(x["kernel_ns"] is None for x in old["lines"]), "format 3 does not tell"
