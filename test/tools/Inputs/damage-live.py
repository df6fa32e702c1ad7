"""Writes damaged variants of a live file with one module, named for the damage."""

import struct
import sys

PAGE, END = 4096, 0
data = open(sys.argv[1], "rb").read()

starts, at = [], PAGE
while struct.unpack_from("<I", data, at)[0] != END:
    starts.append(at)
    at += struct.unpack_from("<Q", data, at + 8)[0]
run, module, first, second = starts
end = at


def write(name, text):
    open(name + ".prof", "wb").write(text)


def patched(offset, form, value):
    out = bytearray(data)
    struct.pack_into(form, out, offset, value)
    return bytes(out)


write("header", data[:12])
write("early", data[:PAGE])
write("early-run", data[:module] + bytes(PAGE))
# The head of the module's record is there, its text is not yet.
write("unwritten", data[: module + 32] + bytes(PAGE - 32))
for index, start in enumerate(starts):
    write("cut-head-%d" % index, data[: start + 20])
    write("cut-body-%d" % index, data[: (starts + [end])[index + 1] - 100])
write("size-0", patched(first + 8, "<Q", 0))
write("size-odd", patched(first + 8, "<Q", PAGE + 8))
write("size-huge", patched(first + 8, "<Q", 2**64 - 8))
write("offset-huge", patched(first + 16, "<Q", 2**64 - 8))
write("payload-huge", patched(first + 24, "<Q", 2**64 - 8))
write("module", patched(second + 4, "<I", 7))
write("few", patched(second + 24, "<Q", 8))
write("format", patched(8, "<I", 9))
write("abi", patched(12, "<I", 9))
write("newer", data[:first] + struct.pack("<IIQQQ", 99, 7, PAGE, 32, 0).ljust(PAGE, b"\0") + data[first:])
