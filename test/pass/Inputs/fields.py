"""Prints the structs of a profile and what functions do with their members.

fields.py DUMP      the output of hone dump

  struct NAME SIZE bytes, FLAGS: MEMBER TYPE @OFFSET, ...
  FUNCTION LINE: NAME.MEMBER LOADS/STORES [address]   uses on that line, however often
"""

import json
import sys

WHOLE = {0: "copied", 1: "raw", 2: "allocated"}

with open(sys.argv[1]) as file:
    dump = json.load(file)
for module in dump["modules"]:
    structs = {s["Hash"]: s for s in module["structs"]}
    for s in sorted(structs.values(), key=lambda s: s["name"]):
        members = ", ".join(f"{m['name'] or '-'} {m['type']} @{m['offset']}" for m in s["members"])
        print(f"struct {s['name']} {s['size']} bytes, {s['flags']}: {members}")
    lines = set()
    for function in module["functions"]:
        for uses in function["structs"]:
            struct = structs[uses["struct"]]
            for use in uses["uses"]:
                what = use["what"]
                if what < 4:
                    text = WHOLE[what]
                else:
                    text = struct["members"][(what - 4) // 2]["name"] or "-"
                if what > 4 and what % 2:
                    text += " address"
                lines.add((use["line"], f"{struct['name']}.{text} {use['loads']}/{use['stores']}"))
    for line, text in sorted(lines):
        print(f"line {line}: {text}")
