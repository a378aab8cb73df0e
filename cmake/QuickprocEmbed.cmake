# qp_embed_js(<target> <folder>): every folder/X.js becomes `qp__js_X` in the target (characters that no C name can hold
# become `_`), declared in the generated "embedded.h".
function(qp_embed_js target folder)
  set(out ${CMAKE_CURRENT_BINARY_DIR}/${target}_js)
  file(GLOB scripts CONFIGURE_DEPENDS ${folder}/*.js)
  set(declarations "")
  foreach(script IN LISTS scripts)
    get_filename_component(name ${script} NAME_WE)
    string(MAKE_C_IDENTIFIER ${name} name)
    string(APPEND declarations "extern const char qp__js_${name}[];\nextern const size_t qp__js_${name}_size;\n")
    add_custom_command(OUTPUT ${out}/${name}.c
      COMMAND ${CMAKE_COMMAND} -DNAME=${name} -DINPUT=${script} -DOUTPUT=${out}/${name}.c
              -P ${PROJECT_SOURCE_DIR}/cmake/embed.cmake
      DEPENDS ${script} ${PROJECT_SOURCE_DIR}/cmake/embed.cmake
      COMMENT "Embedding ${name}.js" VERBATIM)
    target_sources(${target} PRIVATE ${out}/${name}.c)
  endforeach()
  file(CONFIGURE OUTPUT ${out}/embedded.h @ONLY CONTENT
"/* Generated: the JavaScript files of this program. */
#ifndef QP_EMBEDDED_H
#define QP_EMBEDDED_H

#include <stddef.h>

@declarations@
#endif
")
  target_include_directories(${target} PRIVATE ${out})
endfunction()
