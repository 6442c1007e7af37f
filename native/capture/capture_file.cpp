// SPDX-License-Identifier: Apache-2.0
// Tells capture formats by their first octets and says what to do about those that are not read.
#include "native/capture/capture_file.hpp"

#include <algorithm>
#include <array>
#include <cstdio>

#include "native/capture/pcap_file.hpp"
#include "native/capture/pcapng_file.hpp"

namespace sigwarden {
namespace {

struct Foreign {
  uint32_t magic; ///< first four octets, read big-endian
  uint32_t mask;
  const char* advice;
};
constexpr std::array<Foreign, 8> kForeign = {{
    {0x1F8B0000, 0xFFFF0000, "compressed with gzip; run gunzip on it first"},
    {0x28B52FFD, 0xFFFFFFFF, "compressed with zstd; run unzstd on it first"},
    {0xFD377A58, 0xFFFFFFFF, "compressed with xz; run unxz on it first"},
    {0x04224D18, 0xFFFFFFFF, "compressed with lz4; run unlz4 on it first"},
    {0x504B0304, 0xFFFFFFFF, "a ZIP archive; unpack it first"},
    {0x736E6F6F, 0xFFFFFFFF, "a snoop capture; convert it with editcap -F pcapng"},
    {0xA1B2CD34, 0xFFFFFFFF, "a modified pcap of 1999; convert it with editcap -F pcapng"},
    {0x34CDB2A1, 0xFFFFFFFF, "a modified pcap of 1999; convert it with editcap -F pcapng"},
}};

/// What pcap and pcapng begin with, for files too short to hold more.
constexpr std::array<uint32_t, 5> kKnown = {0xA1B2C3D4, 0xD4C3B2A1, 0xA1B23C4D, 0x4D3CB2A1,
                                            0x0A0D0D0A};

std::string refusal(const std::string& path, Bytes start) {
  if (start.size >= 4) {
    const uint32_t magic = load_be32(start.data);
    for (const Foreign& f : kForeign)
      if ((magic & f.mask) == f.magic) return path + ": " + f.advice;
    for (const uint32_t known : kKnown)
      if (magic == known) return path + ": the capture ends inside its file header";
  }
  std::string octets;
  for (uint32_t i = 0; i < start.size && i < 4; i++) {
    std::array<char, 4> text;
    std::snprintf(text.data(), text.size(), " %02x", start.data[i]);
    octets += text.data();
  }
  return path + ": not a capture file: it begins with" + octets + "; pcap and pcapng are read";
}

} // namespace

std::unique_ptr<Source> open_capture_file(const std::string& path, uint16_t file,
                                          Counters& counters, std::string& error) {
  FileWindow window;
  if (!window.open(path, error)) return nullptr;
  const uint32_t shown = static_cast<uint32_t>(std::min<uint64_t>(window.size(), 32));
  const uint8_t* octets = window.peek(0, shown);
  const Bytes start{octets, octets == nullptr ? 0 : shown};
  if (PcapFile::recognises(start))
    return std::make_unique<PcapFile>(std::move(window), file, counters);
  if (PcapngFile::recognises(start))
    return std::make_unique<PcapngFile>(std::move(window), file, counters);
  error = refusal(path, start);
  return nullptr;
}

} // namespace sigwarden
