# CPack runs this before it packs. It writes SHA256SUMS, the checksums of all files of the package, and its bill of materials
# (SPDX 2.3): this project, the engine inside, and each file with its checksum.
string(TIMESTAMP now "%Y-%m-%dT%H:%M:%SZ" UTC)
file(GLOB packages LIST_DIRECTORIES TRUE ${CPACK_TEMPORARY_DIRECTORY})
foreach(package IN LISTS packages)
  file(GLOB_RECURSE files RELATIVE ${package} ${package}/*)
  list(SORT files)
  set(sums "")
  set(entries "")
  set(number 0)
  foreach(file IN LISTS files)
    file(SHA256 ${package}/${file} sum)
    file(SHA1 ${package}/${file} sha1)
    string(APPEND sums "${sum}  ${file}\n")
    math(EXPR number "${number} + 1")
    list(APPEND entries "    {
      \"SPDXID\": \"SPDXRef-File-${number}\",
      \"fileName\": \"./${file}\",
      \"checksums\": [
        { \"algorithm\": \"SHA1\", \"checksumValue\": \"${sha1}\" },
        { \"algorithm\": \"SHA256\", \"checksumValue\": \"${sum}\" }
      ]
    }")
  endforeach()
  list(JOIN entries ",\n" entries)
  set(engine "")
  set(contains "")
  if(CPACK_QUICKPROC_ENGINE_VERSION)
    set(engine ",
    {
      \"SPDXID\": \"SPDXRef-quickjs-ng\",
      \"name\": \"quickjs-ng\",
      \"versionInfo\": \"${CPACK_QUICKPROC_ENGINE_VERSION}\",
      \"downloadLocation\": \"https://github.com/quickjs-ng/quickjs\",
      \"filesAnalyzed\": false,
      \"licenseConcluded\": \"MIT\",
      \"licenseDeclared\": \"MIT\",
      \"copyrightText\": \"NOASSERTION\"
    }")
    set(contains ",
    { \"spdxElementId\": \"SPDXRef-quickproc\", \"relationshipType\": \"STATIC_LINK\", \"relatedSpdxElement\": \"SPDXRef-quickjs-ng\" }")
  endif()
  string(SHA256 unique "${sums}")
  file(WRITE ${package}/share/quickproc/quickproc.spdx.json "{
  \"spdxVersion\": \"SPDX-2.3\",
  \"dataLicense\": \"CC0-1.0\",
  \"SPDXID\": \"SPDXRef-DOCUMENT\",
  \"name\": \"${CPACK_PACKAGE_FILE_NAME}\",
  \"documentNamespace\": \"${CPACK_PACKAGE_HOMEPAGE_URL}/spdx/${CPACK_PACKAGE_FILE_NAME}-${unique}\",
  \"creationInfo\": { \"created\": \"${now}\", \"creators\": [ \"Organization: ${CPACK_PACKAGE_VENDOR}\" ] },
  \"packages\": [
    {
      \"SPDXID\": \"SPDXRef-quickproc\",
      \"name\": \"quickproc\",
      \"versionInfo\": \"${CPACK_PACKAGE_VERSION}\",
      \"downloadLocation\": \"${CPACK_PACKAGE_HOMEPAGE_URL}\",
      \"filesAnalyzed\": false,
      \"licenseConcluded\": \"MIT\",
      \"licenseDeclared\": \"MIT\",
      \"copyrightText\": \"NOASSERTION\"
    }${engine}
  ],
  \"files\": [
${entries}
  ],
  \"relationships\": [
    { \"spdxElementId\": \"SPDXRef-DOCUMENT\", \"relationshipType\": \"DESCRIBES\", \"relatedSpdxElement\": \"SPDXRef-quickproc\" }${contains}
  ]
}
")
  file(SHA256 ${package}/share/quickproc/quickproc.spdx.json sum)
  file(WRITE ${package}/SHA256SUMS "${sums}${sum}  share/quickproc/quickproc.spdx.json\n")
endforeach()
