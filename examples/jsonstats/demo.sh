#!/usr/bin/env bash
# demo.sh OUTDIR - builds jsonstats with hone's flag, runs it on the lists of
# Debian's iso-codes, and prints what hone found.

. "$(dirname "${BASH_SOURCE[0]}")/../demo-common.sh"
Data=/usr/share/iso-codes/json
need "$Data" iso-codes
need /usr/include/nlohmann nlohmann-json3-dev

show hone-clang++ -std=c++17 -O2 -g jsonstats.cpp -o jsonstats
run ./jsonstats 5 "$Data"
show hone report -n 12
show hone lines jsonstats.cpp
show hone suggest
