# steps.py HONE FILES EXPECTED...: the profiles count step() as often as expected,
# in any order.
import glob
import json
import subprocess
import sys

hone, pattern, expected = sys.argv[1], sys.argv[2], sorted(map(int, sys.argv[3:]))
found = []
for name in glob.glob(pattern):
    report = json.loads(subprocess.run([hone, "report", "--json", name],
                                       stdout=subprocess.PIPE, check=True).stdout)
    found.append(sum(f["calls"] for f in report["functions"] if f["name"] == "step()"))
assert sorted(found) == expected, (sorted(found), expected)
