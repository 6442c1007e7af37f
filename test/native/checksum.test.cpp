// SPDX-License-Identifier: Apache-2.0
// checksum.cpp against published values, in one run and in two; the instruction and the table agree
// at every length.
#include "native/base/checksum.hpp"

#include <numeric>

#include "test/native/check.hpp"
#include "test/native/octets.hpp"

using namespace sigwarden;
using namespace sigwarden::test;

namespace {

Bytes part_of(const Octets& octets, size_t from, size_t to) {
  return {octets.data() + from, static_cast<uint32_t>(to - from)};
}
uint32_t crc32c(const Octets& octets) {
  return Crc32c().add(bytes_of(octets)).value();
}
/// 0, 1, 2 … as many as are asked for.
Octets rising(size_t count) {
  Octets octets(count);
  std::iota(octets.begin(), octets.end(), uint8_t{0});
  return octets;
}
Octets text(const char* characters) {
  return {characters, characters + std::char_traits<char>::length(characters)};
}

} // namespace

TEST("CRC32c is that of RFC 3720 B.4") {
  CHECK_EQ(crc32c(Octets(32, 0x00)), 0x8A9136AAu);
  CHECK_EQ(crc32c(Octets(32, 0xFF)), 0x62A8AB43u);
  const Octets up = rising(32);
  CHECK_EQ(crc32c(up), 0x46DD794Eu);
  CHECK_EQ(crc32c(Octets(up.rbegin(), up.rend())), 0x113FDB5Cu);
  CHECK_EQ(crc32c(hex("01c00000 00000000 00000000 00000000 14000000 00000400 00000014 00000018"
                      "28000000 00000000 02000000 00000000")),
           0xD9963A56u);
  CHECK_EQ(crc32c(text("123456789")), 0xE3069283u);
  CHECK_EQ(crc32c({}), 0u);
}

TEST("the instruction and the table agree at every length, in one run and in two") {
  for (size_t size = 0; size <= 70; size++) {
    const Octets octets = rising(size);
    const uint32_t whole = crc32c(octets);
    CHECK_EQ(Crc32c().add_by_table(bytes_of(octets)).value(), whole);
    for (size_t at = 0; at <= size; at++)
      CHECK_EQ(Crc32c().add(part_of(octets, 0, at)).add(part_of(octets, at, size)).value(), whole);
  }
}

TEST("Adler-32 is that of RFC 1950") {
  CHECK_EQ(Adler32().value(), 1u);
  CHECK_EQ(Adler32().add(bytes_of(text("Wikipedia"))).value(), 0x11E60398u);
  const Octets high(65536, 0xFF);
  CHECK_EQ(Adler32().add(bytes_of(high)).value(), 0x77970EF2u);
}

CHECK_MAIN()
