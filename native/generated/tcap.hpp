// SPDX-License-Identifier: Apache-2.0
// Written by `make gen` from src/schema. Do not edit.
#pragma once

#include <cstdint>

namespace sigwarden {

namespace tcap {

namespace message {
constexpr uint32_t unidirectional = 97u;
constexpr uint32_t begin = 98u;
constexpr uint32_t end = 100u;
constexpr uint32_t continue_ = 101u;
constexpr uint32_t abort = 103u;
} // namespace message

namespace element {
constexpr uint32_t otid = 72u;
constexpr uint32_t dtid = 73u;
constexpr uint32_t p_abort_cause = 74u;
constexpr uint32_t dialogue = 107u;
constexpr uint32_t components = 108u;
} // namespace element

namespace component {
constexpr uint32_t invoke = 161u;
constexpr uint32_t result_last = 162u;
constexpr uint32_t error = 163u;
constexpr uint32_t reject = 164u;
constexpr uint32_t result_not_last = 167u;
} // namespace component

namespace dialogue_pdu {
constexpr uint32_t request = 96u;
constexpr uint32_t response = 97u;
constexpr uint32_t abort = 100u;
} // namespace dialogue_pdu

namespace external {
constexpr uint32_t single_asn1_type = 160u;
constexpr uint32_t octet_aligned = 129u;
constexpr uint32_t arbitrary = 130u;
} // namespace external

namespace p_abort_cause {
constexpr uint32_t unrecognizedMessageType = 0u;
constexpr uint32_t unrecognizedTransactionID = 1u;
constexpr uint32_t badlyFormattedTransactionPortion = 2u;
constexpr uint32_t incorrectTransactionPortion = 3u;
constexpr uint32_t resourceLimitation = 4u;
} // namespace p_abort_cause

namespace problem {
constexpr uint32_t general = 0u;
constexpr uint32_t invoke = 1u;
constexpr uint32_t return_result = 2u;
constexpr uint32_t return_error = 3u;
} // namespace problem

} // namespace tcap

} // namespace sigwarden
