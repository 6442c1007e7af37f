// SPDX-License-Identifier: Apache-2.0
// The parts of the lab's sender that need no network: frames of a file in order and as often as
// asked, later rounds under other tags. What is sent is in test/lab/live.
#include "native/lab/capture_feed.hpp"
#include "native/lab/fresh_round.hpp"

#include "test/native/capture_files.hpp"
#include "test/native/check.hpp"

using namespace sigwarden;
using namespace sigwarden::test;

namespace {

// Ethernet, IPv4, SCTP from port 2905 to 2905 with tag 5a5a0001, one SACK.
const Octets kEthernet = hex("020000000020 020000000010 0800");
const Octets kIpv4 = hex("45000030 00014000 4084 0000 c000020a c6336414");
const Octets kSctp = hex("0b590b59 5a5a0001 00000000 03000010 00000001 0001a000 00000000");

Octets with_checksum(Octets frame, size_t at) {
  std::memset(&frame[at + 8], 0, 4);
  const uint32_t sum = lab::crc32c(&frame[at], static_cast<uint32_t>(frame.size() - at));
  std::memcpy(&frame[at + 8], &sum, 4);
  return frame;
}

const Octets kFrame = with_checksum(kEthernet + kIpv4 + kSctp, 34);

std::vector<Octets> all(lab::CaptureFeed& feed) {
  std::vector<Octets> frames;
  std::string error;
  for (lab::Octets one; feed.next(one, error);)
    frames.emplace_back(one.data, one.data + one.length);
  CHECK_EQ(error, "");
  return frames;
}

std::string refusal(const Octets& content) {
  const TemporaryFile file(content);
  lab::CaptureFeed feed(file.path(), 1);
  lab::Survey survey;
  std::string error;
  CHECK(!feed.survey(survey, error));
  return error.substr(error.find(": ") + 2);
}

} // namespace

TEST("the checksum is CRC-32C") {
  const Octets digits = hex("313233343536373839");
  CHECK_EQ(lab::crc32c(digits.data(), 9), 0xE3069283u);
}

TEST("a later round differs in tag and checksum, and in nothing else") {
  for (const uint32_t round : {1u, 2u, 1000u}) {
    Octets changed = kFrame;
    CHECK(lab::freshen(changed.data(), static_cast<uint32_t>(changed.size()), round));
    CHECK(changed == with_checksum(changed, 34));
    CHECK(std::memcmp(&changed[38], &kFrame[38], 4) != 0);
    std::memcpy(&changed[38], &kFrame[38], 8);
    CHECK(changed == kFrame);
  }
}

TEST("the tag that opens an association changes with those that use it") {
  const Octets init =
      hex("0b590b59 00000000 00000000 01000014 5a5a0001 00010000 00100010 00000001");
  Octets opening =
      with_checksum(kEthernet + hex("45000034 00014000 4084 0000 c000020a c6336414") + init, 34);
  Octets later = kFrame;
  CHECK(lab::freshen(opening.data(), static_cast<uint32_t>(opening.size()), 3));
  CHECK(lab::freshen(later.data(), static_cast<uint32_t>(later.size()), 3));
  CHECK(std::memcmp(&opening[50], &later[38], 4) == 0);
  CHECK(std::memcmp(&opening[38], "\0\0\0\0", 4) == 0);
}

TEST("behind tags of VLANs and in IPv6 the packet is found") {
  Octets tagged = hex("020000000020 020000000010 88a80064 81000065 0800") + kIpv4 + kSctp;
  CHECK(lab::freshen(tagged.data(), static_cast<uint32_t>(tagged.size()), 1));
  Octets six = hex("020000000020 020000000010 86dd 60000000 001c 84 40"
                   "20010db8000100000000000000000001 20010db8000200000000000000000002") +
               kSctp;
  CHECK(lab::freshen(six.data(), static_cast<uint32_t>(six.size()), 1));
}

TEST("a fragment, another protocol and every cut of a frame are left as they are") {
  Octets fragment = kFrame;
  fragment[20] = 0x20;
  Octets tcp = kFrame;
  tcp[23] = 6;
  for (const Octets& frame : {fragment, tcp}) {
    Octets same = frame;
    CHECK(!lab::freshen(same.data(), static_cast<uint32_t>(same.size()), 1));
    CHECK(same == frame);
  }
  for (uint32_t length = 0; length < kFrame.size(); length++) {
    Octets cut(kFrame.begin(), kFrame.begin() + length);
    CHECK(!lab::freshen(cut.data(), length, 1));
    CHECK(cut == Octets(kFrame.begin(), kFrame.begin() + length));
  }
}

TEST("frames come in the order of the file, as often as asked") {
  const PcapWriter w;
  const Octets other = kEthernet + hex("0102");
  const TemporaryFile file(w.header() + w.record(1, 0, kFrame) + w.record(2, 0, other));
  lab::CaptureFeed feed(file.path(), 3);
  lab::Survey survey;
  std::string error;
  CHECK(feed.survey(survey, error));
  CHECK_EQ(survey.frames, 2u);
  CHECK_EQ(survey.longest, kFrame.size());
  const std::vector<Octets> frames = all(feed);
  CHECK_EQ(frames.size(), 6u);
  if (frames.size() != 6) return;
  CHECK(frames[0] == kFrame && frames[1] == other && frames[3] == other && frames[5] == other);
  CHECK(frames[2] != kFrame && frames[4] != kFrame && frames[2] != frames[4]);
  CHECK_EQ(feed.renewed(), 2u);
}

TEST("what cannot be sent whole is refused before anything is sent") {
  const PcapWriter w;
  CHECK_EQ(refusal(w.header(101) + w.record(1, 0, kFrame)),
           "frame 1 is of link type 101: only Ethernet frames can be sent as they are");
  CHECK_EQ(refusal(w.header() + w.record(1, 0, kFrame) + w.record(1, 0, hex("01020304"))),
           "frame 2 is shorter than an Ethernet header");
  CHECK_EQ(refusal(w.header()), "there is no frame in it");
  Octets cut = w.header() + w.record(1, 0, kFrame);
  cut.pop_back();
  CHECK(refusal(cut).ends_with("; send a whole file"));
}

int main() {
  return sigwarden::check::main();
}
