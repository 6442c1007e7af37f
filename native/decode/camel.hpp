// SPDX-License-Identifier: Apache-2.0
// What tcap.cpp needs of CAP: the parameter of a component, which operation a code is, and what an
// application context allows. Arguments and results are read by the MAP reader (gsm_map_reader.hpp)
// along the tables of camel_*.hpp, since both protocols share its types.
#pragma once

#include "native/decode/gsm_map.hpp"
#include "native/decode/gsm_map_table.hpp"

namespace sigwarden::camel_decode {

/// Phases of CAMEL that write the same members in two ways.
enum class Phase : uint8_t { early, late }; ///< 1 and 2; 3, 4, and where nothing tells

/// Reads the parameter of a component whose code and component are set. `strict` is false where the
/// protocol is only a guess: then nothing is flagged. False when some of it is not what CAP would
/// write there.
template <class Sink>
bool decode_parameter(Decoding<Sink>& d, Message& m, Operation& op, BerState& ber,
                      const BerElement& parameter, bool strict);

/// The parameter of the CAP error `op.error`.
template <class Sink>
void decode_error_parameter(Decoding<Sink>& d, Message& m, Operation& op, BerState& ber,
                            const BerElement& parameter, bool strict);

/// OperationId::unknown for codes that CAP does not have.
OperationId operation_of(int64_t code);

/// Bits of Anomaly that the operation code of an invoke has in its context, on this side of the
/// dialogue.
Anomalies code_anomalies(const ApplicationContext& context, int64_t code, map::Side side);

/// The shape of an operation, or nullptr for one without parameters.
const map::OperationShape* shape_of(uint32_t code, Phase phase);
/// The parameter of an error, or nullptr.
const map::Structure* error_shape_of(int64_t code);

} // namespace sigwarden::camel_decode
