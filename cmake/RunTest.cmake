# cmake -DDIR=<folder> -DCHILDREN=<folder> -DTIMEOUT=<seconds> -P RunTest.cmake -- program [argument…]
#
# Runs one test program in DIR, made anew and removed afterwards when the test succeeds. The program finds that folder in
# QP_TEST_TMP and the compiled child programs in QP_TEST_CHILDREN, both as Windows paths. Exit code 0: passed; 77: skipped. After
# TIMEOUT it is ended, with all that it started. With -DMODEL=ON the program runs on the model of Windows (tests/model): a breach of
# a rule, in it or in a child, fails the test.
set(command "")
set(after FALSE)
foreach(i RANGE ${CMAKE_ARGC})
  if(after)
    list(APPEND command "${CMAKE_ARGV${i}}")
  elseif(CMAKE_ARGV${i} STREQUAL "--")
    set(after TRUE)
  endif()
endforeach()

# Under Wine drive Z: is the file system's root.
function(windows_path path variable)
  if(NOT CMAKE_HOST_WIN32)
    set(path "Z:${path}")
  endif()
  string(REPLACE "/" "\\" path "${path}")
  set(${variable} "${path}" PARENT_SCOPE)
endfunction()

# A program that starts while Wine's server dies ends with 0 and has done nothing: no test has passed during which one died.
function(count_dead_servers variable)
  set(prefix "${CMAKE_CURRENT_LIST_DIR}/../build/wine")
  if(DEFINED ENV{QP_WINEPREFIX})
    set(prefix "$ENV{QP_WINEPREFIX}")
  endif()
  set(lines "")
  if(EXISTS "${prefix}/quickproc.log")
    file(STRINGS "${prefix}/quickproc.log" lines REGEX "^wineserver crashed")
  endif()
  list(LENGTH lines count)
  set(${variable} ${count} PARENT_SCOPE)
endfunction()

file(REMOVE_RECURSE "${DIR}")
file(MAKE_DIRECTORY "${DIR}")
count_dead_servers(dead_before)
windows_path("${DIR}" tmp)
windows_path("${CHILDREN}" children)
set(ENV{QP_TEST_TMP} "${tmp}")
set(ENV{QP_TEST_CHILDREN} "${children}")

if(MODEL)
  if(NOT DEFINED ENV{QP_MODEL_SEED})
    set(ENV{QP_MODEL_SEED} 1)
  endif()
  if(NOT DEFINED ENV{QP_MODEL_PACE})
    set(ENV{QP_MODEL_PACE} short)
  endif()
  message("model: seed $ENV{QP_MODEL_SEED}, pace $ENV{QP_MODEL_PACE}")
  set(report "${DIR}.report")
  file(REMOVE "${report}")
  windows_path("${report}" told)
  set(ENV{QP_MODEL_REPORT} "${told}")
endif()

# Through a file, not a pipe, whose end would be waited for: Wine's conhost.exe has the program's standard handles, and now and then it
# stays when the program has ended.
set(output "${DIR}.out")
execute_process(COMMAND ${command} WORKING_DIRECTORY "${DIR}" RESULT_VARIABLE code TIMEOUT ${TIMEOUT}
                OUTPUT_FILE "${output}" ERROR_FILE "${output}")
execute_process(COMMAND ${CMAKE_COMMAND} -E cat "${output}")
file(REMOVE "${output}")

set(breaches "")
if(MODEL AND EXISTS "${report}")
  execute_process(COMMAND ${CMAKE_COMMAND} -E cat "${report}")
  file(STRINGS "${report}" breaches REGEX "^model: breach")
  file(REMOVE "${report}")
endif()

count_dead_servers(dead_after)
if(code MATCHES "timeout")
  # CMake has ended the program and its children; under Wine a child is none in the eyes of Linux.
  unset(ENV{QP_TEST_TMP})
  if(NOT CMAKE_HOST_WIN32)
    execute_process(COMMAND ${CMAKE_CURRENT_LIST_DIR}/../scripts/end-processes "QP_TEST_TMP=${tmp}")
  endif()
  get_filename_component(name "${DIR}" NAME)
  message(FATAL_ERROR "${name}: still running after ${TIMEOUT} s, ended")
elseif(code EQUAL 77)
  message("[test skipped]")
elseif(NOT code EQUAL 0)
  message(FATAL_ERROR "exit code: ${code}")
elseif(breaches)
  message(FATAL_ERROR "the program broke a rule of the model, see above")
elseif(NOT dead_after EQUAL dead_before)
  message(FATAL_ERROR "Wine's server has crashed meanwhile: nobody knows what the program did")
endif()
file(REMOVE_RECURSE "${DIR}")
