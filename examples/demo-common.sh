# demo-common.sh - the steps that the examples' demo.sh have in common.
#
# Owns: the folders, and how commands are shown. The script that sources it says
# what to build and run. Works in the output folder, on copies of the sources.

set -euo pipefail

if (($# != 1)); then
  echo "usage: ${0##*/} OUTDIR   (HONE_BIN: folder of hone and hone-clang++, if not in PATH)" >&2
  exit 2
fi
[[ -z ${HONE_BIN:-} ]] || PATH=$(cd "$HONE_BIN" && pwd):$PATH
Source=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$1"
cd "$1"
cp "$Source"/*.[ch]* .
# hone's reports take the newest profile of the folder: leave none of before.
rm -f -- *.prof
unset HONE_PROFILE_FILE

# need PATH PACKAGE: the data that the example works on.
need() {
  [[ -e $1 ]] && return
  echo "${0##*/}: $1 is missing; install it with: apt-get install $2" >&2
  exit 1
}

# show COMMAND...: prints a command as one would type it, then runs it.
show() {
  printLine "$*"
  "$@"
}

# run COMMAND...: the same, with the program's output in output.txt.
run() {
  printLine "$*" "> output.txt"
  "$@" >output.txt
}

# printLine COMMAND [END]: long lists of arguments are cut.
printLine() {
  local Line=$1
  ((${#Line} <= 110)) || Line="${Line:0:100} ..."
  printf '\n$ %s %s\n' "$Line" "${2:-}"
}
