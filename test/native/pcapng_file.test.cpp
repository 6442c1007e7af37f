// SPDX-License-Identifier: Apache-2.0
// pcapng_file.cpp: sections, interfaces and clocks of their own; damage is told apart from what is
// merely unknown.
#include "native/capture/pcapng_file.hpp"
#include "test/native/capture_files.hpp"
#include "test/native/check.hpp"

using namespace sigwarden;
using namespace sigwarden::test;

namespace {

const Octets kFirst = hex("0102030405"), kSecond = hex("a1a2a3a4");
constexpr uint64_t kSecond_ns = 1'000'000'000;

uint64_t nanoseconds(int resolution, uint64_t ticks, int64_t offset = 0) {
  return TickScale(static_cast<uint8_t>(resolution), offset).nanoseconds(ticks);
}

} // namespace

TEST("ticks become nanoseconds at any resolution, without overflow") {
  CHECK_EQ(nanoseconds(6, 1700000000123456), 1700000000123456000u);
  CHECK_EQ(nanoseconds(9, 1700000000123456789), 1700000000123456789u);
  CHECK_EQ(nanoseconds(3, 1700000000123), 1700000000123000000u);
  CHECK_EQ(nanoseconds(0, 1700000000), 1700000000000000000u);
  CHECK_EQ(nanoseconds(12, 1700000000123456789), 1700000000123456u);
  CHECK_EQ(nanoseconds(28, UINT64_MAX), 1u);
  CHECK_EQ(nanoseconds(29, UINT64_MAX), 0u);
  CHECK_EQ(nanoseconds(127, UINT64_MAX), 0u);
  CHECK_EQ(nanoseconds(0x80 | 10, 3 * 1024 + 512), 3'500'000'000u);
  CHECK_EQ(nanoseconds(0x80 | 32, uint64_t{5} << 32 | uint64_t{1} << 31), 5'500'000'000u);
  CHECK_EQ(nanoseconds(0x80 | 127, UINT64_MAX), 0u);
  CHECK_EQ(nanoseconds(0, UINT64_MAX), UINT64_MAX);
  CHECK_EQ(nanoseconds(6, UINT64_MAX), UINT64_MAX);
  CHECK_EQ(nanoseconds(0x80, UINT64_MAX), UINT64_MAX);
}

TEST("offsets move the clock both ways and stop at its ends") {
  CHECK_EQ(nanoseconds(6, 5'000'000, 10), 15 * kSecond_ns);
  CHECK_EQ(nanoseconds(6, 5'000'000, -3), 2 * kSecond_ns);
  CHECK_EQ(nanoseconds(6, 5'000'000, -6), 0u);
  CHECK_EQ(nanoseconds(9, 0, INT64_MIN), 0u);
  CHECK_EQ(nanoseconds(9, UINT64_MAX, INT64_MAX), UINT64_MAX);
}

TEST("sections of either byte order have interfaces and clocks of their own") {
  const PcapngWriter little{{false}}, big{{true}};
  Octets content;
  for (const PcapngWriter& w : {little, big})
    content +=
        w.section() + w.interface(1, w.option(9, octets({9})) + w.option(0, {})) +
        w.interface(113, w.option(2, octets(std::string("eth0"))) +
                             w.option(9, octets({0x80 | 1})) + w.option(14, w.number(100, 8))) +
        w.enhanced(1, 7, kFirst) + w.enhanced(0, 42, kSecond);
  const ReadFile r = read_file(content);
  CHECK_EQ(r.end, SourceEnd::complete);
  CHECK_EQ(r.frames.size(), 4u);
  for (size_t i = 0; i < r.frames.size(); i += 2) {
    CHECK(r.frames[i].octets == kFirst && r.frames[i + 1].octets == kSecond);
    CHECK_EQ(r.frames[i].frame.time_ns, 103'500'000'000u);
    CHECK_EQ(r.frames[i].frame.link_type, 113);
    CHECK_EQ(r.frames[i].frame.interface, i + 1);
    CHECK_EQ(r.frames[i + 1].frame.time_ns, 42u);
    CHECK_EQ(r.frames[i + 1].frame.link_type, 1);
    CHECK_EQ(r.frames[i + 1].frame.interface, i);
    CHECK_EQ(r.frames[i + 1].frame.number, i + 2);
  }
}

TEST("packets of all three kinds are read, others are counted") {
  const PcapngWriter w;
  const Octets content = w.section() + w.interface(1) + w.enhanced(0, 1'000'000, kFirst) +
                         w.block(4, Octets(8)) + w.simple(kSecond) + w.block(0x0BAD, Octets(5)) +
                         w.obsolete(0, 2'000'000, kFirst);
  const ReadFile r = read_file(content);
  CHECK_EQ(r.frames.size(), 3u);
  CHECK_EQ(r.frames[0].frame.time_ns, kSecond_ns);
  CHECK_EQ(r.frames[1].frame.time_ns, kSecond_ns); // has none: no earlier than the one before
  CHECK_EQ(r.frames[2].frame.time_ns, 2 * kSecond_ns);
  CHECK(r.frames[1].octets == kSecond);
  CHECK_EQ(r.counted(Counter::capture_blocks_skipped), 2u);
  CHECK_EQ(r.counted(Counter::capture_blocks_damaged), 0u);
}

TEST("a simple packet is as long as its interface's snap length lets it") {
  const PcapngWriter w;
  const ReadFile r =
      read_file(w.section() + w.interface(1, {}, 2) + w.block(3, w.u32(1000) + hex("0102")));
  CHECK_EQ(r.frames.size(), 1u);
  CHECK_EQ(r.frames[0].frame.captured, 2u);
  CHECK_EQ(r.frames[0].frame.original, 1000u);
}

TEST("packets that contradict their block or name no interface are counted and left out") {
  const PcapngWriter w;
  const Octets overlong =
      w.block(6, w.u32(0) + w.u32(0) + w.u32(0) + w.u32(9) + w.u32(9) + kSecond);
  const ReadFile r = read_file(w.section() + w.enhanced(0, 0, kFirst) + w.simple(kFirst) +
                               w.interface(1) + overlong + w.enhanced(1, 0, kFirst) +
                               w.block(6, Octets(16)) + w.block(3, {}) + w.enhanced(0, 0, kSecond));
  CHECK_EQ(r.counted(Counter::capture_blocks_damaged), 6u);
  CHECK_EQ(r.frames.size(), 1u);
  CHECK(r.frames[0].octets == kSecond);
  CHECK_EQ(r.end, SourceEnd::complete);
}

TEST("a damaged description keeps its place, so that the next interface keeps its number") {
  const PcapngWriter w;
  const ReadFile r =
      read_file(w.section() + w.block(1, w.u32(1)) + w.interface(101) + w.enhanced(1, 0, kFirst));
  CHECK_EQ(r.counted(Counter::capture_blocks_damaged), 1u);
  CHECK_EQ(r.frames[0].frame.link_type, 101);
}

TEST("a file cut anywhere yields what is whole and names the place") {
  const PcapngWriter w;
  const Octets start = w.section() + w.interface(1), one = w.enhanced(0, 1, kFirst);
  const Octets whole = start + one + one;
  for (int cut = 1; cut < static_cast<int>(whole.size()) - 28; cut++) {
    const ReadFile r = read_file(without_last(whole, cut));
    const size_t size = whole.size() - static_cast<size_t>(cut);
    const bool is_between = size == start.size() + one.size() || size == start.size() || size == 28;
    CHECK_EQ(r.end, is_between ? SourceEnd::complete : SourceEnd::truncated);
    CHECK_EQ(r.frames.size(), size >= start.size() + one.size() ? 1u : 0u);
    CHECK_EQ(r.counted(Counter::capture_tail_truncated), is_between ? 0u : 1u);
  }
  const ReadFile r = read_file(without_last(whole, 2));
  CHECK_EQ(r.diagnostic.what, "the block at octet 88 says 40 octets, but the file has only 38 "
                              "more: the file is truncated");
}

TEST("lengths that cannot be true end the file where they stand") {
  const PcapngWriter w;
  const Octets start = w.section() + w.interface(1) + w.enhanced(0, 1, kFirst);
  for (const uint32_t length : {0u, 11u, 32u}) {
    Octets block = w.enhanced(0, 2, kSecond);
    const Octets written = w.u32(length);
    std::copy(written.begin(), written.end(), block.begin() + 4);
    const ReadFile r = read_file(start + block + Octets(12));
    CHECK_EQ(r.end, SourceEnd::damaged);
    CHECK_EQ(r.frames.size(), 1u);
    CHECK_EQ(r.diagnostic.offset, start.size());
  }
  Octets section = w.section();
  section[8] = 0;
  CHECK_EQ(read_file(start + section).end, SourceEnd::damaged);
  section = w.section();
  section[12] = 2;
  CHECK_EQ(read_file(start + section).end, SourceEnd::damaged);
}

TEST("blocks larger than the window are stepped over or cut") {
  const PcapngWriter w;
  const ReadFile r = read_file(w.section() + w.interface(1) + w.block(10, Octets(3u << 20)) +
                               w.enhanced(0, 5, Octets(2u << 20, 9)) + w.enhanced(0, 6, kFirst));
  CHECK_EQ(r.end, SourceEnd::complete);
  CHECK_EQ(r.frames.size(), 2u);
  CHECK_EQ(r.frames[0].frame.captured, limits::frame_octets);
  CHECK_EQ(r.counted(Counter::frames_cut), 1u);
  CHECK(r.frames[1].octets == kFirst);
}

TEST("files of many windows are read whole, in order, with any batch") {
  const PcapngWriter w{{true}};
  Octets content = w.section() + w.interface(1);
  constexpr uint32_t kFrames = 8000;
  for (uint32_t i = 0; i < kFrames; i++)
    content += w.enhanced(0, i, Octets(40 + i % 700, static_cast<uint8_t>(i)));
  for (const uint32_t batch : {1u, 64u}) {
    const ReadFile r = read_file(content, batch);
    CHECK_EQ(r.frames.size(), size_t{kFrames});
    uint32_t wrong = 0;
    for (uint32_t i = 0; i < r.frames.size(); i++)
      wrong += r.frames[i].octets != Octets(40 + i % 700, static_cast<uint8_t>(i)) ||
               r.frames[i].frame.time_ns != i * uint64_t{1000};
    CHECK_EQ(wrong, 0u);
  }
}

TEST("more sections or interfaces than are kept end the file") {
  const PcapngWriter w;
  Octets content = w.section();
  const Octets interface = w.interface(1);
  for (uint32_t i = 0; i <= limits::capture_interfaces; i++)
    content.insert(content.end(), interface.begin(), interface.end());
  const ReadFile r = read_file(content);
  CHECK_EQ(r.end, SourceEnd::damaged);
  CHECK(r.diagnostic.what.find("more interfaces") != std::string::npos);
}

TEST("any change of any octet is survived") {
  const PcapngWriter w;
  const Octets whole = w.section() + w.interface(1, w.option(9, octets({9}))) +
                       w.enhanced(0, 1, kFirst) + w.simple(kSecond) + w.obsolete(0, 1, kFirst);
  for (size_t at = 0; at < whole.size(); at++)
    for (const int value : {0x00, 0x01, 0x0C, 0x7F, 0x80, 0xFF}) {
      Octets changed = whole;
      changed[at] = static_cast<uint8_t>(value);
      read_file(changed);
    }
}

CHECK_MAIN()
