#!/usr/bin/env bash
# demo.sh OUTDIR - builds weather with hone's flag, runs it for the places of
# Debian's table of time zones, prints what hone found, and runs the program with
# a cache in front of what asks the service.

. "$(dirname "${BASH_SOURCE[0]}")/../demo-common.sh"
Data=/usr/share/zoneinfo/zone1970.tab
need "$Data" tzdata

show hone-clang++ -std=c++17 -O2 -g weather.cpp -o weather
run ./weather 1500 "$Data"
show hone suggest
Suggestion=$(hone suggest | sed -n 's/^ *\(S[0-9]*\) .* ttl-cache .*/\1/p' | sed -n 1p)
show hone try "$Suggestion" --runs 3 -- ./weather 1500 "$Data"
