# cmake -DNAME=<C name> -DINPUT=<file> -DOUTPUT=<file.c> -P embed.cmake
#
# Writes a C file that holds INPUT as `qp__<NAME>`, NUL-terminated, and its size without the NUL.
# Characters one by one instead of a string literal: compilers limit a literal's length.
file(READ "${INPUT}" hex HEX)
string(REGEX REPLACE "([0-9a-f][0-9a-f])" "'\\\\x\\1'," bytes "${hex}")
string(REGEX REPLACE "('[^']+','[^']+','[^']+','[^']+','[^']+','[^']+','[^']+','[^']+',)" "\\1\n"
       bytes "${bytes}")
get_filename_component(file "${INPUT}" NAME)
file(WRITE "${OUTPUT}" "/* Generated from ${file}. */
#include \"embedded.h\"

/* clang-format off */
const char qp__${NAME}[] = {
${bytes}
0};
const size_t qp__${NAME}_size = sizeof(qp__${NAME}) - 1;
")
