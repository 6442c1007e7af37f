// SPDX-License-Identifier: Apache-2.0
// Real captures of other projects, where they are there: every frame through every decoder, twice
// and cut. What is expected was read off tshark 4.0.17.
#include "test/native/capture_files.hpp"
#include "test/native/check.hpp"
#include "test/native/frames.hpp"
#include "test/native/vectors.hpp"

using namespace sigwarden;
using namespace sigwarden::test;

namespace {

/// All frames of a file, decoded; empty when the file is not there.
std::vector<DecodedFrame> decode_file(const std::string& path) {
  std::vector<DecodedFrame> decoded;
  Counters counters{};
  std::string error;
  const auto source = open_capture_file(path, 0, counters, error);
  if (source == nullptr) return decoded;
  std::array<Frame, 16> frames;
  while (const uint32_t n = source->next(frames))
    for (uint32_t i = 0; i < n; i++) {
      const Frame& frame = frames[i];
      decoded.push_back(
          decode(Octets(frame.data, frame.data + frame.captured), frame.link_type, frame.original));
    }
  CHECK_EQ(source->end(), SourceEnd::complete);
  return decoded;
}

std::vector<DecodedFrame> decode_known(const char* name) {
  std::vector<DecodedFrame> decoded = decode_file(captures_folder() + "/" + name);
  if (decoded.empty()) std::printf("  skipped: no %s (set SIGWARDEN_CAPTURES)\n", name);
  return decoded;
}

} // namespace

TEST("every frame of every real capture is survived") {
  uint64_t frames = 0;
  for (const std::string& path : capture_paths())
    frames += decode_file(path).size();
  std::printf("  %llu frames\n", static_cast<unsigned long long>(frames));
}

TEST("two location updates are read with their addresses and point codes") {
  const auto frames = decode_known("P1sec__pycrate/tcapmap_pcapr_4_LU.pcap");
  if (frames.empty()) return;
  CHECK_EQ(frames.size(), 8u);
  for (size_t i = 0; i < frames.size(); i++) {
    const DecodedFrame& r = frames[i];
    const bool is_request = i % 2 == 0;
    CHECK_EQ(r.out->message_count, 1u);
    CHECK_EQ(r.message().fault, Fault::none);
    CHECK_EQ(r.message().ss7.opc, is_request ? 2105u : 3113u);
    CHECK_EQ(r.message().ss7.dpc, is_request ? 3113u : 2105u);
    CHECK_EQ(r.digits(r.message().ss7.called.title), is_request ? "441354" : "441122");
    CHECK_EQ(r.digits(r.message().ss7.calling.title), is_request ? "441122" : "441354");
    decode_cut_everywhere(r.octets);
  }
}

TEST("an attach over extended unitdata is read beside its acknowledgements") {
  const auto frames = decode_known("P1sec__pycrate/tcapmap_pcapr_3_gprs_ms_log.pcap");
  if (frames.empty()) return;
  uint32_t messages = 0, chunks = 0;
  for (const DecodedFrame& r : frames) {
    chunks += static_cast<uint32_t>(r.counted(Counter::sctp_chunks));
    messages += r.out->message_count;
    for (uint32_t i = 0; i < r.out->message_count; i++)
      CHECK_EQ(r.message(i).ss7.sccp_type, 0x11);
    decode_cut_everywhere(r.octets);
  }
  CHECK_EQ(frames.size(), 15u);
  CHECK_EQ(messages, 8u);
  CHECK_EQ(chunks, 12u);
}

TEST("draft messages of M3UA are faulty messages, not silence") {
  const auto frames = decode_known("the-tcpdump-group__tcpdump/isup.pcap");
  for (const DecodedFrame& r : frames)
    CHECK_EQ(r.message().fault, Fault::m3ua_protocol_data_missing);
}

CHECK_MAIN()
