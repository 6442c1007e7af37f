// SPDX-License-Identifier: Apache-2.0
// Entry of ANSI TCAP (T1.114). Called by tcap.cpp for what begins with a private identifier, since
// both families come over one link and only their first octet tells them apart.
#pragma once

#include "native/decode/decoder.hpp"

namespace sigwarden {

/// One package as the message it means: a Query opens as a Begin does, a Conversation goes on, a
/// Response ends. Its application context is none of MAP's or CAP's, so that no invoke in it is
/// taken for theirs.
template <class Sink> void decode_ansi_tcap(Decoding<Sink>& d, Message& m, Cursor octets);

} // namespace sigwarden
