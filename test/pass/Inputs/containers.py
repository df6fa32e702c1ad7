"""Prints what a profile's info blobs say of containers, with counts.

containers.py PROFILE [FUNCTION]     FUNCTION: part of a linkage name

  function NAME
  variable INDEX KIND NAME|TYPE FILE:LINE [WHOSE]
  operation LINE:COLUMN NAME on INDEX (VARIABLE): COUNT [flags]
  binding INDEX (VARIABLE) argument N of CALLEE: COUNT
  observed LINE:COLUMN NAME LAYOUT elements of N bytes, KEY

Written from include/hone/Abi.h and Records.inc alone, so that a mistake in the
tools is not repeated.
"""

import os
import re
import struct
import sys
import zlib

INC = os.path.join(os.path.dirname(__file__), "../../../include/hone/Operations.inc")
with open(INC) as file:
    OPERATIONS = re.findall(r"^HONE_OPERATION\((\w+),", file.read(), re.M)
LAYOUTS = ("unknown vector range list hash tree string deque tree-libcxx string-libcxx "
           "deque-libcxx").split()
KEYS = "none signed unsigned string string-libcxx view view-libcxx cstring".split()
KINDS = "unknown local parameter member global element result".split()


class Blob:
    def __init__(self, data, files):
        self.data, self.at, self.names = data, 0, files
        self.name = self.text()
        self.text()
        self.files = [self.fixed() for _ in range(self.number())]
        self.decl_file, self.line, _ = self.number(), self.number(), self.number()
        self.file, self.decl_line = self.decl_file, self.line
        self.edges = []  # (source, target, counted)
        self.num_nodes = self.number()
        for node in range(self.num_nodes):
            for _ in range(self.number()):
                self.place()
            more = True
            while more:
                word = self.number()
                more, counted, target = word & 1, word >> 1 & 1, word >> 2
                if target < 2:
                    to = 0
                elif target % 2 == 0:
                    to = node + (target - 2) // 2
                else:
                    to = node - (target - 1) // 2
                self.edges.append((node, to, counted))
        for _ in range(self.number()):
            self.number()
        self.text()  # the map, which is none
        for _ in range(self.number()):
            self.fixed()
            for _ in range(self.number()):
                self.number()
                self.place()
        self.variables = [self.variable() for _ in range(self.number())]
        self.operations = [self.operation() for _ in range(self.number())]
        self.bindings = [self.binding() for _ in range(self.number())]
        for _ in range(self.number()):
            self.fixed()
            for _ in range(self.number()):
                self.use()
        assert self.at == len(data), (self.at, len(data))

    def number(self):
        value = shift = 0
        while True:
            byte = self.data[self.at]
            self.at += 1
            value |= (byte & 127) << shift
            shift += 7
            if byte < 128:
                return value

    def signed(self):
        start = self.at
        value = self.number()
        bits = 7 * (self.at - start)
        return value - (1 << bits) if value >> (bits - 1) else value

    def fixed(self):
        self.at += 8
        return struct.unpack_from("<Q", self.data, self.at - 8)[0]

    def text(self):
        size = self.number()
        self.at += size
        return self.data[self.at - size:self.at].decode("latin-1")

    def place(self):
        word = self.signed()
        self.line += word >> 1
        if word & 1:
            self.file = self.number()
        return "%s:%d" % (self.names[self.files[self.file]], self.line)

    def variable(self):
        kind, name, type_ = self.number(), self.text(), self.text()
        where = self.place()
        whose = self.fixed() if kind == 6 else self.number() if kind in (2, 5) else None
        return KINDS[kind], name, type_, where, whose

    def operation(self):
        kind, flags, variable, node = (self.number() for _ in range(4))
        self.place()
        return OPERATIONS[kind], flags, variable, node, self.line, self.number()

    def binding(self):
        variable, node, argument = (self.number() for _ in range(3))
        return variable, node, argument, self.fixed() if argument else None

    def use(self):
        """Of a member of a struct."""
        if self.number() & 2:
            self.number(), self.number()
        self.number()
        self.place()

    def counts(self, counters):
        """Of the nodes, from flow conservation."""
        counters = iter(counters)
        known = [next(counters) if counted else None for _, _, counted in self.edges]
        into = [[e for e, edge in enumerate(self.edges) if edge[1] == n]
                for n in range(self.num_nodes)]
        out = [[e for e, edge in enumerate(self.edges) if edge[0] == n]
               for n in range(self.num_nodes)]
        changed = True
        while changed:
            changed = False
            for ins, outs in zip(into, out):
                missing = [e for e in ins + outs if known[e] is None]
                if len(missing) == 1:
                    def total(edges):
                        return sum(known[e] for e in edges if known[e] is not None)
                    difference = total(outs) - total(ins)
                    known[missing[0]] = difference if missing[0] in ins else -difference
                    changed = True
        return [sum(known[e] for e in ins) for ins in into]


def read(path):
    with open(path, "rb") as file:
        data = file.read()
    chunks, at = {}, 24
    while True:
        kind, crc, size = struct.unpack_from("<IIQ", data, at)
        payload = data[at + 16:at + 16 + size]
        assert zlib.crc32(payload) == crc
        at += 16 + (size + 7) // 8 * 8
        if kind == 0:
            return chunks
        chunks.setdefault(kind, payload)  # of the executable, which stands first


def file_names(payload):
    names, at = {}, 0
    while at < len(payload):
        name, folder, length = struct.unpack_from("<QII", payload, at)
        start = at + 16 + folder
        names[name] = payload[start:start + length].decode().rsplit("/", 1)[-1]
        at += (16 + folder + length + 7) // 8 * 8
    return names


def all_counters(chunks):
    counters = list(struct.unpack("<%dQ" % (len(chunks[5]) // 8), chunks[5]))
    held, carrier = list(counters), 0
    for word, in struct.iter_unpack("<I", chunks.get(23, b"")):
        if word % 8 == 0:
            carrier = word // 8
        else:
            counters[word // 8] += word % 8 * held[carrier]
    return counters


def main(path, wanted=""):
    chunks = read(path)
    files, counters = file_names(chunks[9]), all_counters(chunks)
    records = list(struct.iter_unpack("<QiiIIII", chunks[3]))
    blobs = [(r, Blob(chunks[4][r[2]:r[2] + r[4]], files)) for r in records]
    observed = {}
    for fields in struct.iter_unpack("<Q6I208x", chunks.get(24, b"")):
        observed.setdefault(fields[0], []).append(fields[1:])
    functions = {r[0]: blob.name for r, blob in blobs}
    for record, blob in sorted(blobs, key=lambda b: b[1].decl_line):
        if wanted not in blob.name or not blob.variables:
            continue
        counts = blob.counts(counters[record[1]:record[1] + record[3]])
        print("function", blob.name)
        for index, (kind, name, type_, where, whose) in enumerate(blob.variables):
            print("variable %d %s %s|%s %s%s" % (
                index, kind, name, type_, where,
                "" if whose is None else " %s" % functions.get(whose, whose)))
        for kind, flags, variable, node, line, column in sorted(
                blob.operations, key=lambda o: (o[4], o[5])):
            print("operation %d:%d %s on %d (%s): %d%s%s" % (
                line, column, kind, variable, blob.variables[variable][1], counts[node],
                " keeps" if flags & 1 else "", " temporary" if flags & 2 else ""))
        for variable, node, argument, callee in blob.bindings:
            print("binding %d (%s) argument %d of %s: %d" % (
                variable, blob.variables[variable][1], argument,
                functions.get(callee, callee), counts[node]))
        for line, column, kind, layout, size, key in sorted(observed.get(record[0], [])):
            print("observed %d:%d %s %s elements of %d bytes, %s%s" % (
                line, column, OPERATIONS[kind], LAYOUTS[layout], size, KEYS[key & 255],
                key >> 8 or ""))


main(*sys.argv[1:])
