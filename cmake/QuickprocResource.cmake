# qp_resource(<target>): the application manifest (UTF-8 code page, long paths) and the version, linked into a program. A test
# program gets them too where it stands for a host that has them.
enable_language(RC)

set(QP_RC_MANIFEST "1 24 \"${PROJECT_SOURCE_DIR}/cmake/quickproc.manifest\"")
if(MSVC)
  # Its linker embeds manifests by itself, and takes this one as a source.
  set(QP_RC_MANIFEST "")
endif()
set(QP_RC ${PROJECT_BINARY_DIR}/quickproc.rc)
configure_file(${PROJECT_SOURCE_DIR}/cmake/quickproc.rc.in ${QP_RC} @ONLY)

function(qp_resource target)
  target_sources(${target} PRIVATE ${QP_RC})
  set_source_files_properties(${QP_RC} PROPERTIES OBJECT_DEPENDS ${PROJECT_SOURCE_DIR}/cmake/quickproc.manifest)
  if(MSVC)
    target_sources(${target} PRIVATE ${PROJECT_SOURCE_DIR}/cmake/quickproc.manifest)
  endif()
endfunction()
