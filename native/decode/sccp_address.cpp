// SPDX-License-Identifier: Apache-2.0
// SCCP party addresses (Q.713 §3.4): indicator, point code, subsystem number and a global title of
// any format; and those of the variants: ANSI (T1.112.3 §3.5) swaps two bits of the indicator and
// two parts of the address and has titles of its own, China has point codes of 24 bits, Japan
// of 16. Called by sccp.cpp, which knows the variant.
#include "native/decode/sccp_address.hpp"

#include <algorithm>

#include "native/generated/anomalies.hpp"
#include "native/generated/sccp.hpp"

namespace sigwarden {
namespace {

namespace indicator = sccp::address_indicator;
namespace ansi_indicator = sccp::ansi_address_indicator;
namespace title_format = sccp::title_format;

/// Fields of a party address; Wireshark has each of them twice.
struct PartyFields {
  Field reserved, ri, gti, ssni, pci, pc, ssn, tt, np, es, oe, nai, digits;
  Field ni, network, cluster, member; ///< of the variants
};
constexpr PartyFields kCalled = {
    Field::sccp_called_reserved, Field::sccp_called_ri,    Field::sccp_called_gti,
    Field::sccp_called_ssni,     Field::sccp_called_pci,   Field::sccp_called_pc,
    Field::sccp_called_ssn,      Field::sccp_called_tt,    Field::sccp_called_np,
    Field::sccp_called_es,       Field::sccp_called_oe,    Field::sccp_called_nai,
    Field::sccp_called_digits,   Field::sccp_called_ni,    Field::sccp_called_network,
    Field::sccp_called_cluster,  Field::sccp_called_member};
constexpr PartyFields kCalling = {
    Field::sccp_calling_reserved, Field::sccp_calling_ri,    Field::sccp_calling_gti,
    Field::sccp_calling_ssni,     Field::sccp_calling_pci,   Field::sccp_calling_pc,
    Field::sccp_calling_ssn,      Field::sccp_calling_tt,    Field::sccp_calling_np,
    Field::sccp_calling_es,       Field::sccp_calling_oe,    Field::sccp_calling_nai,
    Field::sccp_calling_digits,   Field::sccp_calling_ni,    Field::sccp_calling_network,
    Field::sccp_calling_cluster,  Field::sccp_calling_member};

template <class Sink> class AddressDecoder {
public:
  AddressDecoder(Sink& sink, const uint8_t* base, View where, Party party)
      : sink_(sink), base_(base), at_(base + where.offset), end_(at_ + where.length),
        party_(party) {}
  Anomalies run(SccpAddress& a);
  Anomalies run_variant(Ss7Variant variant, SccpAddress& a);

private:
  void read_indicator(SccpAddress& a) const;
  bool read_ssn(SccpAddress& a);
  bool read_wide_point_code(SccpAddress& a);
  bool read_point_code(uint32_t mask, SccpAddress& a);
  Anomalies read_title(SccpAddress& a);
  Anomalies read_title_of(uint32_t format, SccpAddress& a);
  uint32_t remaining() const { return static_cast<uint32_t>(end_ - at_); }
  View view(uint32_t length) const { return {static_cast<uint32_t>(at_ - base_), length}; }
  const PartyFields& fields() const { return party_ == Party::called ? kCalled : kCalling; }
  void number(Field field, uint32_t length, uint32_t value) {
    sink_.number(field, view(length), value);
  }

  Sink& sink_;
  const uint8_t* const base_;
  const uint8_t* at_; ///< next octet
  const uint8_t* const end_;
  const Party party_;
};

/// What a title has in front of its signals, by its format (Q.713 §3.4.2.3).
namespace part {
constexpr uint8_t translation = 1, plan = 2, nature = 4, undefined = 8;
}
constexpr std::array<uint8_t, 16> kParts = [] {
  std::array<uint8_t, 16> parts{};
  parts.fill(part::undefined);
  parts[title_format::none] = 0;
  parts[title_format::nature] = part::nature;
  parts[title_format::translation] = part::translation;
  parts[title_format::translation_plan] = part::translation | part::plan;
  parts[title_format::translation_plan_nature] = part::translation | part::plan | part::nature;
  return parts;
}();
constexpr std::array<uint8_t, 5> kFixedOctets = {0, 1, 1, 2, 3};

/// Q.713 fills an odd number with 0; many stacks use F, as everywhere else.
inline bool is_filler(uint32_t nibble) {
  return (1u << nibble & (1u | 1u << kFillerNibble)) != 0;
}

/// Between networks all titles have one format: there the compiler knows its parts.
template <class Sink>
[[gnu::always_inline]] inline Anomalies AddressDecoder<Sink>::read_title(SccpAddress& a) {
  constexpr uint32_t kUsual = title_format::translation_plan_nature;
  if (a.title_format == kUsual) [[likely]]
    return read_title_of(kUsual, a);
  return read_title_of(a.title_format, a);
}

template <class Sink>
[[gnu::always_inline]] inline Anomalies AddressDecoder<Sink>::read_title_of(uint32_t format,
                                                                            SccpAddress& a) {
  const uint32_t parts = kParts[format];
  const bool is_defined = (parts & part::undefined) == 0;
  if (is_defined && remaining() < kFixedOctets[format]) return anomaly::sccp_address_incomplete;
  bool is_odd = false;
  uint8_t nature = 0, plan = 0;
  if (parts & part::translation) {
    a.translation_type = *at_;
    number(fields().tt, 1, *at_);
    at_++;
  }
  if (parts & part::plan) {
    const uint8_t octet = *at_, scheme = octet & 0xF;
    plan = octet >> 4;
    a.encoding_scheme = scheme;
    is_odd = scheme != sccp::encoding_scheme::bcd_even;
    number(fields().np, 1, plan);
    number(fields().es, 1, scheme);
    at_++;
  }
  if (parts & part::nature) {
    const uint8_t octet = *at_;
    if (format == title_format::nature) {
      is_odd = octet >> 7;
      number(fields().oe, 1, is_odd);
    }
    nature = octet & 0x7F;
    number(fields().nai, 1, nature);
    at_++;
  }
  const Bytes signals{at_, remaining()};
  is_odd = is_odd && !signals.empty();
  const uint32_t count = 2 * signals.size - is_odd;
  Digits& title = a.title;
  const bool is_plain = read_plain_tbcd(signals.data, signals.size, count, title);
  if (!is_plain) [[unlikely]]
    title = read_tbcd(signals.data, signals.size, count);
  title.ton = nature;
  title.npi = plan;
  sink_.signals(fields().digits, view(signals.size), base_, is_odd);
  sink_.signals(Field::sccp_digits, view(signals.size), base_, is_odd);
  // Half of all titles are odd: no branch may hang on that. The indicator at least is in front.
  const bool is_ill_filled = is_odd & !is_filler(end_[-1] >> 4);
  if (is_plain && !is_ill_filled && is_defined) [[likely]]
    return 0;
  const bool is_short = title.length < std::min(count, kDigitsMax);
  const bool is_bad = is_short || is_ill_filled || (title.flags & Digits::kNotDecimal) != 0;
  return (signals.empty() ? anomaly::sccp_address_incomplete
          : is_bad        ? anomaly::sccp_title_encoding
                          : 0) |
         (is_defined ? 0 : anomaly::sccp_title_format);
}

template <class Sink> inline bool AddressDecoder<Sink>::read_ssn(SccpAddress& a) {
  if (remaining() == 0) return false;
  a.has_ssn = true;
  a.ssn = *at_;
  number(fields().ssn, 1, a.ssn);
  number(Field::sccp_ssn, 1, a.ssn);
  at_++;
  return true;
}

template <class Sink>
inline bool AddressDecoder<Sink>::read_point_code(uint32_t mask, SccpAddress& a) {
  if (remaining() < 2) return false;
  a.has_point_code = true;
  a.point_code = load_le16(at_) & mask;
  number(fields().pc, 2, a.point_code);
  at_ += 2;
  return true;
}

/// Member, cluster, network.
template <class Sink> bool AddressDecoder<Sink>::read_wide_point_code(SccpAddress& a) {
  if (remaining() < 3) return false;
  a.has_point_code = true;
  a.point_code = load_le16(at_) | uint32_t{at_[2]} << 16;
  number(fields().network, 3, a.point_code >> 16);
  number(fields().cluster, 3, a.point_code >> 8 & 0xFF);
  number(fields().member, 3, a.point_code & 0xFF);
  at_ += 3;
  return true;
}

/// The format of Q.713 with the same parts as one of T1.112.3 §3.5.2; one of neither where there is
/// none.
uint8_t format_of_ansi(uint32_t format) {
  switch (format) {
  case sccp::ansi_title_format::none: return title_format::none;
  case sccp::ansi_title_format::translation_plan: return title_format::translation_plan;
  case sccp::ansi_title_format::translation: return title_format::translation;
  default: return 0xF;
  }
}

template <class Sink> inline void AddressDecoder<Sink>::read_indicator(SccpAddress& a) const {
  const uint8_t octet = *at_;
  a.indicator = octet;
  a.routes_on_ssn = octet & indicator::routes_on_ssn;
  a.title_format = static_cast<uint8_t>((octet & indicator::title_format) >> 2);
}

/// An ANSI address that says of itself that it is international has the form of Q.713.
template <class Sink>
Anomalies AddressDecoder<Sink>::run_variant(Ss7Variant variant, SccpAddress& a) {
  if (remaining() == 0) return anomaly::sccp_address_incomplete;
  read_indicator(a);
  const bool is_ansi = variant == Ss7Variant::ansi;
  const bool is_national = is_ansi && (a.indicator & ansi_indicator::national);
  const uint32_t ssn_bit = is_national ? ansi_indicator::ssn : indicator::ssn;
  const uint32_t code_bit = is_national ? ansi_indicator::point_code : indicator::point_code;
  const bool has_ssn = a.indicator & ssn_bit, has_code = a.indicator & code_bit;
  number(is_ansi ? fields().ni : fields().reserved, 1, a.indicator >> 7);
  number(fields().ri, 1, a.routes_on_ssn);
  number(fields().gti, 1, a.title_format);
  number(fields().ssni, 1, has_ssn);
  number(fields().pci, 1, has_code);
  at_++;
  if (is_national) {
    a.title_format = format_of_ansi(a.title_format);
    if ((has_ssn && !read_ssn(a)) || (has_code && !read_wide_point_code(a)))
      return anomaly::sccp_address_incomplete;
  } else {
    const auto read_code = [&] {
      if (variant == Ss7Variant::china) return read_wide_point_code(a);
      return read_point_code(variant == Ss7Variant::japan ? 0xFFFF : 0x3FFF, a);
    };
    if ((has_code && !read_code()) || (has_ssn && !read_ssn(a)))
      return anomaly::sccp_address_incomplete;
  }
  if (a.title_format != title_format::none) return read_title(a);
  return remaining() == 0 ? 0 : anomaly::sccp_parameter_gap;
}

template <class Sink> Anomalies AddressDecoder<Sink>::run(SccpAddress& a) {
  if (remaining() == 0) return anomaly::sccp_address_incomplete;
  read_indicator(a);
  const bool has_ssn = a.indicator & indicator::ssn, has_pc = a.indicator & indicator::point_code;
  number(fields().reserved, 1, a.indicator >> 7);
  number(fields().ri, 1, a.routes_on_ssn);
  number(fields().gti, 1, a.title_format);
  number(fields().ssni, 1, has_ssn);
  number(fields().pci, 1, has_pc);
  at_++;
  if (has_pc && !read_point_code(0x3FFF, a)) return anomaly::sccp_address_incomplete;
  if (has_ssn && !read_ssn(a)) return anomaly::sccp_address_incomplete;
  if (a.title_format != title_format::none) return read_title(a);
  return remaining() == 0 ? 0 : anomaly::sccp_parameter_gap;
}

/// Apart, so that ITU-T's addresses do not pay for it.
template <class Sink>
[[gnu::noinline]] Anomalies decode_variant(Sink& sink, const uint8_t* base, Party party,
                                           Ss7Variant variant, SccpAddress& address) {
  return AddressDecoder<Sink>(sink, base, address.where, party).run_variant(variant, address);
}

} // namespace

template <class Sink>
Anomalies decode_sccp_address(Sink& sink, const uint8_t* base, View where, Party party,
                              Ss7Variant variant, SccpAddress& address) {
  address.where = where;
  if (variant > Ss7Variant::itu) [[unlikely]]
    return decode_variant(sink, base, party, variant, address);
  return AddressDecoder<Sink>(sink, base, where, party).run(address);
}

template Anomalies decode_sccp_address<NullSink>(NullSink&, const uint8_t*, View, Party, Ss7Variant,
                                                 SccpAddress&);
template Anomalies decode_sccp_address<FieldSink>(FieldSink&, const uint8_t*, View, Party,
                                                  Ss7Variant, SccpAddress&);

} // namespace sigwarden
