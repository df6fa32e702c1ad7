#!/usr/bin/env bash
# demo.sh OUTDIR - builds calc with hone's flag, runs its scripts, and prints what
# hone found.

. "$(dirname "${BASH_SOURCE[0]}")/../demo-common.sh"

show hone-clang -std=c11 -O2 -g calc.c parse.c -lm -o calc
run ./calc physics.calc orbit.calc
show hone report -n 12
show hone lines calc.c
show hone suggest
