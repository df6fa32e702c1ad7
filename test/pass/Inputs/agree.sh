#!/bin/sh
# usage: agree.sh OUT HONE LLVM-PROFDATA LLVM-COV PYTHON SOURCE [LINE=HITS...] -- PLAIN... -- HONE-COMPILER...
# Builds SOURCE with clang's coverage and with hone at every level and compares.
set -eu
out=$1 hone=$2 profdata=$3 cov=$4 python=$5 source=$6
shift 6
named=
while [ "$1" != -- ]; do named="$named $1"; shift; done
shift
plain=
while [ "$1" != -- ]; do plain="$plain $1"; shift; done
shift
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$out"
cd "$out"
$plain -O0 -fprofile-instr-generate -fcoverage-mapping "$source" -o plain
status=0
LLVM_PROFILE_FILE=plain.raw ./plain >plain.txt || status=$?
$profdata merge plain.raw -o plain.data
$cov export ./plain -instr-profile=plain.data >cov.json
for level in -O0 -O1 -O2 -O3; do
  "$@" $level "$source" -o app$level
  ours=0
  HONE_PROFILE_FILE=app$level.prof ./app$level >app$level.txt || ours=$?
  [ $status = $ours ]
  cmp plain.txt app$level.txt
  $hone report --json app$level.prof >report.json
  agreement=$($python "$here/compare-lines.py" report.json cov.json "$source" $named) || { echo "$level: $agreement"; exit 1; }
  echo "$level: $agreement"
done
