"""The id of the first suggestion of a rule: suggestion.py JSON RULE"""

import json
import sys

path, rule = sys.argv[1:]
suggestions = json.load(open(path))["suggestions"]
print(next(s["id"] for s in suggestions if s["rule"] == rule))
