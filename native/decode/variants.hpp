// SPDX-License-Identifier: Apache-2.0
// Which variant of SS7 the links of this tap are configured for, as decoders ask: by the addresses
// of a packet, by point codes. Made once from the configuration (native/state/link_config) and only
// read then. What nobody configured is told from content, by mtp3.cpp and m3ua.cpp.
#pragma once

#include <array>
#include <vector>

#include "native/decode/message.hpp"

namespace sigwarden {

class Variants {
public:
  /// An IP address, or a point code in the last four octets.
  using End = std::array<uint8_t, 16>;

  Variants() = default;
  /// `otherwise` is for all that is not configured.
  explicit Variants(Ss7Variant otherwise) : otherwise_(otherwise) {}

  /// Ends by which a link is recognised. The first variant stands where two links share an end.
  void add_address(const End& address, Ss7Variant variant) { add(addresses_, {address, variant}); }
  void add_point_code(const End& code, Ss7Variant variant) { add(codes_, {code, variant}); }

  bool empty() const {
    return addresses_.empty() && codes_.empty() && otherwise_ == Ss7Variant::automatic;
  }
  /// Of the link between these two addresses; automatic when none is configured.
  Ss7Variant of_packet(const Packet& packet) const;
  /// Of the link between these point codes.
  Ss7Variant of_codes(uint32_t opc, uint32_t dpc) const;
  Ss7Variant otherwise() const { return otherwise_; }

private:
  struct Entry {
    End end{};
    Ss7Variant variant = Ss7Variant::automatic;
  };
  static void add(std::vector<Entry>& entries, const Entry& entry);
  static Ss7Variant find(const std::vector<Entry>& entries, const End& end);

  std::vector<Entry> addresses_, codes_; ///< in order of their ends
  Ss7Variant otherwise_ = Ss7Variant::automatic;
};

} // namespace sigwarden
