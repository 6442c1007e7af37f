// SPDX-License-Identifier: Apache-2.0
// Written by `make gen` from src/schema. Do not edit.
#pragma once

#include <cstdint>

namespace sigwarden {

enum class OperationId : uint16_t {

  unknown = 65535,
};
constexpr uint32_t kOperationIdMax = 1024;
constexpr const char* name_of(OperationId value) {
  switch (value) {

  default: return "?";
  }
}

struct DiameterCommand {
  uint32_t application;
  uint32_t code;
  OperationId id;
};
constexpr uint32_t kDiameterCommandCount = 0;
constexpr DiameterCommand kDiameterCommands[] = {
  {0, 0, OperationId::unknown},
};

} // namespace sigwarden
