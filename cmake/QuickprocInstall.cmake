# cmake --install, find_package(quickproc), pkg-config, and the zip of `make package` (PackageManifests.cmake makes the files
# for winget, scoop and vcpkg from it). The layout is the one that package managers demand: bin, lib, include, share.
include(CMakePackageConfigHelpers)
include(CheckCSourceCompiles)

set(targets "")
foreach(target quickproc quickproc_quickjs quickproc_dll)
  if(TARGET ${target})
    list(APPEND targets ${target})
  endif()
endforeach()
set(config_dir lib/cmake/quickproc)
set(doc_dir share/doc/quickproc)
configure_file(package/quickprocConfig.cmake.in quickprocConfig.cmake @ONLY)
write_basic_package_version_file(${PROJECT_BINARY_DIR}/quickprocConfigVersion.cmake COMPATIBILITY SameMinorVersion)

install(TARGETS ${targets} EXPORT quickprocTargets ARCHIVE DESTINATION lib RUNTIME DESTINATION bin)
install(EXPORT quickprocTargets NAMESPACE quickproc:: DESTINATION ${config_dir})
install(FILES ${PROJECT_BINARY_DIR}/quickprocConfig.cmake ${PROJECT_BINARY_DIR}/quickprocConfigVersion.cmake
        DESTINATION ${config_dir})
install(DIRECTORY include/quickproc DESTINATION include)
foreach(target IN LISTS targets)
  string(REPLACE _ - name ${target})
  configure_file(package/${name}.pc.in ${name}.pc @ONLY)
  install(FILES ${PROJECT_BINARY_DIR}/${name}.pc DESTINATION lib/pkgconfig)
endforeach()

if(TARGET quickproc_exe)
  install(TARGETS quickproc_exe RUNTIME DESTINATION bin)
  # The program contains the engine, so it brings the engine's licence.
  get_property(engine GLOBAL PROPERTY QP_QUICKJS_SOURCE)
  foreach(licence ${engine}/LICENSE ${engine}/../../share/doc/qjs-src/copyright)
    if(EXISTS ${licence})
      install(FILES ${licence} DESTINATION ${doc_dir} RENAME LICENSE.quickjs-ng.txt)
      break()
    endif()
  endforeach()
endif()
install(FILES LICENSE DESTINATION ${doc_dir} RENAME LICENSE.txt)
# The links between these work where they lie.
install(FILES README.md CHANGELOG.md SECURITY.md DESTINATION ${doc_dir})
install(DIRECTORY docs examples DESTINATION ${doc_dir})
install(DIRECTORY types DESTINATION share/quickproc)

# A program on msvcrt.dll is for development: only the Universal CRT has what the documentation promises of text and descriptors.
check_c_source_compiles("
  #include <stdlib.h>
  #if !defined(_UCRT) && !defined(_MSC_VER)
  #error
  #endif
  int main(void) { return 0; }" QP_UNIVERSAL_CRT)
set(for_development "")
if(NOT QP_UNIVERSAL_CRT)
  set(for_development -msvcrt-development)
endif()

set(CPACK_GENERATOR ZIP)
set(CPACK_PACKAGE_VENDOR "the quickproc authors")
set(CPACK_PACKAGE_DIRECTORY ${PROJECT_BINARY_DIR}/../package)
set(CPACK_PACKAGE_CHECKSUM SHA256)
set(CPACK_VERBATIM_VARIABLES ON)
include(QuickprocArchitecture)
set(CPACK_PACKAGE_FILE_NAME quickproc-${PROJECT_VERSION}-windows-${quickproc_architecture}${for_development})
set(CPACK_PRE_BUILD_SCRIPTS ${PROJECT_SOURCE_DIR}/cmake/PackageChecksums.cmake)
# For that script's bill of materials.
set(CPACK_QUICKPROC_ENGINE_VERSION "")
if(TARGET quickproc_exe)
  file(STRINGS ${engine}/quickjs.h numbers REGEX "^#define QJS_VERSION_(MAJOR|MINOR|PATCH) ")
  string(REGEX REPLACE "[^0-9;]" "" numbers "${numbers}")
  list(JOIN numbers . CPACK_QUICKPROC_ENGINE_VERSION)
endif()
include(CPack)
