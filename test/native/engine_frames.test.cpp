// SPDX-License-Identifier: Apache-2.0
// The engine over whole frames, from their first octet to the ring: evidence that is read again is
// masked again, nothing secret reaches the ring, and neither the size of a batch nor a consumer
// that keeps the engine waiting changes a record.
#include "test/native/diameter_messages.hpp"
#include "test/native/engine_capture.hpp"

using namespace sigwarden;
using namespace sigwarden::world;
using test::hex;
using test::Octets;
using test::operator+;

namespace {

constexpr uint8_t kHidden = 0xA9;

struct Run {
  std::string records; ///< every octet of them, in order
  uint32_t count = 0, waits = 0;
  std::vector<Record> parsed;
};

/// Everything that a capture writes, taken in stretches of `frames` and through a ring of this
/// size.
Run run(Capture& capture, uint32_t frames, uint64_t ring_octets = 64u << 20) {
  Wire wire(rules().build(), ring_octets);
  Run out;
  const auto drain = [&] {
    for (const Record& record : wire.drain()) {
      out.records.append(reinterpret_cast<const char*>(&record.header), sizeof record.header);
      out.records += record.body + record.sealed;
      out.parsed.push_back(record);
      out.count++;
    }
  };
  capture.rewind();
  for (;;) {
    const Engine::Progress progress = wire.engine().run(capture, frames);
    out.waits += progress == Engine::Progress::ring_full;
    if (progress != Engine::Progress::more) drain();
    if (progress == Engine::Progress::end) break;
  }
  while (wire.engine().finish(&capture) != Engine::Progress::end)
    drain();
  drain();
  CHECK_EQ(wire.counter(Counter::records_lost), uint64_t{0});
  return out;
}

} // namespace

TEST("a flip-back found at the answer has the request's frame, read again and decoded again") {
  Capture capture;
  capture.update(kFarTitle, 1, 0);
  capture.update(kIslandTitle, 2, 100);
  capture.update(kFarTitle, 3, 200);
  const Run out = run(capture, 1000);
  CHECK_EQ(out.count, 4u);
  if (out.count != 4) return;
  const Record& request = out.parsed[0];
  CHECK_EQ(request.header.frame, uint64_t{5});
  CHECK_EQ(request.header.evidence, static_cast<uint8_t>(Evidence::recent));
  CHECK(request.sealed_has(kImsi.c_str()) && request.sealed_has(kFarTitle.c_str()));
  CHECK(out.parsed[1].body_has("test.flip-back"));
  CHECK(out.parsed[1].header.source_address != 0);
}

TEST("the consumer may keep the engine waiting: no record is lost or changed") {
  Capture capture = questions(6000);
  const Run free = run(capture, 1000);
  const Run slow = run(capture, 1000, 8u << 20);
  CHECK_EQ(free.count, 18'000u);
  CHECK(slow.waits > 0);
  CHECK(slow.records == free.records);
}

TEST("the size of a stretch changes no record") {
  Capture capture = questions(200);
  const Run whole = run(capture, 100'000);
  CHECK(run(capture, 1).records == whole.records);
  CHECK(run(capture, 7).records == whole.records);
}

TEST("authentication vectors in the answer to a flagged question do not reach the ring") {
  Capture capture;
  capture.add(begin(9, 14, invoke(56, tlv(0x30, tlv(0x80, tbcd(kImsi)) + hex("020105")))),
              kFarTitle, kHlrTitle, 0);
  const Octets key(16, kHidden);
  const Octets quintuplet =
      tlv(0x30, tlv(0x04, key) + tlv(0x04, key) + tlv(0x04, key) + tlv(0x04, key) + tlv(0x04, key));
  capture.add(end_of(9, result(56, tlv(0xA3, tlv(0xA1, quintuplet)))), kHlrTitle, kFarTitle, 1);
  const Run out = run(capture, 10);
  CHECK_EQ(out.count, 3u);
  if (out.count != 3) return;
  CHECK_EQ(out.parsed[1].header.evidence, static_cast<uint8_t>(Evidence::full));
  CHECK((out.parsed[2].header.disclosed & disclosed::vectors) != 0);
  CHECK(out.records.find(std::string(4, static_cast<char>(kHidden))) == std::string::npos);
}

TEST("a question in fragments is found, with all its frames as evidence, at the request or later") {
  const Octets argument = tlv(0x30, tlv(0xA0, tlv(0x80, tbcd(kImsi))) + tlv(0xA1, hex("8000")));
  Capture at_request;
  at_request.add_cut(begin(1, 29, invoke(71, argument)), kFarTitle, kHlrTitle, 0, 40);
  at_request.add(end_of(1, result(71, tlv(0x30, tlv(0x30, hex("020105"))))), kHlrTitle, kFarTitle,
                 1);
  const uint64_t frames = at_request.size() - 1;
  CHECK(frames > 3);
  const Run out = run(at_request, 1000);
  CHECK_EQ(out.count, 3u);
  if (out.count != 3) return;
  CHECK_EQ(out.parsed[0].header.frame, frames);
  CHECK_EQ(out.parsed[0].header.evidence, static_cast<uint8_t>(Evidence::full));
  for (uint64_t frame = 0; frame < frames; frame++)
    CHECK(out.parsed[0].sealed.find(at_request.tail_of(frame)) != std::string::npos);
  CHECK(run(at_request, 1).records == out.records);

  Capture at_answer;
  at_answer.update(kFarTitle, 1, 0);
  at_answer.update(kIslandTitle, 2, 100);
  at_answer.update(kFarTitle, 3, 200, 50);
  const Run later = run(at_answer, 1000);
  CHECK_EQ(later.count, 4u);
  if (later.count != 4) return;
  CHECK_EQ(later.parsed[0].header.frame, at_answer.size() - 1);
  CHECK_EQ(later.parsed[0].header.evidence, static_cast<uint8_t>(Evidence::recent));
  CHECK(later.parsed[0].sealed_has(kImsi.c_str()) && later.parsed[0].sealed_has(kFarTitle.c_str()));
  for (uint64_t frame = 4; frame < at_answer.size() - 1; frame++)
    CHECK(later.parsed[0].sealed.find(at_answer.tail_of(frame)) != std::string::npos);
}

TEST("a question in SCCP segments is one question, with all its frames as evidence") {
  const Octets argument = tlv(0x30, tlv(0xA0, tlv(0x80, tbcd(kImsi))) + tlv(0xA1, hex("8000")));
  const Octets asked = begin(1, 29, invoke(71, argument));
  for (const size_t size : {8u, 20u, 45u}) {
    Capture capture;
    capture.add_segments(asked, kFarTitle, kHlrTitle, 0, size);
    const uint64_t frames = capture.size();
    capture.add(end_of(1, result(71, tlv(0x30, tlv(0x30, hex("020105"))))), kHlrTitle, kFarTitle,
                1);
    const Run out = run(capture, 1000);
    CHECK_EQ(out.count, 3u);
    if (out.count != 3) return;
    CHECK_EQ(out.parsed[0].header.frame, frames);
    CHECK_EQ(out.parsed[0].header.evidence, static_cast<uint8_t>(Evidence::full));
    // Of each frame the octets of the question stand in the evidence.
    for (uint64_t frame = 0; frame < frames; frame++) {
      const auto from = static_cast<std::ptrdiff_t>(frame * size);
      const auto to = static_cast<std::ptrdiff_t>(std::min(asked.size(), (frame + 1) * size));
      CHECK(out.parsed[0].sealed.find(std::string(asked.begin() + from, asked.begin() + to)) !=
            std::string::npos);
    }
    CHECK(run(capture, 1).records == out.records);
    CHECK(run(capture, 3).records == out.records);
  }
}

TEST("a question in SCCP segments that is found at its answer is joined again for its evidence") {
  Capture capture;
  capture.update(kFarTitle, 1, 0);
  capture.update(kIslandTitle, 2, 100);
  const Octets number = hex("91") + tbcd(kFarTitle + "f");
  capture.add_segments(
      begin(3, 1,
            invoke(2, tlv(0x30, tlv(0x04, tbcd(kImsi)) + tlv(0x81, number) + tlv(0x04, number)))),
      kFarTitle, kHlrTitle, 200, 30);
  capture.add(end_of(3, result(2, tlv(0x30, tlv(0x04, hex("91") + tbcd(kHlrTitle + "f"))))),
              kHlrTitle, kFarTitle, 201);
  const Run out = run(capture, 1000);
  CHECK_EQ(out.count, 4u);
  if (out.count != 4) return;
  CHECK_EQ(out.parsed[0].header.frame, capture.size() - 1);
  CHECK_EQ(out.parsed[0].header.evidence, static_cast<uint8_t>(Evidence::recent));
  CHECK(out.parsed[0].sealed_has(kImsi.c_str()) && out.parsed[0].sealed_has(kFarTitle.c_str()));
}

TEST("a first segment whose rest is not seen is screened once, when it is given up") {
  const Octets argument = tlv(0x30, tlv(0xA0, tlv(0x80, tbcd(kImsi))) + tlv(0xA1, hex("8000")));
  for (const bool is_end : {false, true}) {
    Capture capture;
    const Octets asked = begin(1, 29, invoke(71, argument));
    capture.add_segments(asked, kFarTitle, kHlrTitle, 0, asked.size() - 4, 1);
    for (uint64_t i = 0; i < 40 && !is_end; i++)
      capture.add(end_of(500, {}), kHlrTitle, kFarTitle, 1 + i);
    Wire wire(rules().build());
    while (wire.engine().run(capture, 7) == Engine::Progress::more) {
    }
    CHECK_EQ(wire.counter(Counter::findings), is_end ? uint64_t{0} : uint64_t{1});
    wire.engine().finish(&capture);
    CHECK_EQ(wire.counter(Counter::findings), uint64_t{1});
    CHECK_EQ(wire.counter(Counter::sccp_segments_alone), uint64_t{1});
    CHECK_EQ(wire.counter(Counter::sccp_segments_abandoned), uint64_t{1});
    CHECK_EQ(wire.counter(Counter::requests_judged), uint64_t{1});
    const std::vector<Record> records = wire.drain();
    CHECK(!records.empty());
    if (records.empty()) return;
    CHECK_EQ(records[0].header.frame, uint64_t{1});
    CHECK(records[0].sealed_has(kImsi.c_str()));
    capture.rewind();
    const Run once = run(capture, 1), all = run(capture, 1000);
    CHECK(once.records == all.records);
  }
}

TEST("a secret that is cut in pieces is overwritten in each of their frames, and nothing else is") {
  const Octets key(16, kHidden);
  const Octets quintuplet =
      tlv(0x30, tlv(0x04, key) + tlv(0x04, key) + tlv(0x04, key) + tlv(0x04, key) + tlv(0x04, key));
  for (const size_t size : {4u, 11u, 24u, 60u, 140u}) {
    Capture capture;
    capture.add(begin(9, 14, invoke(56, tlv(0x30, tlv(0x80, tbcd(kImsi)) + hex("020105")))),
                kFarTitle, kHlrTitle, 0);
    capture.add_cut(end_of(9, result(56, tlv(0xA3, tlv(0xA1, quintuplet)))), kHlrTitle, kFarTitle,
                    1, size);
    const Run out = run(capture, 10);
    CHECK_EQ(out.count, 3u);
    if (out.count != 3) return;
    CHECK((out.parsed[1].header.disclosed & disclosed::vectors) != 0);
    CHECK(out.records.find(std::string(4, static_cast<char>(kHidden))) == std::string::npos);
    const bool fits = capture.size() <= limits::evidence_frames + 1;
    if (fits) CHECK(out.parsed[1].sealed.find(capture.tail_of(1)) != std::string::npos);
  }
  for (const size_t size : {13u, 24u, 60u, 140u}) {
    Capture capture;
    capture.add(begin(9, 14, invoke(56, tlv(0x30, tlv(0x80, tbcd(kImsi)) + hex("020105")))),
                kFarTitle, kHlrTitle, 0);
    capture.add_segments(end_of(9, result(56, tlv(0xA3, tlv(0xA1, quintuplet)))), kHlrTitle,
                         kFarTitle, 1, size);
    const Run out = run(capture, 10);
    CHECK_EQ(out.count, 3u);
    if (out.count != 3) return;
    CHECK((out.parsed[1].header.disclosed & disclosed::vectors) != 0);
    CHECK(out.records.find(std::string(4, static_cast<char>(kHidden))) == std::string::npos);
  }
}

TEST("a question in IP fragments is found, with all its frames as evidence, at the request or "
     "later") {
  const Octets argument = tlv(0x30, tlv(0xA0, tlv(0x80, tbcd(kImsi))) + tlv(0xA1, hex("8000")));
  for (const size_t part : {SIZE_MAX, size_t{90}}) { // in SCTP fragments too
    Capture at_request;
    at_request.add_in_ip_fragments(begin(1, 29, invoke(71, argument)), kFarTitle, kHlrTitle, 0, 48,
                                   part);
    at_request.add(end_of(1, result(71, tlv(0x30, tlv(0x30, hex("020105"))))), kHlrTitle, kFarTitle,
                   1);
    const uint64_t frames = at_request.size() - 1;
    CHECK(frames > 3);
    const Run out = run(at_request, 1000);
    CHECK_EQ(out.count, 3u);
    if (out.count != 3) return;
    CHECK_EQ(out.parsed[0].header.frame, frames);
    CHECK_EQ(out.parsed[0].header.evidence, static_cast<uint8_t>(Evidence::full));
    // Of packets that did not complete the message by themselves its octets are kept alone.
    const size_t behind = part == SIZE_MAX ? 34 : 62;
    for (uint64_t frame = 0; frame < frames; frame++)
      CHECK(out.parsed[0].sealed.find(at_request.tail_of(frame, behind)) != std::string::npos);
    CHECK(run(at_request, 1).records == out.records);
  }
  Capture at_answer;
  at_answer.update(kFarTitle, 1, 0);
  at_answer.update(kIslandTitle, 2, 100);
  const Octets number = hex("91") + tbcd(kFarTitle + "f");
  at_answer.add_in_ip_fragments(
      begin(3, 1,
            invoke(2, tlv(0x30, tlv(0x04, tbcd(kImsi)) + tlv(0x81, number) + tlv(0x04, number)))),
      kFarTitle, kHlrTitle, 200, 56, 70);
  at_answer.add(end_of(3, result(2, tlv(0x30, tlv(0x04, hex("91") + tbcd(kHlrTitle + "f"))))),
                kHlrTitle, kFarTitle, 201);
  const Run later = run(at_answer, 1000);
  CHECK_EQ(later.count, 4u);
  if (later.count != 4) return;
  CHECK_EQ(later.parsed[0].header.frame, at_answer.size() - 1);
  CHECK_EQ(later.parsed[0].header.evidence, static_cast<uint8_t>(Evidence::recent));
  CHECK(later.parsed[0].sealed_has(kImsi.c_str()) && later.parsed[0].sealed_has(kFarTitle.c_str()));
  for (uint64_t frame = 4; frame < at_answer.size() - 1; frame++)
    CHECK(later.parsed[0].sealed.find(at_answer.tail_of(frame, 62)) != std::string::npos);
}

TEST("a secret in IP fragments is overwritten in each of their frames, and nothing else is") {
  const Octets key(16, kHidden);
  const Octets quintuplet =
      tlv(0x30, tlv(0x04, key) + tlv(0x04, key) + tlv(0x04, key) + tlv(0x04, key) + tlv(0x04, key));
  for (const size_t part : {SIZE_MAX, size_t{50}})
    for (const size_t size : {24u, 64u, 200u}) {
      Capture capture;
      capture.add(begin(9, 14, invoke(56, tlv(0x30, tlv(0x80, tbcd(kImsi)) + hex("020105")))),
                  kFarTitle, kHlrTitle, 0);
      capture.add_in_ip_fragments(end_of(9, result(56, tlv(0xA3, tlv(0xA1, quintuplet)))),
                                  kHlrTitle, kFarTitle, 1, size, part);
      const Run out = run(capture, 10);
      CHECK_EQ(out.count, 3u);
      if (out.count != 3) return;
      CHECK((out.parsed[1].header.disclosed & disclosed::vectors) != 0);
      CHECK(out.records.find(std::string(4, static_cast<char>(kHidden))) == std::string::npos);
      const bool fits = capture.size() <= limits::evidence_frames + 1;
      const bool begins_with_header = size >= 64;
      if (fits && begins_with_header)
        CHECK(out.parsed[1].sealed.find(capture.tail_of(1, 62)) != std::string::npos);
    }
}

TEST("of SCCP segments in IP fragments all frames are evidence, and secrets overwritten in each") {
  const Octets asked = begin(
      1, 29, invoke(71, tlv(0x30, tlv(0xA0, tlv(0x80, tbcd(kImsi))) + tlv(0xA1, hex("8000")))));
  const Octets key(16, kHidden);
  const Octets quintuplet =
      tlv(0x30, tlv(0x04, key) + tlv(0x04, key) + tlv(0x04, key) + tlv(0x04, key) + tlv(0x04, key));
  for (const size_t size : {96u, 120u}) {
    Capture question;
    question.add_segments(asked, kFarTitle, kHlrTitle, 0, 30);
    question.cut_from(0, size);
    const uint64_t frames = question.size();
    question.add(end_of(1, result(71, tlv(0x30, tlv(0x30, hex("020105"))))), kHlrTitle, kFarTitle,
                 1);
    const Run found = run(question, 1000);
    CHECK_EQ(found.count, 3u);
    if (found.count != 3) return;
    CHECK_EQ(found.parsed[0].header.frame, frames);
    CHECK_EQ(found.parsed[0].header.evidence, static_cast<uint8_t>(Evidence::full));
    // Each octet of the question stands in one of the frames, in runs as they were cut.
    for (size_t at = 0; at + 2 <= asked.size(); at += 30) {
      const Octets part = test::part_of(asked, at, std::min(asked.size(), at + 4));
      CHECK(found.parsed[0].sealed.find(std::string(part.begin(), part.end())) !=
            std::string::npos);
    }
    CHECK(run(question, 1).records == found.records);

    Capture answer;
    answer.add(begin(9, 14, invoke(56, tlv(0x30, tlv(0x80, tbcd(kImsi)) + hex("020105")))),
               kFarTitle, kHlrTitle, 0);
    const size_t first = answer.size();
    answer.add_segments(end_of(9, result(56, tlv(0xA3, tlv(0xA1, quintuplet)))), kHlrTitle,
                        kFarTitle, 1, 60);
    answer.cut_from(first, size);
    const Run disclosed_by = run(answer, 10);
    CHECK_EQ(disclosed_by.count, 3u);
    if (disclosed_by.count != 3) return;
    CHECK((disclosed_by.parsed[1].header.disclosed & disclosed::vectors) != 0);
    CHECK(disclosed_by.records.find(std::string(4, static_cast<char>(kHidden))) ==
          std::string::npos);
  }
}

TEST("of two readings of overlapping fragments each is a question with its own evidence") {
  const Octets argument = tlv(0x30, tlv(0xA0, tlv(0x80, tbcd(kImsi))) + tlv(0xA1, hex("8000")));
  Capture one, other;
  one.add_in_ip_fragments(begin(1, 29, invoke(71, argument)), kFarTitle, kHlrTitle, 0, 64);
  other.add_in_ip_fragments(begin(2, 29, invoke(71, argument)), kFarTitle, kHlrTitle, 0, 64);
  Capture both = one;
  both.put_before_last(other.octets_of(1));
  const Run out = run(both, 1000);
  CHECK_EQ(out.count, 4u); // of each the finding, and its end when the capture ends
  uint32_t findings = 0;
  for (const Record& record : out.parsed) {
    if (record.header.evidence != static_cast<uint8_t>(Evidence::full)) continue;
    findings++;
    CHECK(record.sealed.find(one.tail_of(0)) != std::string::npos);
    const bool is_other = record.sealed.find(other.tail_of(1)) != std::string::npos;
    const bool is_one = record.sealed.find(one.tail_of(1)) != std::string::npos;
    CHECK(is_one != is_other);
  }
  CHECK_EQ(findings, 2u);
}

TEST("a Diameter request over several TCP segments has all its frames as evidence, and no other") {
  const Octets request =
      test::command(319, 16'777'251,
                    test::avp(263, "hss1;1;2") + test::avp(264, test::kHss) +
                        test::avp(296, test::kHssRealm) + test::avp(283, test::kMmeRealm) +
                        test::avp(1, kImsi.c_str()) + test::avp(1490, big_endian(0x18, 4), 10415));
  const Octets before =
      test::command(280, 0, test::avp(264, test::kHss) + test::avp(278, Octets(4)));
  const Octets sent = before + request + before;
  for (const size_t size : {90u, 130u, 200u}) {
    Capture capture;
    for (size_t at = 0; at < sent.size(); at += size)
      capture.add_packet(test::ipv4(test::u16(40000) + test::u16(3868) +
                                        big_endian(0xFFFFFFF0u + static_cast<uint32_t>(at), 4) +
                                        test::u32(0) + hex("50180200") + test::u32(0) +
                                        test::part_of(sent, at, at + size),
                                    6),
                         at);
    const Run out = run(capture, 1000);
    CHECK_EQ(out.count, 2u);
    if (out.count != 2) return;
    const Record& finding = out.parsed[0];
    CHECK_EQ(finding.header.technology, static_cast<uint8_t>(Technology::diameter));
    CHECK_EQ(finding.header.evidence, static_cast<uint8_t>(Evidence::full));
    const size_t first = before.size() / size, last = (before.size() + request.size() - 1) / size;
    CHECK_EQ(finding.header.frame, last + 1);
    CHECK(last > first);
    for (size_t frame = first; frame <= last; frame++) {
      const size_t from = std::max(frame * size, before.size()),
                   to = std::min((frame + 1) * size, before.size() + request.size());
      const Octets part = test::part_of(sent, from, to);
      CHECK(finding.sealed.find(std::string(part.begin(), part.end())) != std::string::npos);
    }
    // Of the messages around it nothing but what frames them.
    const Octets host = test::avp(278, Octets(4));
    CHECK(finding.sealed.find(std::string(host.begin(), host.end())) == std::string::npos);
    CHECK(run(capture, 1).records == out.records);
  }
}

TEST("a retransmitted chunk is counted and not a second question") {
  Capture capture = questions(1);
  Wire wire(rules().build());
  wire.engine().run(capture, 10);
  capture.rewind();
  wire.engine().run(capture, 10);
  CHECK_EQ(wire.counter(Counter::sctp_retransmissions), uint64_t{2});
  CHECK_EQ(wire.counter(Counter::findings), uint64_t{1});
}

CHECK_MAIN()
