// SPDX-License-Identifier: Apache-2.0
// The engine over exchanges, from their first octet: requests joined to their answers, counted once
// by what they asked and how it ended, and their subscriber known by the endpoint they name.
#include "test/native/carriers.hpp"
#include "test/native/engine_capture.hpp"

using namespace sigwarden;
using namespace sigwarden::world;
using namespace sigwarden::test;

namespace {

constexpr uint32_t kPort = 2123;
const Octets kSgw = hex("c000020a"), kPgw = hex("c6336414"), kOther = hex("c6336415");

Octets element(int type, const Octets& value) {
  return octets({type}) + u16(static_cast<uint32_t>(value.size())) + octets({0}) + value;
}
Octets datagram(const Octets& from, const Octets& to, int type, uint32_t sequence, uint32_t teid,
                const Octets& elements) {
  const auto length = static_cast<uint32_t>(8 + elements.size());
  const Octets message = octets({0x48, type}) + u16(length) + u32(teid) + big_endian(sequence, 3) +
                         octets({0}) + elements;
  Octets packet = ipv4(udp(kPort, message, kPort), 17);
  std::copy(from.begin(), from.end(), packet.begin() + 12);
  std::copy(to.begin(), to.end(), packet.begin() + 16);
  return ethernet(packet);
}

const Octets kSubscriber = element(1, hex("00010121436587f9"));
const Octets kInIslands = element(83, hex("00f210")), kAtHome = element(83, hex("00f110"));
const Octets kEndpoint = element(87, hex("86 00000111 c000020a"));
const Octets kHomeEndpoint = element(87, hex("87 00000222 c6336414"));
const Octets kAccepted = element(2, hex("1000")), kRefused = element(2, hex("4900"));

struct Screened {
  std::vector<AggregateRow> rows;
  Counters counters{};
  uint64_t count(OperationId operation, Outcome outcome) const {
    uint64_t sum = 0;
    for (const AggregateRow& row : rows)
      if (row.key.operation == static_cast<uint16_t>(operation) &&
          row.key.outcome == static_cast<uint8_t>(outcome))
        sum += row.count;
    return sum;
  }
  const AggregateKey& row(OperationId operation) const {
    for (const AggregateRow& row : rows)
      if (row.key.operation == static_cast<uint16_t>(operation)) return row.key;
    std::abort();
  }
  uint64_t counted(Counter which) const { return value_of(counters, which); }
};

Screened screen(Capture& capture) {
  Wire wire(rules().build());
  capture.rewind();
  while (wire.engine().run(capture, 7) == Engine::Progress::more)
    continue;
  wire.engine().finish(&capture);
  return {wire.engine().aggregates().rows(), wire.engine().counters()};
}

void create(Capture& capture, uint32_t sequence, uint64_t at_s,
            const Octets& network = kInIslands) {
  capture.add_frame(datagram(kSgw, kPgw, 32, sequence, 0, kSubscriber + network + kEndpoint), at_s);
}
void created(Capture& capture, uint32_t sequence, uint64_t at_s, const Octets& cause = kAccepted) {
  capture.add_frame(datagram(kPgw, kSgw, 33, sequence, 0x111, cause + kHomeEndpoint), at_s);
}

} // namespace

TEST("a request is counted once, by operation and outcome, under the network that it claims") {
  Capture capture;
  create(capture, 1, 0);
  created(capture, 1, 1);
  create(capture, 2, 2);
  created(capture, 2, 3, kRefused);
  const Screened s = screen(capture);
  CHECK_EQ(s.count(OperationId::gtpv2_CreateSession, Outcome::answered), 1u);
  CHECK_EQ(s.count(OperationId::gtpv2_CreateSession, Outcome::refused), 1u);
  const AggregateKey& key = s.row(OperationId::gtpv2_CreateSession);
  CHECK_EQ(key.technology, static_cast<uint8_t>(Technology::gtp));
  CHECK_EQ(key.source, kIslands);
  CHECK_EQ(key.home, kHomeland);
  CHECK_EQ(key.entitlement, static_cast<uint8_t>(Entitlement::not_judged));
  CHECK_EQ(key.reason, static_cast<uint8_t>(EntitlementReason::operation_unlisted));
  CHECK_EQ(s.counted(Counter::dialogues_opened), 2u);
  CHECK_EQ(s.counted(Counter::dialogues_closed), 2u);
}

TEST("our own network as the sender's place is left unknown, so that no address seems forged") {
  Capture capture;
  create(capture, 1, 0, kAtHome);
  created(capture, 1, 1);
  CHECK_EQ(screen(capture).row(OperationId::gtpv2_CreateSession).source, kNoParty);
}

TEST("a request sent again under its number is one request, however late") {
  Capture capture;
  for (const uint64_t at : {0u, 1u, 3u, 6u, 9u})
    create(capture, 1, at);
  created(capture, 1, 10);
  const Screened s = screen(capture);
  CHECK_EQ(s.count(OperationId::gtpv2_CreateSession, Outcome::answered), 1u);
  CHECK_EQ(s.counted(Counter::messages_repeated), 4u);
  CHECK_EQ(s.counted(Counter::dialogues_opened), 1u);
}

TEST("a number used again for another operation is another request") {
  Capture capture;
  create(capture, 1, 0);
  capture.add_frame(datagram(kSgw, kPgw, 36, 1, 0x222, {}), 5);
  capture.add_frame(datagram(kPgw, kSgw, 37, 1, 0x111, kAccepted), 6);
  const Screened s = screen(capture);
  CHECK_EQ(s.count(OperationId::gtpv2_CreateSession, Outcome::unanswered), 1u);
  CHECK_EQ(s.count(OperationId::gtpv2_DeleteSession, Outcome::answered), 1u);
}

TEST("an answer belongs to the two addresses of its request, in the other direction") {
  Capture capture;
  create(capture, 1, 0);
  capture.add_frame(datagram(kOther, kSgw, 33, 1, 0x111, kAccepted), 1); // from elsewhere
  capture.add_frame(datagram(kSgw, kPgw, 33, 1, 0x111, kAccepted), 2);   // the same way
  created(capture, 2, 3);                                                // another number
  capture.add_frame(datagram(kSgw, kOther, 32, 9, 0, kSubscriber), 60);
  const Screened s = screen(capture);
  CHECK_EQ(s.counted(Counter::answers_unmatched), 3u);
  CHECK_EQ(s.count(OperationId::gtpv2_CreateSession, Outcome::answered), 0u);
  CHECK_EQ(s.count(OperationId::gtpv2_CreateSession, Outcome::unanswered), 1u);
}

TEST("both sides may use one number at one time") {
  Capture capture;
  create(capture, 7, 0);
  capture.add_frame(datagram(kPgw, kSgw, 95, 7, 0x111, {}), 0);
  capture.add_frame(datagram(kSgw, kPgw, 96, 7, 0x222, kRefused), 1);
  created(capture, 7, 1);
  const Screened s = screen(capture);
  CHECK_EQ(s.count(OperationId::gtpv2_CreateSession, Outcome::answered), 1u);
  CHECK_EQ(s.count(OperationId::gtpv2_CreateBearer, Outcome::refused), 1u);
}

TEST("later requests are of the subscriber whose endpoint they name, on either side") {
  Capture capture;
  create(capture, 1, 0);
  created(capture, 1, 1);
  capture.add_frame(datagram(kSgw, kPgw, 36, 2, 0x222, {}), 3000);
  capture.add_frame(datagram(kPgw, kSgw, 95, 3, 0x111, {}), 3001);
  capture.add_frame(datagram(kSgw, kOther, 34, 4, 0x222, {}), 3002); // another node's endpoint
  const Screened s = screen(capture);
  CHECK_EQ(s.row(OperationId::gtpv2_DeleteSession).home, kHomeland);
  CHECK_EQ(s.row(OperationId::gtpv2_CreateBearer).home, kHomeland);
  CHECK_EQ(s.row(OperationId::gtpv2_ModifyBearer).home, kNoParty);
}

TEST("an endpoint not heard of for a day is nobody's, and a refused answer makes none") {
  Capture capture;
  create(capture, 1, 0);
  created(capture, 1, 1, kRefused);
  capture.add_frame(datagram(kSgw, kPgw, 36, 2, 0x222, {}), 2);
  capture.add_frame(datagram(kPgw, kSgw, 95, 3, 0x111, {}), 2 + limits::endpoint_seconds);
  const Screened s = screen(capture);
  CHECK_EQ(s.row(OperationId::gtpv2_DeleteSession).home, kNoParty);
  CHECK_EQ(s.row(OperationId::gtpv2_CreateBearer).home, kNoParty);
}

TEST("a notice has no outcome that could be seen, an echo is in no count") {
  Capture capture;
  capture.add_frame(datagram(kSgw, kPgw, 66, 1, 0x222, {}), 0);
  capture.add_frame(datagram(kSgw, kPgw, 1, 2, 0, {}), 1);
  const Screened s = screen(capture);
  CHECK_EQ(s.count(OperationId::gtpv2_DeleteBearerCommand, Outcome::not_observable), 1u);
  CHECK_EQ(s.rows.size(), size_t{1});
  CHECK_EQ(s.counted(Counter::messages_gtp), 2u);
}

TEST("datagrams that a mirror shows twice are counted once, answered or not") {
  Capture capture;
  create(capture, 1, 0);
  created(capture, 1, 0);
  create(capture, 1, 0);
  created(capture, 1, 0);
  const Screened s = screen(capture);
  uint64_t sum = 0;
  for (const AggregateRow& row : s.rows)
    sum += row.count;
  CHECK_EQ(sum, 1u);
  CHECK_EQ(s.counted(Counter::messages_repeated), 2u);
  CHECK_EQ(s.counted(Counter::answers_unmatched), 0u);
}

CHECK_MAIN()
