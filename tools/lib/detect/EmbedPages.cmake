# Writes OUT: one HONE_RULE_PAGE("id", R"...(text)...") per rule of RULES (a
# comma-separated list), from PAGES/<id>.md. Run by the build, never by hand.
string(REPLACE "," ";" Rules "${RULES}")
set(Text "")
foreach(Rule IN LISTS Rules)
  file(READ "${PAGES}/${Rule}.md" Page)
  string(APPEND Text "HONE_RULE_PAGE(\"${Rule}\", R\"HONE_PAGE(${Page})HONE_PAGE\")\n")
endforeach()
string(APPEND Text "#undef HONE_RULE_PAGE\n")
file(WRITE "${OUT}" "${Text}")
