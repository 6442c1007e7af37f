// SPDX-License-Identifier: Apache-2.0
// An engine with its ring and a wire to put messages on: each call makes one frame with one message
// whose octets stand in for the real ones, and hands it over decoded.
#pragma once

#include "test/native/engine_world.hpp"

namespace sigwarden::world {

/// What was read back from the ring.
struct Record {
  RecordHeader header;
  std::string body, sealed;
  bool body_has(const char* text) const { return body.find(text) != std::string::npos; }
  bool sealed_has(const char* text) const { return sealed.find(text) != std::string::npos; }
};

struct Title {
  std::string digits;
  uint8_t ssn = 6;
  uint32_t point_code = 100;
};

class Wire : public Source {
public:
  explicit Wire(Policy policy, uint64_t ring_octets = 64u << 20, bool is_line = false) {
    std::string why;
    ring_ = Ring::create(ring_octets, why);
    EngineOptions options;
    options.key = {11, 22};
    options.tap = 0xAABBCCDD;
    options.is_line = is_line;
    options.capacities = {4096, 256, 1024, 4096, 1024, 4096, 512, 512, 4096, 4096, 512, 64};
    engine_ = std::make_unique<Engine>(options, *ring_, timeline());
    engine_->set_policy(std::move(policy));
    decoded_ = std::make_unique<Decoded>();
  }

  // Source: frames are read again as they were sent.
  uint32_t next(std::span<Frame>) override { return 0; }
  bool at(uint64_t reference, Frame& frame) const override {
    if (reference >= kept_.size() || forgetful_) return false;
    frame = kept_[reference];
    return true;
  }
  SourceEnd end() const override { return SourceEnd::complete; }
  const Diagnostic& diagnostic() const override { return diagnostic_; }
  uint64_t position() const override { return 0; }
  uint64_t size() const override { return 0; }

  Engine& engine() { return *engine_; }
  uint64_t now_ns = kStart;
  bool forgetful_ = false;

  /// A TCAP message between two titles; `component` adds to it, send() puts it on the wire.
  Message& tcap(Tcap type, const Title& from, const Title& to, uint64_t otid, uint64_t dtid) {
    decoded_->reset();
    decoded_->packet = Packet{};
    decoded_->packet.ip_version = 4;
    decoded_->packet.transport = 6;
    decoded_->packet.source[15] = static_cast<uint8_t>(from.point_code);
    decoded_->packet.destination[15] = static_cast<uint8_t>(to.point_code);
    Message& m = *decoded_->add_message(Technology::ss7);
    m.ss7.opc = from.point_code;
    m.ss7.dpc = to.point_code;
    m.ss7.sccp_type = 9;
    m.ss7.calling.title = digits(from.digits);
    m.ss7.called.title = digits(to.digits);
    m.ss7.calling.ssn = from.ssn, m.ss7.calling.has_ssn = true;
    m.ss7.called.ssn = to.ssn, m.ss7.called.has_ssn = true;
    m.ss7.calling.title_format = m.ss7.called.title_format = 4;
    if (from.digits.empty()) m.ss7.calling.title = Digits{};
    if (to.digits.empty()) m.ss7.called.title = Digits{};
    m.ss7.tcap = type;
    if (otid != 0) m.ss7.otid = {otid, 4};
    if (dtid != 0) m.ss7.dtid = {dtid, 4};
    m.bytes = {40, 100};
    return m;
  }
  Message& begin(const Title& from, const Title& to, uint64_t otid, uint8_t context) {
    Message& m = tcap(Tcap::begin, from, to, otid, 0);
    m.ss7.context = {context, 3, true, true, false};
    return m;
  }
  Operation& component(Component kind, OperationId id, int16_t invoke_id = 1) {
    Operation& op = *decoded_->add_operation(decoded_->messages[0]);
    op.component = kind;
    op.id = id;
    op.code = static_cast<int32_t>(id) & 0xFF;
    op.invoke_id = invoke_id;
    op.has_invoke_id = true;
    op.argument = {60, 20};
    return op;
  }
  Operation& invoke(OperationId id, int16_t invoke_id = 1) {
    return component(Component::invoke, id, invoke_id);
  }
  Message& diameter(bool request, const std::string& host, const std::string& realm,
                    const std::string& to_realm, uint32_t hop, uint32_t end) {
    tcap(Tcap::none, {"", 0, 1}, {"", 0, 2}, 0, 0);
    decoded_->reset();
    decoded_->packet.ip_version = 4;
    decoded_->packet.transport = 6;
    decoded_->packet.source[15] = request ? 1 : 2;
    decoded_->packet.destination[15] = request ? 2 : 1;
    decoded_->packet.source_port = request ? 4000 : 3868;
    decoded_->packet.destination_port = request ? 3868 : 4000;
    Message& m = *decoded_->add_message(Technology::diameter);
    m.diameter.is_request = request;
    m.diameter.application = 16'777'251;
    m.diameter.hop_by_hop = hop;
    m.diameter.end_to_end = end;
    m.diameter.origin_host = put(host);
    m.diameter.origin_realm = put(realm);
    m.diameter.destination_realm = put(to_realm);
    m.bytes = {40, 100};
    return m;
  }
  Decoded& decoded() { return *decoded_; }
  /// Puts the octets of an argument into the frame.
  void argument(Operation& op, const std::string& octets) { op.argument = put(octets); }
  /// Marks octets of the frame as secret; they spell `SECRET` until they are overwritten.
  void secret(uint32_t offset) { decoded_->add_secret({offset, 6}); }

  void send() {
    auto octets = std::make_unique<std::array<uint8_t, 512>>();
    for (uint32_t i = 0; i < octets->size(); i++)
      (*octets)[i] = static_cast<uint8_t>("SECRET"[i % 6]);
    std::memcpy(octets->data() + 300, text_.data(), text_.size());
    if (vary_ != 0) std::memcpy(octets->data() + 60, &vary_, 4);
    Frame frame;
    frame.data = octets->data();
    frame.captured = frame.original = 512;
    frame.time_ns = now_ns;
    frame.number = ++frames_;
    frame.reference = kept_.size();
    frame.link_type = 1;
    kept_.push_back(frame);
    octets_.push_back(std::move(octets));
    text_.clear();
    engine_->take(frame, *decoded_, this);
  }
  void wait(uint64_t seconds) { now_ns += seconds * kSecond; }
  void finish() {
    while (engine_->finish(this) != Engine::Progress::end) {
    }
  }

  std::vector<Record> drain() {
    std::vector<Record> out;
    uint8_t* base = ring_->base();
    uint64_t tail, head;
    std::memcpy(&tail, base + ring_image::tail_offset, 8);
    std::memcpy(&head, base + ring_image::head_offset, 8);
    while (tail < head) {
      const uint8_t* at = base + ring_image::data_offset + (tail & (ring_->capacity() - 1));
      const uint32_t size = load_le32(at);
      if (load_le32(at + 4) == ring_image::kind::record) out.push_back(parse(at + 8));
      tail += (uint64_t{8} + size + 7) & ~uint64_t{7};
    }
    std::memcpy(base + ring_image::tail_offset, &tail, 8);
    return out;
  }
  uint64_t counter(Counter which) { return engine_->counters()[static_cast<uint32_t>(which)]; }
  Ring& ring() { return *ring_; }

private:
  View put(const std::string& text) {
    const View view{static_cast<uint32_t>(300 + text_.size()), static_cast<uint32_t>(text.size())};
    text_ += text;
    return view;
  }
  static Record parse(const uint8_t* at) {
    Record record;
    std::memcpy(&record.header, at, sizeof record.header);
    const char* text = reinterpret_cast<const char*>(at) + sizeof record.header;
    record.body.assign(text, record.header.body_octets);
    record.sealed.assign(text + record.header.body_octets, record.header.sealed_octets);
    return record;
  }

  std::unique_ptr<Ring> ring_;
  std::unique_ptr<Engine> engine_;
  std::unique_ptr<Decoded> decoded_;
  std::vector<Frame> kept_;
  std::vector<std::unique_ptr<std::array<uint8_t, 512>>> octets_;
  std::string text_;
  Diagnostic diagnostic_;
  uint64_t frames_ = 0;

public:
  uint32_t vary_ = 0; ///< makes the octets of arguments differ from those of the frame before
};

} // namespace sigwarden::world
