// SPDX-License-Identifier: Apache-2.0
// Whole frames of MAP dialogues, from their first octet, and a capture in memory that hands them
// out: for the tests that run the engine over a source.
#pragma once

#include "test/native/engine_bench.hpp"
#include "test/native/frames.hpp"

namespace sigwarden::world {

using test::big_endian;
using test::hex;
using test::Octets;
using test::operator+;

inline Octets tlv(int tag, const Octets& contents) {
  const auto size = static_cast<uint32_t>(contents.size());
  Octets length = big_endian(size, 1);
  if (size >= 0x80) length = hex("81") + big_endian(size, 1);
  return test::octets({tag}) + length + contents;
}

inline Octets tbcd(const std::string& number) {
  std::string swapped;
  for (size_t i = 0; i < number.size(); i += 2) {
    swapped += i + 1 < number.size() ? number[i + 1] : 'f';
    swapped += number[i];
  }
  return hex(swapped);
}

/// SCCP address with a global title of format 4, E.164, international.
inline Octets address(const std::string& number, int ssn) {
  const int encoding = number.size() % 2 == 1 ? 0x11 : 0x12;
  std::string even = number.size() % 2 == 1 ? number + "0" : number;
  return test::octets({0x12, ssn, 0, encoding, 4}) + tbcd(even);
}

inline const std::string kHlrTitle = "99901000001", kFarTitle = "99902000007",
                         kIslandTitle = "9990399007";
inline const std::string kImsi = "001010000000001";

inline Octets context(int number) {
  const Octets name = tlv(0x06, hex("0400000100") + test::octets({number, 3}));
  return tlv(0x6B, tlv(0x28, hex("060700118605010101") +
                                 tlv(0xA0, tlv(0x60, hex("80020780") + tlv(0xA1, name)))));
}
inline Octets invoke(int operation, const Octets& argument) {
  return tlv(0x6C, tlv(0xA1, hex("020101") + tlv(0x02, test::octets({operation})) + argument));
}
inline Octets result(int operation, const Octets& value) {
  return tlv(0x6C,
             tlv(0xA2, hex("020101") + tlv(0x30, tlv(0x02, test::octets({operation})) + value)));
}
inline Octets begin(uint32_t otid, int context_number, const Octets& components) {
  return tlv(0x62, tlv(0x48, big_endian(otid, 4)) + context(context_number) + components);
}
inline Octets end_of(uint32_t dtid, const Octets& components) {
  return tlv(0x64, tlv(0x49, big_endian(dtid, 4)) + components);
}

/// A capture in memory.
class Capture : public Source {
public:
  void add(const Octets& tcap, const std::string& from, const std::string& to, uint64_t seconds) {
    add_cut(tcap, from, to, seconds, SIZE_MAX);
  }
  /// The message in fragments of at most `size` octets, a frame each.
  void add_cut(const Octets& tcap, const std::string& from, const std::string& to, uint64_t seconds,
               size_t size) {
    const Octets udt = test::udt(address(to, 6), address(from, 7), tcap);
    const Octets m3ua = test::m3ua_message(test::protocol_data(udt));
    for (size_t at = 0; at < m3ua.size();) {
      const size_t end = at + std::min(size, m3ua.size() - at);
      const int flags = (at == 0 ? 2 : 0) | (end == m3ua.size() ? 1 : 0);
      const Octets part(m3ua.begin() + static_cast<std::ptrdiff_t>(at),
                        m3ua.begin() + static_cast<std::ptrdiff_t>(end));
      const auto tsn = static_cast<uint32_t>(octets_.size());
      octets_.push_back(
          test::ethernet(test::ipv4(test::sctp(test::data_chunk(part, 3, tsn, flags)))));
      times_.push_back(kStart + seconds * kSecond);
      at = end;
    }
  }
  /// The message in XUDT segments of at most `size` octets (Q.713 §3.17), a frame each, of which
  /// the last `lost` are not seen.
  void add_segments(const Octets& tcap, const std::string& from, const std::string& to,
                    uint64_t seconds, size_t size, size_t lost = 0) {
    const Octets called = test::variable(address(to, 6)),
                 calling = test::variable(address(from, 7));
    const size_t count = (tcap.size() + size - 1) / size;
    const auto a = static_cast<int>(called.size()), b = static_cast<int>(calling.size());
    for (size_t i = 0; i + lost < count; i++) {
      const Octets part(tcap.begin() + static_cast<std::ptrdiff_t>(i * size),
                        tcap.begin() +
                            static_cast<std::ptrdiff_t>(std::min(tcap.size(), (i + 1) * size)));
      const auto c = static_cast<int>(part.size() + 1);
      const int said = (i == 0 ? 0xC0 : 0x40) | static_cast<int>(count - 1 - i);
      const Octets xudt = test::octets({0x11, 0x81, 15, 4, 3 + a, 2 + a + b, 1 + a + b + c}) +
                          called + calling + test::variable(part) + test::octets({0x10, 4, said}) +
                          hex("010203 00");
      const auto tsn = static_cast<uint32_t>(octets_.size());
      octets_.push_back(test::ethernet(test::ipv4(
          test::sctp(test::data_chunk(test::m3ua_message(test::protocol_data(xudt)), 3, tsn)))));
      times_.push_back(kStart + seconds * kSecond);
    }
  }
  /// The message in IP fragments of at most `size` octets, a frame each; in SCTP fragments of
  /// `part` octets before.
  void add_in_ip_fragments(const Octets& tcap, const std::string& from, const std::string& to,
                           uint64_t seconds, size_t size, size_t part = SIZE_MAX) {
    const size_t first = octets_.size();
    add_cut(tcap, from, to, seconds, part);
    cut_from(first, size);
  }
  /// The frames from that one on in IP fragments of at most `size` octets.
  void cut_from(size_t first, size_t size) {
    const std::vector<Octets> frames(octets_.begin() + static_cast<std::ptrdiff_t>(first),
                                     octets_.end());
    octets_.resize(first);
    for (const Octets& frame : frames)
      for (const Octets& packet : test::in_fragments(test::behind(frame, 34), size, ++datagrams_))
        octets_.push_back(test::ethernet(packet));
    times_.resize(octets_.size(), times_.back());
  }
  /// A packet as it stands.
  void add_packet(const Octets& packet, uint64_t seconds) {
    octets_.push_back(test::ethernet(packet));
    times_.push_back(kStart + seconds * kSecond);
  }
  const Octets& octets_of(uint64_t frame) const { return octets_[frame]; }
  void put_before_last(const Octets& frame) {
    octets_.insert(octets_.end() - 1, frame);
    times_.push_back(times_.back());
  }
  /// Octets of a frame behind its IP header, or its chunk's, up to what is padding or a secret.
  std::string tail_of(uint64_t frame, size_t from = 34) const {
    const Octets& octets = octets_[frame];
    const size_t end = std::min<size_t>(octets.size(), octets.size() > 70 ? 70 : 63);
    from = std::min(from, end);
    return {octets.begin() + static_cast<std::ptrdiff_t>(from),
            octets.begin() + static_cast<std::ptrdiff_t>(end)};
  }
  void add_frame(const Octets& frame, uint64_t seconds) {
    octets_.push_back(frame);
    times_.push_back(kStart + seconds * kSecond);
  }
  void update(const std::string& vlr, uint32_t otid, uint64_t seconds, size_t size = SIZE_MAX) {
    const Octets number = hex("91") + tbcd(vlr.size() % 2 == 1 ? vlr + "f" : vlr);
    add_cut(
        begin(otid, 1,
              invoke(2, tlv(0x30, tlv(0x04, tbcd(kImsi)) + tlv(0x81, number) + tlv(0x04, number)))),
        vlr, kHlrTitle, seconds, size);
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
  uint32_t datagrams_ = 0;
};

inline PolicyBuilder rules() {
  constexpr int64_t kNo = static_cast<int64_t>(Entitlement::not_entitled);
  return std::move(PolicyBuilder()
                       .sender(OperationId::gsm_map_anyTimeInterrogation, Sender::own)
                       .sender(OperationId::gsm_map_sendAuthenticationInfo, Sender::own)
                       .sender(OperationId::gsm_map_updateLocation, Sender::serving, 0, true)
                       .sender(OperationId::s6a_IDR, Sender::home)
                       .rule("test.not-entitled", Phase::request, {{Fact::entitlement, kNo}})
                       .rule("test.flip-back", Phase::answer, {{Fact::claim_flip_back, 1}}));
}

/// Questions of a far gsmSCF, each flagged and each answered.
inline Capture questions(uint32_t count) {
  Capture capture;
  const Octets argument = tlv(0x30, tlv(0xA0, tlv(0x80, tbcd(kImsi))) + tlv(0xA1, hex("8000")));
  for (uint32_t i = 0; i < count; i++) {
    capture.add(begin(i + 1, 29, invoke(71, argument)), kFarTitle, kHlrTitle, i);
    capture.add(end_of(i + 1, result(71, tlv(0x30, tlv(0x30, hex("020105"))))), kHlrTitle,
                kFarTitle, i);
  }
  return capture;
}

} // namespace sigwarden::world
