"""Builds a use with each container, runs all of them, and asks hone.

Owns: what is measured and what hone's suggestions mean in containers. Keeps all of
it in a folder, so that an interrupted run goes on where it was. Knows nothing of
tables.
"""

import dataclasses
import json
import os
import statistics
import tempfile

from process import Failure, checked
from variants import Variant, run_environment

PLAIN = Variant("plain", profiles=False)
HONE = Variant("hone", ("HONE",))
# Where a loop happens to stand decides about a part of its time (bench/README.md):
# every program is linked at two places, which take turns.
LAYOUTS = (0, 32)
# What takes so many times as long is not run any more often than it has to.
HOPELESS = 3


@dataclasses.dataclass
class Row:
    use: object
    seconds: dict      # by container, CPU time of a run without hone
    choice: str        # hone's first suggestion, or the present container
    rule: str          # that suggested it, or ""
    predicted: float   # share of the run that it would save
    interval: tuple    # the same, low and high
    replayed: str      # fastest of those in seconds when replayed, or ""


def choice_of(suggestion, use):
    """The container that a suggestion is about; None: another kind of change."""
    alternative = str(suggestion["evidence"].get("alternative", ""))
    is_hash = use.now in ("hash", "reserved-hash")
    rules = {
        "ordered-container-unneeded": "hash" if "unordered" in alternative else "sorted",
        "hash-to-flat": "sorted",
        "dense-integer-keys": "dense",
        "missing-reserve": "reserved-hash" if is_hash else "reserved-vector",
        "list-to-vector": alternative.replace("std::", ""),
        "vector-of-pointers": "values",
        "repeated-lookup": "+once",
        "temporary-key": "+view",
    }
    placed = {"one pass": "+compact", "std::deque": "deque", "std::list": "list",
              "std::multiset": "tree"}
    if suggestion["rule"] in ("front-insert-erase", "middle-insert-erase"):
        return placed[alternative]
    return rules.get(suggestion["rule"])


def fastest(seconds):
    return min(seconds, key=seconds.get)


class Oracle:
    def __init__(self, toolchain, sources, folder, runs):
        self.toolchain, self.sources, self.folder, self.runs = toolchain, sources, folder, runs
        os.makedirs(folder, exist_ok=True)
        self._scratch = tempfile.TemporaryDirectory(prefix="hone-containers-")

    def _path(self, *parts):
        return os.path.join(self.folder, "-".join(parts))

    def _binary(self, use, defines, variant, layout=0):
        return self._path(use.source[:-4], variant.name, *defines, str(layout))

    def _build(self, use, defines, variant):
        """All layouts; hone's variant has one."""
        flagged = dataclasses.replace(
            variant, flags=variant.flags + tuple("-D" + d for d in defines))
        source = os.path.join(self.sources, use.source)
        layouts = LAYOUTS if variant is PLAIN else LAYOUTS[:1]
        if os.path.exists(self._binary(use, defines, variant, layouts[-1])):
            return
        obj = self._binary(use, defines, variant) + ".o"
        self.toolchain.compile(source, obj, flagged, self.folder)
        for layout in layouts:
            padding = [self.toolchain.padding(layout, self.folder)] if layout else []
            self.toolchain.link(source, padding + [obj],
                                self._binary(use, defines, variant, layout), variant, self.folder)

    def _run(self, use, defines, layout):
        run = checked([self._binary(use, defines, PLAIN, layout), use.program, str(use.size),
                       str(use.rounds)], self.toolchain.env, self._scratch.name, f"running {use.name}")
        with open(os.path.join(self._scratch.name, "stdout")) as file:
            return run.cpu, file.read()

    def _measurements(self, use):
        return self._path(use.name) + ".json"

    def is_measured(self, use):
        return os.path.exists(self._measurements(use)) and os.path.exists(self._profile(use))

    def _measure(self, use, containers):
        """Seconds by container. All containers take turns, so that what disturbs the
        machine meets all of them."""
        kept = {}
        if os.path.exists(self._measurements(use)):
            with open(self._measurements(use)) as file:
                kept = json.load(file)
        missing = [c for c in containers if c not in kept]
        if missing:
            turns = missing if use.now in missing else [use.now] + missing
            times = {c: [] for c in turns}
            outputs = set()
            for container in turns:
                self._build(use, use.defines(container), PLAIN)
            for i in range(self.runs):
                for container in turns[i % len(turns):] + turns[:i % len(turns)]:
                    if i >= len(LAYOUTS) and times[container][0] > HOPELESS * times[use.now][0]:
                        continue
                    cpu, said = self._run(use, use.defines(container), LAYOUTS[i % len(LAYOUTS)])
                    times[container].append(cpu)
                    outputs.add(said)
            if len(outputs) > 1:
                raise Failure(f"{use.name} prints different sums with different containers")
            for container in missing:
                kept[container] = {"runs": times[container], "beside": times[use.now]}
            with open(self._measurements(use), "w") as file:
                json.dump(kept, file)
        return kept

    def _profile(self, use):
        return self._path(use.name) + ".prof"

    def _record(self, use):
        if os.path.exists(self._profile(use)):
            return
        self._build(use, use.defines(use.now), HONE)
        env = {**run_environment(self.toolchain.env, self.folder),
               "HONE_PROFILE_FILE": self._profile(use)}
        checked([self._binary(use, use.defines(use.now), HONE), use.program, str(use.size),
                 str(use.rounds)], env, self._scratch.name, f"profiling {use.name}")

    def _ask(self, use, *command):
        hone = os.path.join(self.toolchain.hone, "bin", "hone")
        checked([hone, *command, self._profile(use), "--json"], self.toolchain.env, self._scratch.name,
                f"hone {command[0]} for {use.name}")
        with open(os.path.join(self._scratch.name, "stdout")) as file:
            return json.load(file)

    def _first(self, use):
        """hone's first suggestion about the container, with what it means; or None."""
        for suggestion in self._ask(use, "suggest")["suggestions"]:
            container = str(suggestion["evidence"].get("container") or "").split("::")[-1]
            if container == use.variable and choice_of(suggestion, use):
                return suggestion
        return None

    def _replayed(self, use, suggestion, seconds):
        names = {"hash-map": "hash", "reserved-hash-map": "reserved-hash",
                 "sorted-vector": "sorted", "array": "dense"}
        try:
            ranking = self._ask(use, "try", suggestion["id"])["ranking"]
        except Failure:
            return "none"
        ranked = [names.get(r["structure"], r["structure"]) for r in ranking]
        return next((r for r in ranked if r in seconds), "none")

    def row(self, use, is_measured, replays):
        if not is_measured:
            self._record(use)
        first = self._first(use)
        choice = choice_of(first, use) if first else use.now
        containers = list(dict.fromkeys([use.now, *use.others, choice]))
        kept = self._measure(use, containers)

        def median(times):
            return statistics.mean(statistics.median(times[i::len(LAYOUTS)])
                                   for i in range(len(LAYOUTS)))
        now = median(kept[use.now]["runs"])
        # A container that was measured later is compared with runs of the same time.
        seconds = {c: now * median(kept[c]["runs"]) / median(kept[c]["beside"])
                   for c in kept if c in containers}
        pct = first["saving_pct"] if first else {"low": 0, "mid": 0, "high": 0}
        return Row(use, seconds, choice, first["rule"] if first else "", pct["mid"] / 100,
                   (pct["low"] / 100, pct["high"] / 100),
                   self._replayed(use, first, seconds) if first and replays else "")
