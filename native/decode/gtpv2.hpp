// SPDX-License-Identifier: Apache-2.0
// GTP version 2, control plane: one datagram with one message or, piggybacked, several (TS 29.274
// §5). Shares its port with version 1, whose decoder tells the version. gtpv2.cpp
#pragma once

#include "native/decode/decoder.hpp"

namespace sigwarden {

template <class Sink> void decode_gtpv2(Decoding<Sink>& d, Cursor datagram);

} // namespace sigwarden
