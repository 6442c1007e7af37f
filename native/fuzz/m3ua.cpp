// SPDX-License-Identifier: Apache-2.0
// libFuzzer target of M3UA, M2UA and M2PA: the first octet chooses the payload protocol identifier
// and the variant of the link, the rest is the user message.
#include "native/fuzz/wrapped.hpp"

using namespace sigwarden;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size < 1) return 0;
  static check::WrappedInput input;
  constexpr std::array<uint8_t, 4> kIdentifiers = {3, 2, 5, 0};
  const uint8_t ppid = kIdentifiers[data[0] % kIdentifiers.size()];
  input.decode_user_message(data + 1, size - 1, ppid, 2905, check::variant_of(data[0] >> 2));
  return 0;
}
