// SPDX-License-Identifier: Apache-2.0
// Written by `make gen` from src/schema. Do not edit.
#pragma once

#include <cstdint>

namespace sigwarden {

enum class Technology : uint8_t {
  ss7 = 1,
  diameter = 2,
  gtp = 3,
};
constexpr uint32_t kTechnologyCount = 3;
constexpr const char* name_of(Technology value) {
  switch (value) {
  case Technology::ss7: return "ss7";
  case Technology::diameter: return "diameter";
  case Technology::gtp: return "gtp";
  default: return "?";
  }
}

enum class Direction : uint8_t {
  unknown = 0,
  ingress = 1,
  egress = 2,
  transit = 3,
};
constexpr uint32_t kDirectionCount = 4;
constexpr const char* name_of(Direction value) {
  switch (value) {
  case Direction::unknown: return "unknown";
  case Direction::ingress: return "ingress";
  case Direction::egress: return "egress";
  case Direction::transit: return "transit";
  default: return "?";
  }
}

enum class LinkRole : uint8_t {
  unknown = 0,
  interconnect = 1,
  national = 2,
  internal = 3,
};
constexpr uint32_t kLinkRoleCount = 4;
constexpr const char* name_of(LinkRole value) {
  switch (value) {
  case LinkRole::unknown: return "unknown";
  case LinkRole::interconnect: return "interconnect";
  case LinkRole::national: return "national";
  case LinkRole::internal: return "internal";
  default: return "?";
  }
}

enum class Ss7Variant : uint8_t {
  automatic = 0,
  itu = 1,
  ansi = 2,
  china = 3,
  japan = 4,
};
constexpr uint32_t kSs7VariantCount = 5;
constexpr const char* name_of(Ss7Variant value) {
  switch (value) {
  case Ss7Variant::automatic: return "automatic";
  case Ss7Variant::itu: return "itu";
  case Ss7Variant::ansi: return "ansi";
  case Ss7Variant::china: return "china";
  case Ss7Variant::japan: return "japan";
  default: return "?";
  }
}

enum class TapPosition : uint8_t {
  unknown = 0,
  outside_firewall = 1,
  inside_firewall = 2,
};
constexpr uint32_t kTapPositionCount = 3;
constexpr const char* name_of(TapPosition value) {
  switch (value) {
  case TapPosition::unknown: return "unknown";
  case TapPosition::outside_firewall: return "outside_firewall";
  case TapPosition::inside_firewall: return "inside_firewall";
  default: return "?";
  }
}

enum class Component : uint8_t {
  none = 0,
  invoke = 1,
  result_last = 2,
  result_not_last = 3,
  error = 4,
  reject = 5,
};
constexpr uint32_t kComponentCount = 6;
constexpr const char* name_of(Component value) {
  switch (value) {
  case Component::none: return "none";
  case Component::invoke: return "invoke";
  case Component::result_last: return "result_last";
  case Component::result_not_last: return "result_not_last";
  case Component::error: return "error";
  case Component::reject: return "reject";
  default: return "?";
  }
}

enum class Outcome : uint8_t {
  open = 0,
  answered = 1,
  refused = 2,
  blocked = 3,
  unanswered = 4,
  not_observable = 5,
};
constexpr uint32_t kOutcomeCount = 6;
constexpr const char* name_of(Outcome value) {
  switch (value) {
  case Outcome::open: return "open";
  case Outcome::answered: return "answered";
  case Outcome::refused: return "refused";
  case Outcome::blocked: return "blocked";
  case Outcome::unanswered: return "unanswered";
  case Outcome::not_observable: return "not_observable";
  default: return "?";
  }
}

enum class Sender : uint8_t {
  unlisted = 0,
  own = 1,
  home = 2,
  serving = 3,
  any = 4,
};
constexpr uint32_t kSenderCount = 5;
constexpr const char* name_of(Sender value) {
  switch (value) {
  case Sender::unlisted: return "unlisted";
  case Sender::own: return "own";
  case Sender::home: return "home";
  case Sender::serving: return "serving";
  case Sender::any: return "any";
  default: return "?";
  }
}

enum class Entitlement : uint8_t {
  not_judged = 0,
  entitled = 1,
  not_entitled = 2,
  cannot_know = 3,
};
constexpr uint32_t kEntitlementCount = 4;
constexpr const char* name_of(Entitlement value) {
  switch (value) {
  case Entitlement::not_judged: return "not_judged";
  case Entitlement::entitled: return "entitled";
  case Entitlement::not_entitled: return "not_entitled";
  case Entitlement::cannot_know: return "cannot_know";
  default: return "?";
  }
}

enum class EntitlementReason : uint8_t {
  none = 0,
  same_network = 1,
  agreement = 2,
  different_network = 3,
  different_country = 4,
  direction_unknown = 5,
  origin_unknown = 6,
  subscriber_unknown = 7,
  home_unknown = 8,
  serving_unknown = 9,
  operator_unknown = 10,
  protocol_unknown = 11,
  responder = 12,
  operation_unlisted = 13,
  copy = 14,
  returned = 15,
  destination_unknown = 16,
  refuted_claim = 17,
  update_is_the_move = 18,
};
constexpr uint32_t kEntitlementReasonCount = 19;
constexpr const char* name_of(EntitlementReason value) {
  switch (value) {
  case EntitlementReason::none: return "none";
  case EntitlementReason::same_network: return "same_network";
  case EntitlementReason::agreement: return "agreement";
  case EntitlementReason::different_network: return "different_network";
  case EntitlementReason::different_country: return "different_country";
  case EntitlementReason::direction_unknown: return "direction_unknown";
  case EntitlementReason::origin_unknown: return "origin_unknown";
  case EntitlementReason::subscriber_unknown: return "subscriber_unknown";
  case EntitlementReason::home_unknown: return "home_unknown";
  case EntitlementReason::serving_unknown: return "serving_unknown";
  case EntitlementReason::operator_unknown: return "operator_unknown";
  case EntitlementReason::protocol_unknown: return "protocol_unknown";
  case EntitlementReason::responder: return "responder";
  case EntitlementReason::operation_unlisted: return "operation_unlisted";
  case EntitlementReason::copy: return "copy";
  case EntitlementReason::returned: return "returned";
  case EntitlementReason::destination_unknown: return "destination_unknown";
  case EntitlementReason::refuted_claim: return "refuted_claim";
  case EntitlementReason::update_is_the_move: return "update_is_the_move";
  default: return "?";
  }
}

enum class Category : uint8_t {
  none = 0,
  cat1 = 1,
  cat2 = 2,
  cat3 = 3,
  sms = 4,
  encoding = 5,
  integrity = 6,
  location = 7,
  identity = 8,
  interception = 9,
  denial = 10,
  outbound = 11,
};
constexpr uint32_t kCategoryCount = 12;
constexpr const char* name_of(Category value) {
  switch (value) {
  case Category::none: return "none";
  case Category::cat1: return "cat1";
  case Category::cat2: return "cat2";
  case Category::cat3: return "cat3";
  case Category::sms: return "sms";
  case Category::encoding: return "encoding";
  case Category::integrity: return "integrity";
  case Category::location: return "location";
  case Category::identity: return "identity";
  case Category::interception: return "interception";
  case Category::denial: return "denial";
  case Category::outbound: return "outbound";
  default: return "?";
  }
}

enum class Tristate : uint8_t {
  no = 0,
  yes = 1,
  unknown = 2,
};
constexpr uint32_t kTristateCount = 3;
constexpr const char* name_of(Tristate value) {
  switch (value) {
  case Tristate::no: return "no";
  case Tristate::yes: return "yes";
  case Tristate::unknown: return "unknown";
  default: return "?";
  }
}

enum class Precision : uint8_t {
  none = 0,
  country = 1,
  operator_ = 2,
};
constexpr uint32_t kPrecisionCount = 3;
constexpr const char* name_of(Precision value) {
  switch (value) {
  case Precision::none: return "none";
  case Precision::country: return "country";
  case Precision::operator_: return "operator";
  default: return "?";
  }
}

namespace purpose {
constexpr uint32_t location = 1;
constexpr uint32_t interception = 2;
constexpr uint32_t identity = 4;
constexpr uint32_t profile = 8;
constexpr uint32_t denial = 16;
constexpr uint32_t fraud = 32;
} // namespace purpose

namespace requested {
constexpr uint32_t location = 1;
constexpr uint32_t current_location = 2;
constexpr uint32_t subscriber_state = 4;
constexpr uint32_t imei = 8;
constexpr uint32_t routing = 16;
constexpr uint32_t imsi = 32;
constexpr uint32_t vectors = 64;
constexpr uint32_t profile = 128;
constexpr uint32_t delivery_not_intended = 256;
constexpr uint32_t classmark = 512;
constexpr uint32_t coordinates = 1024;
constexpr uint32_t eps_location = 2048;
constexpr uint32_t ps_domain = 4096;
constexpr uint32_t skip_subscriber_data = 8192;
constexpr uint32_t serving_node = 16384;
constexpr uint32_t portability = 32768;
constexpr uint32_t time_zone = 65536;
constexpr uint32_t monitoring = 131072;
constexpr uint32_t mobility_events = 262144;
constexpr uint32_t profile_change = 524288;
constexpr uint32_t low_delay = 1048576;
} // namespace requested

namespace disclosed {
constexpr uint32_t imsi = 1;
constexpr uint32_t msisdn = 2;
constexpr uint32_t imei = 4;
constexpr uint32_t serving_node = 8;
constexpr uint32_t location_area = 16;
constexpr uint32_t cell = 32;
constexpr uint32_t coordinates = 64;
constexpr uint32_t age_of_location = 128;
constexpr uint32_t subscriber_state = 256;
constexpr uint32_t roaming_number = 512;
constexpr uint32_t vectors = 1024;
constexpr uint32_t profile = 2048;
constexpr uint32_t forwarding = 4096;
constexpr uint32_t home_node = 8192;
constexpr uint32_t current_location = 16384;
constexpr uint32_t gsm_scf = 32768;
constexpr uint32_t portability = 65536;
constexpr uint32_t packet_session = 131072;
constexpr uint32_t time_zone = 262144;
} // namespace disclosed

enum class Node : uint8_t {
  msc = 0,
  vlr = 1,
  sgsn = 2,
  hlr = 3,
  gsm_scf = 4,
  service_centre = 5,
  gmlc = 6,
  new_msc = 7,
  new_vlr = 8,
  roaming_number = 9,
  forwarded_to = 10,
  mme = 11,
  other_gsm_scf = 12,
};
constexpr uint32_t kNodeCount = 13;
constexpr const char* name_of(Node value) {
  switch (value) {
  case Node::msc: return "msc";
  case Node::vlr: return "vlr";
  case Node::sgsn: return "sgsn";
  case Node::hlr: return "hlr";
  case Node::gsm_scf: return "gsm_scf";
  case Node::service_centre: return "service_centre";
  case Node::gmlc: return "gmlc";
  case Node::new_msc: return "new_msc";
  case Node::new_vlr: return "new_vlr";
  case Node::roaming_number: return "roaming_number";
  case Node::forwarded_to: return "forwarded_to";
  case Node::mme: return "mme";
  case Node::other_gsm_scf: return "other_gsm_scf";
  default: return "?";
  }
}

namespace layer {
constexpr uint32_t serving_node = 1;
constexpr uint32_t service_centre = 2;
constexpr uint32_t gsm_scf = 4;
constexpr uint32_t gmlc = 8;
constexpr uint32_t hlr = 16;
constexpr uint32_t place = 32;
} // namespace layer

enum class ForwardingChange : uint8_t {
  none = 0,
  set = 1,
  erase = 2,
};
constexpr uint32_t kForwardingChangeCount = 3;
constexpr const char* name_of(ForwardingChange value) {
  switch (value) {
  case ForwardingChange::none: return "none";
  case ForwardingChange::set: return "set";
  case ForwardingChange::erase: return "erase";
  default: return "?";
  }
}

enum class Domain : uint8_t {
  cs = 0,
  ps = 1,
  eps = 2,
};
constexpr uint32_t kDomainCount = 3;
constexpr const char* name_of(Domain value) {
  switch (value) {
  case Domain::cs: return "cs";
  case Domain::ps: return "ps";
  case Domain::eps: return "eps";
  default: return "?";
  }
}

enum class ClaimGrade : uint8_t {
  none = 0,
  claimed = 1,
  plausible = 2,
  corroborated = 3,
  refuted = 4,
};
constexpr uint32_t kClaimGradeCount = 5;
constexpr const char* name_of(ClaimGrade value) {
  switch (value) {
  case ClaimGrade::none: return "none";
  case ClaimGrade::claimed: return "claimed";
  case ClaimGrade::plausible: return "plausible";
  case ClaimGrade::corroborated: return "corroborated";
  case ClaimGrade::refuted: return "refuted";
  default: return "?";
  }
}

enum class Whereabouts : uint8_t {
  unknown = 0,
  home = 1,
  abroad = 2,
  presumed_home = 3,
};
constexpr uint32_t kWhereaboutsCount = 4;
constexpr const char* name_of(Whereabouts value) {
  switch (value) {
  case Whereabouts::unknown: return "unknown";
  case Whereabouts::home: return "home";
  case Whereabouts::abroad: return "abroad";
  case Whereabouts::presumed_home: return "presumed_home";
  default: return "?";
  }
}

enum class Severity : uint8_t {
  info = 0,
  low = 1,
  medium = 2,
  high = 3,
};
constexpr uint32_t kSeverityCount = 4;
constexpr const char* name_of(Severity value) {
  switch (value) {
  case Severity::info: return "info";
  case Severity::low: return "low";
  case Severity::medium: return "medium";
  case Severity::high: return "high";
  default: return "?";
  }
}

enum class Confidence : uint8_t {
  low = 1,
  medium = 2,
  high = 3,
};
constexpr uint32_t kConfidenceCount = 3;
constexpr const char* name_of(Confidence value) {
  switch (value) {
  case Confidence::low: return "low";
  case Confidence::medium: return "medium";
  case Confidence::high: return "high";
  default: return "?";
  }
}

enum class Mode : uint8_t {
  off = 0,
  learn = 1,
  test = 2,
  active = 3,
};
constexpr uint32_t kModeCount = 4;
constexpr const char* name_of(Mode value) {
  switch (value) {
  case Mode::off: return "off";
  case Mode::learn: return "learn";
  case Mode::test: return "test";
  case Mode::active: return "active";
  default: return "?";
  }
}

enum class Event : uint8_t {
  finding = 1,
  member = 2,
  outcome = 3,
  counters = 4,
};
constexpr uint32_t kEventCount = 4;
constexpr const char* name_of(Event value) {
  switch (value) {
  case Event::finding: return "finding";
  case Event::member: return "member";
  case Event::outcome: return "outcome";
  case Event::counters: return "counters";
  default: return "?";
  }
}

enum class Evidence : uint8_t {
  none = 0,
  full = 1,
  recent = 2,
  digest = 3,
  missing_overwritten = 4,
};
constexpr uint32_t kEvidenceCount = 5;
constexpr const char* name_of(Evidence value) {
  switch (value) {
  case Evidence::none: return "none";
  case Evidence::full: return "full";
  case Evidence::recent: return "recent";
  case Evidence::digest: return "digest";
  case Evidence::missing_overwritten: return "missing_overwritten";
  default: return "?";
  }
}

enum class Phase : uint8_t {
  request = 0,
  answer = 1,
  deadline = 2,
};
constexpr uint32_t kPhaseCount = 3;
constexpr const char* name_of(Phase value) {
  switch (value) {
  case Phase::request: return "request";
  case Phase::answer: return "answer";
  case Phase::deadline: return "deadline";
  default: return "?";
  }
}

enum class Transport : uint8_t {
  sctp = 132,
  tcp = 6,
  udp = 17,
};
constexpr uint32_t kTransportCount = 3;
constexpr const char* name_of(Transport value) {
  switch (value) {
  case Transport::sctp: return "sctp";
  case Transport::tcp: return "tcp";
  case Transport::udp: return "udp";
  default: return "?";
  }
}

} // namespace sigwarden
