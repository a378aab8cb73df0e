# Cross-compiling for Windows with mingw-w64's gcc. The toolchain-mingw-<arch>.cmake files set QP_TRIPLE.
set(CMAKE_SYSTEM_NAME Windows)
set(CMAKE_C_COMPILER ${QP_TRIPLE}-gcc)
set(CMAKE_RC_COMPILER ${QP_TRIPLE}-windres)
set(CMAKE_FIND_ROOT_PATH /usr/${QP_TRIPLE})
set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_INCLUDE ONLY)
