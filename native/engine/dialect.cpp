// SPDX-License-Identifier: Apache-2.0
#include "native/engine/dialect.hpp"

namespace sigwarden {
namespace {

/// Bits side by side, the first ones on top. Technology stands first, so that nothing is 0.
class Form {
public:
  explicit Form(Technology technology) : bits_(static_cast<uint32_t>(technology)) {}
  Form& add(uint32_t value, uint32_t width) {
    const uint32_t most = (1u << width) - 1;
    bits_ = bits_ << width | (value < most ? value : most);
    return *this;
  }
  uint32_t bits() const { return bits_; }

private:
  uint32_t bits_;
};

/// Parts of a Session-Id beyond the identity (RFC 6733 §8.8 recommends two decimal numbers and
/// leaves a third part open) and the way that each is written.
void add_session_id(Form& form, Bytes id) {
  enum : uint32_t { none, decimal, hexadecimal, other };
  constexpr uint32_t kParts = 4;
  std::array<uint32_t, kParts> kinds{};
  uint32_t part = 0;
  for (const uint8_t c : id) {
    if (c == ';') {
      part++;
      continue;
    }
    if (part == 0 || part > kParts) continue;
    const bool is_digit = c >= '0' && c <= '9';
    const bool is_letter = (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    const uint32_t kind = is_digit ? decimal : is_letter ? hexadecimal : other;
    kinds[part - 1] = std::max(kinds[part - 1], kind);
  }
  form.add(part, 3);
  for (const uint32_t kind : kinds)
    form.add(kind, 2);
}

/// RFC 6733 §3 proposes the time for the upper 12 bits of an end-to-end id. Start-up time is meant,
/// but stacks exist that take each request's.
bool is_of_time(uint32_t end_to_end, uint64_t time_ns) {
  return (end_to_end >> 20) == (time_ns / 1'000'000'000 & 0xFFF);
}

bool begins_with(Bytes text, Bytes start) {
  return start.size != 0 && text.size >= start.size &&
         std::memcmp(text.data, start.data, start.size) == 0;
}

} // namespace

uint32_t dialect_of(const Message& message, const uint8_t* base, uint64_t time_ns) {
  Form form(message.technology);
  if (message.technology == Technology::ss7) {
    const Ss7& ss7 = message.ss7;
    const SccpAddress& calling = ss7.calling;
    form.add(ss7.otid.length, 3)
        .add(calling.title_format, 3)
        .add(calling.title.npi, 4)
        .add(calling.title.ton, 3)
        .add(calling.translation_type, 8)
        .add(calling.routes_on_ssn, 1)
        .add(calling.has_point_code, 1)
        .add(ss7.network_indicator & 3u, 2)
        .add(static_cast<uint32_t>(ss7.variant), 3);
    return form.bits();
  }
  if (message.technology == Technology::diameter) {
    const Diameter& diameter = message.diameter;
    const Bytes id = diameter.session_id.in(base);
    add_session_id(form, id);
    form.add(begins_with(id, diameter.origin_host.in(base)), 1)
        .add(is_of_time(diameter.end_to_end, time_ns), 1)
        .add(diameter.end_to_end == diameter.hop_by_hop, 1)
        .add(diameter.destination_host.empty(), 1)
        .add(diameter.flags >> 4, 4);
  }
  return form.bits();
}

} // namespace sigwarden
