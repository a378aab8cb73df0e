# The same target and the same headers as toolchain-mingw-x86_64.cmake, seen by clang.
include(${CMAKE_CURRENT_LIST_DIR}/toolchain-mingw-x86_64.cmake)
execute_process(COMMAND ${QP_TRIPLE}-gcc -print-libgcc-file-name OUTPUT_VARIABLE libgcc OUTPUT_STRIP_TRAILING_WHITESPACE)
set(CMAKE_C_COMPILER clang)
set(CMAKE_C_COMPILER_TARGET ${QP_TRIPLE})
# Debian's folder for libgcc has a name (12-win32) that clang does not look into.
get_filename_component(libgcc "${libgcc}" DIRECTORY)
set(CMAKE_EXE_LINKER_FLAGS_INIT -L${libgcc})
set(CMAKE_SHARED_LINKER_FLAGS_INIT -L${libgcc})
