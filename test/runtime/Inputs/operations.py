# Prints what a profile says of operations on containers, by line; in the words of
# Operations.h.
#
# Written from include/hone/Abi.h and Records.inc alone, so that a mistake in the
# runtime is not repeated by a reader that shares its code.
#
# usage: operations.py PROFILE            the figures that a test can know beforehand
#        operations.py PROFILE more       the others
#        operations.py PROFILE events     the windows
#        operations.py PROFILE near FILE  compares with the lines of FILE, sums within
#                                         a quarter
#        operations.py PROFILE spread A B checks that the windows kept are those of a long
#                                         run, and from all of lines A and B
#        operations.py PROFILE buckets L  judges the hash function of line L

import struct
import sys
import zlib

OPERATION = "<Q6I10Q" + "Qqq2Q" + "3Q" + "3Q" + "5Q"
NAMES = ("function line column operation layout element-size key observed samples time "
         "sizes squares max hits moved front back keyed key-min key-max key-bytes common "
         "repeats repeat-function repeat-place seen used expected threads c0 c1 c2 c3").split()
KNOWN = ("line observed sizes squares max hits moved front back key-bytes common "
         "repeats").split()
OTHERS = "line samples keyed key-min key-max seen used expected".split()
EVENT = "<Q4I3Q2IQ"


def chunks(path):
    with open(path, "rb") as file:
        data = file.read()
    found, at = [], 24
    while True:
        kind, crc, size = struct.unpack_from("<IIQ", data, at)
        payload = data[at + 16:at + 16 + size]
        assert zlib.crc32(payload) == crc
        at += 16 + (size + 7) // 8 * 8
        if kind == 0:
            return found
        found.append((kind, payload))


def operations(path):
    assert struct.calcsize(OPERATION) == 240
    records = [r for kind, payload in chunks(path) if kind == 24
               for r in struct.iter_unpack(OPERATION, payload)]
    return sorted((dict(zip(NAMES, r)) for r in records), key=lambda r: r["line"])


def events(path):
    assert struct.calcsize(EVENT) == 64
    names = "function line column operation window container size key key-bytes hit moved"
    return [dict(zip(names.split(), r)) for kind, payload in chunks(path) if kind == 25
            for r in struct.iter_unpack(EVENT, payload)]


def show(record, names):
    return "OPERATION " + " ".join("%s %s" % (name, record[name]) for name in names)


def bits(record):
    return sum(bin(record["c%d" % i]).count("1") for i in range(4))


def more(record):
    place = record["repeat-place"]
    print(show(record, OTHERS), "repeat", "%d:%d" % (place >> 32, place & 0xffffffff),
          "threads", bin(record["threads"]).count("1"), "containers", bits(record))


def print_events(path):
    windows, last = [], None
    for event in events(path):
        if event["window"] != last:
            assert event["window"] not in windows, "a window in two pieces"
            windows.append(event["window"])
            last = event["window"]
            print("WINDOW", len(windows) - 1)
        print("EVENT line %(line)d operation %(operation)d size %(size)d key %(key)d "
              "key-bytes %(key-bytes)d hit %(hit)d moved %(moved)d" % event)


def near(path, truth):
    found = {r["line"]: r for r in operations(path)}
    with open(truth) as file:
        lines = [text.split() for text in file if text.startswith("OPERATION")]
    for line in lines:
        wanted = dict(zip(line[1::2], map(int, line[2::2])))
        record = found[wanted["line"]]
        for name, value in wanted.items():
            exact = name in ("line", "max")
            off = abs(record[name] - value)
            assert off <= (0 if exact else value / 4), (name, record[name], value)
    print("near", len(lines))


def spread(path, *lines):
    found = events(path)
    assert 4000 <= len(found) <= 8192, len(found)
    numbers = sorted(set(e["window"] for e in found))
    gaps = set(b - a for a, b in zip(numbers[:-1], numbers[1:-1]))
    assert len(gaps) == 1, gaps  # evenly
    for line in map(int, lines):
        assert sum(e["line"] == line for e in found) > 100, line
    print("spread")


def buckets(path, line):
    (record,) = [r for r in operations(path) if r["line"] == int(line)]
    assert record["seen"] > 1000
    share = record["used"] / (record["expected"] / 1024)
    print("used", "as" if 0.8 < share < 1.25 else "fewer than" if share < 0.5 else share,
          "expected")


def main(path, *what):
    if not what:
        for record in operations(path):
            print(show(record, KNOWN))
    elif what[0] == "more":
        for record in operations(path):
            more(record)
    elif what[0] == "events":
        print_events(path)
    elif what[0] == "near":
        near(path, what[1])
    elif what[0] == "spread":
        spread(path, *what[1:])
    elif what[0] == "buckets":
        buckets(path, what[1])


main(*sys.argv[1:])
