"""Profiles 'cached WHAT', tries its first memoize suggestion, prints the JSON.

    try_cache.py HONE PROGRAM WHAT [option of hone try...]

Exits with the status of hone try."""

import json
import os
import subprocess
import sys

hone, program, what = sys.argv[1:4]
profile = what + ".prof"
if not os.path.exists(profile):
    environment = {k: v for k, v in os.environ.items() if k not in ("SHIFT", "VARY")}
    subprocess.run([program, what], stdout=subprocess.DEVNULL,
                   env=dict(environment, HONE_PROFILE_FILE=profile))
found = subprocess.run([hone, "suggest", "--all", "--json", "--rule", "memoize", profile],
                       stdout=subprocess.PIPE, check=True)
ids = [s["id"] for s in json.loads(found.stdout)["suggestions"]]
assert ids, "no suggestion for " + what
tried = subprocess.run([hone, "try", ids[0], "--json", "--runs", "2"] + sys.argv[4:] +
                       [profile, "--", program, what], stdout=subprocess.PIPE)
if tried.stdout:
    result = json.loads(tried.stdout)
    for key in sorted(result):
        print(key, "=", json.dumps(result[key]))
sys.exit(tried.returncode)
