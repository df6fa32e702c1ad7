"""Every variant has every measurement of its kind in a JSON file of bench/run."""

import json
import sys

with open(sys.argv[1]) as file:
    bench = json.load(file)

assert bench["type"] == "hone-bench" and bench["version"] == 1
assert sorted(bench["programs"]) == ["recursion", "threads-branches"]
assert sorted(bench["fixed"]) == ["many-100", "trivial"]
for name, threads in (("recursion", ["1"]), ("threads-branches", ["1", "2"])):
    variants = bench["programs"][name]
    assert len(variants) == 9, name
    for variant, result in variants.items():
        assert len(result["compile"]) == 2 and result["size"] > 0, (name, variant)
        assert (result["profile"] > 0) == (not variant.startswith("plain")), (name, variant)
        assert sorted(result["runs"]) == threads, (name, variant)
        for run in result["runs"].values():
            assert len(run["cpu"]) == len(run["wall"]) == 2, (name, variant)
for variant, result in bench["fixed"]["many-100"].items():
    assert len(result["start"]) == len(result["exit"]) == 2, variant
    assert result["memory"] > 0, variant
assert bench["fixed"]["many-100"]["instr"]["counters"] >= 100
