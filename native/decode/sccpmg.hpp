// SPDX-License-Identifier: Apache-2.0
// SCCP management (Q.713 §5). Called by sccp.cpp.
#pragma once

#include "native/decode/decoder.hpp"
#include "native/generated/sccpmg.hpp"

namespace sigwarden {

/// One message of subsystem 1, in the data of `m`.
template <class Sink> void decode_sccpmg(Decoding<Sink>& d, Message& m, Cursor octets);

} // namespace sigwarden
