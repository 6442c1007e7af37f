// SPDX-License-Identifier: Apache-2.0
// libFuzzer target of link layers: the first two octets are the LINKTYPE_ number, the highest bit
// of which says that the capture cut the frame; the rest is the frame.
#include "native/fuzz/frame_checks.hpp"

using namespace sigwarden;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  constexpr size_t kTypeOctets = 2;
  constexpr uint16_t kIsCut = 0x8000;
  if (size < kTypeOctets) return 0;
  static check::FrameChecks checks;
  checks.forget();
  const uint16_t type = load_be16(data);
  checks.decode_next({data + kTypeOctets, data + size}, type & ~kIsCut, 0, (type & kIsCut) != 0);
  return 0;
}
