# regions.py REPORT HAS_FUNCTIONS: what the JSON report must say of regions.cpp.
import json
import sys

report = json.load(open(sys.argv[1]))
by_name = {f["name"]: f for f in report["functions"]}
calls = {"all phases": 1, "inner phase": 3, "left open": 1, "left open, too": 1,
         "thrown through": 5, "around a try block": 5, "by all threads": 400}
for name, count in calls.items():
    assert by_name[name]["calls"] == count, (name, by_name[name])

everything = by_name["all phases"]
inner, around = by_name["inner phase"], by_name["around a try block"]
assert everything["total_ns"] >= 50e6, everything
assert 30e6 <= inner["total_ns"] <= everything["total_ns"], inner
# What stands behind the catch block is still in the region.
assert around["total_ns"] >= 75e6, around
if sys.argv[2] == "1":
    # The rest of its time is in the regions and functions below.
    assert everything["self_ns"] <= everything["total_ns"] - 45e6, everything
    edges = {(e["caller"], e["callee"], e["line"]): e["calls"] for e in report["edges"]}
    assert edges[("all phases", "inner phase", None)] == 3, edges
    assert edges[("phases()", "all phases", None)] == 1, edges
    assert edges[("left open", "left open, too", None)] == 1, edges
    # Calls of functions are those of the function that makes them.
    work = {key[0]: 0 for key in edges if key[1] == "work(int)"}
    for key, count in edges.items():
        if key[1] == "work(int)":
            work[key[0]] += count
    assert work == {"phases()": 4, "leavesOpen()": 1, "catches()": 10}, work
    assert by_name["leavesOpen()"]["calls"] == 1
