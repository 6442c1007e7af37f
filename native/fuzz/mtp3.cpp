// SPDX-License-Identifier: Apache-2.0
// libFuzzer target of MTP2, MTP3 and SCCP as signalling cards capture them: the first octet chooses
// the link type and the variant, the rest is the frame.
#include "native/fuzz/wrapped.hpp"

using namespace sigwarden;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size < 1) return 0;
  static check::WrappedInput input;
  constexpr std::array<uint16_t, 4> kLinkTypes = {eth::link_type::mtp3, eth::link_type::mtp2,
                                                  eth::link_type::mtp2_with_phdr,
                                                  eth::link_type::sccp};
  const uint16_t link_type = kLinkTypes[data[0] % kLinkTypes.size()];
  input.decode({data + 1, data + size}, link_type, check::variant_of(data[0] >> 2));
  return 0;
}
