# COMPILER NAME and what main.cpp, other.cpp and library.cpp are compiled with, after
# LEVEL
set -e
$1 -std=c++17 -g $LEVEL $3 -c main.cpp -o main.o
$1 -std=c++17 -g $LEVEL $4 -c other.cpp -o other.o
$1 $LEVEL main.o other.o -pthread -ldl -o $2
$1 -std=c++17 -g $LEVEL $5 -fPIC -shared library.cpp -o $2.so
