# cmake -DPACKAGES=<folder> [-DSOURCE_SHA512=<of the release's source archive>] -P cmake/PackageManifests.cmake
#
# From the zips of a release in that folder: <folder>/{winget,scoop,vcpkg}, ready to be submitted. The address and the
# description are the project's (CMakeLists.txt), the hashes those of the zips. winget and scoop demand a hash for each
# processor; the processors are those for which there is a zip.
cmake_minimum_required(VERSION 3.25)
get_filename_component(source ${CMAKE_CURRENT_LIST_DIR} DIRECTORY)
file(READ ${source}/CMakeLists.txt project)

function(take variable pattern)
  if(NOT project MATCHES "${pattern}")
    message(FATAL_ERROR "CMakeLists.txt does not say ${variable}")
  endif()
  set(${variable} ${CMAKE_MATCH_1} PARENT_SCOPE)
endfunction()
include(${CMAKE_CURRENT_LIST_DIR}/QuickprocVersion.cmake)
set(VERSION ${quickproc_version})
take(DESCRIPTION "DESCRIPTION \"([^\"]*)\"")
take(HOMEPAGE "HOMEPAGE_URL \"([^\"]*)\"")
string(REGEX REPLACE "^https://github.com/" "" REPOSITORY "${HOMEPAGE}")
if(NOT SOURCE_SHA512)
  # vcpkg names the right one when it meets this one.
  set(SOURCE_SHA512 0)
endif()

set(WINGET_INSTALLERS "")
set(SCOOP_ARCHITECTURES "")
set(SCOOP_UPDATES "")
foreach(architecture x64 x86 arm64)
  set(name quickproc-${VERSION}-windows-${architecture})
  if(NOT EXISTS ${PACKAGES}/${name}.zip)
    continue()
  endif()
  file(SHA256 ${PACKAGES}/${name}.zip sum)
  string(TOUPPER ${sum} upper)
  set(url ${HOMEPAGE}/releases/download/v${VERSION}/${name}.zip)
  list(APPEND WINGET_INSTALLERS "  - Architecture: ${architecture}
    InstallerUrl: ${url}
    InstallerSha256: ${upper}
    NestedInstallerFiles:
      - RelativeFilePath: ${name}\\bin\\quickproc.exe
        PortableCommandAlias: quickproc")
  string(REPLACE x64 64bit scoop ${architecture})
  string(REPLACE x86 32bit scoop ${scoop})
  list(APPEND SCOOP_ARCHITECTURES "        \"${scoop}\": {
            \"url\": \"${url}\",
            \"hash\": \"${sum}\",
            \"extract_dir\": \"${name}\"
        }")
  list(APPEND SCOOP_UPDATES "            \"${scoop}\": {
                \"url\": \"${HOMEPAGE}/releases/download/v$version/quickproc-$version-windows-${architecture}.zip\",
                \"extract_dir\": \"quickproc-$version-windows-${architecture}\"
            }")
endforeach()
if(NOT WINGET_INSTALLERS)
  message(FATAL_ERROR "no quickproc-${VERSION}-windows-<processor>.zip in ${PACKAGES}")
endif()
list(JOIN WINGET_INSTALLERS "\n" WINGET_INSTALLERS)
list(JOIN SCOOP_ARCHITECTURES ",\n" SCOOP_ARCHITECTURES)
list(JOIN SCOOP_UPDATES ",\n" SCOOP_UPDATES)

configure_file(${source}/package/scoop/quickproc.json.in ${PACKAGES}/scoop/quickproc.json @ONLY)
foreach(part "" .locale.en-US .installer)
  configure_file(${source}/package/winget/quickproc${part}.yaml.in ${PACKAGES}/winget/quickproc.quickproc${part}.yaml @ONLY)
endforeach()
foreach(file vcpkg.json portfile.cmake)
  configure_file(${source}/package/vcpkg/${file}.in ${PACKAGES}/vcpkg/${file} @ONLY)
endforeach()
configure_file(${source}/package/vcpkg/usage ${PACKAGES}/vcpkg/usage COPYONLY)
