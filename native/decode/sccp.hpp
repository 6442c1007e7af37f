// SPDX-License-Identifier: Apache-2.0
// The one thing that others ask of SCCP but decoding: does it look like it. Called by m3ua.cpp for
// user parts under another service indicator.
#pragma once

#include "native/base/bytes.hpp"

namespace sigwarden {

/// True for a connectionless SCCP message (Q.713 §4.10 to §4.21) whose parameters lie one behind
/// the other and whose data begins like TCAP: stricter than the decoder, since ISUP and others must
/// not pass.
bool looks_like_sccp(Bytes user_part);

} // namespace sigwarden
