# demo-common.sh - the steps that the examples' demo.sh have in common.
#
# Owns: the folders, and how commands are shown. The script that sources it says
# what to build and run. Goes to the output folder, sets Source to the example's.

set -euo pipefail

if (($# != 1)); then
  echo "usage: ${0##*/} OUTDIR   (HONE_BIN: folder of hone and hone-clang++, if not in PATH)" >&2
  exit 2
fi
Source=$(cd "$(dirname "$0")" && pwd)
[[ -z ${HONE_BIN:-} ]] || PATH=$(cd "$HONE_BIN" && pwd):$PATH
mkdir -p "$1"
cd "$1"
# hone's reports take the newest profiles of the folder: leave none of before.
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
  local Line="$*"
  ((${#Line} <= 150)) || Line="${Line:0:140} ..."
  printf '\n$ %s\n' "$Line"
  "$@"
}
