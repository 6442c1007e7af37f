// SPDX-License-Identifier: Apache-2.0
// pcap_file.cpp and capture_file.cpp: what is whole is read, what is not is named with its place.
#include <sys/stat.h>

#include "native/capture/file_window.hpp"

#include "test/native/capture_files.hpp"
#include "test/native/check.hpp"

using namespace sigwarden;
using namespace sigwarden::test;

namespace {

const Octets kFirst = hex("0102030405"), kSecond = hex("a1a2a3");

std::string error_of(const Octets& content) {
  const ReadFile r = read_file(content);
  return r.error.substr(r.error.find(": ") + 2);
}

} // namespace

TEST("both byte orders and both resolutions are read") {
  for (const bool is_big : {false, true})
    for (const uint32_t magic : {0xA1B2C3D4u, 0xA1B23C4Du}) {
      const PcapWriter w{{is_big}, magic};
      const ReadFile r = read_file(w.header(113) + w.record(1700000000, 999999, kFirst, 60) +
                                   w.record(1700000001, 1, kSecond));
      const uint64_t tick = magic == 0xA1B2C3D4u ? 1000 : 1;
      CHECK_EQ(r.error, "");
      CHECK_EQ(r.end, SourceEnd::complete);
      CHECK_EQ(r.frames.size(), 2u);
      if (r.frames.size() != 2) continue;
      const Frame& first = r.frames[0].frame;
      CHECK(r.frames[0].octets == kFirst && r.frames[1].octets == kSecond);
      CHECK_EQ(first.time_ns, 1700000000000000000u + 999999 * tick);
      CHECK_EQ(r.frames[1].frame.time_ns, 1700000001000000000u + tick);
      CHECK_EQ(first.original, 60u);
      CHECK_EQ(first.link_type, 113);
      CHECK_EQ(first.file, 3);
      CHECK_EQ(first.number, 1u);
      CHECK_EQ(r.frames[1].frame.number, 2u);
      CHECK_EQ(first.reference, 24u);
      CHECK_EQ(r.frames[1].frame.reference, 24u + 16 + 5);
    }
}

TEST("the largest times that can be written do not overflow") {
  const PcapWriter w;
  const ReadFile r = read_file(w.header() + w.record(UINT32_MAX, UINT32_MAX, kFirst));
  CHECK_EQ(r.frames[0].frame.time_ns,
           4294967295u * uint64_t{1000000000} + 4294967295u * uint64_t{1000});
}

TEST("a capture without packets is complete, one cut anywhere else is truncated") {
  const PcapWriter w;
  const Octets whole = w.header() + w.record(1, 0, kFirst) + w.record(2, 0, kSecond);
  CHECK_EQ(read_file(w.header()).end, SourceEnd::complete);
  for (int cut = 1; cut < static_cast<int>(whole.size()) - 24; cut++) {
    const ReadFile r = read_file(without_last(whole, cut));
    const bool is_between = cut == 19;
    CHECK_EQ(r.end, is_between ? SourceEnd::complete : SourceEnd::truncated);
    CHECK_EQ(r.frames.size(), cut < 20 ? 1u : 0u);
    CHECK_EQ(r.counted(Counter::capture_tail_truncated), is_between ? 0u : 1u);
    if (!is_between) CHECK_EQ(r.diagnostic.offset, cut < 20 ? 45u : 24u);
  }
  const ReadFile r = read_file(without_last(whole, 1));
  CHECK_EQ(r.diagnostic.what, "the record at octet 45 says 3 octets, but the file has only 2 more: "
                              "the file is truncated");
}

TEST("a record that claims what no frame has is damage") {
  const PcapWriter w;
  Octets bad = w.record(2, 0, kSecond);
  bad[8] = bad[9] = bad[10] = bad[11] = 0xFF;
  const ReadFile r = read_file(w.header() + w.record(1, 0, kFirst) + bad);
  CHECK_EQ(r.frames.size(), 1u);
  CHECK_EQ(r.end, SourceEnd::damaged);
  CHECK_EQ(r.diagnostic.offset, 45u);
}

TEST("a frame longer than the longest read is cut and counted, the next one is found") {
  const PcapWriter w;
  const Octets huge(limits::frame_octets + 100, 7), immense(3u << 20, 8);
  const ReadFile r = read_file(w.header() + w.record(1, 0, huge) + w.record(2, 0, kFirst) +
                               w.record(3, 0, immense) + w.record(4, 0, kSecond));
  CHECK_EQ(r.frames.size(), 4u);
  CHECK_EQ(r.frames[0].frame.captured, limits::frame_octets);
  CHECK_EQ(r.frames[0].frame.original, limits::frame_octets + 100);
  CHECK(r.frames[1].octets == kFirst && r.frames[3].octets == kSecond);
  CHECK_EQ(r.counted(Counter::frames_cut), 2u);
  CHECK_EQ(r.end, SourceEnd::complete);
  const ReadFile cut = read_file(without_last(w.header() + w.record(3, 0, immense), 1));
  CHECK_EQ(cut.frames.size(), 0u);
  CHECK_EQ(cut.counted(Counter::frames_cut), 0u);
}

TEST("files of many windows are read whole, in order, with any batch") {
  const PcapWriter w;
  Octets content = w.header();
  constexpr uint32_t kFrames = 12000;
  for (uint32_t i = 0; i < kFrames; i++)
    content += w.record(i, 0, Octets(40 + i % 700, static_cast<uint8_t>(i)));
  CHECK(content.size() > 4 * FileWindow::kOctets);
  for (const uint32_t batch : {1u, 64u, 100000u}) {
    const ReadFile r = read_file(content, batch);
    CHECK_EQ(r.end, SourceEnd::complete);
    CHECK_EQ(r.frames.size(), size_t{kFrames});
    uint32_t wrong = 0;
    for (uint32_t i = 0; i < r.frames.size(); i++)
      wrong += r.frames[i].octets != Octets(40 + i % 700, static_cast<uint8_t>(i)) ||
               r.frames[i].frame.number != i + 1;
    CHECK_EQ(wrong, 0u);
  }
}

TEST("a reference that is no frame is refused") {
  const PcapWriter w;
  const TemporaryFile file(w.header() + w.record(1, 0, kFirst));
  Counters counters{};
  std::string error;
  const auto source = open_capture_file(file.path(), 0, counters, error);
  Frame frame;
  CHECK(source->at(24, frame));
  CHECK(!source->at(0, frame));
  CHECK(!source->at(30, frame));
  CHECK(!source->at(UINT64_MAX, frame));
}

TEST("what is not a capture is refused in one sentence with the remedy") {
  CHECK_EQ(error_of({}), "the file is empty");
  CHECK_EQ(error_of(octets(std::string("hello world, this is a text file"))),
           "not a capture file: it begins with 68 65 6c 6c; pcap and pcapng are read");
  CHECK_EQ(error_of(hex("41")), "not a capture file: it begins with 41; pcap and pcapng are read");
  CHECK_EQ(error_of(hex("1f8b0800")), "compressed with gzip; run gunzip on it first");
  CHECK_EQ(error_of(hex("d4c3b2a1020004")), "the capture ends inside its file header");
  CHECK_EQ(error_of(hex("0a0d0d0a1c000000")), "the capture ends inside its file header");
}

TEST("what cannot be opened is refused in one sentence") {
  Counters counters{};
  std::string error;
  CHECK(open_capture_file("/nonexistent/x.pcap", 0, counters, error) == nullptr);
  CHECK_EQ(error, "/nonexistent/x.pcap: no such file");
  CHECK(open_capture_file("/", 0, counters, error) == nullptr);
  CHECK_EQ(error, "/: not a regular file; save the capture to a file and give that");
  const TemporaryFile file({});
  std::remove(file.path().c_str());
  if (mkfifo(file.path().c_str(), 0600) != 0) return;
  CHECK(open_capture_file(file.path(), 0, counters, error) == nullptr); // and does not wait
}

TEST("any change of any octet is survived") {
  const PcapWriter w;
  const Octets whole = w.header() + w.record(1, 0, kFirst) + w.record(2, 0, kSecond);
  for (size_t at = 0; at < whole.size(); at++)
    for (const int value : {0x00, 0x01, 0x7F, 0x80, 0xFF}) {
      Octets changed = whole;
      changed[at] = static_cast<uint8_t>(value);
      read_file(changed);
    }
}

CHECK_MAIN()
