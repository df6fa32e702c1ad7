# What a profile says of memory, by line.
#
# Written from include/hone/Abi.h and Records.inc alone, so that a mistake in the
# tools is not repeated.
#
# usage: heap.py PROFILE             lines, totals and RUN's figures
#        heap.py PROFILE SOURCE      checks it against SOURCE's comments
#                                    "heap: blocks=N bytes=N ...": the line's sums
#        heap.py PROFILE BASE TOOL OUT BASE-OUT   checks that PROFILE's totals, less
#                                    BASE's, are those that TOOL (memcheck, dhat or
#                                    heaptrack) printed, less those of the other run

import re
import struct
import sys
import zlib

FIGURES = ("blocks bytes frees freed temporary reallocations moved peak-blocks peak-bytes "
           "lifetime lifetimes maps mapped unmaps unmapped copies copied").split()


class Profile:
    def __init__(self, path):
        with open(path, "rb") as file:
            data = file.read()
        self.run, self.records, self.timeline, self.stacks = {}, [], [], 0
        sites, files, at = [], {}, 24
        while True:
            kind, crc, size = struct.unpack_from("<IIQ", data, at)
            payload = data[at + 16:at + 16 + size]
            assert zlib.crc32(payload) == crc
            at += 16 + (size + 7) // 8 * 8
            if kind == 0:
                break
            if kind == 1:
                texts = payload.decode().split("\0")[:-1]
                self.run = dict(zip(texts[::2], texts[1::2]))
            elif kind == 6:
                sites += struct.iter_unpack("<QQQII", payload)
            elif kind == 9:
                offset = 0
                while offset < size:
                    name, folder, length = struct.unpack_from("<QII", payload, offset)
                    start = offset + 16 + folder
                    files[name] = payload[start:start + length].decode().rsplit("/", 1)[-1]
                    offset += (16 + folder + length + 7) // 8 * 8
            elif kind == 14:
                self.stacks = size // 16
            elif kind == 21:
                self.records = list(struct.iter_unpack("<II17Q", payload))
            elif kind == 22:
                self.timeline = list(struct.iter_unpack("<QQ", payload))
        self.lines, self.total = {}, dict.fromkeys(FIGURES, 0)
        for site, stack, *figures in self.records:
            assert stack <= self.stacks
            where = ("?", 0)
            if site:
                where = (files[sites[site - 1][2]], sites[site - 1][3])
            line = self.lines.setdefault(where, dict.fromkeys(FIGURES, 0))
            for name, value in zip(FIGURES, figures):
                line[name] += value
                self.total[name] += value


def text(figures):
    return " ".join("%s=%d" % (name, figures[name]) for name in FIGURES
                    if figures[name] and not name.startswith("lifetime"))


def show(profile):
    for key in ("heap", "heap_peak_bytes", "heap_live_bytes"):
        print("RUN", key, profile.run.get(key))
    for (file, line), figures in sorted(profile.lines.items()):
        print("%s:%d" % (file, line), text(figures))
    print("total", text(profile.total))


def check_lines(profile, source):
    wanted, name = {}, source.rsplit("/", 1)[1]
    with open(source) as file:
        for number, line in enumerate(file, 1):
            if "// heap: " in line:
                wanted[number] = dict(pair.split("=") for pair in
                                      line.split("// heap: ")[1].split())
    assert wanted
    for number, figures in wanted.items():
        got = profile.lines.get((name, number), {})
        for key, value in figures.items():
            assert got.get(key, 0) == int(value), (number, figures, text(got) if got else None)
    for where, figures in profile.lines.items():
        assert where[0] == name and where[1] in wanted, (where, text(figures))


def numbers(pattern, path):
    with open(path) as file:
        match = re.search(pattern, file.read())
    return [int(n.replace(",", "")) for n in match.groups()]


PATTERNS = {
    "memcheck": (r"total heap usage: ([\d,]+) allocs, ([\d,]+) frees, ([\d,]+) bytes",
                 ("blocks", "frees", "bytes")),
    "dhat": (r"Total: +([\d,]+) bytes in ([\d,]+) blocks", ("bytes", "blocks")),
    "heaptrack": (r"calls to allocation functions: (\d+)", ("blocks",)),
}


def check_totals(profile, base, tool, out, base_out):
    pattern, keys = PATTERNS[tool]
    for key, all_, none in zip(keys, numbers(pattern, out), numbers(pattern, base_out)):
        got = profile.total[key] - base.total[key]
        assert got == all_ - none, (tool, key, "hone", got, tool, all_, none)


profile = Profile(sys.argv[1])
if len(sys.argv) == 2:
    show(profile)
elif len(sys.argv) == 3:
    check_lines(profile, sys.argv[2])
else:
    check_totals(profile, Profile(sys.argv[2]), *sys.argv[3:])
