// SPDX-License-Identifier: Apache-2.0
#include "native/capture/opener_protocol.hpp"

#include <bit>

namespace sigwarden {
namespace {

constexpr uint32_t kBlockOctetsMin = 4096; // a page, as PACKET_RX_RING demands
constexpr uint32_t kSnapOctetsMin = 512;   // more than any header that the filter lets pass alone

template <size_t N> bool ends_in_zero(const std::array<char, N>& text) {
  return std::memchr(text.data(), 0, N) != nullptr;
}

/// As the kernel names them (dev_valid_name): no slash, colon or blank, and neither "." nor "..".
bool is_interface_name(const std::array<char, kInterfaceNameOctets>& name) {
  if (!ends_in_zero(name) || name[0] == 0 || name[0] == '.') return false;
  for (const char c : name) {
    if (c == 0) return true;
    if (c <= ' ' || c == '/' || c == ':' || c == 0x7F) return false;
  }
  return false;
}

} // namespace

const char* problem_of(const OpenRequest& r) {
  static_assert(limits::capture_rings == 16 && limits::capture_blocks == 4096 &&
                limits::capture_block_octets == 64u << 20 && limits::frame_octets == 262144 &&
                limits::capture_block_milliseconds == 1000 && limits::capture_diameter_ports == 16);
  if (!is_interface_name(r.interface)) return "the interface's name is none that Linux allows";
  if (r.rings < 1 || r.rings > limits::capture_rings) return "rings must be 1 to 16";
  if (!std::has_single_bit(r.block_octets) || r.block_octets < kBlockOctetsMin ||
      r.block_octets > limits::capture_block_octets)
    return "block_octets must be a power of two from 4096 to 67108864";
  if (r.blocks < 2 || r.blocks > limits::capture_blocks) return "blocks must be 2 to 4096";
  if (r.block_timeout_ms < 1 || r.block_timeout_ms > limits::capture_block_milliseconds)
    return "block_timeout_ms must be 1 to 1000";
  if (r.snap_octets < kSnapOctetsMin || r.snap_octets > limits::frame_octets)
    return "snap_octets must be 512 to 262144";
  if (r.is_promiscuous > 1 || r.has_prefilter > 1) return "a switch is neither on nor off";
  if (r.port_count > limits::capture_diameter_ports) return "diameter_ports are at most 16";
  for (uint32_t i = 0; i < r.ports.size(); i++)
    if ((r.ports[i] != 0) != (i < r.port_count)) return "diameter_ports must be 1 to 65535";
  return nullptr;
}

bool is_sound(const OpenAnswer& answer, uint32_t descriptors) {
  return answer.step <= OpenStep::promiscuous && answer.rings <= limits::capture_rings &&
         answer.rings == descriptors && (answer.step == OpenStep::none) == (answer.rings > 0) &&
         (answer.step != OpenStep::none || answer.interface_index != 0) &&
         ends_in_zero(answer.detail);
}

} // namespace sigwarden
