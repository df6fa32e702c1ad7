# killed-merging.py HONE PROGRAM RUNS STEPS: kills processes that share a profile at
# random moments of their short life. Each is in the profile or is not.
import glob
import json
import os
import random
import signal
import subprocess
import sys
import time

hone, program, runs, steps = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
environment = dict(os.environ, HONE_PROFILE_FILE="m.%m.prof")
command = [program, "steps", str(steps)]


def total():
    (name,) = glob.glob("m.*.prof")
    report = json.loads(subprocess.run([hone, "report", "--json", name], check=True,
                                       stdout=subprocess.PIPE).stdout)
    return sum(f["calls"] for f in report["functions"] if f["name"] == "step()")


begin = time.monotonic()
for _ in range(5):
    subprocess.run(command, env=environment, check=True)
life = (time.monotonic() - begin) / 5
known = total()
assert known == 5 * steps, known
for run in range(runs):
    process = subprocess.Popen(command, env=environment)
    time.sleep(random.random() * life * 1.5)
    process.send_signal(signal.SIGKILL)
    process.wait()
    now = total()
    assert now == known + steps if process.returncode == 0 else now in (known, known + steps), \
        (run, known, now)
    known = now
print(runs, "killed")
