// SPDX-License-Identifier: Apache-2.0
// libFuzzer target of whole frames over live reassembly state: the first octet chooses the link
// type, the second whether the capture cut the frames and whether there are several of them (parts,
// frame_checks.hpp). The state begins anew with each input.
#include <array>

#include "native/fuzz/frame_checks.hpp"
#include "native/generated/eth.hpp"

using namespace sigwarden;

namespace {

constexpr std::array<uint16_t, 8> kLinkTypes = {
    eth::link_type::ethernet, eth::link_type::ethernet,  eth::link_type::ethernet,
    eth::link_type::raw,      eth::link_type::linux_sll, eth::link_type::linux_sll2,
    eth::link_type::null_,    eth::link_type::loop};

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  constexpr size_t kChoiceOctets = 2;
  if (size < kChoiceOctets) return 0;
  static check::FrameChecks checks;
  checks.forget();
  const uint16_t link_type = kLinkTypes[data[0] % kLinkTypes.size()];
  const bool is_cut = (data[1] & 1) != 0, has_several = (data[1] & 2) != 0;
  const uint8_t *at = data + kChoiceOctets, *const end = data + size;
  if (has_several)
    check::for_each_part(at, end, [&](const std::vector<uint8_t>& octets, uint8_t seconds) {
      checks.decode_next(octets, link_type, seconds, is_cut);
    });
  else
    checks.decode_next({at, end}, link_type, 0, is_cut);
  return 0;
}
