"""Sizes of the sections of a 64-bit little-endian ELF file.

Owns: just enough of the ELF format to say what is loaded, so that the benchmark
needs no binutils. Knows nothing of variants.
"""

import struct

SHF_ALLOC = 2


def sections(path):
    """Yields (name, flags, size) of every section."""
    with open(path, "rb") as file:
        data = file.read()
    if data[:6] != b"\x7fELF\x02\x01":
        raise ValueError(f"{path} is no 64-bit little-endian ELF file")
    table, = struct.unpack_from("<Q", data, 0x28)
    entry, count, names_index = struct.unpack_from("<HHH", data, 0x3A)
    headers = [struct.unpack_from("<IIQQQQ", data, table + i * entry) for i in range(count)]
    names = headers[names_index][4]
    for name, _type, flags, _address, _offset, size in headers:
        begin = names + name
        yield data[begin:data.index(b"\0", begin)].decode(), flags, size


def loaded_size(path):
    """Bytes of text, data and bss: everything but debug information, symbols and the like."""
    return sum(size for _, flags, size in sections(path) if flags & SHF_ALLOC)


def section_size(path, names):
    return sum(size for name, _, size in sections(path) if name in names)
