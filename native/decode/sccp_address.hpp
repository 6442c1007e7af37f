// SPDX-License-Identifier: Apache-2.0
// Called and calling party address of SCCP. Called by sccp.cpp for both.
#pragma once

#include "native/decode/message.hpp"
#include "native/decode/sink.hpp"

namespace sigwarden {

enum class Party : uint8_t { called, calling };

/// Reads the address (Q.713 §3.4, T1.112.3 §3.5) at `where`, counted from `base`, into a fresh
/// `address`. One that ends early keeps what it has. Returns bits of Anomaly.
template <class Sink>
Anomalies decode_sccp_address(Sink& sink, const uint8_t* base, View where, Party party,
                              Ss7Variant variant, SccpAddress& address);

} // namespace sigwarden
