# Sets quickproc_architecture: x64, x86 or arm64, what the compiler makes programs for. CMAKE_SYSTEM_PROCESSOR is the machine's,
# whatever Visual C++ compiles for; other compilers than that one do not say theirs to every CMake. As a script (cmake -P) it
# prints it.
if(CMAKE_C_COMPILER_ARCHITECTURE_ID)
  string(TOLOWER "${CMAKE_C_COMPILER_ARCHITECTURE_ID}" quickproc_architecture)
else()
  string(TOLOWER "${CMAKE_SYSTEM_PROCESSOR}" quickproc_architecture)
endif()
if(quickproc_architecture MATCHES "^(x86_64|amd64)$")
  set(quickproc_architecture x64)
elseif(quickproc_architecture MATCHES "^i[3-6]86$")
  set(quickproc_architecture x86)
elseif(quickproc_architecture STREQUAL aarch64)
  set(quickproc_architecture arm64)
endif()
if(CMAKE_SCRIPT_MODE_FILE STREQUAL CMAKE_CURRENT_LIST_FILE)
  execute_process(COMMAND ${CMAKE_COMMAND} -E echo ${quickproc_architecture})
endif()
