"""From measurements to figures: medians, ratios over plain, geometric means, goals.

Owns: every calculation, and the tables as lists of strings. Knows nothing of
processes, and of no output format.
"""

import dataclasses
import math
import statistics

from variants import CONTROL, PEERS


@dataclasses.dataclass
class Table:
    title: str
    note: str
    header: list
    rows: list            # of lists of strings
    emphasis: int = 0     # that many rows at the end are summaries


def geomean(values):
    return math.exp(sum(map(math.log, values)) / len(values))


def over_layouts(seconds, layouts):
    """Geometric mean of the layouts' medians; run i was of layout i modulo their number."""
    return geomean([statistics.median(seconds[k::layouts])
                    for k in range(min(layouts, len(seconds)))])


def ratio(value):
    return "-" if value is None else f"{value:.2f}"


class Summary:
    """programs: {program: {variant: what Bench.measure kept}}, fixed: {name: {variant: ...}}."""

    def __init__(self, variants, programs, fixed, layouts):
        self.names = [v.name for v in variants]
        self.layouts = layouts
        self.others = [n for n in self.names if n != "plain"]
        self.programs, self.fixed = programs, fixed

    def over_plain(self, figure):
        """{variant: {program: ratio}}; figure(result) is the number of one variant's result."""
        return {name: {program: figure(results[name]) / figure(results["plain"])
                       for program, results in self.programs.items()}
                for name in self.others}

    def cpu(self, threads=1):
        """CPU-time ratios; with two threads, over the programs that have threads."""
        chosen = {p: r for p, r in self.programs.items() if threads in r["plain"]["runs"]}
        return {name: {p: self.seconds(r[name], threads, "cpu") /
                       self.seconds(r["plain"], threads, "cpu")
                       for p, r in chosen.items()} for name in self.others}

    def seconds(self, result, threads, kind):
        return over_layouts(result["runs"][threads][kind], self.layouts)

    def throughput(self):
        """Work per wall time of two threads over that of one: {variant: {program: factor}}."""
        return {name: {p: 2 * self.seconds(r[name], 1, "wall") / self.seconds(r[name], 2, "wall")
                       for p, r in self.programs.items() if 2 in r[name]["runs"]}
                for name in self.names}

    def compile_time(self):
        return self.over_plain(lambda result: statistics.median(result["compile"]))

    def size(self):
        return self.over_plain(lambda result: result["size"])

    def size_without_runtime(self):
        """The same, less the bytes by which a trivial program grows: the fixed runtime."""
        trivial = self.fixed["trivial"]
        return {name: {p: (r[name]["size"] - trivial[name]["size"] + trivial["plain"]["size"]) /
                       r["plain"]["size"] for p, r in self.programs.items()}
                for name in self.others}

    def profile_kib(self):
        return {name: {p: r[name]["profile"] / 1024 for p, r in self.programs.items()}
                for name in self.others if name != CONTROL}

    def profile_ratio(self):
        """Over the first of clang's profiles that was measured."""
        base = next((n for n in PEERS if n in self.names), None)
        sizes = self.profile_kib()
        return base, {} if base is None else {
            name: {p: kib / sizes[base][p] for p, kib in of.items()} for name, of in sizes.items()}

    def above_peers(self, margin=1.0):
        """(program, peer, hone's ratio, the peer's) where counting costs more than a peer."""
        cpu = self.cpu()
        return [(program, peer, mine, cpu[peer][program])
                for program, mine in cpu.get("hone-counts", {}).items()
                for peer in PEERS if peer in cpu and mine > cpu[peer][program] * margin]

    def noise(self):
        """The factor by which plain rarely differs from itself: two standard deviations
        of the control's ratios around 1."""
        logs = [math.log(x) for x in self.cpu()[CONTROL].values()]
        return math.exp(2 * math.sqrt(sum(x * x for x in logs) / len(logs)))


def grid(title, note, cells, mean=True, form=ratio, largest="worst"):
    """A table of {column: {row: number}}, with geometric mean and worst case below."""
    columns = list(cells)
    programs = list(next(iter(cells.values()), {}))
    rows = [[p] + [form(cells[c][p]) for c in columns] for p in programs]
    if mean and programs:
        rows.append(["geometric mean"] + [form(geomean(cells[c].values())) for c in columns])
        rows.append([largest] + [form(max(cells[c].values())) for c in columns])
    return Table(title, note, ["program"] + columns, rows, 2 if mean and programs else 0)


def fixed_table(title, note, results):
    plain = statistics.median(results["plain"]["compile"])

    def milliseconds(result, kind):
        return f"{1000 * statistics.median(result[kind]):.2f}"

    rows = []
    for name, result in results.items():
        compiled = statistics.median(result["compile"])
        rows.append([name, milliseconds(result, "start"), milliseconds(result, "exit"),
                     milliseconds(result, "cpu"), f"{result['memory'] / 1024:.0f}",
                     f"{result['size'] / 1024:.0f}", f"{result['profile'] / 1024:.1f}",
                     str(result["counters"] or "-"), f"{compiled:.2f}", ratio(compiled / plain)])
    return Table(title, note, ["variant", "start ms", "exit ms", "CPU ms", "memory KiB", "loaded KiB",
                               "profile KiB", "counters", "compile s", "ratio"], rows)


def goals_table(summary):
    """The figures that hone is to reach, and what was measured."""
    rows = []

    def goal(what, limit, value, met, form=ratio):
        rows.append([what, limit, form(value), "yes" if met else "NO"])

    for name, at_mean, at_worst in (("hone-counts", 1.05, 1.30), ("hone-time", 1.15, 1.50),
                                    ("hone", 1.25, 1.60)):
        if name not in summary.names:
            continue
        cpu = summary.cpu()[name]
        mean, worst = geomean(cpu.values()), max(cpu, key=cpu.get)
        goal(f"CPU time, {name}, geometric mean", f"at most {at_mean:.2f}", mean, mean <= at_mean)
        goal(f"CPU time, {name}, worst ({worst})", f"at most {at_worst:.2f}", cpu[worst],
             cpu[worst] <= at_worst)
    if "hone-counts" in summary.names:
        above = summary.above_peers()
        clear = summary.above_peers(summary.noise())
        goal("programs where a peer costs less", "none", len({a[0] for a in above}), not above, str)
        goal("... by more than the noise", "none", len({a[0] for a in clear}), not clear, str)
        two = summary.cpu(2)["hone-counts"]
        if two:
            mean = geomean(two.values())
            goal("CPU time with two threads, geometric mean", "at most 1.05", mean, mean <= 1.05)
            least = min(summary.throughput()["hone-counts"].values())
            plain = min(summary.throughput()["plain"].values())
            goal(f"throughput of two threads over one (plain: {plain:.2f})", "at least 1.90", least,
                 least >= 1.90)
    for name in ("hone-counts", "hone"):
        if name not in summary.names:
            continue
        for what, limit, cells in (("compile time", 1.15, summary.compile_time()),
                                   ("loaded size without the fixed runtime", 1.25,
                                    summary.size_without_runtime())):
            mean = geomean(cells[name].values())
            goal(f"{what}, {name}, geometric mean", f"at most {limit:.2f}", mean, mean <= limit)
        for fixed, kind, limit in (("trivial", "start", 2), ("many-100000", "exit", 5)):
            if fixed in summary.fixed:
                extra = 1000 * (statistics.median(summary.fixed[fixed][name][kind]) -
                                statistics.median(summary.fixed[fixed]["plain"][kind]))
                goal(f"{kind} cost of {fixed}, {name}, ms over plain", f"below {limit}", extra,
                     extra < limit)
    return Table("Goals", "", ["figure", "goal", "measured", "met"], rows)


def tables(summary, runs):
    """Everything that is printed, in order."""
    layouts = f" in {summary.layouts} layouts" if summary.layouts > 1 else ""
    result = [grid("CPU time over plain", f"User and system time of {runs} runs in turn{layouts}; "
                   "programs with threads run one.", summary.cpu())]
    if summary.cpu(2)[CONTROL]:
        result.append(grid("CPU time with two threads", "Over plain with two threads; each thread does "
                           "the work of the one.", summary.cpu(2)))
        result.append(grid("Throughput of two threads over one", "Twice the wall time of one thread over "
                           "that of two; 2.00 is ideal, little says contention.",
                           summary.throughput(), mean=False))
    result.append(grid("Compile time over plain", "CPU time of the compiler from source to object.",
                       summary.compile_time()))
    result.append(grid("Loaded size over plain", "Text, data and bss of the executable, without debug "
                       "information. Most of a small program's growth is the runtime that is linked in.",
                       summary.size()))
    result.append(grid("Loaded size over plain, without the fixed runtime", "The same, less the growth "
                       "of a trivial program.", summary.size_without_runtime()))
    base, ratios = summary.profile_ratio()
    result.append(grid("Profile size in KiB", "All files that one run writes. hone's and gcov's hold names, "
                       "or need no more than the .gcno file; clang's need the executable to be read.",
                       summary.profile_kib(), form=lambda x: f"{x:.1f}",
                       largest="largest"))
    if base:
        result.append(grid(f"Profile size over {base}", "", ratios))
    for name, results in summary.fixed.items():
        note = ("Medians. start: from the request to start the process until main begins; exit: from "
                "main's end until the process is gone; CPU: of the whole process; memory: the "
                "largest resident set at main's end.")
        if name != "trivial":
            note += (" The program is generated; loaded size and profile as above, counters as "
                     "found in the executable (gcov's cannot be told from other data).")
        title = "Fixed costs: a trivial program" if name == "trivial" else \
            f"Fixed costs: a program with {int(name.split('-')[1]):,} counters"
        result.append(fixed_table(title, note, results))
    result.append(goals_table(summary))
    above = summary.above_peers()
    if above:
        result.append(Table("Where a peer costs less than hone-counts", "Within the noise unless "
                            f"marked: plain rarely differs from itself by more than {summary.noise():.2f}.",
                            ["program", "peer", "hone-counts", "peer's", "beyond noise"],
                            [[p, peer, ratio(a), ratio(b), "yes" if a > b * summary.noise() else ""]
                             for p, peer, a, b in above]))
    return result
