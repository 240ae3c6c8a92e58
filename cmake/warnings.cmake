# The warnings of docs and CONTRIBUTING: third-party headers come in as SYSTEM and are not warned about.
set(RENKEI_WARNINGS -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wnon-virtual-dtor
    -Wold-style-cast -Woverloaded-virtual -Werror)
if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
    list(APPEND RENKEI_WARNINGS -Wthread-safety)
else()
    # g++ 12 reports false restrict and dangling findings inside libstdc++ at -O3 (CONTRIBUTING, "Toolchain facts").
    # With precompiled headers at -O2 the same findings are told as overflows and bounds.
    list(APPEND RENKEI_WARNINGS -Wno-error=restrict -Wno-error=maybe-uninitialized -Wno-error=stringop-overflow
         -Wno-error=array-bounds)
endif()
