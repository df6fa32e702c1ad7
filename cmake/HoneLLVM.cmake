# Finds LLVM and the clang of the same version.
#
# Owns: which LLVM versions are accepted, and the target hone_llvm (headers,
# definitions, the LLVM library) that the tools link. The pass takes only the
# headers: clang brings the library when it loads the plug-in.
#
# Result: hone_llvm, hone_llvm_headers, HONE_LLVM_MAJOR, HONE_LLVM_VERSION,
# HONE_CLANG, HONE_CLANGXX, HONE_LLVM_TOOLS_DIR.

set(HONE_LLVM_OLDEST 16)
set(HONE_LLVM_NEWEST 19)

# LLVM's version file accepts only its own major.minor, so a range is asked for
# release by release, the newest first. A LLVM_DIR given by the user wins.
if(NOT LLVM_DIR)
  foreach(Release 19.1 18.1 17.0 16.0)
    find_package(LLVM ${Release} QUIET CONFIG)
    if(LLVM_FOUND)
      break()
    endif()
  endforeach()
endif()
if(NOT LLVM_FOUND)
  find_package(LLVM QUIET CONFIG)
endif()
if(NOT LLVM_FOUND)
  message(FATAL_ERROR
    "LLVM was not found. hone needs LLVM ${HONE_LLVM_OLDEST} to ${HONE_LLVM_NEWEST} with its headers; "
    "on Debian: apt-get install clang-19 llvm-19-dev llvm-19-tools. "
    "An LLVM elsewhere is named by -DLLVM_DIR=<prefix>/lib/cmake/llvm.")
endif()
if(LLVM_VERSION_MAJOR LESS HONE_LLVM_OLDEST OR LLVM_VERSION_MAJOR GREATER HONE_LLVM_NEWEST)
  message(FATAL_ERROR
    "LLVM ${LLVM_PACKAGE_VERSION} was found in ${LLVM_DIR}, but hone needs LLVM "
    "${HONE_LLVM_OLDEST} to ${HONE_LLVM_NEWEST}. Name another one by -DLLVM_DIR=<prefix>/lib/cmake/llvm.")
endif()

set(HONE_LLVM_MAJOR ${LLVM_VERSION_MAJOR})
set(HONE_LLVM_VERSION ${LLVM_PACKAGE_VERSION})
set(HONE_LLVM_TOOLS_DIR ${LLVM_TOOLS_BINARY_DIR})

add_library(hone_llvm_headers INTERFACE)
target_include_directories(hone_llvm_headers SYSTEM INTERFACE ${LLVM_INCLUDE_DIRS})
separate_arguments(Definitions UNIX_COMMAND "${LLVM_DEFINITIONS}")
target_compile_definitions(hone_llvm_headers INTERFACE ${Definitions})
if(NOT LLVM_ENABLE_RTTI)
  target_compile_options(hone_llvm_headers INTERFACE $<$<COMPILE_LANGUAGE:CXX>:-fno-rtti>)
endif()

add_library(hone_llvm INTERFACE)
target_link_libraries(hone_llvm INTERFACE hone_llvm_headers)
if(LLVM_LINK_LLVM_DYLIB)
  target_link_libraries(hone_llvm INTERFACE LLVM)
else()
  llvm_map_components_to_libnames(Libraries support demangle object coverage profiledata symbolize)
  target_link_libraries(hone_llvm INTERFACE ${Libraries})
endif()

# The clang that loads the plug-in must be of the same major version. The one
# beside LLVM is preferred; a PATH of another major is never taken silently.
function(hone_find_clang Variable Name)
  find_program(${Variable} NAMES ${Name} HINTS ${LLVM_TOOLS_BINARY_DIR} NO_DEFAULT_PATH)
  find_program(${Variable} NAMES ${Name}-${HONE_LLVM_MAJOR} ${Name} REQUIRED
    DOC "clang of LLVM ${HONE_LLVM_MAJOR}, which loads hone's plug-in")
  execute_process(COMMAND ${${Variable}} -dumpversion
    OUTPUT_VARIABLE Version OUTPUT_STRIP_TRAILING_WHITESPACE)
  string(REGEX MATCH "^[0-9]+" Major "${Version}")
  if(NOT Major STREQUAL HONE_LLVM_MAJOR)
    message(FATAL_ERROR
      "${${Variable}} is clang ${Version}, but the plug-in is built against LLVM ${HONE_LLVM_VERSION}: "
      "the major versions must be equal. Install clang-${HONE_LLVM_MAJOR} or give -D${Variable}=PATH.")
  endif()
endfunction()
hone_find_clang(HONE_CLANG clang)
hone_find_clang(HONE_CLANGXX clang++)

message(STATUS "hone: LLVM ${HONE_LLVM_VERSION} (${LLVM_DIR}), ${HONE_CLANG}")
