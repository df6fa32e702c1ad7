"""Prints each suggestion's line, confidence and title, by line."""
import json
import sys

with open(sys.argv[1]) as File:
    Suggestions = json.load(File)["suggestions"]
for S in sorted(Suggestions, key=lambda S: S["line"]):
    print(f'{S["line"]}: {S["confidence"]}: {S["title"]}')
