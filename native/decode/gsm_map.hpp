// SPDX-License-Identifier: Apache-2.0
// What tcap.cpp needs of MAP: the parameter of a component, which operation a code is, and what an
// application context allows. Arguments and results themselves are read by gsm_map_reader.hpp along
// the tables of gsm_map_*.hpp.
#pragma once

#include "native/base/ber.hpp"
#include "native/decode/decoder.hpp"
#include "native/generated/gsm_map.hpp"

namespace sigwarden::map {

/// Reads the parameter of a component whose code, component and context are set. `strict` is false
/// where the protocol is only a guess: then nothing is flagged. The stretch of `ber` begins in
/// front of the parameter: where anything in it failed, nobody knows where its secrets stand.
template <class Sink>
void decode_parameter(Decoding<Sink>& d, Message& m, Operation& op, BerState& ber, Cursor contents,
                      uint32_t tag, uint32_t header_octets, bool strict);

/// The parameter of the MAP error `op.error`.
template <class Sink>
void decode_error_parameter(Decoding<Sink>& d, Message& m, Operation& op, BerState& ber,
                            const BerElement& parameter, bool strict);

/// OperationId::unknown for codes that MAP does not have.
OperationId operation_of(int64_t code);

/// Row of kContexts; nullptr where it has none.
const gsm_map::Context* context_row(uint8_t number, uint8_t version);

/// Who sent the invoke, as far as its message tells.
enum class Side : uint8_t { unknown, initiator, responder };

/// Bits of Anomaly that the operation code of an invoke has in its context, on this side of the
/// dialogue.
Anomalies code_anomalies(const ApplicationContext& context, int64_t code, Side side);

/// The code that an operation written as OBJECT IDENTIFIER may stand for: its last arc where the
/// context allows it, else the context's only operation; -1 when neither is there.
int64_t code_of_global(const ApplicationContext& context, int64_t last_arc);

inline bool is_international_e164(const Digits& digits) {
  return digits.npi == gsm_map::numbering_plan::e164 &&
         digits.ton == gsm_map::type_of_number::international;
}

/// Digits that may be more than Digits holds.
template <class Sink>
void show_number(Sink& sink, Field field, View where, const Digits& number, const uint8_t* base) {
  if ((number.flags & Digits::kTruncated) == 0) return sink.digits(field, where, number);
  const bool odd = (base[where.offset + where.length - 1] >> 4) == kFillerNibble;
  sink.signals(field, where, base, odd);
}

/// The parts of an AddressString (TS 29.002 §17.7.8) as Wireshark files them; `where` is the whole
/// of it.
template <class Sink>
void show_address(Sink& sink, View where, uint8_t nature, const Digits& address,
                  const uint8_t* base) {
  const View first{where.offset, 1};
  sink.number(Field::gsm_map_extension, first, nature >> 7);
  sink.number(Field::gsm_map_nature_of_number, first, (nature >> 4) & 7);
  sink.number(Field::gsm_map_number_plan, first, nature & 0xF);
  if (where.length < 2) return;
  const View digits{where.offset + 1, where.length - 1};
  if (address.npi == gsm_map::numbering_plan::e212)
    sink.digits(Field::gsm_map_e212_imsi, digits, address);
  else
    show_number(sink,
                is_international_e164(address) ? Field::gsm_map_e164_msisdn
                                               : Field::gsm_map_address_digits,
                digits, address, base);
}

} // namespace sigwarden::map
