# Windows ARM64 by zig's clang and its mingw-w64 headers, for scripts/arm64, which sets ZIG.
set(CMAKE_SYSTEM_NAME Windows)
set(CMAKE_SYSTEM_PROCESSOR ARM64)
set(target -target aarch64-windows-gnu)
set(CMAKE_C_COMPILER $ENV{ZIG} cc ${target})
# This zig has no start-up code for wmain and wWinMain.
set(QP_WIDE_START $ENV{ZIG_TOOLS}/libwide.a)
set(CMAKE_AR $ENV{ZIG_TOOLS}/ar)
set(CMAKE_RANLIB $ENV{ZIG_TOOLS}/ranlib)
# A .res file is for every processor; zig's linker takes it for an object.
set(CMAKE_RC_COMPILER x86_64-w64-mingw32-windres)
set(CMAKE_RC_FLAGS_INIT "-O res")
