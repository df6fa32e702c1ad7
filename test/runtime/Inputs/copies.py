"""Compares the copies of `hone memory --json` with what the source says.

    copies.py SOURCE JSON

A line with "// COPIES N BYTES" copies so much, all others nothing.
"""

import json
import re
import sys

source, report = sys.argv[1:3]
wanted = {}
for number, text in enumerate(open(source), 1):
    found = re.search(r"// COPIES (\d+) (\d+)$", text.rstrip())
    if found:
        wanted[number] = (int(found[1]), int(found[2]))
assert wanted
got = {line["line"]: (line["copies"], line["copied_bytes"])
       for line in json.load(open(report))["lines"] if line["copies"]}
assert got == wanted, f"{got}, not {wanted}"
