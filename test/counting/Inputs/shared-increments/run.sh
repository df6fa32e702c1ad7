# NAME END HONE
HONE_PROFILE_FILE=$1-$2.prof ./$1 $2 ./$1.so
$3 report --json --all $1-$2.prof > $1-$2.json 2> notes.txt
! grep -v 'was killed' notes.txt

