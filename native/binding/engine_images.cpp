// SPDX-License-Identifier: Apache-2.0
#include "native/binding/engine_images.hpp"

#include <arpa/inet.h>

#include <algorithm>

namespace sigwarden::binding {
namespace {

/// An address in its notation; IPv4 is held mapped.
std::string address_text(const EndPoint& address) {
  constexpr EndPoint kMapped{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};
  const bool is_v4 = std::equal(kMapped.begin(), kMapped.begin() + 12, address.begin());
  std::array<char, INET6_ADDRSTRLEN> out{};
  inet_ntop(is_v4 ? AF_INET : AF_INET6, address.data() + (is_v4 ? 12 : 0), out.data(), out.size());
  return out.data();
}

/// A point code stands in the last four octets, behind zeros: no address of a peer does.
bool is_point_code(const EndPoint& end) {
  return std::all_of(end.begin(), end.begin() + 12, [](uint8_t octet) { return octet == 0; });
}

/// An end of a link as people write it: a point code as a number, an address in its notation.
std::string text_of(const EndPoint& end, Technology technology) {
  if (technology == Technology::ss7 && is_point_code(end))
    return std::to_string(load_be32(end.data() + 12));
  return address_text(end);
}

} // namespace

Bytes octets_of(Napi::Env env, const Napi::Value& value, const char* name) {
  if (!value.IsTypedArray() || value.As<Napi::TypedArray>().TypedArrayType() != napi_uint8_array)
    refuse(env, "ERR_ARGUMENT", std::string(name) + " must be a Uint8Array");
  const auto array = value.As<Napi::Uint8Array>();
  return {array.Data(), static_cast<uint32_t>(array.ByteLength())};
}

Images load_images(Napi::Env env, const Napi::Object& options) {
  Images images;
  images.networks = std::make_shared<NetworkTimeline>();
  std::string why;
  const Napi::Value networks = options.Get("networks");
  if (!networks.IsArray()) refuse(env, "ERR_ARGUMENT", "networks must be a list of images");
  const auto list = networks.As<Napi::Array>();
  for (uint32_t i = 0; i < list.Length(); i++)
    if (!images.networks->add(octets_of(env, list.Get(i), "networks"), why))
      refuse(env, "ERR_IMAGE", "network image: " + why);
  if (images.networks->empty()) refuse(env, "ERR_ARGUMENT", "networks must not be empty");
  if (!Policy::load(octets_of(env, options.Get("policy"), "policy"), images.policy, why))
    refuse(env, "ERR_IMAGE", "policy image: " + why);
  if (!LinkConfig::load(octets_of(env, options.Get("links"), "links"), images.links, why))
    refuse(env, "ERR_IMAGE", "link image: " + why);
  return images;
}

EngineOptions load_engine_options(Napi::Env env, const Napi::Object& options) {
  const Bytes key = octets_of(env, options.Get("pseudonymKey"), "pseudonymKey");
  if (key.size != 16) refuse(env, "ERR_ARGUMENT", "pseudonymKey must have 16 octets");
  EngineOptions out;
  out.key = SipKey::from(key.data);
  out.is_line = options.Get("packetClock").StrictEquals(text(env, "line"));
  out.tap = options.Get("tap").ToNumber().Uint32Value();
  const Napi::Value frame = options.Get("explainedFrame");
  if (frame.IsNumber()) out.explained_frame = static_cast<uint64_t>(frame.ToNumber().Int64Value());
  return out;
}

std::vector<LinkRow> rows_of(const Links& links) {
  std::vector<LinkRow> rows;
  links.each([&](const LinkKey& key, const Link& link) {
    const bool known = link.configured != kNoLink;
    const auto name = known ? links.config().link(link.configured).name : std::string_view{};
    rows.push_back({key, link, std::string(name)});
  });
  return rows;
}

Bytes state_image_of(const Napi::CallbackInfo& info) {
  if (info.Length() < 1) refuse(info.Env(), "ERR_ARGUMENT", "image must be a Uint8Array");
  return octets_of(info.Env(), info[0], "image");
}

void restore(Napi::Env env, Engine& engine, Bytes image) {
  std::string why;
  if (!engine.restore_state(image, why)) refuse(env, "ERR_IMAGE", "state image: " + why);
}

Napi::Value to_buffer(Napi::Env env, const std::vector<uint8_t>& octets) {
  return Napi::Buffer<uint8_t>::Copy(env, octets.data(), octets.size());
}

Napi::Object to_object(Napi::Env env, const Coverage& coverage) {
  Napi::Object object = Napi::Object::New(env);
  object.Set("isMeasured", coverage.is_measured());
  object.Set("percent", coverage.percent());
  object.Set("lacks", coverage.lacks());
  return object;
}

Napi::Object to_object(Napi::Env env, const Counters& counters) {
  Napi::Object object = Napi::Object::New(env);
  for (uint32_t i = 0; i < kCounterCount; i++)
    object.Set(sigwarden::name_of(static_cast<Counter>(i)), static_cast<double>(counters[i]));
  return object;
}

Napi::Array to_array(Napi::Env env, const std::vector<Explanation>& list) {
  constexpr std::array kNames{"request", "end", "deadline", "copy", "repeated", "retransmission"};
  Napi::Array out = Napi::Array::New(env, list.size());
  for (uint32_t i = 0; i < list.size(); i++) {
    Napi::Object one = Napi::Object::New(env);
    one.Set("what", kNames[static_cast<uint32_t>(list[i].what)]);
    one.Set("message", static_cast<uint32_t>(list[i].message));
    one.Set("other", static_cast<double>(list[i].other));
    one.Set("time", Napi::BigInt::New(env, list[i].time_ns));
    one.Set("link", list[i].link == kNoLink ? -1 : static_cast<int32_t>(list[i].link));
    Napi::Array facts = Napi::Array::New(env, kFactCount);
    for (uint32_t fact = 0; fact < kFactCount; fact++)
      facts.Set(fact, static_cast<double>(list[i].facts.values[fact]));
    one.Set("facts", facts);
    const Anomalies anomalies = list[i].facts.anomalies;
    const std::array<uint64_t, 2> words{static_cast<uint64_t>(anomalies),
                                        static_cast<uint64_t>(anomalies >> 64)};
    one.Set("anomalies", Napi::BigInt::New(env, 0, words.size(), words.data()));
    out.Set(i, one);
  }
  return out;
}

RuleCounts rule_counts(const Engine& engine) {
  RuleCounts counts{{}, engine.rule_hits(), engine.exception_hits()};
  for (uint32_t rule = 0; rule < engine.policy().rule_count(); rule++)
    counts.ids.emplace_back(engine.policy().rule(static_cast<uint16_t>(rule)).id);
  return counts;
}

Napi::Object to_object(Napi::Env env, const RuleCounts& counts) {
  Napi::Array rules = Napi::Array::New(env, counts.ids.size());
  for (uint32_t i = 0; i < counts.ids.size(); i++) {
    Napi::Object rule = Napi::Object::New(env);
    rule.Set("id", text(env, counts.ids[i]));
    for (uint32_t mode = 0; mode < kModeCount; mode++)
      rule.Set(sigwarden::name_of(static_cast<Mode>(mode)),
               static_cast<double>(counts.hits[i][mode]));
    rules.Set(i, rule);
  }
  Napi::Array exceptions = Napi::Array::New(env, counts.exceptions.size());
  for (uint32_t i = 0; i < counts.exceptions.size(); i++)
    exceptions.Set(i, static_cast<double>(counts.exceptions[i]));
  Napi::Object object = Napi::Object::New(env);
  object.Set("rules", rules);
  object.Set("exceptions", exceptions);
  return object;
}

Napi::Array to_array(Napi::Env env, uint64_t first_ns, uint64_t last_ns) {
  Napi::Array pair = Napi::Array::New(env, 2);
  pair.Set(0u, Napi::BigInt::New(env, first_ns));
  pair.Set(1u, Napi::BigInt::New(env, last_ns));
  return pair;
}

Napi::Array to_array(Napi::Env env, const std::vector<AggregateRow>& rows) {
  Napi::Array list = Napi::Array::New(env, rows.size());
  for (uint32_t i = 0; i < rows.size(); i++) {
    const AggregateKey& key = rows[i].key;
    Napi::Object row = Napi::Object::New(env);
    row.Set("month", key.month);
    row.Set("operation", key.operation);
    row.Set("source", key.source);
    row.Set("home", key.home);
    row.Set("technology", key.technology);
    row.Set("direction", key.direction);
    row.Set("isOwn", key.is_own);
    row.Set("whereabouts", key.whereabouts);
    row.Set("entitlement", key.entitlement);
    row.Set("reason", key.reason);
    row.Set("outcome", key.outcome);
    row.Set("isOther", key.is_other != 0);
    row.Set("count", static_cast<double>(rows[i].count));
    list.Set(i, row);
  }
  return list;
}

Napi::Array to_array(Napi::Env env, const std::vector<RoamerDaysRow>& rows) {
  Napi::Array list = Napi::Array::New(env, rows.size());
  for (uint32_t i = 0; i < rows.size(); i++) {
    const RoamerDaysKey& key = rows[i].key;
    Napi::Object row = Napi::Object::New(env);
    row.Set("month", key.month);
    row.Set("home", key.home);
    row.Set("visited", key.visited);
    row.Set("isOther", key.is_other != 0);
    row.Set("days", static_cast<double>(rows[i].count));
    list.Set(i, row);
  }
  return list;
}

Napi::Array to_array(Napi::Env env, const std::vector<LinkRow>& rows) {
  Napi::Array list = Napi::Array::New(env, rows.size());
  for (uint32_t i = 0; i < rows.size(); i++) {
    const auto& [key, link, name] = rows[i];
    Napi::Object row = Napi::Object::New(env);
    const auto technology = static_cast<Technology>(key.technology);
    row.Set("technology", key.technology);
    row.Set("networkIndicator", key.network_indicator);
    row.Set("name", text(env, name));
    row.Set("variant", static_cast<uint32_t>(link.variant));
    row.Set("ours", static_cast<uint32_t>(link.ours));
    row.Set("proposedOurs", static_cast<uint32_t>(Links::proposed(link)));
    Napi::Array sides = Napi::Array::New(env, 2);
    for (uint32_t side = 0; side < 2; side++) {
      Napi::Object one = Napi::Object::New(env);
      one.Set("end", text(env, text_of(side == 0 ? key.low : key.high, technology)));
      one.Set("address", text(env, address_text(link.address[side])));
      one.Set("host", text(env, link.host[side].data()));
      one.Set("messages", static_cast<double>(link.messages[side]));
      one.Set("requests", static_cast<double>(link.requests[side]));
      one.Set("answered", static_cast<double>(link.answered[side]));
      one.Set("addressedHome", static_cast<double>(link.addressed_home[side]));
      one.Set("answersHome", static_cast<double>(link.answers_home[side]));
      sides.Set(side, one);
    }
    row.Set("sides", sides);
    Napi::Array operations = Napi::Array::New(env);
    for (uint32_t id = 0; id < limits::link_operations; id++)
      if (link.operations[id / 64] >> (id % 64) & 1) operations.Set(operations.Length(), id);
    row.Set("operations", operations);
    list.Set(i, row);
  }
  return list;
}

} // namespace sigwarden::binding
