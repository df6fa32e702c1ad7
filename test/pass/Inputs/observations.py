"""Prints what a profile observed, one line per search and per function.

observations.py HONE PROFILE

  scan LINE WHAT|CONTAINER|KEY: SEARCHES searches, ELEMENTS elements, EXHAUSTED exhausted, BASES bases
  memo FUNCTION(ARGUMENTS) -> RESULT, PURITY: CALLS calls, DISTINCT distinct, CONFLICTS conflicts
"""

import json
import subprocess
import sys

hone, profile = sys.argv[1:]
dump = json.loads(subprocess.run([hone, "dump", profile], check=True,
                                 stdout=subprocess.PIPE).stdout)
for module in dump["modules"]:
    names = {f["NameHash"]: f["name"] for f in module["functions"]}
    for scan in sorted(module["scans"], key=lambda s: (s["Line"], s["Column"])):
        print("scan %d %s: %d searches, %d elements, %d exhausted, %d bases" % (
            scan["Line"], "|".join(scan["text"][:3]), scan["Observed"],
            scan["Elements"], scan["Exhausted"], scan["Bases"]))
    for memo in sorted(module["memos"], key=lambda m: names[m["Function"]]):
        arguments, result, purity = memo["text"][:3]
        print("memo %s(%s) -> %s, %s: %d calls, %d distinct, %d conflicts" % (
            names[memo["Function"]], arguments, result, purity,
            memo["Observed"], memo["Distinct"], memo["Conflicts"]))
