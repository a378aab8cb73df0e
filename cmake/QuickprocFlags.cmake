# qp_warnings(<target>): errors, except for somebody who uses the project as a part of his own (QUICKPROC_WERROR is off there: a
# compiler of tomorrow warns of more).
function(qp_warnings target)
  if(MSVC)
    # Not: constant conditions, initialisers of C99, functions of DLLs in tables, assignments as conditions, padding, and pointers
    # to const pointers, where it is wrong.
    target_compile_options(${target} PRIVATE
      /W4 /wd4090 /wd4127 /wd4204 /wd4221 /wd4232 /wd4324 /wd4706 $<$<BOOL:${QUICKPROC_WERROR}>:/WX>)
    target_compile_definitions(${target} PRIVATE _CRT_SECURE_NO_WARNINGS _CRT_NONSTDC_NO_WARNINGS)
  else()
    target_compile_options(${target} PRIVATE
      -Wall -Wextra -Wshadow -Wconversion -Wvla -Wpointer-arith -Wwrite-strings
      $<$<COMPILE_LANGUAGE:C>:-Wstrict-prototypes -Wmissing-prototypes -Wold-style-definition>
      $<$<BOOL:${QUICKPROC_WERROR}>:-Werror>)
    # CHECK(!"what must not happen") is meant.
    target_compile_options(${target} PRIVATE $<$<C_COMPILER_ID:Clang>:-Wno-string-conversion>)
  endif()
endfunction()

# qp_common(<target>): what all code needs, the engine's too.
function(qp_common target)
  target_compile_features(${target} PRIVATE c_std_11)
  if(WIN32)
    target_compile_definitions(${target} PRIVATE _WIN32_WINNT=0x0A00 WINVER=0x0A00 UNICODE _UNICODE)
  endif()
  if(MSVC)
    target_compile_options(${target} PRIVATE /utf-8)
  else()
    target_compile_options(${target} PRIVATE $<$<CONFIG:Release>:-g0> -ffunction-sections -fdata-sections)
  endif()
endfunction()

# How a program that starts in wmain or wWinMain is linked; a toolchain file may know another way.
if(NOT DEFINED QP_WIDE_START)
  set(QP_WIDE_START -municode)
endif()

# qp_link(<target>): a small program that needs no DLL but the system's. That it starts in `wmain` is seen from its source.
function(qp_link target)
  if(WIN32 AND NOT MSVC)
    target_link_options(${target} PRIVATE -static -Wl,--gc-sections $<$<CONFIG:Release>:-s>)
    get_target_property(sources ${target} SOURCES)
    foreach(source IN LISTS sources)
      if(source MATCHES "\\.c$" AND EXISTS ${source})
        file(STRINGS ${source} wide REGEX "^(int )?wmain\\(")
        if(wide)
          target_link_options(${target} PRIVATE ${QP_WIDE_START})
        endif()
      endif()
    endforeach()
  endif()
endfunction()

# qp_sanitize(<target>): for the code under test, not for the child programs of tests nor the engine.
function(qp_sanitize target)
  if(QUICKPROC_SANITIZE)
    target_compile_options(${target} PRIVATE
      -fno-omit-frame-pointer -fsanitize=${QUICKPROC_SANITIZE} -fno-sanitize-recover=all)
    target_link_options(${target} PRIVATE -fsanitize=${QUICKPROC_SANITIZE})
  endif()
endfunction()

# qp_own(<target>): a part of the project.
function(qp_own target)
  qp_common(${target})
  qp_warnings(${target})
  qp_sanitize(${target})
  target_include_directories(${target} PRIVATE ${PROJECT_SOURCE_DIR}/src)
endfunction()

# qp_program(<target>): a program of the project.
function(qp_program target)
  qp_own(${target})
  qp_link(${target})
endfunction()

# qp_child(<target>): a program that carries nothing of the project.
function(qp_child target)
  qp_common(${target})
  qp_warnings(${target})
  qp_link(${target})
endfunction()
