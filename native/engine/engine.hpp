// SPDX-License-Identifier: Apache-2.0
// Puts decoding, state and screening together: frames in, records in the ring out. Each message
// goes through link, copy, dialogue, identities and claims; each request of an initiator is judged
// and becomes facts, over which the policy runs, once at the request and once at its end. What
// fired is written with its evidence; the later messages and the end of a flagged dialogue follow.
//
// One thread owns an engine. Nothing is allocated after the constructor but when configuration is
// swapped. Time is packet time: the same frames give the same records, whatever the batches and
// however often the consumer had to be waited for.
#pragma once

#include <algorithm>
#include <memory>
#include <vector>

#include "native/base/ring.hpp"
#include "native/capture/source.hpp"
#include "native/engine/evidence.hpp"
#include "native/engine/explanations.hpp"
#include "native/engine/observation.hpp"
#include "native/engine/procedures.hpp"
#include "native/engine/record_writer.hpp"
#include "native/engine/sessions.hpp"
#include "native/screen/entitlement.hpp"
#include "native/state/aggregates.hpp"
#include "native/state/claims.hpp"
#include "native/state/copies.hpp"
#include "native/state/coverage.hpp"
#include "native/state/dialogues.hpp"
#include "native/state/endpoints.hpp"
#include "native/state/forwardings.hpp"
#include "native/state/identities.hpp"
#include "native/state/links.hpp"
#include "native/state/operator_days.hpp"
#include "native/state/packet_clock.hpp"
#include "native/state/retransmissions.hpp"
#include "native/state/roamer_days.hpp"
#include "native/state/sources.hpp"
#include "native/state/targets.hpp"
#include "native/state/watches.hpp"

namespace sigwarden {

/// Entries of each table; the defaults are the named limits.
struct Capacities {
  uint32_t dialogues = limits::dialogues;
  uint32_t requests = limits::requests;
  uint32_t peers = limits::dialogue_peers;
  uint32_t subscribers = limits::subscribers;
  uint32_t histories = limits::claim_histories;
  uint32_t identities = limits::identities;
  uint32_t sources = limits::sources;
  uint32_t links = limits::links;
  uint32_t copies = limits::copies;
  uint32_t aggregates = limits::aggregates;
  uint32_t directions = limits::sctp_directions;
  uint32_t sessions = limits::flagged_dialogues;
  uint32_t fragments = limits::fragment_directions;
  uint32_t endpoints = limits::endpoints;
  uint32_t segments = limits::sccp_messages;
  uint32_t targets = limits::targets;
  uint32_t asked_subscribers = limits::asked_subscribers;
  uint32_t asking_homes = limits::asking_homes;
  uint32_t roamer_days = limits::roamer_days;
  uint32_t watches = limits::watches;
  uint32_t operator_targets = limits::operator_targets;
  uint32_t forwardings = limits::forwardings;
};

struct EngineOptions {
  SipKey key;           ///< pseudonym key of the store; the tables' secret derives from it
  uint32_t tap = 0;     ///< first 32 bits of the hash of the tap's name
  bool is_line = false; ///< times are those of a line's clock, which may be set: PacketClock
  Capacities capacities;
  uint64_t explained_frame = 0; ///< whose facts are kept for explanations(); 0 none
};

class Engine {
public:
  enum class Progress : uint8_t {
    more,      ///< took what was asked for
    ring_full, ///< the consumer must make way first; nothing was lost
    end,       ///< the source has no more, or everything was finished
  };

  /// `networks` is not empty.
  Engine(const EngineOptions& options, Ring& ring, std::shared_ptr<const NetworkTimeline> networks);

  /// Its parties keep the numbers of those before: NetworkTimeline::keeps_numbers_of().
  void set_networks(std::shared_ptr<const NetworkTimeline> networks);
  /// Serving state of before the first frame (layout: src/schema/state-image.ts); what it says of
  /// parties are numbers of the timeline. False, and `why`, when the image is none.
  bool restore_state(Bytes image, std::string& why);
  /// The same of now, for the next run. Between frames; allocates.
  std::vector<uint8_t> save_state() const;
  const NetworkTimeline& timeline() const { return *timeline_; }
  /// Counts of rules begin anew: numbers of rules are those of one policy.
  void set_policy(Policy policy);
  const Explanations& explanations() const { return explanations_; }
  const Policy& policy() const { return policy_; }
  /// How often each rule fired under the policy in force, by the mode that it had then.
  using ModeCounts = std::array<uint64_t, kModeCount>;
  const std::vector<ModeCounts>& rule_hits() const { return rule_hits_; }
  /// How often each exception of a mode decided.
  const std::vector<uint64_t>& exception_hits() const { return exception_hits_; }
  void set_links(LinkConfig links) {
    variants_ = links.variants();
    links_.configure(std::move(links));
  }

  /// Reads and screens up to `frames_max` frames. The source must stay the same until end().
  Progress run(Source& source, uint32_t frames_max);
  /// Whether frames are screened also when the ring has no room for what they may cause: each
  /// record that is lost then is counted. For a line that does not wait.
  void press_on(bool wanted) { presses_on_ = wanted; }
  /// Ends what is still open at the end of the input. Again until it says `end`.
  Progress finish(Source* source);
  /// Screens one decoded frame; `source` is where the evidence of earlier frames is read again.
  void take(const Frame& frame, Decoded& decoded, Source* source);

  /// Named counters, those of the tables included.
  const Counters& counters();
  const Links& links() const { return links_; }
  const Sources& sources() const { return sources_; }
  const Aggregates& aggregates() const { return aggregates_; }
  const RoamerDays& roamer_days() const { return roamer_days_; }
  const Targets& targets() const { return targets_; }
  const Claims& claims() const { return claims_; }
  const Coverage& coverage() const { return coverage_; }
  const Identities& identities() const { return identities_; }
  const Endpoints& endpoints() const { return endpoints_; }
  const Dialogues& dialogues() const { return dialogues_; }
  /// Packet time of the first and the newest message, ns; 0 before the first.
  uint64_t first_ns() const { return first_ns_; }
  uint64_t last_ns() const { return last_ns_; }
  /// Octets of all state tables, as mapped.
  size_t state_octets() const;
  const Ring& ring() const { return ring_; }

private:
  static constexpr uint32_t kBatch = 32;
  /// In seen_, behind the whole batch: of the frame of a segment that is screened by itself.
  static constexpr uint32_t kAloneSeen = kBatch * limits::messages_per_frame;

  /// Of the keys of one message, computed when their sets are asked for; 0 for a key it has not.
  struct Hashes {
    uint64_t opens, answers, source, imsi, msisdn, copy;
  };
  /// One message under way.
  struct Now {
    const Frame& frame;
    Decoded& decoded;
    const Message& message;
    const Observation& seen;
    const Ends& ends;
    const Hashes& hashes; ///< of `seen`
    LinkPlace place;
    CopyMark* mark;
    bool is_repeated;
    uint32_t now_s;
    const Networks& networks;

    const uint8_t* base() const { return decoded.base_of(frame); }
    Seen evidence() const { return {&frame, &decoded, message.index}; }
  };
  /// Where an invoke stands.
  struct Asking {
    uint32_t slot, index, invokes;
    bool from_initiator;
  };
  /// What an answer names, looked at before it teaches the tables anything.
  struct Answered {
    Tristate names_router = Tristate::unknown;
    Tristate imsi_is_real = Tristate::unknown;
    uint8_t vectors = 0;
  };
  /// What ended a request, for the rules that look at answers.
  struct Ending {
    Outcome outcome = Outcome::open;
    Answered answered;
    Move move;
    uint64_t time_ns = 0;
    uint64_t frame = 0;
    uint16_t message = 0;
    bool is_nobody = false; ///< refused because there is no such subscriber
    int32_t error = -1;
  };
  /// A request and where it stands, for what is to be known of it.
  struct Asked {
    const Request& request;
    LinkPlace place;
    Technology technology;
    uint64_t time_ns;
    const Networks& networks;
    Tristate roles_fit = Tristate::unknown;
    const Ending* ending = nullptr; ///< how it ended, when it has
  };

  // engine.cpp
  /// Room for all that one frame can cause: a finding with its frame for each of its messages.
  bool has_room() const {
    if (presses_on_) return true;
    return ring_.free_octets() >= room_wanted_;
  }
  void use(Source* source) {
    source_ = source;
    evidence_.read_from(source);
  }
  bool advance(uint64_t time_ns);
  bool reach_deadlines(uint32_t now_s);
  void expire(uint32_t slot);
  void decode_batch();
  Ends observe_all(const Frame& frame, const Decoded& decoded, uint32_t first);
  Ends observe_frame(const Frame& frame, const Decoded& decoded, uint32_t first);
  void prefetch_sets(uint32_t first, uint32_t end);
  void prefetch_entries(uint32_t first, uint32_t end) const;
  void handle(const Frame& frame, Decoded& decoded, const Message& message, uint32_t at,
              const Ends& ends);
  bool is_retransmission(const Frame& frame, const Decoded& decoded, const Message& message,
                         uint64_t copy_hash, const Ends& ends);
  void second_leg(Now& now);
  bool screen_alone(uint32_t until);
  void screen_alone(const SccpSegments::Alone& segment);
  const Networks& networks_at(uint64_t time_ns);
  void use(const Networks& networks);

  // tcap_flow.cpp
  void on_tcap(Now& now);
  void on_begin(Now& now);
  void on_continue(Now& now);
  void on_end(Now& now);
  void on_returned(Now& now);
  void on_stray(Now& now);
  void responder_seen(Now& now, uint32_t slot);
  uint32_t find_initiated(const Now& now) const;
  void components(Now& now, uint32_t slot, bool from_initiator);
  void set_context(Dialogue& dialogue, const Now& now) const;
  void read_again(Now& now, const Dialogue& dialogue);

  // diameter_flow.cpp
  void on_diameter(Now& now);
  void on_request(Now& now);
  void on_answer(Now& now);
  Outcome outcome_of(const Now& now, const Request& request) const;

  // exchange_flow.cpp
  void on_exchange(Now& now);
  bool is_repeated_request(const Now& now);
  uint32_t open_exchange(Now& now);
  void on_notice(Now& now);
  void on_exchange_answer(Now& now);
  void learn_endpoint(const Now& now, const Request& request);

  // requests.cpp
  uint32_t open(Now& now, uint32_t lifetime_s);
  void ask(Now& now, uint32_t slot, const Operation& op, uint32_t index, uint32_t invokes,
           bool from_initiator);
  void ask_as(Now& now, const Operation& op, const Asking& asking, const Digits& imsi, Party origin,
              bool is_first);
  void describe(Now& now, uint32_t slot, const Operation& op, const Digits& imsi, Request& request);
  static void name_subscriber(Request& request, const Digits& imsi, const Networks& networks);
  void judge_request(Now& now, const Operation& op, Request& request);
  void observe_request(Now& now, const Operation& op, Request& request, bool is_kept);
  void count_coverage(bool is_known);
  void judge_leg(Now& now, uint32_t slot);

  // settlement.cpp
  Answered answer(Now& now, Request& request, const Operation& op);
  Ending ending_of(const Now& now, Outcome outcome) const;
  void settle(uint32_t slot, Request& request, Ending& ending, const Networks& networks);
  void settle_all(uint32_t slot, const Ending& ending, const Networks& networks);
  void take_effect(const Request& request, const Dialogue& dialogue, Ending& ending,
                   const Networks& networks);
  AggregateKey row_of(const Request& request, Technology technology, uint64_t time_ns,
                      Outcome outcome);
  uint16_t month_of(uint64_t time_ns);
  void close(uint32_t slot, const Ending& ending, const Networks& networks);

  // rates.cpp
  bool asks_for_place(const Request& request, const Networks& networks) const;
  uint64_t asker_of(const Request& request, Technology technology, const Networks& networks) const;
  void profile_source(Now& now, const Operation& op, const Request& request);
  void enter_question(const Now& now, const Request& request);
  void enter_call(const Now& now, const Request& request, Effect effect);
  void count_roamer_day(uint64_t imsi, Party home, Party visited, uint64_t time_ns,
                        const Networks& networks);
  void forget_rates();
  void fill_rates(const Asked& asked, const FactSet& wanted, Facts& facts) const;

  // facts_of.cpp
  bool is_foreign(const Networks& networks, Party party) const;
  static bool is_return_inferred(const Asked& asked);
  bool meets_unknown(const Asked& asked) const;
  Tristate is_addressed_home(const Asked& asked) const;
  template <class Visit> void each_at_hand(const Asked& asked, Visit&& visit) const;
  GuardWord guard_of(const Asked& asked) const;
  void fill_facts(const Asked& asked, const FactSet& wanted);
  void fill_ending(const Asked& asked);
  void fill_parties(const Request& request, const Networks& networks, Facts& facts) const;
  void fill_journey(const Request& request, const Networks& networks, Facts& facts) const;
  void fill_source(const Asked& asked, Facts& facts) const;

  // sequences.cpp
  /// What an operation is in a sequence.
  enum class Step : uint8_t { none, keys, identity, delivery, place, update, cancel, service };
  /// What the newest answer about an identity said.
  struct Told {
    const Request* by = nullptr; ///< the request that it answers
    Digits imsi;
    Tristate node_is_ours = Tristate::unknown;
  };
  Step step(const Request& request) const {
    return request.operation < steps_.size() ? steps_[request.operation] : Step::none;
  }
  Step step_of(OperationId id) const;
  void follow_for_policy();
  void forget_sequence(Facts& facts);
  void fill_sequence(const Asked& asked, const FactSet& wanted);
  void fill_update(const Request& request, const FactSet& wanted, uint64_t time_ns,
                   const Networks& networks);
  uint32_t hits_at_deadline(const Watch& watch, uint64_t time_ns);
  bool is_moving(const Request& request, uint64_t time_ns) const;
  void fill_cancel(const Request& request, uint64_t time_ns);
  void fill_place(const Request& request, uint64_t time_ns, const Networks& networks);
  Tristate is_prepared(const Request& request, uint64_t time_ns, const Networks& networks) const;
  bool is_unentitled(const Request& request) const;
  void watch_request(const Now& now, uint32_t slot, const Request& request);
  void saw_service(const Request& request, Step step, uint64_t time_ns, const Networks& networks);
  void saw_delivery(const Request& request, LinkPlace place, const Networks& networks);
  void saw_cancel(const Request& request, uint32_t slot, uint64_t time_ns,
                  const Networks& networks);
  void saw_received(const Request& request, const Dialogue& dialogue, const Networks& networks);
  uint32_t path_of(const Request& request, LinkPlace place) const;
  OperatorDay& half_of(const Watch& watch, const Networks& networks);
  OperatorDay day_of(const Watch& watch, const Networks& networks) const;
  uint32_t watch(Watched what, WatchStage stage, uint64_t subscriber, uint16_t asker,
                 const Dialogue& dialogue, const Request& request, uint64_t time_ns);
  void note_told(const Request& request, const Operation& op, const Networks& networks);
  void follow(uint32_t slot, const Request& request, const Ending& ending,
              const Networks& networks);
  void watch_keys(const Request& request, const Dialogue& dialogue, uint64_t time_ns,
                  const Networks& networks);
  void watch_told(const Request& request, const Told& told, const Dialogue& dialogue,
                  uint64_t time_ns, const Networks& networks);
  void watch_move(const Request& request, const Dialogue& dialogue, const Ending& ending,
                  const Networks& networks);
  void settle_cancel(const Request& request, const Dialogue& dialogue);
  bool watch_homecoming(const Request& request, const Dialogue& dialogue, const Ending& ending);
  void find_homecoming(const Watch& watch, uint64_t time_ns, const Networks& networks);
  void reach(uint32_t slot);
  bool fetches_only_keys(const Watch& watch) const;
  void find_keys(const Watch& watch, uint64_t time_ns, const Networks& networks);
  void find_delivery(const Watch& watch, uint64_t time_ns, const Networks& networks);
  void find_detach(const Watch& watch, uint64_t time_ns, const Networks& networks);
  void find_move(const Watch& watch, uint64_t time_ns, const Networks& networks);
  bool begin_deadline(const Watch& watch, uint64_t time_ns, const Networks& networks);
  // facts_of_message.cpp
  template <class T> void note(Fact fact, T value);
  void forget_message_facts();
  void fill_message_facts(const Now& now, uint32_t slot, const Request& request);
  void fill_lengths(const Now& now, const Request& request);
  Tristate roles_fit(const Now& now, uint32_t slot, const Request& request) const;
  GuardWord guard_of_message() const;
  void fill_layers(const Now& now, const Request& request);
  void fill_csi(const Now& now, const Request& request);
  void fill_forwarding(const Now& now, const Request& request);
  void fill_reset(const Now& now, const Request& request);
  void fill_component(const Now& now, uint32_t slot, const Request& request);
  Answered look_at_answer(const Now& now, const Request& request, const Operation& op) const;
  void note_answered(const Answered& answered);

  // findings.cpp
  Session new_session(uint64_t time_ns, uint64_t association, uint64_t transaction,
                      const Seen& opening) const;
  void write_opening(const Dialogue& dialogue, Session& session, const Request& request,
                     const Seen& opening, Evidence level, const Networks& networks);
  void open_session(uint32_t slot, const Seen& opening);
  void end_session(uint32_t slot, const Ending& ending, const Networks& networks);
  uint32_t count_hits(uint32_t hits, LinkPlace place, uint64_t time_ns, const Networks& networks);
  void find_at_request(Now& now, uint32_t slot, const Request& request);
  void find_at_end(uint32_t slot, const Request& request, const Ending& ending,
                   const Networks& networks);
  void find_at_deadline(const Watch& watch, uint32_t hits, uint64_t time_ns,
                        const Networks& networks);
  uint32_t hits_of(Phase phase, const Asked& asked);
  Asked asked_of(const Request& request, const Dialogue& dialogue, uint64_t time_ns,
                 const Networks& networks) const {
    return {request, place_of(dialogue), static_cast<Technology>(dialogue.technology), time_ns,
            networks};
  }
  uint32_t hits_at_end(const Request& request, const Dialogue& dialogue, const Ending& ending,
                       const Networks& networks);
  void write_findings(RecordEvent& event, uint32_t hits);
  void explain(Explanation::What what, uint64_t time_ns, uint16_t message, LinkPlace place,
               uint64_t other = 0);
  void write_member(Now& now, uint32_t slot, bool from_initiator);
  Outcome outcome_of_all(uint32_t slot, Outcome otherwise);
  LinkPlace place_of(const Dialogue& dialogue) const { return {dialogue.link, dialogue.from}; }

  EngineOptions options_;
  MixKey mix_;
  Ring& ring_;
  uint64_t room_wanted_; ///< octets of the ring
  Counters counters_{};
  std::shared_ptr<const NetworkTimeline> timeline_;
  const Networks* networks_ = nullptr; ///< of the newest packet time
  std::array<Party, 64> homes_{};      ///< home parties of `networks_`
  uint32_t home_count_ = 0;
  Memos memos_;
  Policy policy_;

  PacketClock clock_;
  Reassembly reassembly_;
  Variants variants_; ///< of the configured links
  Links links_;
  Retransmissions retransmissions_;
  Copies copies_;
  Dialogues dialogues_;
  Claims claims_;
  Coverage coverage_;
  Identities identities_;
  Endpoints endpoints_;
  Sources sources_;
  Forwardings forwardings_;
  Targets targets_;
  Aggregates aggregates_;
  RoamerDays roamer_days_;
  Watches watches_;
  OperatorDays operator_days_;
  Sessions sessions_;
  EvidenceWriter evidence_;
  RecordWriter records_;
  Explanations explanations_;

  MappedArray<Decoded> batch_; ///< kBatch of them; on huge pages, since each spans 45 small ones
  std::array<Frame, kBatch> frames_;
  std::array<Ends, kBatch> ends_;
  std::array<uint32_t, kBatch> alone_until_; ///< segments given up before each frame
  /// Of the whole batch, without gaps: at a fixed stride per frame, which is a power of two, all
  /// would fall into the same sets of the cache.
  std::vector<Observation> seen_;
  std::vector<Hashes> hashes_;                                ///< of seen_
  std::array<uint32_t, kBatch> first_seen_;                   ///< in seen_, of each frame
  uint32_t batch_count_ = 0, batch_ready_ = 0, batch_at_ = 0; ///< taken, decoded, handled

  MappedArray<Decoded> alone_;        ///< one, of a segment that is screened by itself
  MappedArray<uint8_t> alone_octets_; ///< of its frame
  Source* source_ = nullptr;          ///< during run(), take() and finish()
  bool presses_on_ = false;
  Facts facts_;
  bool has_sequence_ = false; ///< facts_ holds some of sequences
  std::array<Step, kOperationIdMax> steps_{};
  struct Wanted {
    bool keys, deliveries, identities, cancels, moves, homecomings;
  };
  Wanted wanted_{}; ///< watches that rules of the policy ask for
  Told told_;
  uint32_t delivery_paths_ = 0;   ///< of path_of(): where deliveries from outside were seen
  bool has_message_facts_ = true; ///< facts_ holds some of the message before
  std::array<uint16_t, limits::rules> hits_;
  std::array<Mode, limits::rules> hit_modes_;
  std::vector<ModeCounts> rule_hits_;
  std::vector<uint64_t> exception_hits_;
  uint64_t first_ns_ = 0, last_ns_ = 0;
  uint64_t counted_day_ = ~uint64_t{0}; ///< and its month, for the counts
  uint16_t counted_month_ = 0;
  View last_chunk_; ///< SCTP user message of the message before, and what it was
  Chunk last_chunk_is_ = Chunk::fresh;
  uint64_t last_chunk_frame_ = 0;
  uint16_t last_chunk_file_ = 0;
  uint32_t last_chunk_tsn_ = 0;
};

} // namespace sigwarden
