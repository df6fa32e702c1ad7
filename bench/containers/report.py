"""The tables of bench/containers/run.

Owns: what counts as right, and Markdown. Knows nothing of how anything is measured.
"""

from oracle import fastest

# Times that differ by less are the same (issue's goal, and about the noise).
AS_FAST = 1.05
# Predicted over measured gain.
LEAST, MOST = 0.7, 1.3


def is_right(row):
    return row.seconds[row.choice] <= AS_FAST * row.seconds[fastest(row.seconds)]


def gain(row, container):
    return 1 - row.seconds[container] / row.seconds[row.use.now]


def is_predicted(row):
    measured = gain(row, row.choice)
    return measured > 0 and LEAST <= row.predicted / measured <= MOST


def _percent(share):
    return f"{100 * share:.0f} %"


def _row(row):
    best = fastest(row.seconds)
    use = row.use
    gains = ", ".join(f"{c} {_percent(gain(row, c))}"
                      for c in sorted(row.seconds, key=row.seconds.get) if c != use.now)
    choice = "keep" if row.choice == use.now else row.choice
    predicted = measured = ratio = ""
    if row.choice != use.now:
        low, high = row.interval
        predicted = f"{_percent(row.predicted)} ({100 * low:.0f}-{100 * high:.0f})"
        measured = _percent(gain(row, row.choice))
        if gain(row, row.choice) > 0:
            ratio = f"{row.predicted / gain(row, row.choice):.2f}"
    right = "yes" if is_right(row) else f"**no**: {'keep' if best == use.now else best}"
    return [use.program, f"{use.size:,}", use.now, f"{row.seconds[use.now]:.2f} s", gains, choice,
            right, predicted, measured, ratio] + ([row.replayed] if row.replayed else [])


def _summary(name, rows):
    applied = [r for r in rows if r.choice != r.use.now]
    right = sum(map(is_right, rows))
    predicted = sum(map(is_predicted, applied))
    return [name, f"{right} of {len(rows)}" + (f" ({100 * right // len(rows)} %)" if rows else ""),
            f"{predicted} of {len(applied)}" +
            (f" ({100 * predicted // len(applied)} %)" if applied else "")]


def _table(header, rows):
    widths = len(header)
    lines = [header, ["---"] * widths] + [r + [""] * (widths - len(r)) for r in rows]
    return "".join("| " + " | ".join(line) + " |\n" for line in lines)


def page(rows):
    held = [r for r in rows if r.use.half == "held out"]
    development = [r for r in rows if r.use.half != "held out"]
    header = ["program", "size", "now", "time", "gain of the others, measured", "hone's choice",
              "right", "predicted", "measured", "ratio"]
    if any(r.replayed for r in rows):
        header.append("replay's best")
    text = _table(["", "choice right or within 5 %", "gain within 30 %"],
                  [_summary("held out", held), _summary("development", development),
                   _summary("all", rows)])
    for name, half in (("Held out", held), ("Development", development)):
        if half:
            text += f"\n{name}:\n\n" + _table(header, [_row(r) for r in half])
    return text
