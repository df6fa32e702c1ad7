#!/bin/sh
# need.sh PATH PACKAGE: fails with a line 'SKIPPED: why' when PATH is missing.
[ -e "$1" ] && exit
echo "SKIPPED: $1 is missing, it comes with the package $2"
exit 77
