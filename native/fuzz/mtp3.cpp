// SPDX-License-Identifier: Apache-2.0
// libFuzzer target of MTP3: the input is the message, read in each variant and in the one that its
// content tells.
#include "native/fuzz/wrapped.hpp"

using namespace sigwarden;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static check::WrappedInput input;
  for (uint32_t variant = 0; variant < kSs7VariantCount; variant++)
    input.decode({data, data + size}, eth::link_type::mtp3, static_cast<Ss7Variant>(variant));
  return 0;
}
