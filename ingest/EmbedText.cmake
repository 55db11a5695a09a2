# Writes OUTPUT, a source file that defines `std::string_view entente::ingest::data::NAME()` with the
# content of FILES, one after the other. Run as a script: cmake -DNAME=… -DFILES=… -DOUTPUT=… -P.
# Raw strings are cut into pieces, since compilers limit the length of one.
set(content "")
foreach(file IN LISTS FILES)
  file(READ "${file}" part)
  string(APPEND content "${part}")
endforeach()
string(LENGTH "${content}" length)
file(WRITE "${OUTPUT}.new" "// Generated; do not edit.\n#include \"ingest/text/data.hpp\"\n\nnamespace entente::ingest::data {\n\nstd::string_view ${NAME}() {\n  static constexpr char text[] =\n")
set(piece 12000)
set(at 0)
while(at LESS length)
  string(SUBSTRING "${content}" ${at} ${piece} part)
  file(APPEND "${OUTPUT}.new" "R\"entente_data(${part})entente_data\"\n")
  math(EXPR at "${at} + ${piece}")
endwhile()
file(APPEND "${OUTPUT}.new" "\"\";\n  return {text, sizeof(text) - 1};\n}\n\n}  // namespace entente::ingest::data\n")
file(RENAME "${OUTPUT}.new" "${OUTPUT}")
