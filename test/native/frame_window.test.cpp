// SPDX-License-Identifier: Apache-2.0
#include "native/capture/frame_window.hpp"

#include "test/native/check.hpp"
#include "test/native/octets.hpp"

using namespace sigwarden;
using namespace sigwarden::test;

namespace {

constexpr uint64_t kOctets = 1u << 16;

/// A frame whose octets tell its number.
struct Numbered {
  Numbered(uint64_t number, uint32_t size) : octets(size, static_cast<uint8_t>(number)) {
    frame.data = octets.data();
    frame.captured = size;
    frame.original = size + 1;
    frame.time_ns = 1000 + number;
    frame.number = number;
    frame.link_type = 1;
    frame.file = 3;
  }
  bool is(const Frame& other) const {
    return other.number == frame.number && other.time_ns == frame.time_ns &&
           other.original == frame.original && other.link_type == 1 && other.file == 3 &&
           Octets(other.data, other.data + other.captured) == octets;
  }
  Octets octets;
  Frame frame;
};

} // namespace

TEST("a frame is found as it was put until as much as the window holds came after it") {
  FrameWindow window(kOctets);
  std::vector<uint64_t> references;
  for (uint32_t number = 0; number < 5000; number++) {
    const uint32_t size = 60 + number * 7919 % 1400;
    references.push_back(window.put(Numbered(number, size).frame));
    uint64_t kept = 0; // octets from the newest back
    Frame found;
    for (uint32_t back = number;; back--) {
      const uint32_t its_size = 60 + back * 7919 % 1400;
      kept += its_size + 64;
      const bool is_there = window.at(references[back], found);
      if (is_there) CHECK(Numbered(back, its_size).is(found));
      if (kept + 1600 < kOctets) CHECK(is_there); // 1,600: the end may be left empty
      if (kept > 2 * kOctets) CHECK(!is_there);
      if (back == 0 || kept > 3 * kOctets) break;
    }
  }
  CHECK_EQ(window.octets(), kOctets);
}

TEST("a reference that is none is refused") {
  FrameWindow window(kOctets);
  Frame found;
  CHECK(!window.at(0, found));
  CHECK(!window.at(UINT64_MAX, found));
  const uint64_t reference = window.put(Numbered(1, 100).frame);
  CHECK(window.at(reference, found));
  CHECK_EQ(found.reference, reference);
  CHECK(!window.at(reference + 1, found));
  CHECK(!window.at(reference - 1, found));
  CHECK(!window.at(reference | uint64_t{1} << 48, found));
  CHECK(reference < uint64_t{1} << 48);
}

TEST("a frame longer than half the window is not kept, and harms no other") {
  FrameWindow window(kOctets);
  const Numbered small(1, 100), large(2, kOctets / 2);
  const uint64_t first = window.put(small.frame), second = window.put(large.frame);
  Frame found;
  CHECK(window.at(first, found));
  CHECK(small.is(found));
  CHECK(!window.at(second, found));
}

TEST("an empty frame has a place of its own") {
  FrameWindow window(kOctets);
  const uint64_t one = window.put(Numbered(1, 0).frame), two = window.put(Numbered(2, 0).frame);
  Frame found;
  CHECK(one != two);
  CHECK(window.at(two, found));
  CHECK_EQ(found.number, uint64_t{2});
  CHECK_EQ(found.captured, 0u);
}

TEST("a window of no octets keeps nothing") {
  FrameWindow window(0);
  Frame found;
  CHECK(!window.at(window.put(Numbered(1, 100).frame), found));
}

CHECK_MAIN()
