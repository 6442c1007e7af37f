// SPDX-License-Identifier: Apache-2.0
// Written by `make gen` from src/schema. Do not edit.
#pragma once

#include <cstdint>

namespace sigwarden {

namespace ansi_tcap {

namespace package {
constexpr uint32_t unidirectional = 225u;
constexpr uint32_t query_with_permission = 226u;
constexpr uint32_t query_without_permission = 227u;
constexpr uint32_t response = 228u;
constexpr uint32_t conversation_with_permission = 229u;
constexpr uint32_t conversation_without_permission = 230u;
constexpr uint32_t abort = 246u;
} // namespace package

namespace element {
constexpr uint32_t transaction_id = 199u;
constexpr uint32_t dialogue = 249u;
constexpr uint32_t components = 232u;
constexpr uint32_t p_abort_cause = 215u;
constexpr uint32_t user_abort = 248u;
} // namespace element

namespace component {
constexpr uint32_t invoke_last = 233u;
constexpr uint32_t result_last = 234u;
constexpr uint32_t error = 235u;
constexpr uint32_t reject = 236u;
constexpr uint32_t invoke_not_last = 237u;
constexpr uint32_t result_not_last = 238u;
} // namespace component

namespace member {
constexpr uint32_t component_ids = 207u;
constexpr uint32_t national_operation = 208u;
constexpr uint32_t private_operation = 209u;
constexpr uint32_t national_error = 211u;
constexpr uint32_t private_error = 212u;
constexpr uint32_t problem = 213u;
} // namespace member

namespace private_family {
constexpr uint32_t ansi_41 = 9u;
} // namespace private_family

namespace operation {
constexpr uint32_t first = 768u;
} // namespace operation

} // namespace ansi_tcap

} // namespace sigwarden
