# Writes OUT: the text of IN as a C++ string literal. Run by the build, never by
# hand.
file(READ "${IN}" Text)
file(WRITE "${OUT}" "R\"HONE_COSTS(${Text})HONE_COSTS\"\n")
