// SPDX-License-Identifier: Apache-2.0
// Serving state as octets between two runs (layout: src/schema/state-image.ts): claims about who is
// served where, and which number is whose. What a restart would forget and a cold start lacks; not
// rates, watches and dialogues, which are of one stretch of time. The same tables give the same
// octets, whatever their secret. Networks are numbers of the directory in use: who stores an image
// keeps their ids beside it.
#pragma once

#include <string>
#include <vector>

#include "native/state/claims.hpp"
#include "native/state/identities.hpp"

namespace sigwarden {

std::vector<uint8_t> save_state(const Claims& claims, const Identities& identities,
                                uint32_t as_of_s);

struct Restored {
  uint64_t claims = 0, numbers = 0;
  uint64_t passed_by = 0; ///< no party, or newer ones were there
};

/// Takes an image over into tables. False, and `why`, when it is none: then nothing was taken.
bool restore_state(Bytes image, Claims& claims, Identities& identities, Restored& restored,
                   std::string& why);

} // namespace sigwarden
