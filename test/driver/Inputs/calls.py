"""calls.py PROFILE-FOLDER-OR-FILE HONE FUNCTION COUNT: fails unless the profiles
say that FUNCTION was called COUNT times."""
import glob
import json
import os
import subprocess
import sys

place, hone, function, wanted = sys.argv[1:]
profiles = sorted(glob.glob(os.path.join(place, "*.prof"))) if os.path.isdir(place) else [place]
if not profiles:
    sys.exit("no profile in " + place)
out = subprocess.run([hone, "report", "--json"] + profiles, stdout=subprocess.PIPE, check=True).stdout
calls = {f["name"].split("(")[0]: f["calls"] for f in json.loads(out)["functions"]}
if calls.get(function) != int(wanted):
    sys.exit("%s: %r calls, not %s; all: %r" % (function, calls.get(function), wanted, calls))
