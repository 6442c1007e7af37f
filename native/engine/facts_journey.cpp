// SPDX-License-Identifier: Apache-2.0
// Engine: the journey that a move claims, as facts (src/schema/facts/geography.ts).
#include "native/engine/engine.hpp"

namespace sigwarden {

void Engine::fill_journey(const Request& r, const Networks& networks, Facts& facts) const {
  facts.set(Fact::state_coverage, coverage_.percent());
  const Effect effect = effect_of(static_cast<OperationId>(r.operation));
  const bool is_move = effect == Effect::update || effect == Effect::authentication;
  const int32_t silent_s = effect == Effect::cancel ? -1 : r.span_s;
  const bool has_place = r.grade >= static_cast<uint8_t>(ClaimGrade::plausible) &&
                         r.grade != static_cast<uint8_t>(ClaimGrade::refuted);
  const uint16_t km =
      is_move && has_place ? networks.distance_km(r.serving, r.claimant) : kUnknownDistance;
  facts.set(Fact::claim_distance, km == kUnknownDistance ? -1 : int32_t{km});
  facts.set(Fact::claim_travel_seconds, travel_seconds(km));
  facts.set(Fact::claim_silent_seconds, is_move ? silent_s : -1);
  facts.set(Fact::subscriber_last_place_age, silent_s);
}

} // namespace sigwarden
