// SPDX-License-Identifier: Apache-2.0
// MTP3 (Q.704 §2.2, T1.111.4 §2.2, GF 001-9001, JT-Q704 §2.2): service information octet, routing
// label, user part. Called by m2pa.cpp, m2ua.cpp, mtp2.cpp and link.cpp. No octet says which
// variant it is: the link's configuration does, else the label behind which SCCP is found. Each
// message is looked at by itself, so that the same message always reads alike. Network management
// and other user parts than SCCP are counted; where nobody says of which variant they are, their
// label is shown as ITU-T's and the message keeps `automatic`: nothing is to be learned from it.
#include "native/generated/mtp3.hpp"
#include "native/decode/decoder.hpp"
#include "native/decode/sccp_probe.hpp"
#include "native/decode/user_part.hpp"
#include "native/decode/variants.hpp"

namespace sigwarden {
namespace {

namespace label_octets = mtp3::label_octets;

struct Label {
  uint32_t opc = 0, dpc = 0;
  uint8_t sls = 0;
};

uint32_t octets_of_label(Ss7Variant variant) {
  switch (variant) {
  case Ss7Variant::ansi:
  case Ss7Variant::china: return label_octets::twenty_four_bit;
  case Ss7Variant::japan: return label_octets::japan;
  default: return label_octets::itu;
  }
}

uint32_t load_le24(const uint8_t* p) {
  return load_le16(p) | uint32_t{p[2]} << 16;
}

/// `p` has the octets of that variant's label.
Label label_of(Ss7Variant variant, const uint8_t* p) {
  switch (variant) {
  case Ss7Variant::ansi: return {load_le24(p + 3), load_le24(p), p[6]};
  case Ss7Variant::china: return {load_le24(p + 3), load_le24(p), static_cast<uint8_t>(p[6] & 0xF)};
  case Ss7Variant::japan: return {load_le16(p + 2), load_le16(p), static_cast<uint8_t>(p[4] & 0xF)};
  default: {
    const uint32_t word = load_le32(p);
    return {word >> 14 & 0x3FFF, word & 0x3FFF, static_cast<uint8_t>(word >> 28)};
  }
  }
}

Bytes behind_label(Bytes octets, Ss7Variant variant) {
  const uint32_t label = octets_of_label(variant);
  if (octets.size <= label) return {};
  return {octets.data + label, octets.size - label};
}

/// The variant of which a message reads best, and whether another one reads as well. `octets` begin
/// with the label.
struct Recognised {
  Ss7Variant variant = Ss7Variant::automatic;
  SccpFit fit = SccpFit::none;
  bool is_ambiguous = false;
};

/// Where `said` reads as well as another, it is what the carrier says.
Recognised recognise(Bytes octets, Ss7Variant said) {
  Recognised best;
  const auto consider = [&](Ss7Variant variant) {
    const SccpFit fit = sccp_fit(behind_label(octets, variant), variant);
    if (fit == SccpFit::none || fit < best.fit) return;
    best.is_ambiguous = fit == best.fit && best.variant != said;
    if (fit > best.fit) best = {variant, fit, false};
  };
  if (said != Ss7Variant::automatic) consider(said);
  consider(Ss7Variant::itu);
  consider(variant_of_24_bit(behind_label(octets, Ss7Variant::ansi)));
  consider(Ss7Variant::japan);
  return best;
}

/// Of the link as it is configured: by its addresses, else by the point codes that the message has
/// when it is read in that link's variant.
Ss7Variant configured_variant(const Variants& variants, const Packet& packet, Bytes octets) {
  const Ss7Variant by_address = variants.of_packet(packet);
  if (by_address != Ss7Variant::automatic) return by_address;
  for (const Ss7Variant variant :
       {Ss7Variant::itu, Ss7Variant::ansi, Ss7Variant::china, Ss7Variant::japan}) {
    if (octets.size < octets_of_label(variant)) continue;
    const Label label = label_of(variant, octets.data);
    if (variants.of_codes(label.opc, label.dpc) == variant) return variant;
  }
  return variants.otherwise();
}

template <class Sink>
Ss7Variant choose_variant(Decoding<Sink>& d, Message& m, Bytes octets, bool is_sccp,
                          Ss7Variant said) {
  const Ss7Variant configured = d.variants == nullptr
                                    ? Ss7Variant::automatic
                                    : configured_variant(*d.variants, d.out.packet, octets);
  Recognised found = recognise(octets, said);
  // Under another service indicator only what is SCCP to its last doubt counts.
  if (!is_sccp && found.fit != SccpFit::user) found = {};
  if (configured == Ss7Variant::automatic) {
    if (found.is_ambiguous) m.flag(anomaly::mtp3_variant_ambiguous);
    return found.variant == Ss7Variant::automatic ? said : found.variant;
  }
  // The nodes read it as configured; that it was meant for a reader of another kind is worth a
  // word.
  if (found.fit == SccpFit::user && found.variant != configured &&
      sccp_fit(behind_label(octets, configured), configured) < SccpFit::shape)
    m.flag(anomaly::mtp3_variant_contradicts);
  return configured;
}

void code_fields(FieldSink& sink, const std::array<Field, 3>& fields, View where, uint32_t code) {
  sink.number(fields[0], where, code >> 16);
  sink.number(fields[1], where, code >> 8 & 0xFF);
  sink.number(fields[2], where, code & 0xFF);
}

void show_label(FieldSink& sink, const Ss7& ss7, const uint8_t* octets, uint32_t at) {
  const uint8_t sio = octets[0];
  const uint32_t label = octets_of_label(ss7.variant);
  sink.number(Field::mtp3_network_indicator, {at, 1}, ss7.network_indicator);
  sink.number(ss7.variant == Ss7Variant::ansi ? Field::mtp3_priority : Field::mtp3_spare, {at, 1},
              sio >> 4 & 3);
  sink.number(Field::mtp3_service_indicator, {at, 1}, ss7.service_indicator);
  sink.number(Field::mtp3_variant, {at + 1, label}, static_cast<uint64_t>(ss7.variant));
  const bool is_wide = label == label_octets::twenty_four_bit;
  const uint32_t code = label == label_octets::japan ? 2 : is_wide ? 3 : 4;
  const View dpc{at + 1, code}, opc{at + 1 + (code == 4 ? 0 : code), code};
  sink.number(Field::mtp3_dpc, dpc, ss7.dpc);
  sink.number(Field::mtp3_opc, opc, ss7.opc);
  if (is_wide) {
    code_fields(sink, {Field::mtp3_dpc_network, Field::mtp3_dpc_cluster, Field::mtp3_dpc_member},
                dpc, ss7.dpc);
    code_fields(sink, {Field::mtp3_opc_network, Field::mtp3_opc_cluster, Field::mtp3_opc_member},
                opc, ss7.opc);
  }
  const View sls = code == 4 ? View{at + 1, 4} : View{at + label, 1};
  sink.number(Field::mtp3_sls, sls, ss7.sls);
  if (ss7.variant == Ss7Variant::japan) sink.number(Field::mtp3_sls_spare, sls, octets[label] >> 4);
}

} // namespace

template <class Sink>
void decode_mtp3(Decoding<Sink>& d, Message& m, Cursor octets, Ss7Variant said) {
  const uint32_t at = octets.offset();
  const uint8_t* p = octets.data();
  const View all = octets.view(octets.remaining());
  d.sink.layer(Protocol::mtp3, all);
  const auto refuse = [&] {
    d.sink.leave();
    d.hide(all);
    m.fail(Fault::mtp3_header_short, at);
  };
  if (!octets.skip(1)) return refuse();
  Ss7& ss7 = m.ss7;
  ss7.service_indicator = p[0] & 0xF;
  ss7.network_indicator = p[0] >> 6;
  const bool is_sccp = ss7.service_indicator == mtp3::service_indicator::sccp;
  ss7.variant = choose_variant(d, m, octets.rest(), is_sccp, said);
  if (!octets.skip(octets_of_label(ss7.variant))) return refuse();
  const Label label = label_of(ss7.variant, p + 1);
  ss7.opc = label.opc;
  ss7.dpc = label.dpc;
  ss7.sls = label.sls;
  if constexpr (Sink::records) show_label(d.sink, ss7, p, at);
  d.sink.leave();
  decode_user_part(d, m, octets);
}

template void decode_mtp3<NullSink>(Decoding<NullSink>&, Message&, Cursor, Ss7Variant);
template void decode_mtp3<FieldSink>(Decoding<FieldSink>&, Message&, Cursor, Ss7Variant);

} // namespace sigwarden
