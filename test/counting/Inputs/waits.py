# usage: waits.py HONE SOURCE PROFILE... prints the waits of each marked line.
import json
import subprocess
import sys

hone, source, *profiles = sys.argv[1:]
report = json.loads(subprocess.check_output([hone, "report", "--json", *profiles]))
lines = {line["line"]: line for line in report["lines"]}
for number, text in enumerate(open(source), 1):
    if "usleep" in text:
        waits = lines[number]["waits"] if number in lines else []
        count = sum(w["count"] for w in waits)
        assert sum(w["ns"] for w in waits) >= count * 99 * 10**5
        print(text.split("// ")[1].strip() + ":", count)
