#!/usr/bin/env bash
# demo.sh OUTDIR - builds calc with hone's flag, runs its scripts, and prints what
# hone found.

. "$(dirname "${BASH_SOURCE[0]}")/../demo-common.sh"

show hone-clang -std=c11 -O2 -g "$Source/calc.c" "$Source/parse.c" -lm -o calc
show hone run -- ./calc "$Source/physics.calc" "$Source/orbit.calc"
show hone report -n 12
show hone lines calc.c
show hone suggest
