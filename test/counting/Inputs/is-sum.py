# is-sum.py HONE SUM PROFILE...: the profile SUM holds what the others hold together,
# figure by figure.
import json
import subprocess
import sys


def dump(hone, path):
    return json.loads(subprocess.run([hone, "dump", path], check=True,
                                     stdout=subprocess.PIPE).stdout)


def add(a, b):
    return a + b


def first(a, b):
    return a or b


HOW = {"Flags": lambda a, b: a | b, "MinNs": min, "MaxNs": max, "MaxElements": max, "State": first,
       "Bases": lambda a, b: min(64, a + b), "start_unix_ns": min}
SUMS = ["wall_ns", "cpu_ns", "run_delay_ns", "threads", "own_samples", "samples_lost",
        "sample_signals"]


class Figures:
    """Figures by names that do not depend on the numbers in the file."""

    def __init__(self):
        self.by_name = {}

    def put(self, name, **figures):
        old = self.by_name.get(name)
        self.by_name[name] = figures if old is None else {
            key: HOW.get(key, add)(old[key], value) for key, value in figures.items()}

    def read(self, profile):
        functions, sites = {0: None}, [None]
        paths = [None] + [m["module"]["path"] for m in profile["modules"]]
        assert len(set(paths)) == len(paths), paths
        for path, module in zip(paths[1:], profile["modules"]):
            for i, f in enumerate(module["functions"]):
                assert f["Id"] not in functions
                functions[f["Id"]] = (path, i, f["name"])
                self.put((path, i, f["name"]),
                         **{"c%d" % k: c for k, c in enumerate(f["counters"])})
            sites += [(path, i) for i in range(len(module["sites"]))]
            for kind, keys in (("scans", ["Observed", "Elements", "Ticks", "Exhausted",
                                          "MaxElements", "Bases"]),
                               ("memos", ["Observed", "Distinct", "Sampled", "Conflicts",
                                          "Ticks", "RepeatTicks", "RepeatCostTicks",
                                          "RepeatCalls", "KeyTicks", "KeySamples", "State"]),
                               ("waits", ["Waits", "WaitNs"])):
                for i, r in enumerate(module[kind]):
                    self.put((path, kind, i), **{k: r[k] for k in keys})
            for i, r in enumerate(module["waits"]):
                self.put((path, "longest wait", i), MaxElements=r["MaxNs"])
        for t in profile["times"]:
            name = ("times", functions[t["Function"]])
            self.put(name, **{k: v for k, v in t.items() if k not in ("Function", "Flags")})
        for e in profile["edges"]:
            name = ("edge", functions[e["Caller"]], functions[e["Callee"]], sites[e["Site"]])
            self.put(name, **{k: e[k] for k in ("Calls", "TotalNs", "TotalCostNs")})
        self.read_samples(profile, functions, paths)
        run = profile["run"]
        self.put("run", processes=int(run.get("processes", 1)),
                 start_unix_ns=int(run["start_unix_ns"]),
                 **{k: int(run[k]) for k in SUMS})

    def read_samples(self, profile, functions, paths):
        """Threads of one name are one."""
        objects = [o["object"]["path"] for o in profile["objects"]]
        threads = [None]
        for t in profile["threads"]:
            threads.append((t["Name1"], t["Name2"]))
            self.put(("thread", threads[-1]), CpuNs=t["CpuNs"], Threads=t["Threads"])
        stacks = [()]
        for s in profile["stacks"]:
            number, address = s["Frame"] >> 48, s["Frame"] & (1 << 48) - 1
            where = objects[number & 0x7fff] if number & 0x8000 else paths[number]
            stacks.append(((where, address),) + stacks[s["Caller"]])
        assert len(set(stacks)) == len(stacks)
        for s in profile["samples"]:
            self.put(("sample", threads[s["Thread"]], functions[s["Function"]],
                      stacks[s["Stack"]]), Count=s["Count"])


hone, merged, parts = sys.argv[1], sys.argv[2], sys.argv[3:]
expected, found = Figures(), Figures()
for part in parts:
    expected.read(dump(hone, part))
found.read(dump(hone, merged))
# Short programs on a busy machine may be met by no sample.
kinds = {name[0] for name in expected.by_name}
assert {"times", "edge"} <= kinds and any(n[1] == "memos" for n in expected.by_name), kinds
assert any(n[1] == "scans" for n in expected.by_name)
wrong = {name: (found.by_name.get(name), figures) for name, figures in expected.by_name.items()
         if found.by_name.get(name) != figures}
assert not wrong, wrong
assert set(found.by_name) == set(expected.by_name)
print(len(expected.by_name), "figures agree")
