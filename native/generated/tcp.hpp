// SPDX-License-Identifier: Apache-2.0
// Written by `make gen` from src/schema. Do not edit.
#pragma once

#include <cstdint>

namespace sigwarden {

namespace tcp {

namespace port {
constexpr uint32_t diameter = 3868u;
constexpr uint32_t diameter_tls = 5868u;
} // namespace port

namespace flag {
constexpr uint32_t fin = 1u;
constexpr uint32_t syn = 2u;
constexpr uint32_t rst = 4u;
constexpr uint32_t push = 8u;
constexpr uint32_t ack = 16u;
} // namespace flag

namespace tls_record {
constexpr uint32_t change_cipher_spec = 20u;
constexpr uint32_t alert = 21u;
constexpr uint32_t handshake = 22u;
constexpr uint32_t application_data = 23u;
} // namespace tls_record

} // namespace tcp

} // namespace sigwarden
