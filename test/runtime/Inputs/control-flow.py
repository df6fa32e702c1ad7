# control-flow.py REPORT: calls of control-flow.cpp are exact; no function takes longer
# than the whole run.
import json
import sys

report = json.load(open(sys.argv[1]))
functions = {f["name"].split("(")[0]: f for f in report["functions"]}
expected = {"catcher": 220000, "between": 220000, "thrower": 220000, "onFiber": 40000,
            "jumper": 100000, "inHandler": 20000, "tailA": 1500001, "tailB": 1500000,
            "coroutine": 1, "jumps": 1, "fibers": 1, "main": 1}
calls = {name: functions[name]["calls"] for name in expected}
assert calls == expected, calls
assert functions["thrower"]["abnormal_exits"] == 4 * 10000 + 33334, functions["thrower"]
assert functions["jumper"]["abnormal_exits"] == 50000, functions["jumper"]
bound = report["run"]["wall_ns"] * (report["run"]["threads"] + 1)
for f in report["functions"]:
    if f["total_ns"] is not None:
        assert f["self_ns"] <= f["total_ns"] <= bound, f
assert functions["main"]["total_ns"] > 0
