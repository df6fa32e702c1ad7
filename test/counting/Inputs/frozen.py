# frozen.py HONE A B: the profiles A and B, written while stopped, are the same, but for
# what tells how long, with how many threads and how much memory that was.
import json
import subprocess
import sys


def dump(profile):
    content = json.loads(subprocess.run([sys.argv[1], "dump", profile], check=True,
                                        stdout=subprocess.PIPE).stdout)
    for moving in ("threads", "uncounted_ns", "max_rss_bytes"):
        content["run"].pop(moving)
    content["threads"] = [(t["Name1"], t["CpuNs"]) for t in content["threads"]
                          if t["CpuNs"]]
    return content


first, second = dump(sys.argv[2]), dump(sys.argv[3])
for key in first:
    assert first[key] == second[key], (sys.argv, key)
assert any(time["Calls"] for time in first["times"]) and first["modules"][0]["scans"]
