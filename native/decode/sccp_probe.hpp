// SPDX-License-Identifier: Apache-2.0
// How much octets look like an SCCP message of a variant, for who must choose one: mtp3.cpp, where
// four routing labels are possible, and m3ua.cpp, where two kinds of party address are. Looks at
// content alone and decides nothing.
#pragma once

#include "native/base/bytes.hpp"
#include "native/generated/tables.hpp"

namespace sigwarden {

/// Each kind is stricter than the one before.
enum class SccpFit : uint8_t {
  none,      ///< no message type of Q.713, or parameters that lead out of the message
  type,      ///< a message type of the connection-oriented service
  shape,     ///< a connectionless message whose parameters lie inside
  addresses, ///< and whose class and addresses are possible in that variant
  user       ///< and whose data begins like TCAP or SCCP management
};
SccpFit sccp_fit(Bytes message, Ss7Variant variant);

/// ANSI or China, whose point codes have 24 bits alike. Both kinds of address are tried; where both
/// or none are possible, the bit that ANSI calls the national indicator tells (T1.112.3 §3.5,
/// "reserved for national use" in Q.713 §3.4.1).
Ss7Variant variant_of_24_bit(Bytes message);

/// Of a message of which no routing label is known: ITU-T where it reads at least as well as
/// another.
Ss7Variant variant_of_addresses(Bytes message);

} // namespace sigwarden
