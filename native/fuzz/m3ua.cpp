// SPDX-License-Identifier: Apache-2.0
// libFuzzer target of the adaptation layers: the input is a user message, of which its content
// tells whether it is M3UA, M2UA, M2PA or SUA.
#include "native/fuzz/wrapped.hpp"

using namespace sigwarden;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static check::WrappedInput input;
  input.decode_user_message({data, data + size}, 0, 2905);
  return 0;
}
