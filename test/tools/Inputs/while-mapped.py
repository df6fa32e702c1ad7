"""Runs a command while a live file is mapped as its program would have it.

    while-mapped.py MAKE_LIVE PROFILE LIVE -- COMMAND [ARG...]
"""

import mmap
import os
import subprocess
import sys

make, profile, live = sys.argv[1:4]
subprocess.check_call(
    [sys.executable, make, profile, live, "pid=%d" % os.getpid()], stdout=subprocess.DEVNULL)
with open(live, "r+b") as file:
    mapping = mmap.mmap(file.fileno(), 0)
sys.exit(subprocess.call(sys.argv[5:]))
