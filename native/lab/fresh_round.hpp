// SPDX-License-Identifier: Apache-2.0
// Makes a frame that is sent once more look like another association's: a DATA chunk with a
// verification tag and TSN seen before is a retransmission to whoever listens, and would be counted
// as one instead of being judged.
//
// The tag alone is changed, by the number of the round, and the checksum (RFC 9260 §6.8) made right
// again. Everything else stays: transaction ids, TSNs, lengths. TCP segments, fragments and frames
// that the capture had cut are left as they are.
#pragma once

#include <cstdint>

namespace sigwarden::lab {

/// CRC-32C as SCTP carries it, in the byte order of this machine.
uint32_t crc32c(const uint8_t* data, uint32_t length);

/// Changes the frame in place; false when it holds no whole SCTP packet.
bool freshen(uint8_t* frame, uint32_t length, uint32_t round);

} // namespace sigwarden::lab
