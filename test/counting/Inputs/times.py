# times.py ONE MANY N: every line of work.h in the report MANY has N times the
# hits it has in ONE.
import json
import sys


def hits(path):
    report = json.load(open(path))
    return {line["line"]: line["hits"] for line in report["lines"]
            if line["file"].endswith("work.h")}


one, many, factor = hits(sys.argv[1]), hits(sys.argv[2]), int(sys.argv[3])
assert len(one) > 20 and max(one.values()) >= 40000, one
wrong = {line: (one[line], many.get(line)) for line in one
         if many.get(line) != factor * one[line]}
assert not wrong, "line: (hits of one, hits of %d) %s" % (factor, wrong)
