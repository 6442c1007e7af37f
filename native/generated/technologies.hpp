// SPDX-License-Identifier: Apache-2.0
// Written by `make gen` from src/schema. Do not edit.
#pragma once

#include <cstdint>

#include "native/generated/counters.hpp"
#include "native/generated/tables.hpp"

namespace sigwarden {

/// UDP ports of signalling, on either side of a datagram.
constexpr uint16_t kSignallingPorts[] = {2123};

constexpr Counter message_counter(Technology technology) {
  switch (technology) {
  case Technology::ss7: return Counter::messages_ss7;
  case Technology::diameter: return Counter::messages_diameter;
  case Technology::gtp: return Counter::messages_gtp;
  }
  return Counter::messages_management;
}

} // namespace sigwarden
