"""Compares hone's call counts with callgrind's.

usage: compare-calls.py REPORT.json CALLGRIND.out

Every function of REPORT (`hone report --json`) that callgrind saw called must
have been called as often; those it did not see must have 0 calls. main and what
static initializers call have no counted caller in callgrind and are left out.
"""

import json
import re
import sys


def callgrind_calls(path):
    calls, callee = {}, None
    with open(path) as text:
        for line in text:
            if line.startswith("cfn="):
                callee = re.sub(r"'\d+$", "", line[4:].strip())
            elif line.startswith("calls="):
                calls[callee] = calls.get(callee, 0) + int(line[6:].split()[0])
    return calls


def main():
    with open(sys.argv[1]) as f:
        functions = json.load(f)["functions"]
    calls = callgrind_calls(sys.argv[2])
    wrong, compared = [], 0
    for f in functions:
        name = f["linkage_name"]
        if name == "main":
            continue
        # A base-variant constructor may be called by its complete-object name.
        names = {name, re.sub(r"(C|D)2E", r"\g<1>1E", name)}
        expected = sum(calls.get(n, 0) for n in names)
        compared += 1
        if f["calls"] != expected:
            wrong.append("%s: hone %d, callgrind %d" % (name, f["calls"], expected))
    if compared < 8:
        wrong.append("only %d functions compared" % compared)
    print("\n".join(wrong) or "%d functions agree" % compared)
    sys.exit(bool(wrong))


main()
