# qp_embed(<target> <prefix> <file>...): each file X.ext becomes `qp__<prefix>_X` in the target (characters that no C name can
# hold become `_`), declared in the generated "embedded.h". May be called again for the same target with another prefix.
function(qp_embed target prefix)
  set(out ${CMAKE_CURRENT_BINARY_DIR}/${target}_js)
  get_property(declarations TARGET ${target} PROPERTY QP_EMBEDDED)
  foreach(file IN LISTS ARGN)
    get_filename_component(name ${file} NAME_WE)
    string(MAKE_C_IDENTIFIER ${name} name)
    set(name ${prefix}_${name})
    string(APPEND declarations "extern const char qp__${name}[];\nextern const size_t qp__${name}_size;\n")
    add_custom_command(OUTPUT ${out}/${name}.c
      COMMAND ${CMAKE_COMMAND} -DNAME=${name} -DINPUT=${file} -DOUTPUT=${out}/${name}.c
              -P ${PROJECT_SOURCE_DIR}/cmake/embed.cmake
      DEPENDS ${file} ${PROJECT_SOURCE_DIR}/cmake/embed.cmake
      COMMENT "Embedding ${name}" VERBATIM)
    target_sources(${target} PRIVATE ${out}/${name}.c)
  endforeach()
  set_property(TARGET ${target} PROPERTY QP_EMBEDDED "${declarations}")
  file(CONFIGURE OUTPUT ${out}/embedded.h @ONLY CONTENT
"/* Generated: the files inside this program. */
#ifndef QP_EMBEDDED_H
#define QP_EMBEDDED_H

#include <stddef.h>

@declarations@
#endif
")
  target_include_directories(${target} PRIVATE ${out})
endfunction()

# qp_embed_js(<target> <folder>): every folder/X.js as `qp__js_X`.
function(qp_embed_js target folder)
  file(GLOB scripts CONFIGURE_DEPENDS ${folder}/*.js)
  qp_embed(${target} js ${scripts})
endfunction()

# qp_embed_types(<target>): every types/X.d.ts as `qp__types_X`.
function(qp_embed_types target)
  file(GLOB types CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/types/*.d.ts)
  qp_embed(${target} types ${types})
endfunction()
