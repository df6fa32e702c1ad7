# hits.py HONE PROFILE...: prints how often step of api.cpp ran, by its own line,
# and how often it was called; for several profiles one line each.
import json
import os
import subprocess
import sys

hone, profiles = sys.argv[1], sys.argv[2:]
source = os.path.join(os.path.dirname(os.path.abspath(__file__)), "api.cpp")
line = next(n for n, text in enumerate(open(source), 1) if "if (N % 2)" in text)
for profile in profiles:
    report = json.loads(subprocess.run([hone, "report", "--json", profile], check=True,
                                       stdout=subprocess.PIPE).stdout)
    hits = [l["hits"] for l in report["lines"] if l["line"] == line and
            l["file"].endswith("api.cpp")]
    calls = [f["calls"] for f in report["functions"] if f["name"] == "step(int)"]
    print(os.path.basename(profile), *hits, *calls)
