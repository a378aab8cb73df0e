# With the Universal C Runtime, as MSYS2's UCRT64 has it; Debian 13 and later: gcc-mingw-w64-ucrt64.
set(QP_TRIPLE x86_64-w64-mingw32ucrt)
set(CMAKE_SYSTEM_PROCESSOR x86_64)
include(${CMAKE_CURRENT_LIST_DIR}/toolchain-mingw.cmake)
get_filename_component(CMAKE_CROSSCOMPILING_EMULATOR ${CMAKE_CURRENT_LIST_DIR}/../scripts/wine-run ABSOLUTE)
