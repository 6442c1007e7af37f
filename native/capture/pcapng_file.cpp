// SPDX-License-Identifier: Apache-2.0
// Walks the blocks of a pcapng file: sections, interfaces, packets of all three kinds; other blocks
// are stepped over and counted. A packet that contradicts its block or names an unknown interface
// is counted and left out; a block whose length cannot be true ends the file, since the next one
// cannot be found.
#include "native/capture/pcapng_file.hpp"

#include <algorithm>

namespace sigwarden {
namespace {

constexpr uint32_t kSectionHeader = 0x0A0D0D0A; // the same in either byte order
constexpr uint32_t kInterfaceDescription = 1;
constexpr uint32_t kObsoletePacket = 2;
constexpr uint32_t kSimplePacket = 3;
constexpr uint32_t kEnhancedPacket = 6;
constexpr uint32_t kByteOrderMagic = 0x1A2B3C4D;

constexpr uint32_t kBlockOverhead = 12; // type and length in front, length behind
constexpr uint32_t kBlockHeader = 8;
constexpr uint32_t kSectionHeaderMin = 28;
constexpr uint32_t kInterfaceDescriptionMin = 20;
constexpr uint32_t kPacketFixed = 20;
constexpr uint32_t kSimplePacketFixed = 4;

constexpr uint16_t kOptionEnd = 0;
constexpr uint16_t kOptionTickResolution = 9;
constexpr uint16_t kOptionTickOffset = 14;
constexpr uint8_t kMicroseconds = 6;

/// Of a block, octets that are brought into memory: any packet with the octets kept of it, and
/// every description.
constexpr uint32_t kHeldMax = kBlockOverhead + kPacketFixed + limits::frame_octets;
static_assert(kHeldMax <= FileWindow::kOctets);

constexpr uint32_t kPrefetchAhead = 1024;
constexpr uint32_t kCacheLine = 64;

inline void prefetch_ahead(const uint8_t* block) {
  for (uint32_t line = 0; line < 4; line++)
    __builtin_prefetch(block + kPrefetchAhead + line * kCacheLine);
}

constexpr uint64_t round_up_to_four(uint64_t length) {
  return (length + 3) & ~uint64_t{3};
}

uint64_t power_of_ten(uint32_t exponent) {
  uint64_t value = 1;
  while (exponent-- > 0)
    value *= 10;
  return value;
}

} // namespace

TickScale::TickScale(uint8_t resolution, int64_t offset)
    : offset_(offset), exponent_(resolution & 0x7F), is_binary_((resolution & 0x80) != 0) {
  is_plain_ = !is_binary_ && exponent_ <= 9 && offset_ == 0;
  multiplier_ = !is_binary_ && exponent_ <= 9 ? power_of_ten(9 - exponent_) : 0;
}

uint64_t TickScale::scaled(uint64_t ticks) const {
  constexpr uint32_t kSixtyFourBits = 19; // decimal digits that always fit
  unsigned __int128 ns = 0;
  if (is_binary_)
    ns = static_cast<unsigned __int128>(ticks) * 1'000'000'000 >> exponent_;
  else if (exponent_ <= 9)
    ns = static_cast<unsigned __int128>(ticks) * multiplier_;
  else if (exponent_ - 9u <= kSixtyFourBits)
    ns = ticks / power_of_ten(exponent_ - 9u);
  // 2^64 ticks of a second are below 2^94 ns, and so is the offset: the sum cannot overflow.
  const __int128 time = static_cast<__int128>(ns) + static_cast<__int128>(offset_) * 1'000'000'000;
  if (time < 0) return 0;
  return time > static_cast<__int128>(UINT64_MAX) ? UINT64_MAX : static_cast<uint64_t>(time);
}

bool PcapngFile::recognises(Bytes start) {
  if (start.size < kSectionHeaderMin || load_le32(start.data) != kSectionHeader) return false;
  const uint32_t magic = load_le32(start.data + kBlockHeader);
  return magic == kByteOrderMagic || magic == __builtin_bswap32(kByteOrderMagic);
}

PcapngFile::PcapngFile(FileWindow window, uint16_t file, Counters& counters)
    : window_(std::move(window)), counters_(counters), file_(file) {}

inline uint16_t PcapngFile::Block::u16(uint32_t at) const {
  const uint16_t value = load_le16(data + at);
  return is_swapped ? __builtin_bswap16(value) : value;
}

inline uint32_t PcapngFile::Block::u32(uint32_t at) const {
  const uint32_t value = load_le32(data + at);
  return is_swapped ? __builtin_bswap32(value) : value;
}

inline uint64_t PcapngFile::Block::u64(uint32_t at) const {
  const uint64_t first = u32(at), second = u32(at + 4);
  return is_swapped ? first << 32 | second : second << 32 | first;
}

/// Always false, for callers that end with it.
bool PcapngFile::stop(SourceEnd end, const Block& block, const std::string& what) {
  end_ = end;
  diagnostic_ = {"the block at octet " + std::to_string(block.offset) + " " + what, block.offset};
  if (end == SourceEnd::truncated) count(counters_, Counter::capture_tail_truncated);
  return false;
}

bool PcapngFile::stop_short(const Block& block) {
  if (!window_.read_error().empty())
    return stop(SourceEnd::damaged, block, "cannot be read: " + window_.read_error());
  return stop(SourceEnd::truncated, block, "is not whole: the file is truncated");
}

/// Type, byte order and length of a block whose first twelve octets are in memory.
bool PcapngFile::check_start(Block& block) {
  block.is_swapped = !sections_.empty() && sections_.back().is_swapped;
  block.type = block.u32(0);
  if (block.type == kSectionHeader) {
    const uint32_t magic = load_le32(block.data + kBlockHeader);
    block.is_swapped = magic == __builtin_bswap32(kByteOrderMagic);
    if (!block.is_swapped && magic != kByteOrderMagic)
      return stop(SourceEnd::damaged, block, "begins a section without a byte-order magic");
  }
  block.length = block.u32(4);
  if (block.length >= kBlockOverhead) return true;
  return stop(SourceEnd::damaged, block,
              "says " + std::to_string(block.length) + " octets, fewer than its own header");
}

/// The length is repeated behind the block, so that files can be read backwards: it tells that the
/// walk is still in step.
bool PcapngFile::check_end(const Block& block, uint64_t padded) {
  uint8_t apart[4];
  const uint8_t* trailer = block.data + padded - 4;
  if (padded > block.held) {
    if (!window_.read_at(block.offset + padded - 4, apart, sizeof apart)) return stop_short(block);
    trailer = apart;
  }
  const uint32_t length = load_le32(trailer);
  if ((block.is_swapped ? __builtin_bswap32(length) : length) == block.length) return true;
  return stop(SourceEnd::damaged, block, "has two lengths that differ");
}

/// Reads and checks a block's frame, so that what follows may rely on its octets. `not_here` when
/// the window would have to move and must not, because frames of this batch lie in it.
PcapngFile::Found PcapngFile::read_block(uint64_t offset, bool may_move, Block& block) {
  const auto bring = [&](uint32_t length) {
    block.data = window_.peek(offset, length);
    if (block.data == nullptr && may_move && window_.load(offset, length))
      block.data = window_.peek(offset, length);
    return block.data != nullptr;
  };
  const uint64_t remaining = window_.behind(offset);
  block.offset = offset;
  if (remaining == 0) {
    end_ = SourceEnd::complete;
    return Found::end;
  }
  if (!bring(kBlockOverhead)) {
    if (!may_move) return Found::not_here;
    stop_short(block);
    return Found::end;
  }
  prefetch_ahead(block.data);
  if (!check_start(block)) return Found::end;
  // Lengths are multiples of four; writers that forget still pad.
  const uint64_t padded = round_up_to_four(block.length);
  if (padded > remaining) {
    stop(SourceEnd::truncated, block,
         "says " + std::to_string(block.length) + " octets, but the file has only " +
             std::to_string(remaining) + " more: the file is truncated");
    return Found::end;
  }
  block.held = static_cast<uint32_t>(std::min<uint64_t>(padded, kHeldMax));
  if (!bring(block.held)) {
    if (!may_move) return Found::not_here;
    stop_short(block);
    return Found::end;
  }
  return check_end(block, padded) ? Found::block : Found::end;
}

bool PcapngFile::begin_section(const Block& block) {
  if (block.length < kSectionHeaderMin)
    return stop(SourceEnd::damaged, block, "is too short for a section header");
  if (block.u16(12) != 1)
    return stop(SourceEnd::damaged, block, "begins a section of an unknown major version");
  if (sections_.size() == limits::capture_sections)
    return stop(SourceEnd::damaged, block, "begins more sections than are read of one file");
  const auto first_interface = static_cast<uint32_t>(interfaces_.size());
  sections_.push_back({block.offset, first_interface, 0, block.is_swapped});
  return true;
}

bool PcapngFile::add_interface(const Block& block) {
  if (interfaces_.size() == limits::capture_interfaces)
    return stop(SourceEnd::damaged, block, "describes more interfaces than are read of one file");
  Interface interface;
  if (block.length < kInterfaceDescriptionMin) {
    // Numbers of interfaces are places in this list: a damaged one keeps its place, with a link
    // type that nothing has.
    interface.link_type = UINT16_MAX;
    count(counters_, Counter::capture_blocks_damaged);
  } else {
    interface.link_type = block.u16(8);
    interface.snap_length = block.u32(12);
    uint8_t resolution = kMicroseconds;
    int64_t time_offset = 0;
    // Options: code, length, value padded to four octets. One that runs past its block ends the
    // list.
    const uint32_t end = block.held - 4;
    for (uint32_t at = 16; end - at >= 4;) {
      const uint32_t code = block.u16(at), length = block.u16(at + 2), value = at + 4;
      const auto padded = static_cast<uint32_t>(round_up_to_four(length));
      if (code == kOptionEnd || padded > end - value) break;
      if (code == kOptionTickResolution && length == 1) resolution = block.data[value];
      if (code == kOptionTickOffset && length == 8)
        time_offset = static_cast<int64_t>(block.u64(value));
      at = value + padded;
    }
    interface.scale = TickScale(resolution, time_offset);
  }
  interfaces_.push_back(interface);
  sections_.back().interface_count++;
  return true;
}

/// The frame in a packet block, whose lengths are already checked.
PcapngFile::Packet PcapngFile::read_packet(const Section& section, const Block& block, Frame& frame,
                                           uint32_t& captured) const {
  constexpr uint32_t kBody = kBlockHeader;
  const bool is_simple = block.type == kSimplePacket;
  const uint32_t fixed = is_simple ? kSimplePacketFixed : kPacketFixed;
  if (!is_simple && block.type != kEnhancedPacket && block.type != kObsoletePacket)
    return Packet::none;
  if (block.length < kBlockOverhead + fixed) return Packet::damaged;
  uint32_t interface = 0; // a simple packet is of the first one
  if (block.type == kEnhancedPacket) interface = block.u32(kBody);
  if (block.type == kObsoletePacket) interface = block.u16(kBody);
  if (interface >= section.interface_count) return Packet::damaged;
  const Interface& on = interfaces_[section.first_interface + interface];
  const uint32_t room = block.length - kBlockOverhead - fixed;
  if (is_simple) {
    frame.original = block.u32(kBody);
    captured = std::min(frame.original, room);
    if (on.snap_length != 0) captured = std::min(captured, on.snap_length);
    frame.time_ns = 0;
  } else {
    captured = block.u32(kBody + 12);
    if (captured > room) return Packet::damaged;
    frame.original = std::max(block.u32(kBody + 16), captured);
    frame.time_ns =
        on.scale.nanoseconds(uint64_t{block.u32(kBody + 4)} << 32 | block.u32(kBody + 8));
  }
  frame.data = block.data + kBody + fixed;
  frame.captured = std::min(captured, limits::frame_octets);
  frame.reference = block.offset;
  frame.link_type = on.link_type;
  frame.interface = static_cast<uint16_t>(section.first_interface + interface);
  frame.file = file_;
  return Packet::good;
}

uint32_t PcapngFile::next(std::span<Frame> frames) {
  uint32_t n = 0;
  while (n < frames.size() && end_ == SourceEnd::none) {
    Block block;
    if (read_block(position_, n == 0, block) != Found::block) break;
    if (block.type == kSectionHeader) {
      if (!begin_section(block)) break;
    } else if (block.type == kInterfaceDescription) {
      if (!add_interface(block)) break;
    } else {
      Frame& frame = frames[n];
      uint32_t captured = 0;
      const Packet packet = read_packet(sections_.back(), block, frame, captured);
      if (packet == Packet::good) {
        // A simple packet has no time: it came no earlier than the one before it.
        if (block.type == kSimplePacket) frame.time_ns = last_time_ns_;
        last_time_ns_ = frame.time_ns;
        frame.number = ++frame_count_;
        n++;
        if (captured > limits::frame_octets) count(counters_, Counter::frames_cut);
      } else {
        count(counters_, packet == Packet::none ? Counter::capture_blocks_skipped
                                                : Counter::capture_blocks_damaged);
      }
    }
    position_ += round_up_to_four(block.length);
  }
  return n;
}

bool PcapngFile::at(uint64_t reference, Frame& frame) const {
  const auto after = std::upper_bound(
      sections_.begin(), sections_.end(), reference,
      [](uint64_t offset, const Section& section) { return offset < section.offset; });
  if (after == sections_.begin() || reference >= position_) return false;
  const Section& section = *std::prev(after);
  again_.resize(kBlockOverhead);
  if (!window_.read_at(reference, again_.data(), kBlockOverhead)) return false;
  Block block{again_.data(), reference, 0, 0, kBlockOverhead, section.is_swapped};
  block.type = block.u32(0);
  block.length = block.u32(4);
  block.held = static_cast<uint32_t>(std::min<uint64_t>(round_up_to_four(block.length), kHeldMax));
  if (block.held < kBlockOverhead) return false;
  again_.resize(block.held);
  block.data = again_.data();
  if (!window_.read_at(reference, again_.data(), block.held)) return false;
  uint32_t captured = 0;
  frame.number = 0;
  return read_packet(section, block, frame, captured) == Packet::good;
}

} // namespace sigwarden
