"""Writes what a program that is killed leaves (include/hone/Abi.h, "The live
file") with the counts of a profile that it wrote at its end.

    make-live.py PROFILE LIVE [KEY=VALUE ...]

The counters are those of two threads, and do not begin at a page's boundary. KEY=VALUE replaces a text of the LIVE_RUN record.
Prints where each record begins.
"""

import struct
import sys

PAGE = 4096
RUN, MODULE, COUNTERS = 1, 2, 3
CHUNK_RUN, CHUNK_MODULE, CHUNK_COUNTERS = 1, 2, 5


def chunks(data):
    at = struct.unpack_from("<8sIII", data)[3]
    while True:
        kind, _, size = struct.unpack_from("<IIQ", data, at)
        if not kind:
            return
        yield kind, data[at + 16 : at + 16 + size]
        at += 16 + (size + 7) // 8 * 8


class Live:
    def __init__(self, format_version, abi):
        self.bytes = struct.pack("<8sII", b"HONELIV\n", format_version, abi).ljust(PAGE, b"\0")
        self.starts = []

    def record(self, kind, module, payload, offset=32):
        self.starts.append(len(self.bytes))
        size = (offset + len(payload) + PAGE - 1) // PAGE * PAGE
        head = struct.pack("<IIQQQ", kind, module, size, offset, len(payload))
        self.bytes += (head.ljust(offset, b"\0") + payload).ljust(size, b"\0")

    def counters(self, module, payload):
        words = struct.unpack("<%dQ" % (len(payload) // 8), payload)

        def pack(values):
            return struct.pack("<%dQ" % len(words), *(v % 2**64 for v in values))

        # One thread's share may be below 0: it ended what another one began.
        self.record(COUNTERS, module, pack(w // 3 - 5 for w in words), PAGE + 1008)
        self.record(COUNTERS, module, pack(w - w // 3 + 5 for w in words), PAGE + 8)


def texts(payload, changes):
    words = payload.decode().split("\0")[:-1]
    pairs = dict(zip(words[::2], words[1::2]))
    pairs.update(changes)
    return "".join("%s\0%s\0" % pair for pair in pairs.items()).encode()


def main():
    profile, out = sys.argv[1:3]
    changes = dict(argument.split("=", 1) for argument in sys.argv[3:])
    data = open(profile, "rb").read()
    parts = list(chunks(data))
    run = next(p for k, p in parts if k == CHUNK_RUN)
    words = run.decode().split("\0")
    live = Live(struct.unpack_from("<I", data, 8)[0], int(words[words.index("abi") + 1]))
    live.record(RUN, 0, texts(run, changes))
    module = -1
    for kind, payload in parts:
        if kind == CHUNK_MODULE:
            live.record(MODULE, 0, payload)
        elif kind == CHUNK_COUNTERS:
            module += 1
            live.counters(module, payload)
    # Room that no record has been written to.
    live.bytes += bytes(PAGE)
    open(out, "wb").write(live.bytes)
    print(*live.starts)


main()
