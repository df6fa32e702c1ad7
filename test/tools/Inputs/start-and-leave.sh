# Starts a process that has a live file mapped until the file `done` appears, and
# ends before it does.   start-and-leave.sh PYTHON INPUTS
live=$(echo "$HONE_PROFILE_FILE" | sed "s/%p/child/")
"$1" "$2/while-mapped.py" "$2/make-live.py" shop.prof "$live" -- sh -c '
  touch mapped
  for i in $(seq 300); do test -e done || sleep 0.1; done' > /dev/null 2>&1 &
while test ! -e mapped; do sleep 0.05; done
