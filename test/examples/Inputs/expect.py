"""expect.py [--absent] SUGGESTIONS RULE SOURCE FUNCTION TEXT

SUGGESTIONS is the output of `hone suggest --json`. Among them must be (or must
not be) one of RULE for FUNCTION, at a line of the file SOURCE that contains
TEXT; its gain must be an interval."""

import json
import os
import sys


def main(arguments):
    absent = arguments[0] == "--absent"
    path, rule, source, function, text = arguments[absent:]
    with open(source, encoding="utf-8") as file:
        lines = file.read().splitlines()
    with open(path, encoding="utf-8") as file:
        suggestions = json.load(file)["suggestions"]
    found = [
        s
        for s in suggestions
        if s["rule"] == rule
        and os.path.basename(s["file"]) == os.path.basename(source)
        and function in s["function"]
        and text in lines[s["line"] - 1]
    ]
    for s in found:
        gain = s["saving_pct"]
        assert gain["low"] <= gain["mid"] <= gain["high"], gain
    if bool(found) == absent:
        print("unexpected:" if absent else "missing:", rule, function, text)
        for s in suggestions:
            print("got:", s["rule"], s["file"], s["line"], s["function"])
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
