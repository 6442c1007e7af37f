// SPDX-License-Identifier: Apache-2.0
// Engine: facts that the message at hand shows by itself, or its answer: nodes and subsystems
// against each other, what becomes of a subscriber's calls, what a reset names, how it is
// written. They are known while the message is there and are kept nowhere, so that rules about them
// are judged at the request. Most messages have none of them: each is looked for only when a rule
// of the policy names it, and in the operations that can have it.
#include <array>

#include "native/decode/gsm_map.hpp"
#include "native/engine/engine.hpp"
#include "native/generated/diameter.hpp"
#include "native/screen/roles.hpp"

namespace sigwarden {
namespace {

constexpr uint32_t kDiameterHeader = 20;    ///< octets (RFC 6733 §3)
constexpr uint8_t kInternationalNumber = 1; ///< type of number (TS 29.002 §17.7.8)

/// Facts of this file and what they are when nothing is known.
struct Blank {
  Fact fact;
  int64_t value;
};
constexpr int64_t kUnknown = static_cast<int64_t>(Tristate::unknown);
constexpr std::array kBlank{
    Blank{Fact::layers_differing, 0},
    Blank{Fact::layers_network, kNoParty},
    Blank{Fact::origin_is_hub, 0},
    Blank{Fact::destination_is_hub, 0},
    Blank{Fact::csi_is_home, kUnknown},
    Blank{Fact::csi_network, kNoParty},
    Blank{Fact::reset_is_of_sender, kUnknown},
    Blank{Fact::forwarding_change, 0},
    Blank{Fact::forwarding_network, kNoParty},
    Blank{Fact::forwarding_is_stranger, kUnknown},
    Blank{Fact::forwarding_held, -1},
    Blank{Fact::component_differs, 0},
    Blank{Fact::source_encodes_so, kUnknown},
    Blank{Fact::argument_lengths_mixed, 0},
    Blank{Fact::answer_names_router, kUnknown},
    Blank{Fact::answer_imsi_is_real, kUnknown},
};

/// Those of them that screen, each with its value of a message of which nothing is known.
struct Screening {
  GuardField field;
  int64_t value;
};
constexpr uint32_t kScreeningCount = [] {
  uint32_t count = 0;
  for (const Blank& blank : kBlank)
    for (const GuardField& field : kGuardFields)
      count += field.fact == blank.fact;
  return count;
}();
constexpr std::array kScreening = [] {
  std::array<Screening, kScreeningCount> all{};
  uint32_t count = 0;
  for (const Blank& blank : kBlank)
    for (const GuardField& field : kGuardFields)
      if (field.fact == blank.fact) all[count++] = {field, blank.value};
  return all;
}();

/// Of a message of which nothing is known, which is nearly every one.
constexpr GuardWord kBlankGuard = [] {
  GuardWord word;
  for (const Screening& one : kScreening)
    word.set(one.field, one.value);
  return word;
}();

OperationId operation_of(const Request& request) {
  return static_cast<OperationId>(request.operation);
}

bool names_any(const Policy& policy, std::initializer_list<Fact> facts) {
  return std::any_of(facts.begin(), facts.end(), [&](Fact fact) { return policy.names(fact); });
}

/// The invoke of a message that a request was made of.
const Operation* invoke_of(const Decoded& decoded, const Message& message, const Request& request) {
  uint32_t index = 0;
  for (uint32_t i = 0; i < message.operation_count; i++) {
    const Operation& op = decoded.operations[message.first_operation + i];
    if (op.component == Component::invoke && index++ == request.component_index) return &op;
  }
  return nullptr;
}

// --- nodes

/// Member of `layer` that an address of this role is.
uint32_t layer_of(Node role) {
  switch (role) {
  case Node::service_centre: return layer::service_centre;
  case Node::gsm_scf:
  case Node::other_gsm_scf: return layer::gsm_scf;
  case Node::gmlc: return layer::gmlc;
  case Node::hlr: return layer::hlr;
  default: return layer::serving_node;
  }
}

struct Layers {
  uint32_t differing = 0;
  Party first = kNoParty;

  void add(const Networks& networks, Party party, uint32_t kind, Party origin) {
    if (networks.same_operator(party, origin) != Tristate::no) return;
    if (differing == 0) first = party;
    differing |= kind;
  }
};

Layers layers_of(const Networks& networks, const Operation& op, OperationId id, Party origin) {
  Layers layers;
  if (op.place != 0 && names_own_place(id))
    layers.add(networks, networks.by_plmn(op.place), layer::place, origin);
  const uint32_t wanted = sender_nodes(id) & op.nodes_present;
  for (uint32_t i = 0; i < kNodeCount; i++)
    if ((wanted >> i) & 1)
      layers.add(networks, networks.by_e164(op.nodes[i]), layer_of(static_cast<Node>(i)), origin);
  return layers;
}

// --- forwarding

/// ss-Codes of call forwarding are those of its group (TS 29.002 §17.7.5).
bool is_forwarding(uint8_t ss_code) {
  return (ss_code & 0xF0) == 0x20 && ss_code != 0xFF;
}

ForwardingChange change_of(const Operation& op, OperationId id) {
  using Change = ForwardingChange;
  switch (id) {
  case OperationId::gsm_map_registerSS:
  case OperationId::gsm_map_insertSubscriberData:
  case OperationId::gsm_map_anyTimeModification:
    return op.has_node(Node::forwarded_to) ? Change::set : Change::none;
  case OperationId::gsm_map_activateSS:
    return is_forwarding(op.sub_type) ? Change::set : Change::none;
  case OperationId::gsm_map_eraseSS:
  case OperationId::gsm_map_deactivateSS:
    return is_forwarding(op.sub_type) ? Change::erase : Change::none;
  case OperationId::gsm_map_processUnstructuredSS_Data:
  case OperationId::gsm_map_processUnstructuredSS_Request:
    if (op.flags & Operation::kSetsForwarding) return Change::set;
    return op.flags & Operation::kErasesForwarding ? Change::erase : Change::none;
  default: return Change::none;
  }
}

/// Neither at home nor where the subscriber is served; where that is not known, the network that
/// asks may be the one. Countries are compared: numbers are ported between the operators of one.
Tristate is_stranger(const Networks& networks, Party number, const Request& request) {
  const Party where = request.serving != kNoParty ? request.serving : request.origin;
  for (const Party party : {number, Party{request.home}, where})
    if (networks.territory_count(party) == 0) return Tristate::unknown;
  const bool is_near =
      networks.share_territory(number, request.home) || networks.share_territory(number, where);
  return is_near ? Tristate::no : Tristate::yes;
}

// --- resets

/// The operators of what a reset names, one after the other, against its sender's.
struct Resets {
  const Networks& networks;
  Party origin;
  Tristate verdict = Tristate::unknown;

  void add(Party named) {
    const Tristate one = networks.same_operator(named, origin);
    if (one == Tristate::unknown || verdict == Tristate::no) return;
    verdict = one;
  }
};

/// HLR-List of reset: each id has the form of an IMSI (TS 29.002 §17.7.8).
void each_register(Bytes argument, const uint8_t* base, Resets& resets) {
  constexpr uint32_t kSequence = 0x30, kOctets = 0x04;
  BerState state;
  BerElement whole, member, id;
  BerReader reader(state, Cursor(base, argument));
  if (!reader.next(whole) || whole.tag != kSequence) return;
  for (BerReader members(state, whole.contents); members.next(member);) {
    if (member.tag != kSequence) continue;
    for (BerReader ids(state, member.contents); ids.next(id);)
      if (const Bytes octets = id.bytes(); id.tag == kOctets)
        resets.add(resets.networks.by_imsi(read_tbcd(octets.data, octets.size, 2 * octets.size)));
  }
}

/// User-Id of a Reset-Request: digits that IMSIs begin with (TS 29.272 §7.3.50).
void each_user(Bytes message, const uint8_t* base, Resets& resets) {
  constexpr uint32_t kUserId = 1444;
  Cursor at(base, message);
  at.skip(kDiameterHeader);
  while (!at.at_end() && !at.failed()) {
    const uint32_t code = at.u32();
    const bool has_vendor = (at.u8() & diameter::avp_flag::vendor) != 0;
    const uint32_t length = at.u24(), header = has_vendor ? 12 : 8;
    if (has_vendor) at.skip(4);
    if (length < header) return;
    const Bytes value = at.take(length - header);
    if (code == kUserId && has_vendor)
      resets.add(resets.networks.by_imsi(read_ascii_digits(value)));
    at.skip(std::min((4 - length % 4) % 4, at.remaining()));
  }
}

// --- lengths

/// Has one string of the argument its length in the long form, and another not? An encoder writes
/// all of them alike. Numbers and flags are often constants of the program.
bool mixes_lengths(Bytes argument, const uint8_t* base) {
  constexpr uint32_t kStringOctets = 3;
  BerState state;
  BerElement element;
  std::array<BerReader, limits::ber_depth> levels;
  levels[0] = BerReader(state, Cursor(base, argument));
  bool has_long = false, has_short = false;
  for (uint32_t depth = 1; depth > 0;) {
    state.forms = 0;
    if (!levels[depth - 1].next(element)) {
      depth--;
    } else if (ber_is_constructed(element.tag)) {
      if (depth < levels.size()) levels[depth++] = BerReader(state, element.contents);
    } else if (element.contents.remaining() >= kStringOctets) {
      ((state.forms & ber_form::long_length) != 0 ? has_long : has_short) = true;
    }
  }
  return has_long && has_short;
}

} // namespace

/// What the last message left is of that message.
void Engine::forget_message_facts() {
  if (!has_message_facts_) return;
  for (const Blank& blank : kBlank)
    facts_.set(blank.fact, blank.value);
  has_message_facts_ = false;
}

/// What the guard says of the facts of this file.
GuardWord Engine::guard_of_message() const {
  if (!has_message_facts_) [[likely]]
    return kBlankGuard;
  GuardWord word;
  for (const Screening& one : kScreening)
    word.set(one.field, facts_[one.field.fact]);
  return word;
}

template <class T> void Engine::note(Fact fact, T value) {
  facts_.set(fact, value);
  has_message_facts_ = true;
}

void Engine::fill_message_facts(const Now& now, uint32_t slot, const Request& request) {
  forget_message_facts();
  const Networks& networks = now.networks;
  if (networks.has_hubs()) {
    if (networks.is_hub(request.origin)) note(Fact::origin_is_hub, 1);
    if (networks.is_hub(request.destination)) note(Fact::destination_is_hub, 1);
  }
  if (request.component_count > 1 && policy_.names(Fact::component_differs)) [[unlikely]]
    fill_component(now, slot, request);
  if ((request.anomalies & Sources::kOddForms) != 0 && policy_.names(Fact::source_encodes_so))
      [[unlikely]] {
    const SourceProfile* profile =
        sources_.find({request.source, static_cast<uint64_t>(now.message.technology)});
    if (profile != nullptr) note(Fact::source_encodes_so, Sources::encodes_so(*profile));
  }
  if ((request.anomalies & anomaly::tcap_noncanonical_length) != 0) [[unlikely]]
    fill_lengths(now, request);
  if (request.answer(Request::layers_agree) == Tristate::no) [[unlikely]]
    fill_layers(now, request);
  switch (operation_of(request)) {
  case OperationId::gsm_map_insertSubscriberData: fill_csi(now, request); [[fallthrough]];
  case OperationId::gsm_map_registerSS:
  case OperationId::gsm_map_activateSS:
  case OperationId::gsm_map_eraseSS:
  case OperationId::gsm_map_deactivateSS:
  case OperationId::gsm_map_anyTimeModification:
  case OperationId::gsm_map_processUnstructuredSS_Data:
  case OperationId::gsm_map_processUnstructuredSS_Request: fill_forwarding(now, request); break;
  case OperationId::gsm_map_reset:
  case OperationId::s6a_RSR: fill_reset(now, request); break;
  default: break;
  }
}

void Engine::fill_lengths(const Now& now, const Request& request) {
  if (!policy_.names(Fact::argument_lengths_mixed)) return;
  const Operation* op = invoke_of(now.decoded, now.message, request);
  if (op != nullptr && mixes_lengths(op->argument.in(now.base()), now.base()))
    note(Fact::argument_lengths_mixed, 1);
}

Tristate Engine::roles_fit(const Now& now, uint32_t slot, const Request& request) const {
  if (now.message.technology != Technology::ss7 || slot == kNoSlot ||
      !request.has(Request::kFromInitiator))
    return Tristate::unknown;
  const Dialogue& dialogue = dialogues_[slot];
  if (!dialogue.has(Dialogue::kHasContext)) return Tristate::unknown;
  const uint32_t calling = subsystem_of(now.message.ss7.calling);
  const uint32_t called = subsystem_of(now.message.ss7.called);
  const uint8_t number = dialogue.context_number, version = dialogue.context_version;
  if (dialogue.has(Dialogue::kIsMap))
    return fits_roles(map::context_row(number, version), calling, called);
  if (dialogue.has(Dialogue::kIsCap))
    return fits_roles(camel_context_row(number, version), calling, called);
  return Tristate::unknown;
}

void Engine::fill_layers(const Now& now, const Request& request) {
  if (!names_any(policy_, {Fact::layers_differing, Fact::layers_network})) return;
  const Operation* op = invoke_of(now.decoded, now.message, request);
  if (op == nullptr) return;
  const Layers layers = layers_of(now.networks, *op, operation_of(request), request.origin);
  note(Fact::layers_differing, layers.differing);
  note(Fact::layers_network, layers.first);
}

/// Every gsmSCF of the profile. Of whose home nothing is known, none is a stranger.
void Engine::fill_csi(const Now& now, const Request& request) {
  if (!names_any(policy_, {Fact::csi_is_home, Fact::csi_network})) return;
  const Operation* op = invoke_of(now.decoded, now.message, request);
  if (op == nullptr || !op->has_node(Node::gsm_scf)) return;
  const Networks& networks = now.networks;
  Tristate verdict = Tristate::unknown;
  for (const Node role : {Node::gsm_scf, Node::other_gsm_scf}) {
    if (!op->has_node(role)) continue;
    const Party party = networks.by_e164(op->node(role));
    const Tristate one = networks.same_operator(party, request.home);
    if (one == Tristate::no && verdict != Tristate::no) note(Fact::csi_network, party);
    if (one != Tristate::unknown && verdict != Tristate::no) verdict = one;
  }
  if (verdict != Tristate::unknown) note(Fact::csi_is_home, verdict);
}

void Engine::fill_forwarding(const Now& now, const Request& request) {
  if (!request.has(Request::kFromInitiator) ||
      !names_any(policy_, {Fact::forwarding_change, Fact::forwarding_is_stranger,
                           Fact::forwarding_network, Fact::forwarding_held}))
    return;
  const Operation* op = invoke_of(now.decoded, now.message, request);
  const ForwardingChange change =
      op == nullptr ? ForwardingChange::none : change_of(*op, operation_of(request));
  if (change == ForwardingChange::none) return;
  note(Fact::forwarding_change, change);
  const uint64_t subscriber = request.imsi_length != 0 ? request.imsi : request.msisdn;
  if (change == ForwardingChange::erase) {
    const Forwardings::Set* before = forwardings_.find(subscriber, request.source);
    if (before == nullptr) return;
    note(Fact::forwarding_network, before->party);
    note(Fact::forwarding_is_stranger, Tristate::yes);
    note(Fact::forwarding_held, now.now_s - std::min(now.now_s, before->time_s));
    return;
  }
  const Digits& number = op->node(Node::forwarded_to);
  if (!op->has_node(Node::forwarded_to) || number.ton != kInternationalNumber) return;
  const Party party = now.networks.by_msisdn(number);
  const Tristate stranger = is_stranger(now.networks, party, request);
  note(Fact::forwarding_network, party);
  note(Fact::forwarding_is_stranger, stranger);
  if (stranger != Tristate::yes || subscriber == 0) return;
  forwardings_.set(subscriber, {request.source, now.now_s, party});
}

void Engine::fill_reset(const Now& now, const Request& request) {
  if (!policy_.names(Fact::reset_is_of_sender)) return;
  const Operation* op = invoke_of(now.decoded, now.message, request);
  if (op == nullptr) return;
  Resets resets{now.networks, request.origin};
  if (op->has_node(Node::hlr)) resets.add(now.networks.by_e164(op->node(Node::hlr)));
  if (now.message.technology == Technology::diameter)
    each_user(now.message.bytes.in(now.base()), now.base(), resets);
  else
    each_register(op->argument.in(now.base()), now.base(), resets);
  note(Fact::reset_is_of_sender, resets.verdict);
}

/// An invoke beside one of another kind or about another subscriber: what is shown may be there for
/// what is hidden.
void Engine::fill_component(const Now& now, uint32_t slot, const Request& request) {
  const Message& message = now.message;
  const Operation* op = invoke_of(now.decoded, message, request);
  if (op == nullptr || slot == kNoSlot) return;
  const Dialogue& dialogue = dialogues_[slot];
  const auto apart = [](const Digits& a, const Digits& b) {
    return !a.empty() && !b.empty() && !a.same_number(b);
  };
  const Sender sender = policy_.sender(in_context(*op, dialogue));
  for (uint32_t i = 0; i < message.operation_count; i++) {
    const Operation& other = now.decoded.operations[message.first_operation + i];
    if (other.component != Component::invoke) continue;
    if (policy_.sender(in_context(other, dialogue)) != sender || apart(op->imsi, other.imsi) ||
        apart(op->msisdn, other.msisdn))
      return note(Fact::component_differs, 1);
  }
}

/// Of an answer to one who wants to deliver a short message, before it teaches the tables anything.
Engine::Answered Engine::look_at_answer(const Now& now, const Request& request,
                                        const Operation& op) const {
  Answered seen;
  const bool is_routing = operation_of(request) == OperationId::gsm_map_sendRoutingInfoForSM ||
                          operation_of(request) == OperationId::s6c_SRR;
  if (!is_routing || !now.networks.routes_sms(request.destination)) return seen;
  for (const Node role : {Node::msc, Node::sgsn}) {
    if (!op.has_node(role)) continue;
    const bool is_router = now.networks.is_sms_router(op.node(role));
    if (seen.names_router != Tristate::no)
      seen.names_router = is_router ? Tristate::yes : Tristate::no;
  }
  Digits msisdn;
  msisdn.bcd = request.msisdn, msisdn.length = request.msisdn_length;
  const Digits known = identities_.imsi_of(msisdn);
  if (!known.empty() && known.same_number(op.imsi)) seen.imsi_is_real = Tristate::yes;
  return seen;
}

void Engine::note_answered(const Answered& answered) {
  if (answered.names_router != Tristate::unknown)
    note(Fact::answer_names_router, answered.names_router);
  if (answered.imsi_is_real != Tristate::unknown)
    note(Fact::answer_imsi_is_real, answered.imsi_is_real);
}

} // namespace sigwarden
