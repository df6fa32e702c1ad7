#!/usr/bin/env bash
# demo.sh OUTDIR - builds wordfreq with hone's flag, counts the words in the files
# of Debian's fortunes, and prints what hone found.

. "$(dirname "${BASH_SOURCE[0]}")/../demo-common.sh"
Data=/usr/share/games/fortunes
need "$Data" fortunes
mapfile -t Files < <(find "$Data" -type f ! -name '*.dat' | LC_ALL=C sort)

show hone-clang++ -std=c++17 -O2 -g wordfreq.cpp -o wordfreq
run ./wordfreq 5 "${Files[@]}"
show hone report -n 12
show hone lines wordfreq.cpp
show hone memory -n 5
show hone containers -n 3
show hone suggest
