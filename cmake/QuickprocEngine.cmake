# quickjs-ng, compiled from source: `qjs` (the engine) and `qjs_libc` (its std and os modules).
#
# Where the source comes from, first match:
#   1. QUICKPROC_QUICKJS_DIR
#   2. the installed package qjs-src (/usr/src/quickjs-ng)
#   3. the same package in the version that the tests know, fetched without installing it (scripts/fetch), on machines with apt
#   4. the pinned upstream release, by git
#   5. the newest such package, with a warning
set(QUICKPROC_QUICKJS_GIT https://github.com/quickjs-ng/quickjs CACHE STRING "Where to clone quickjs-ng from")
set(QP_QUICKJS_TAG v0.16.2)
set(QP_QUICKJS_COMMIT 1ab8676f4b6d6d669baeb5f21790fb9734636a20)
set(QP_DEPS ${PROJECT_SOURCE_DIR}/build/deps)

# Each of these sets QP_QUICKJS_SOURCE in the caller when it can.
macro(qp_offer_quickjs dir)
  set(QP_QUICKJS_SOURCE ${dir} PARENT_SCOPE)
  foreach(file quickjs.c libregexp.c libunicode.c dtoa.c quickjs-libc.c quickjs.h quickjs-libc.h)
    if(NOT EXISTS ${dir}/${file})
      set(QP_QUICKJS_SOURCE "" PARENT_SCOPE)
    endif()
  endforeach()
endmacro()

function(qp_quickjs_named)
  qp_offer_quickjs("${QUICKPROC_QUICKJS_DIR}")
endfunction()

function(qp_quickjs_installed)
  qp_offer_quickjs(/usr/src/quickjs-ng)
endfunction()

macro(qp_fetch_quickjs)
  find_program(QP_APT_GET apt-get)
  mark_as_advanced(QP_APT_GET)
  if(CMAKE_HOST_UNIX AND QP_APT_GET)
    execute_process(COMMAND ${PROJECT_SOURCE_DIR}/scripts/fetch ${ARGN} quickjs-ng ${QP_DEPS} OUTPUT_VARIABLE dir
                    OUTPUT_STRIP_TRAILING_WHITESPACE RESULT_VARIABLE failed)
    if(NOT failed)
      qp_offer_quickjs("${dir}")
    endif()
  endif()
endmacro()

function(qp_quickjs_packaged)
  qp_fetch_quickjs()
endfunction()

function(qp_quickjs_newest)
  qp_fetch_quickjs(-n)
  if(dir)
    file(STRINGS ${QP_DEPS}/quickjs-ng/version version)
    message(WARNING "quickjs-ng ${version}: not the version that the tests know (PINNED in scripts/fetch). "
                    "A test that fails may have met a change of the engine.")
  endif()
endfunction()

# A commit is named by its content: what arrives under this name is what was pinned, wherever it came from.
function(qp_quickjs_upstream)
  find_package(Git QUIET)
  if(NOT GIT_FOUND)
    return()
  endif()
  set(dir ${QP_DEPS}/quickjs-${QP_QUICKJS_COMMIT})
  if(NOT EXISTS ${dir}/quickjs.c)
    message(STATUS "Fetching quickjs-ng ${QP_QUICKJS_TAG} from ${QUICKPROC_QUICKJS_GIT}")
    file(REMOVE_RECURSE ${dir})
    execute_process(COMMAND ${GIT_EXECUTABLE} init -q ${dir})
    execute_process(
      COMMAND ${GIT_EXECUTABLE} -C ${dir} fetch -q --depth 1 ${QUICKPROC_QUICKJS_GIT} ${QP_QUICKJS_COMMIT}
      RESULT_VARIABLE failed)
    if(failed)
      return()
    endif()
    execute_process(COMMAND ${GIT_EXECUTABLE} -C ${dir} -c core.autocrlf=false checkout -q ${QP_QUICKJS_COMMIT})
  endif()
  qp_offer_quickjs(${dir})
endfunction()

function(qp_find_quickjs)
  if(QUICKPROC_QUICKJS_DIR)
    qp_quickjs_named()
    if(NOT QP_QUICKJS_SOURCE)
      message(FATAL_ERROR "QUICKPROC_QUICKJS_DIR=${QUICKPROC_QUICKJS_DIR} does not hold quickjs-ng's source: "
                          "quickjs.c, libregexp.c, libunicode.c, dtoa.c, quickjs-libc.c and their headers.")
    endif()
  endif()
  foreach(way installed packaged upstream newest)
    if(NOT QP_QUICKJS_SOURCE)
      cmake_language(CALL qp_quickjs_${way})
    endif()
  endforeach()
  if(NOT QP_QUICKJS_SOURCE)
    message(FATAL_ERROR
      "quickjs-ng's source is needed and could not be found or fetched. Either\n"
      "  - install the package qjs-src (Debian 14 and later, or Debian 13 backports), or\n"
      "  - clone ${QUICKPROC_QUICKJS_GIT} (${QP_QUICKJS_TAG} or later), and name the folder:\n"
      "      make QUICKJS_DIR=/path/to/quickjs        or        cmake … -DQUICKPROC_QUICKJS_DIR=/path/to/quickjs")
  endif()
  message(STATUS "quickjs-ng: ${QP_QUICKJS_SOURCE}")
  set(QP_QUICKJS_SOURCE ${QP_QUICKJS_SOURCE} PARENT_SCOPE)
endfunction()

qp_find_quickjs()
set_property(GLOBAL PROPERTY QP_QUICKJS_SOURCE ${QP_QUICKJS_SOURCE})
# For the tests.
file(WRITE ${PROJECT_BINARY_DIR}/engine-folder ${QP_QUICKJS_SOURCE})

# qp_engine_options(<target>): compiled as the engine is, and without a warning.
function(qp_engine_options target)
  set_target_properties(${target} PROPERTIES C_STANDARD 11 C_EXTENSIONS ON)
  target_compile_definitions(${target} PRIVATE _GNU_SOURCE QUICKJS_NG_BUILD WIN32_LEAN_AND_MEAN)
  if(MSVC)
    target_compile_options(${target} PRIVATE /w /utf-8 /experimental:c11atomics)
    target_compile_definitions(${target} PRIVATE _CRT_SECURE_NO_WARNINGS _CRT_NONSTDC_NO_DEPRECATE)
  else()
    target_compile_options(${target} PRIVATE -w -funsigned-char)
  endif()
  qp_common(${target})
endfunction()

function(qp_engine_library target)
  list(TRANSFORM ARGN PREPEND ${QP_QUICKJS_SOURCE}/ OUTPUT_VARIABLE sources)
  add_library(${target} STATIC ${sources})
  target_include_directories(${target} SYSTEM PUBLIC ${QP_QUICKJS_SOURCE})
  qp_engine_options(${target})
endfunction()

qp_engine_library(qjs quickjs.c libregexp.c libunicode.c dtoa.c)
qp_engine_library(qjs_libc quickjs-libc.c)
target_link_libraries(qjs_libc PUBLIC qjs)
if(UNIX)
  find_package(Threads REQUIRED)
  target_link_libraries(qjs PUBLIC Threads::Threads m ${CMAKE_DL_LIBS})
endif()
