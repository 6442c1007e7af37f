// SPDX-License-Identifier: Apache-2.0
#include "native/state/dialogues.hpp"

#include <algorithm>

namespace sigwarden {
namespace {

enum class OwnerKind : uint8_t {
  of_operator = 1,
  title = 2,
  point_code = 3,
  connection = 4,
  addresses = 5,
};

constexpr uint32_t kOwnerDigits = 7; ///< country code and the start of the operator's block

constexpr uint64_t owner_word(OwnerKind kind, uint64_t value) {
  return static_cast<uint64_t>(kind) << 56 | value;
}

} // namespace

Dialogues::Dialogues(uint32_t capacity, uint32_t further, uint32_t peers, const MixKey& key)
    : table_(capacity, key), first_(table_.slot_count()), further_(further), peers_(peers, key),
      owners_(limits::links, key) {
  recent_owners_.fill(kNoSlot);
}

DialogueKey Dialogues::transaction(const TransactionId& id, uint64_t owner) {
  if (id.length == 0 || owner == 0) return {};
  return {id.value, owner | uint64_t{id.length} << 48};
}

DialogueKey Dialogues::diameter(uint64_t connection, uint32_t hop_by_hop) {
  return {connection, owner_word(OwnerKind::connection, hop_by_hop)};
}

DialogueKey Dialogues::exchange(uint64_t addresses, uint32_t number) {
  return {addresses, owner_word(OwnerKind::addresses, number)};
}

uint64_t Dialogues::owner_of_title(const Digits& title, uint16_t operator_number) {
  if (title.empty()) return 0;
  if (operator_number != 0) return owner_word(OwnerKind::of_operator, operator_number);
  return owner_word(OwnerKind::title, bcd_prefix(title.bcd, kOwnerDigits) >> 32);
}

uint64_t Dialogues::owner_of_point(uint32_t point_code, uint8_t network_indicator) {
  return owner_word(OwnerKind::point_code, uint64_t{network_indicator} << 32 | point_code);
}

uint64_t Dialogues::owner_at(uint32_t point_code, uint8_t network_indicator) const {
  const uint32_t slot = owners_.find({owner_of_point(point_code, network_indicator)});
  return slot == kNoSlot ? 0 : owners_[slot].owner;
}

void Dialogues::learn_owner(uint32_t point_code, uint8_t network_indicator, uint64_t owner) {
  const PointKey key{owner_of_point(point_code, network_indicator)};
  uint32_t& slot = recent_owners_[(point_code ^ point_code >> 7) % recent_owners_.size()];
  if (slot == kNoSlot || owners_.key(slot).point != key.point) [[unlikely]]
    slot = owners_.insert(key, clock_s_).slot;
  owners_.touch(slot, clock_s_);
  owners_[slot].owner = owner;
}

void Dialogues::start(uint32_t slot, uint64_t time_ns, uint32_t lifetime_s) {
  Dialogue& dialogue = table_[slot];
  dialogue.opened_ns = time_ns;
  // A packet time behind the clock must not schedule into the past: the wheel comes round late.
  const uint32_t deadline = seconds_of(time_ns) + lifetime_s;
  dialogue.deadline_s = std::clamp(deadline, clock_s_ + 1, clock_s_ + kWheel - 1);
  schedule(slot);
}

void Dialogues::restart(uint32_t slot, uint64_t time_ns, uint32_t lifetime_s) {
  release(slot);
  table_[slot] = Dialogue{};
  table_.touch(slot, seconds_of(time_ns));
  start(slot, time_ns, lifetime_s);
}

uint32_t Dialogues::next_deadline() const {
  const uint32_t from = std::max(clock_s_ + 1, next_due_s_);
  const uint32_t place = from % kWheel, word = place / 64;
  const uint64_t rest = due_[word] >> (place % 64);
  if (rest != 0) return from + static_cast<uint32_t>(std::countr_zero(rest));
  // The words after it, round the wheel, and what is before `place` in its own.
  const uint16_t later = std::rotr(due_words_, static_cast<int>(word + 1));
  if (later == 0) return ~uint32_t{0};
  const uint32_t next = (word + 1 + static_cast<uint32_t>(std::countr_zero(later))) % kWords;
  const uint32_t there = next * 64 + static_cast<uint32_t>(std::countr_zero(due_[next]));
  return from + (there - place) % kWheel;
}

void Dialogues::schedule(uint32_t slot) {
  const uint32_t place = table_[slot].deadline_s % kWheel;
  due_[place / 64] |= uint64_t{1} << (place % 64);
  due_words_ |= static_cast<uint16_t>(1u << (place / 64));
  next_due_s_ = std::min(next_due_s_, table_[slot].deadline_s);
  List& list = wheel_[place];
  Dialogue& dialogue = table_[slot];
  dialogue.previous = list.tail;
  dialogue.next = kNoSlot;
  (list.tail == kNoSlot ? list.head : table_[list.tail].next) = slot;
  list.tail = slot;
}

void Dialogues::unschedule(uint32_t slot) {
  const Dialogue& dialogue = table_[slot];
  const uint32_t place = dialogue.deadline_s % kWheel;
  List& list = wheel_[place];
  (dialogue.previous == kNoSlot ? list.head : table_[dialogue.previous].next) = dialogue.next;
  (dialogue.next == kNoSlot ? list.tail : table_[dialogue.next].previous) = dialogue.previous;
  if (list.head != kNoSlot) return;
  uint64_t& word = due_[place / 64];
  word &= ~(uint64_t{1} << (place % 64));
  if (word == 0) due_words_ &= static_cast<uint16_t>(~(1u << (place / 64)));
}

void Dialogues::release(uint32_t slot) {
  unschedule(slot);
  release_requests(slot);
}

void Dialogues::release_requests(uint32_t slot) {
  for (uint32_t at = table_[slot].further; at != 0;) {
    Request& request = further_[at - 1];
    const uint32_t next = request.next;
    request.next = further_free_;
    further_free_ = at;
    at = next;
  }
  table_[slot].further = 0;
  table_[slot].request_count = 0;
}

Request* Dialogues::add_request(uint32_t slot) {
  Dialogue& dialogue = table_[slot];
  if (dialogue.request_count == 0) {
    dialogue.request_count = 1;
    if (!dialogue.has(Dialogue::kEmptyBegin)) first_[slot] = Request{};
    return &first_[slot];
  }
  const bool has_free = further_free_ != 0, has_fresh = further_fresh_ < further_.count();
  if (dialogue.request_count >= limits::invokes_per_dialogue || (!has_free && !has_fresh)) {
    requests_over_limit_++;
    return nullptr;
  }
  uint32_t at = further_free_;
  if (has_free)
    further_free_ = further_[at - 1].next;
  else
    at = ++further_fresh_;
  Request& request = further_[at - 1];
  request = Request{};
  request.next = dialogue.further;
  dialogue.further = at;
  dialogue.request_count++;
  return &request;
}

Request* Dialogues::find_request(uint32_t slot, int16_t invoke_id) {
  Request* found = nullptr;
  each_request(slot, [&](Request& request) {
    if (found == nullptr && request.invoke_id == invoke_id) found = &request;
  });
  return found;
}

uint32_t Dialogues::find_peer(const DialogueKey& key, uint64_t hash) const {
  if (key.empty()) return kNoSlot;
  const uint32_t slot = peers_.find(key, hash);
  if (slot == kNoSlot) return kNoSlot;
  const Peer& peer = peers_[slot];
  const uint64_t opened_ns = table_[peer.slot].opened_ns;
  return opened_ns != 0 && static_cast<uint32_t>(opened_ns) == peer.opened ? peer.slot : kNoSlot;
}

void Dialogues::add_peer(const DialogueKey& key, uint64_t hash, uint32_t slot) {
  if (key.empty()) return;
  const uint32_t at = peers_.insert(key, hash, clock_s_, [](uint32_t) {}).slot;
  peers_.touch(at, clock_s_);
  peers_[at] = {slot, static_cast<uint32_t>(table_[slot].opened_ns)};
}

size_t Dialogues::octets() const {
  return table_.octets() + first_.octets() + further_.octets() + peers_.octets() + owners_.octets();
}

} // namespace sigwarden
