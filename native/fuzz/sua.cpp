// SPDX-License-Identifier: Apache-2.0
// libFuzzer target of SUA: the input is the user message.
#include "native/fuzz/wrapped.hpp"

using namespace sigwarden;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static check::WrappedInput input;
  input.decode_user_message({data, data + size}, 4, 14001);
  return 0;
}
