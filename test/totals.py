"""Adds up lit's result files (lit -o FILE) and ends with the line
'N passed, N failed[, N skipped]'. Exit status 1 when anything failed or
nothing passed: a run without tests is no success."""

import json
import sys

PASSED = {"PASS", "XFAIL", "FLAKYPASS"}
SKIPPED = {"UNSUPPORTED", "SKIPPED", "EXCLUDED"}


def reason(test):
    """The line in which a test says why it was skipped, if it did."""
    for line in test.get("output", "").splitlines():
        if "SKIPPED:" in line:
            return ": " + line.split("SKIPPED:", 1)[1].strip()
    return ""


def main(files):
    passed, failed, skipped = [], [], []
    for name in files:
        with open(name, encoding="utf-8") as file:
            for test in json.load(file)["tests"]:
                code = test["code"]
                (passed if code in PASSED else skipped if code in SKIPPED else failed).append(test)
    print()
    for test in skipped:
        print("skipped", test["name"] + reason(test))
    for test in failed:
        print("failed ", test["name"])
    line = "%d passed, %d failed" % (len(passed), len(failed))
    print(line + (", %d skipped" % len(skipped) if skipped else ""))
    return 0 if passed and not failed else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
