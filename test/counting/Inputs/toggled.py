# toggled.py HONE PROGRAM RUNS: kills 'PROGRAM endless' of api.cpp at random moments,
# and judges its counts by its own log.
import json
import mmap
import os
import random
import signal
import struct
import subprocess
import sys
import time

hone, program, runs = sys.argv[1], sys.argv[2], int(sys.argv[3])
hits = os.path.join(os.path.dirname(os.path.abspath(__file__)), "hits.py")
for run in range(runs):
    with open("log", "wb") as log:
        log.write(bytes(4096))
    process = subprocess.Popen([program, "endless", "log"],
                               env=dict(os.environ, HONE_PROFILE_FILE="p.prof"))
    with open("log", "r+b") as log, mmap.mmap(log.fileno(), 4096) as view:
        while view[65 * 8:66 * 8] == bytes(8):
            time.sleep(0.0005)
    time.sleep(random.random() * 0.02)
    process.send_signal(signal.SIGKILL)
    process.wait()
    output = subprocess.run([sys.executable, hits, hone, "p.prof"], check=True,
                            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout
    _, counted, calls = output.split()
    steps, resetting = struct.unpack("<q504xq", open("log", "rb").read(520))
    # One step may have been under way.
    assert int(counted) - steps in (0, 1) or resetting and int(counted) == 0, (
        run, counted, steps, resetting)
    assert calls == counted
print(runs, "runs agree")
