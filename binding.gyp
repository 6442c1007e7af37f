# The native module. Sources are found, so that adding a protocol edits nothing here; fuzz targets and benches are not part
# of it. Node's own flags ask for C++17 without exceptions: they are taken out where they come from.
#
# Measured on the whole path, in turns: without hidden visibility the compiler may not inline what another library could
# replace, which costs 13 %; `rep stos` and `rep movs`, which it takes for a hundred octets and more, cost another 4 %.
#
# `profile` is what `make native` passes: a decoder is branches, and the compiler cannot know which of them malformed octets
# alone take. So the module is compiled to count them, screens a forged world, and is compiled again with those counts and
# across files: another 13 %, and 1 % more without padding, since the path of a message does not fit into the instruction
# cache. Without a profile it is the same module, slower. Counts of a source that has changed since may
# contradict each other; without `profile-correction` that would be an error.
#
# Assertions hold in checked code (Makefile): an appliance does not end over one.
{
  "variables": { "profile%": "none" },
  "targets": [
    {
      "target_name": "sigwarden",
      "sources": [
        "<!@(find native/base native/capture native/decode native/state native/screen native/engine native/binding -name '*.cpp' | LC_ALL=C sort)"
      ],
      "include_dirs": ["."],
      "defines": ["NAPI_VERSION=9", "NAPI_CPP_EXCEPTIONS", "NDEBUG"],
      "cflags!": ["-fno-exceptions", "-O2", "-fno-omit-frame-pointer"],
      "cflags_cc!": ["-fno-exceptions", "-std=gnu++17", "-std=gnu++20"],
      "cflags_cc": [
        "-std=c++20",
        "-O3",
        "-march=x86-64-v3",
        "-fexceptions",
        "-fvisibility=hidden",
        "-fno-semantic-interposition",
        "-fno-plt",
        "-mmemset-strategy=vector_loop:512:noalign,libcall:-1:noalign",
        "-mmemcpy-strategy=vector_loop:512:noalign,libcall:-1:noalign",
        "-Wall",
        "-Wextra",
        "-Wconversion",
        "-Wshadow",
        "-isystem", "<!(node -p \"path.resolve(require('node-addon-api').include_dir)\")"
      ],
      "conditions": [
        ["profile=='generate'", {
          "cflags_cc": ["-fprofile-generate"],
          "ldflags": ["-fprofile-generate"]
        }],
        ["profile=='use'", {
          "cflags_cc": [
            "-flto=auto",
            "-fprofile-use",
            "-fno-align-loops",
            "-fno-align-jumps",
            "-fno-align-labels",
            "-fprofile-partial-training",
            "-fprofile-correction",
            "-Wno-missing-profile",
            "-Wno-coverage-mismatch"
          ],
          "ldflags": ["-flto=auto", "-O3", "-march=x86-64-v3"]
        }]
      ]
    },
    {
      # A process of its own, with rights that nothing else has: no Node in it.
      "target_name": "sigwarden-opener",
      "type": "executable",
      "sources": [
        "<!@(find native/opener -name '*.cpp' | LC_ALL=C sort)",
        "native/capture/filter_assembler.cpp",
        "native/capture/opener_protocol.cpp",
        "native/capture/prefilter.cpp"
      ],
      "include_dirs": ["."],
      "cflags_cc!": ["-std=gnu++17", "-std=gnu++20"],
      "cflags_cc": ["-std=c++20", "-O2", "-fPIE", "-Wall", "-Wextra", "-Wconversion", "-Wshadow"],
      "ldflags": ["-pie", "-Wl,-z,relro,-z,now"]
    }
  ]
}
