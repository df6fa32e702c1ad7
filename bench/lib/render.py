"""Tables as text for a terminal and as a Markdown page.

Owns: layout and the page's words. Calculates nothing.
"""


def as_text(table, bold):
    widths = [max(len(row[i]) for row in [table.header] + table.rows)
              for i in range(len(table.header))]

    def line(row):
        cells = [row[0].ljust(widths[0])] + [c.rjust(w) for c, w in zip(row[1:], widths[1:])]
        return "  ".join(cells).rstrip()

    lines = [bold(table.title)] + ([table.note] if table.note else []) + ["", line(table.header)]
    first = len(table.rows) - table.emphasis
    lines += [line(row) if i < first else bold(line(row)) for i, row in enumerate(table.rows)]
    return "\n".join(lines) + "\n"


def as_markdown(table):
    def line(row):
        return "| " + " | ".join(row) + " |"

    first = len(table.rows) - table.emphasis
    lines = [f"## {table.title}", ""] + ([table.note, ""] if table.note else [])
    lines += [line(table.header), "|" + "|".join(["---"] + ["--:"] * (len(table.header) - 1)) + "|"]
    lines += [line(row) if i < first else line([f"**{c}**" for c in row])
              for i, row in enumerate(table.rows)]
    return "\n".join(lines) + "\n"


_PAGE = """# Performance

Written by `{command}` on {date}; how to repeat and read it: [bench/README.md](../bench/README.md).

| | |
|---|---|
{machine}

The programs of [bench/programs](../bench/programs) are built in these variants with the same compiler and run in turn, each as often as the others. A ratio is the variant's time over that of `plain`.
`plain-again` is the same code as `plain`: how far its ratios are from 1 is how far to trust the others.

| variant | what it is |
|---|---|
{variants}

{tables}
## How to read it

The counts of hone are exact and so are those of its peers in a program with one thread; they differ in what a count is given for and in what it takes to read it. `instr` counts source regions and needs `-fcoverage-mapping` and the executable
for lines; `ir-pgo` counts the simplified intermediate code, which has no lines of its own; `gcov` counts lines with the notes file of the compiler. hone's profile is self-contained. With threads that run the same code, the counters of the
peers are shared, so they lose updates and slow each other down.
"""


def page(tables, machine, variants, command, date):
    return _PAGE.format(
        command=command, date=date,
        machine="\n".join(f"| {name} | {value} |" for name, value in machine.items()),
        variants="\n".join(f"| {v.name} | {v.about} |" for v in variants),
        tables="\n".join(as_markdown(table) for table in tables))
