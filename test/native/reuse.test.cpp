// SPDX-License-Identifier: Apache-2.0
// A frame's decoding owes nothing to the frame before it: `Decoded` is reused, and a value that
// stayed behind would be a lie about somebody else. Each frame is decoded into memory filled with
// one pattern, with another, and behind other frames; every value must be the same. Frames are the
// real captures, where they are there, ones built by hand, and both with octets changed.
#include <algorithm>

#include "native/capture/capture_file.hpp"
#include "test/native/check.hpp"
#include "test/native/frames.hpp"
#include "test/native/vectors.hpp"

using namespace sigwarden;
using namespace sigwarden::test;

namespace {

/// Every value of a decoding that somebody may read, in one list; padding between members is
/// nobody's.
class Values {
public:
  explicit Values(const Decoded& d) {
    add(d.packet);
    add(d.fault, d.fault_offset, d.message_count, d.operation_count, d.secret_count);
    add(d.secrets_overflowed, d.messages_overflowed);
    for (uint32_t i = 0; i < d.message_count; i++)
      add(d.messages[i]);
    for (uint32_t i = 0; i < d.operation_count; i++)
      add(d.operations[i]);
    for (uint32_t i = 0; i < d.secret_count; i++)
      add(d.secrets[i]);
  }
  bool operator==(const Values& other) const { return values_ == other.values_; }
  size_t size() const { return values_.size(); }

private:
  template <class T> void one(const T& value) {
    if constexpr (std::is_enum_v<T> || std::is_integral_v<T>)
      values_.push_back(static_cast<uint64_t>(value));
    else
      add(value);
  }
  template <class... T>
  requires(sizeof...(T) > 1) void add(const T&... values) { (one(values), ...); }
  template <class T, size_t N> void add(const std::array<T, N>& values) {
    for (const T& value : values)
      one(value);
  }
  void add(const View& v) { add(v.offset, v.length); }
  void add(const Digits& d) { add(d.bcd, d.length, d.ton, d.npi, d.flags); }
  void add(const TransactionId& id) { add(id.value, id.length); }
  void add(const ApplicationContext& c) { add(c.number, c.version, c.present, c.is_map, c.is_cap); }
  void add(const Packet& p) {
    add(p.source, p.destination, p.source_port, p.destination_port, p.verification_tag);
    add(p.ip_version, p.transport, p.vlan);
  }
  void add(const SccpAddress& a) {
    add(a.title, a.point_code, a.indicator, a.title_format, a.translation_type, a.encoding_scheme);
    add(a.ssn, a.has_ssn, a.has_point_code, a.routes_on_ssn, a.where);
  }
  void add(const Ss7& s) {
    add(s.opc, s.dpc, s.routing_context, s.network_appearance, s.service_indicator);
    add(s.network_indicator, s.sls, s.sccp_type, s.return_cause, s.is_returned, s.called);
    add(s.calling, s.tcap, s.dialogue, s.has_p_abort, s.p_abort_cause, s.otid, s.dtid, s.context);
    add(s.destination_reference, s.origination_reference);
  }
  void add(const Diameter& d) {
    add(d.command, d.application, d.hop_by_hop, d.end_to_end, d.flags, d.is_request);
    add(d.is_management, d.is_experimental, d.result, d.session_id, d.origin_host);
    add(d.origin_realm, d.destination_host, d.destination_realm, d.route_record_count);
    for (uint32_t i = 0; i < d.route_record_count; i++)
      add(d.route_records[i]);
  }
  void add(const Message& m) {
    add(m.bytes, m.stream_id, m.ppid, m.tsn, static_cast<uint64_t>(m.anomalies >> 64),
        static_cast<uint64_t>(m.anomalies), m.technology, m.index);
    add(m.first_operation, m.operation_count, m.fault, m.fault_offset, m.ss7, m.diameter);
  }
  void add(const Operation& o) {
    add(o.component, o.id, o.code, o.error, o.invoke_id, o.has_invoke_id, o.is_global_code);
    add(o.has_imei, o.imsi, o.other_imsi, o.msisdn, o.nodes_present, o.nodes, o.place);
    add(o.requested, o.disclosed, o.vectors_wanted, o.vectors_given, o.sub_type, o.flags);
    add(o.tp_mti, o.tp_pid, o.argument);
  }

  std::vector<uint64_t> values_;
};

struct Given {
  Octets octets;
  uint16_t link_type = eth::link_type::ethernet;
  uint32_t original = 0;
};

void decode_into(Decoded& out, const Given& given) {
  static Counters counters;
  Frame frame;
  frame.data = given.octets.data();
  frame.captured = static_cast<uint32_t>(given.octets.size());
  frame.original = std::max(given.original, frame.captured);
  frame.link_type = given.link_type;
  NullSink nothing;
  decode_frame(frame, out, nothing, counters);
}

/// Three decodings of each frame; `reused` has seen all the frames before.
class Trial {
public:
  void run(const Given& given) {
    decode_into(*reused_, given);
    const Values reused(*reused_);
    for (const int pattern : {0x00, 0xA5}) {
      std::memset(static_cast<void*>(alone_.get()), pattern, sizeof *alone_);
      // What is not cleared by reset() is written before it is read.
      decode_into(*alone_, given);
      if (!(Values(*alone_) == reused))
        check::failed("frame", static_cast<int>(frames_), "differs from the same frame alone");
    }
    frames_++;
    values_ += reused.size();
  }
  uint64_t frames() const { return frames_; }
  uint64_t values() const { return values_; }

private:
  std::unique_ptr<Decoded> reused_ = std::make_unique<Decoded>();
  std::unique_ptr<Decoded> alone_ = std::make_unique<Decoded>();
  uint64_t frames_ = 0, values_ = 0;
};

/// A number from a fixed sequence (Steele and Vigna, LXM's constants).
uint64_t next(uint64_t& state) {
  state = state * 0xD1342543DE82EF95ULL + 1;
  return state >> 33;
}

/// The frame, then the frame with some octets changed.
void run_with_changes(Trial& trial, const Given& given, uint32_t changed, uint64_t& random) {
  trial.run(given);
  for (uint32_t i = 0; i < changed && !given.octets.empty(); i++) {
    Given other = given;
    for (uint32_t k = 0; k <= i % 3; k++)
      other.octets[next(random) % other.octets.size()] = static_cast<uint8_t>(next(random));
    trial.run(other);
  }
}

std::vector<Given> built_frames() {
  const Octets two = data_chunk(m3ua_udt()) + data_chunk(m3ua_udt(), 3, 1001);
  const Octets vpn = hex("0f1c0f1c 00000001 00000001 5018ffff 00000000");
  const Octets watchdog = hex("01000014 80000118 00000000 00000001 00000002");
  return {
      {ethernet(ipv4(sctp(two)))},
      {ethernet(ipv6(sctp(data_chunk(m3ua_udt()))), 0x86DD)},
      {ethernet(vlan_tag(0x0800, 7) + ipv4(sctp(data_chunk(m3ua_udt()))), 0x8100)},
      {ethernet(ipv4(sctp(data_chunk(watchdog + watchdog, 46), 3868)))},
      {ethernet(ipv4(vpn + watchdog, 6))},
      {ethernet(ipv4(hex("0102"), 17))},
      {ethernet(ipv4(sctp({})))},
      {{}},
  };
}

} // namespace

TEST("a decoding holds nothing of the frame before it, whatever was there") {
  Trial trial;
  uint64_t random = 1;
  const std::vector<Given> frames = built_frames();
  for (const Given& a : frames)
    for (const Given& b : frames) {
      run_with_changes(trial, a, 8, random);
      run_with_changes(trial, b, 8, random);
    }
  CHECK(trial.values() > trial.frames());
}

TEST("nor do the decodings of vectors of other projects") {
  Trial trial;
  uint64_t random = 3;
  for (const char* layer : {"TCAP", "Diameter"})
    for_each_vector(layer, [&](const Vector& v) {
      const bool is_tcap = layer[0] == 'T';
      if (is_tcap && v.octets.size() > 0xFF) return; // more than unitdata holds
      const Octets frame = is_tcap ? sccp_frame(udt(kCalled, kCalling, v.octets))
                                   : ethernet(ipv4(sctp(data_chunk(v.octets, 46), 3868)));
      run_with_changes(trial, {frame}, 4, random);
    });
  std::printf("  %llu frames\n", static_cast<unsigned long long>(trial.frames()));
}

TEST("nor do the decodings of real captures, one behind the other") {
  Trial trial;
  uint64_t random = 2;
  for (const std::string& path : capture_paths()) {
    Counters counters{};
    std::string error;
    const auto source = open_capture_file(path, 0, counters, error);
    std::array<Frame, 16> frames;
    while (const uint32_t n = source == nullptr ? 0 : source->next(frames))
      for (uint32_t i = 0; i < n; i++) {
        const Frame& f = frames[i];
        run_with_changes(trial, {{f.data, f.data + f.captured}, f.link_type, f.original}, 1,
                         random);
      }
  }
  std::printf("  %llu frames\n", static_cast<unsigned long long>(trial.frames()));
}

CHECK_MAIN()
