# How hone's own code is compiled.
#
# Owns: the interface target hone_build, which every target of ours links:
# language level, include path, warnings, hidden symbols.
# hone_sanitize adds the sanitizers of HONE_SANITIZE; the tools and unit tests
# link it, pass and runtime must not: they live in other people's processes.

add_library(hone_build INTERFACE)
target_compile_features(hone_build INTERFACE cxx_std_17)
target_include_directories(hone_build INTERFACE ${PROJECT_SOURCE_DIR}/include)
target_compile_options(hone_build INTERFACE
  -Wall -Wextra -Wno-unused-parameter
  $<$<COMPILE_LANGUAGE:CXX>:-Wnon-virtual-dtor>
  $<$<BOOL:${HONE_WERROR}>:-Werror>)

add_library(hone_sanitize INTERFACE)
if(HONE_SANITIZE)
  target_compile_options(hone_sanitize INTERFACE
    -fsanitize=${HONE_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  target_link_options(hone_sanitize INTERFACE -fsanitize=${HONE_SANITIZE})
endif()
