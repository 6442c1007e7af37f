// SPDX-License-Identifier: Apache-2.0
// Checksums of SCTP: CRC32c (RFC 9260 appendix A, Castagnoli's polynomial) and Adler-32, which
// RFC 2960 had before RFC 3309. Both are told octets in as many runs as the caller likes. Knows no
// packet.
#pragma once

#include "native/base/bytes.hpp"

namespace sigwarden {

/// CRC32c of what the calls before were told, all ones at first, and of these octets.
class Crc32c {
public:
  /// By the processor's instruction where the program was compiled for one that has it.
  Crc32c& add(Bytes octets);
  /// By a table of 256 words, on any processor.
  Crc32c& add_by_table(Bytes octets);
  uint32_t value() const { return ~state_; }

private:
  uint32_t state_ = UINT32_MAX;
};

class Adler32 {
public:
  Adler32& add(Bytes octets);
  uint32_t value() const { return sums_ << 16 | sum_; }

private:
  uint32_t sum_ = 1, sums_ = 0;
};

} // namespace sigwarden
