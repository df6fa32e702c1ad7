# Checks the figures of search.cpp's sampled searches, which chance decides, within
# bounds of many standard deviations.
#
# usage: sampled.py OUTPUT-OF-SHOW

import sys

scans = {}
for line in open(sys.argv[1]):
    words = line.split()
    if words[0] == "SCAN":
        scans[words[1]] = dict(zip(words[2::2], words[3::2]))
many, growing = scans["many"], scans["growing"]
for scan in many, growing:
    observed = int(scan["observed"])
    assert 700000 < observed < 1300000, observed
    assert float(scan["time"][:-2]) > 0
assert int(many["elements"]) == 8 * int(many["observed"])
assert abs(int(many["exhausted"]) / int(many["observed"]) - 0.25) < 0.06
assert growing["exhausted"] == growing["observed"]
# The mean over the whole run is 499.5; that of the first thousand searches is 0.
assert abs(int(growing["elements"]) / int(growing["observed"]) - 499.5) < 50
