"""Fails unless two reports (hone report --json --all) tell the same counts, and
the second one no times."""

import json
import sys

full, live = (json.load(open(name)) for name in sys.argv[1:3])


def functions(report):
    return {f["linkage_name"]: (f["calls"], f["abnormal_exits"]) for f in report["functions"]}


def lines(report):
    return [(l["file"], l["line"], l["hits"]) for l in report["lines"]]


def edges(report):
    # Those without a line are from uninstrumented code, seen by hooks only.
    keys = ("caller", "callee", "line", "calls")
    return {tuple(e[k] for k in keys) for e in report["edges"] if e["line"]}


assert functions(live) == functions(full) and functions(live)
assert lines(live) == lines(full) and lines(live)
assert edges(live) <= edges(full) and edges(live)
assert all(f[k] is None for f in live["functions"] for k in ("self_ns", "total_ns", "min_ns"))
assert all(l["self_ns"] is None for l in live["lines"])
run = live["run"]
assert all(run[k] is None for k in ("wall_ns", "cpu_ns", "threads", "overhead_pct", "sampled_ns"))
assert len(live["notes"]) == 1, live["notes"]
