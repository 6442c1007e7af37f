// SPDX-License-Identifier: Apache-2.0
// Written by `make gen` from src/schema. Do not edit.
#pragma once

#include <cstdint>

namespace sigwarden {

namespace ieee8021ad {



} // namespace ieee8021ad

} // namespace sigwarden
