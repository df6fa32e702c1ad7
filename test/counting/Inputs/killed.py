# killed.py HONE PROGRAM HOW RUNS: runs progress.cpp and judges what its profile
# says against its own log; with HOW 'endless' kills it at random moments.
import json
import mmap
import os
import random
import signal
import struct
import subprocess
import sys
import time

hone, program, how, runs = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4])
source = os.path.join(os.path.dirname(os.path.abspath(__file__)), "progress.cpp")
places = {}
for number, text in enumerate(open(source), 1):
    for name in ("if (Odd)", "for (int I = 0; I < 3"):
        if name in text:
            places[name] = number

previous = -1
for run in range(runs):
    with open("log", "wb") as log:
        log.write(bytes(4096))
    if os.path.exists("p.prof"):
        os.unlink("p.prof")
    process = subprocess.Popen([program, "log", how], stderr=subprocess.DEVNULL,
                               env=dict(os.environ, HONE_PROFILE_FILE="p.prof"))
    if how == "endless":
        with open("log", "r+b") as log, mmap.mmap(log.fileno(), 4096) as view:
            while view[0:8] == bytes(8) or view[512:520] == bytes(8):
                time.sleep(0.0005)
        time.sleep(random.random() * 0.02)
        process.send_signal(signal.SIGKILL)
    process.wait()
    report = json.loads(subprocess.run([hone, "report", "--json", "p.prof"],
                                       stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                                       check=True).stdout)
    hits = {line["line"]: line["hits"] for line in report["lines"]}
    steps = struct.unpack("<65q", open("log", "rb").read(520))
    # One step may have been under way.
    first, loop = hits[places["if (Odd)"]], hits[places["for (int I = 0; I < 3"]]
    assert first - steps[0] in (0, 1), (run, first, steps[0])
    # An orderly end writes the profile while the other thread still runs.
    assert how == "quick_exit" or 0 <= loop - 4 * steps[64] <= 4, (run, loop, steps[64])
    assert steps[0] > 0
    if how == "endless":
        assert report["run"]["exit"] == "killed", report["run"]
    else:
        assert steps[0] == 100000, steps[0]
print(runs, "runs agree")
