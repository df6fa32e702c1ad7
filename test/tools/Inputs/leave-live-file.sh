# Ends as a killed program does, leaving the live file $1 as its profile.
cp "$1" "$(echo "$HONE_PROFILE_FILE" | sed "s/%p/$$/")"
kill -9 $$
