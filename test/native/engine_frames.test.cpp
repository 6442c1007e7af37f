// SPDX-License-Identifier: Apache-2.0
// The engine over whole frames, from their first octet to the ring: evidence that is read again is
// masked again, nothing secret reaches the ring, and neither the size of a batch nor a consumer
// that keeps the engine waiting changes a record.
#include "test/native/engine_bench.hpp"
#include "test/native/frames.hpp"

using namespace sigwarden;
using namespace sigwarden::world;
using test::big_endian;
using test::hex;
using test::Octets;
using test::operator+;

namespace {

constexpr uint8_t kSecretOctet = 0xA9;

Octets tlv(int tag, const Octets& contents) {
  const auto size = static_cast<uint32_t>(contents.size());
  Octets length = big_endian(size, 1);
  if (size >= 0x80) length = hex("81") + big_endian(size, 1);
  return test::octets({tag}) + length + contents;
}

Octets tbcd(const std::string& number) {
  std::string swapped;
  for (size_t i = 0; i < number.size(); i += 2) {
    swapped += i + 1 < number.size() ? number[i + 1] : 'f';
    swapped += number[i];
  }
  return hex(swapped);
}

/// SCCP address with a global title of format 4, E.164, international.
Octets address(const std::string& number, int ssn) {
  const int encoding = number.size() % 2 == 1 ? 0x11 : 0x12;
  std::string even = number.size() % 2 == 1 ? number + "0" : number;
  return test::octets({0x12, ssn, 0, encoding, 4}) + tbcd(even);
}

const std::string kHlrTitle = "99901000001", kFarTitle = "99902000007", kIslandTitle = "9990399007";
const std::string kImsi = "001010000000001";

Octets context(int number) {
  const Octets name = tlv(0x06, hex("0400000100") + test::octets({number, 3}));
  return tlv(0x6B, tlv(0x28, hex("060700118605010101") +
                                 tlv(0xA0, tlv(0x60, hex("80020780") + tlv(0xA1, name)))));
}
Octets invoke(int operation, const Octets& argument) {
  return tlv(0x6C, tlv(0xA1, hex("020101") + tlv(0x02, test::octets({operation})) + argument));
}
Octets result(int operation, const Octets& value) {
  return tlv(0x6C,
             tlv(0xA2, hex("020101") + tlv(0x30, tlv(0x02, test::octets({operation})) + value)));
}
Octets begin(uint32_t otid, int context_number, const Octets& components) {
  return tlv(0x62, tlv(0x48, big_endian(otid, 4)) + context(context_number) + components);
}
Octets end_of(uint32_t dtid, const Octets& components) {
  return tlv(0x64, tlv(0x49, big_endian(dtid, 4)) + components);
}

/// A capture in memory.
class Capture : public Source {
public:
  void add(const Octets& tcap, const std::string& from, const std::string& to, uint64_t seconds) {
    const Octets udt = test::udt(address(to, 6), address(from, 7), tcap);
    const Octets m3ua = test::m3ua_message(test::protocol_data(udt));
    octets_.push_back(test::ethernet(
        test::ipv4(test::sctp(test::data_chunk(m3ua, 3, static_cast<uint32_t>(octets_.size()))))));
    times_.push_back(kStart + seconds * kSecond);
  }
  void update(const std::string& vlr, uint32_t otid, uint64_t seconds) {
    const Octets number = hex("91") + tbcd(vlr.size() % 2 == 1 ? vlr + "f" : vlr);
    add(begin(otid, 1,
              invoke(2, tlv(0x30, tlv(0x04, tbcd(kImsi)) + tlv(0x81, number) + tlv(0x04, number)))),
        vlr, kHlrTitle, seconds);
    add(end_of(otid, result(2, tlv(0x30, tlv(0x04, hex("91") + tbcd(kHlrTitle + "f"))))), kHlrTitle,
        vlr, seconds + 1);
  }

  uint32_t next(std::span<Frame> frames) override {
    uint32_t n = 0;
    while (n < frames.size() && at_ < octets_.size())
      at(at_++, frames[n++]);
    return n;
  }
  bool at(uint64_t reference, Frame& frame) const override {
    frame = Frame{};
    frame.data = octets_[reference].data();
    frame.captured = frame.original = static_cast<uint32_t>(octets_[reference].size());
    frame.time_ns = times_[reference];
    frame.number = reference + 1;
    frame.reference = reference;
    frame.link_type = 1;
    return true;
  }
  SourceEnd end() const override { return SourceEnd::complete; }
  const Diagnostic& diagnostic() const override { return diagnostic_; }
  uint64_t position() const override { return at_; }
  uint64_t size() const override { return octets_.size(); }
  void rewind() { at_ = 0; }

private:
  std::vector<Octets> octets_;
  std::vector<uint64_t> times_;
  Diagnostic diagnostic_;
  size_t at_ = 0;
};

PolicyBuilder rules() {
  constexpr int64_t kNo = static_cast<int64_t>(Entitlement::not_entitled);
  return std::move(PolicyBuilder()
                       .sender(OperationId::gsm_map_anyTimeInterrogation, Sender::own)
                       .sender(OperationId::gsm_map_sendAuthenticationInfo, Sender::own)
                       .sender(OperationId::gsm_map_updateLocation, Sender::serving, 0, true)
                       .rule("test.not-entitled", Phase::request, {{Fact::entitlement, kNo}})
                       .rule("test.flip-back", Phase::answer, {{Fact::claim_flip_back, 1}}));
}

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

/// Questions of a far gsmSCF, each flagged and each answered.
Capture questions(uint32_t count) {
  Capture capture;
  const Octets argument = tlv(0x30, tlv(0xA0, tlv(0x80, tbcd(kImsi))) + tlv(0xA1, hex("8000")));
  for (uint32_t i = 0; i < count; i++) {
    capture.add(begin(i + 1, 29, invoke(71, argument)), kFarTitle, kHlrTitle, i);
    capture.add(end_of(i + 1, result(71, tlv(0x30, tlv(0x30, hex("020105"))))), kHlrTitle,
                kFarTitle, i);
  }
  return capture;
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
  const Octets key(16, kSecretOctet);
  const Octets quintuplet =
      tlv(0x30, tlv(0x04, key) + tlv(0x04, key) + tlv(0x04, key) + tlv(0x04, key) + tlv(0x04, key));
  capture.add(end_of(9, result(56, tlv(0xA3, tlv(0xA1, quintuplet)))), kHlrTitle, kFarTitle, 1);
  const Run out = run(capture, 10);
  CHECK_EQ(out.count, 3u);
  if (out.count != 3) return;
  CHECK_EQ(out.parsed[1].header.evidence, static_cast<uint8_t>(Evidence::full));
  CHECK((out.parsed[2].header.disclosed & disclosed::vectors) != 0);
  CHECK(out.records.find(std::string(4, static_cast<char>(kSecretOctet))) == std::string::npos);
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
