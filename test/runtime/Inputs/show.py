# Prints a profile as text, one line per record, by function name instead of id.
#
# Written from include/hone/Abi.h and Records.inc alone, so that a mistake in the
# runtime is not repeated by a reader that shares its code.
#
# usage: show.py FILE...     times are given in ms, with the unit glued on

import struct
import sys
import zlib

NAMES = {1: "RUN", 2: "MODULE", 3: "FUNCTIONS", 4: "INFO", 5: "COUNTERS", 6: "SITES",
         7: "SCANS", 8: "MEMOS", 9: "FILES", 10: "TIMES", 11: "EDGES", 12: "HISTOGRAMS",
         13: "SAMPLES", 14: "STACKS", 15: "THREADS", 16: "OBJECTS", 20: "WAITS",
         21: "HEAP", 22: "TIMELINE", 23: "CARRIERS", 24: "OPERATIONS",
         25: "EVENTS", 26: "STRUCTS", 27: "GROWTH", 28: "REUSES"}
OF_PROCESS = ("TIMES", "EDGES", "HISTOGRAMS", "SAMPLES", "STACKS", "THREADS", "OBJECTS",
              "HEAP", "TIMELINE", "EVENTS", "GROWTH", "REUSES")


def chunks(data):
    assert data[:8] == b"HONEPRF\n", "no magic"
    version, oldest, header, endian = struct.unpack_from("<IIII", data, 8)
    assert (version, oldest, endian) == (6, 1, 0x01020304)
    at = header
    while True:
        kind, crc, size = struct.unpack_from("<IIQ", data, at)
        payload = data[at + 16:at + 16 + size]
        assert len(payload) == size, "truncated"
        assert zlib.crc32(payload) == crc, "checksum of chunk type %d" % kind
        at += 16 + (size + 7) // 8 * 8
        if kind == 0:
            assert at == len(data), "bytes behind END"
            return
        yield NAMES[kind], payload


def records(layout, payload):
    assert len(payload) % struct.calcsize(layout) == 0
    return list(struct.iter_unpack(layout, payload))


def pairs(payload):
    texts = payload.decode().split("\0")[:-1]
    return dict(zip(texts[::2], texts[1::2]))


def ms(ns):
    return "%.3fms" % (ns / 1e6)


def text(info, offset, size):
    return info[offset:offset + size].split(b"\0")[0].decode()


def show_module(module, sites, names):
    info = module["INFO"]
    counters = [c for (c,) in records("<Q", module["COUNTERS"])]
    sites += records("<QQQII", module["SITES"])
    hashes = {}
    for name_hash, first, at, count, size, ident, flags in records(
            "<QiiIIII", module["FUNCTIONS"]):
        names[ident] = hashes[name_hash] = text(info, at, size)
        print("FUNCTION", names[ident], "id", ident, "counters",
              *counters[first:first + count])
    for r in records("<QQqIIIIII7Q", module["SCANS"]):
        print("SCAN", hashes.get(r[0]), "line", r[5], "observed", r[9], "elements", r[10],
              "time", ms(r[11]), "exhausted", r[12], "max", r[13], "bases", r[14],
              "state", r[15])
    for r in records("<QqII11Q", module["MEMOS"]):
        print("MEMO", hashes.get(r[0]), "observed", r[4], "distinct", r[5], "sampled", r[6],
              "conflicts", r[7], "time", ms(r[8]), "repeat-time", ms(r[9]), "repeats", r[11],
              "key-time", ms(r[12]), "key-samples", r[13], "state", r[14])
    for r in records("<QQQqIIII3Q", module["WAITS"]):
        print("WAIT", hashes.get(r[0]), "line", r[5], "on", text(info, r[3], r[4]),
              "waits", r[8], "time", ms(r[9]), "longest", ms(r[10]))


def show(path):
    with open(path, "rb") as file:
        parts = list(chunks(file.read()))
    modules, sites, names = [], [], {0: "-"}
    for kind, payload in parts:
        if kind == "MODULE":
            modules.append({})
            m = pairs(payload)
            print("MODULE", m["path"], "build_id", m["build_id"] or "none", "size", m["size"])
        elif kind == "RUN":
            for key, value in pairs(payload).items():
                print("RUN", key, value)
        elif kind not in OF_PROCESS:
            modules[-1][kind] = payload
    stacks = records("<QII", dict(parts)["STACKS"])
    for module in modules:
        show_module(module, sites, names)
    for kind, payload in parts:
        if kind == "TIMES":
            for r in records("<II8Q", payload):
                print("TIME", names[r[0]], "calls", r[2], "recursive", r[3], "self", ms(r[4]),
                      "total", ms(r[5]), "self cost", ms(r[6]), "total cost", ms(r[7]),
                      "min", ms(r[8]), "max", ms(r[9]))
        elif kind == "EDGES":
            for r in records("<IIIIQQQ", payload):
                line = sites[r[2] - 1][3] if r[2] else "?"
                print("EDGE", names[r[0]], "->", names[r[1]], "line", line, "calls", r[4],
                      "total", ms(r[5]), "cost", ms(r[6]))
        elif kind == "SAMPLES":
            for thread, function, stack, _, count in records("<IIIIQ", payload):
                frame, depth = stacks[stack - 1][0], 0
                while stack:
                    assert stacks[stack - 1][1] < stack
                    stack, depth = stacks[stack - 1][1], depth + 1
                print("SAMPLE thread", thread, "in", names[function], "module", frame >> 48,
                      "address", hex(frame & (1 << 48) - 1), "depth", depth, "count", count)
        elif kind == "HEAP":
            for r in records("<II17Q", payload):
                line = sites[r[0] - 1][3] if r[0] else "?"
                print("HEAP line", line, "blocks", r[2], "bytes", r[3], "frees", r[4],
                      "freed-bytes", r[5], "temporary", r[6], "reallocations", r[7],
                      "moved", r[8], "peak-blocks", r[9], "peak-bytes", r[10], "maps",
                      r[13], "mapped", r[14])
        elif kind == "TIMELINE":
            for ns, live in records("<QQ", payload):
                print("LIVE", live, "after", ms(ns))
        elif kind == "THREADS":
            for name, cpu, tid, threads in records("<16sQII", payload):
                print("THREAD", name.split(b"\0")[0].decode(), "cpu", ms(cpu), "tid", tid,
                      "threads", threads)


for argument in sys.argv[1:]:
    show(argument)
