// SPDX-License-Identifier: Apache-2.0
// Do two subsystems fit an application context? Its roles stand in the schema
// (src/schema/gsm-map/contexts.ts, src/schema/camel/contexts.ts). A subsystem that is of no role in
// MAP or CAP says nothing: MAP as a whole (5), none, 0, and what networks number as they like.
#pragma once

#include "native/decode/message.hpp"
#include "native/generated/camel.hpp"
#include "native/generated/sccp.hpp"

namespace sigwarden {

/// A subsystem number as a set of one; 0 for those that are of no role.
constexpr uint32_t subsystem_bit(uint32_t number) {
  namespace ssn = sccp::ssn;
  if (number >= ssn::hlr && number <= ssn::auc) return 1u << number;
  if (number >= ssn::gmlc && number <= ssn::ggsn) return 1u << (number - 144 + 16);
  return 0;
}

inline uint32_t subsystem_of(const SccpAddress& address) {
  return address.has_ssn ? subsystem_bit(address.ssn) : 0;
}

/// Row of a CAP context, which are few; nullptr where there is none.
inline const camel::Context* camel_context_row(uint8_t number, uint8_t version) {
  for (const camel::Context& row : camel::kContexts)
    if (row.number == number && row.version == version) return &row;
  return nullptr;
}

/// Is the context one that the calling side opens with the called one?
template <class Row> Tristate fits_roles(const Row* row, uint32_t calling, uint32_t called) {
  if (row == nullptr || row->roles[0].initiator == 0) return Tristate::unknown;
  bool may_call = calling == 0, may_be_called = called == 0;
  for (const auto& pair : row->roles) {
    const bool calls = (pair.initiator & calling) != 0, is_called = (pair.responder & called) != 0;
    if (calls && is_called) return Tristate::yes;
    may_call |= calls;
    may_be_called |= is_called;
  }
  // One side that says nothing leaves the other to be judged by itself.
  if (calling == 0 || called == 0)
    return may_call && may_be_called ? Tristate::unknown : Tristate::no;
  return Tristate::no;
}

} // namespace sigwarden
