// SPDX-License-Identifier: Apache-2.0
// How does this stack write what it could write otherwise? A number for the form of a request:
// equal numbers, equal form. It tells when another stack begins to speak under an old address, and
// when one speaks under several. What the question makes it say (operation, version of the context,
// length) is left out: that varies within one stack.
#pragma once

#include "native/decode/message.hpp"

namespace sigwarden {

/// Never 0. `time_ns` is the packet's, `base` what views count from.
uint32_t dialect_of(const Message& message, const uint8_t* base, uint64_t time_ns);

} // namespace sigwarden
