// SPDX-License-Identifier: Apache-2.0
// `Engine`: capture files through decoding, state and screening into the ring, for `screen` and
// `bench`. JavaScript asks for a stretch at a time, drains the ring (an ArrayBuffer over the same
// memfd), and asks again. Images are checked by the parts that own them; here only arguments are.
#include <arpa/inet.h>

#include <algorithm>
#include <memory>
#include <vector>

#include "native/binding/binding.hpp"
#include "native/capture/capture_file.hpp"
#include "native/capture/merged_source.hpp"
#include "native/engine/engine.hpp"

namespace sigwarden::binding {
namespace {

constexpr double kFramesMax = 1 << 24;
constexpr double kRingOctetsMax = 1 << 30;
constexpr uint32_t kFilesMax = 65535;

Bytes octets_of(Napi::Env env, const Napi::Value& value, const char* name) {
  if (!value.IsTypedArray() || value.As<Napi::TypedArray>().TypedArrayType() != napi_uint8_array)
    refuse(env, "ERR_ARGUMENT", std::string(name) + " must be a Uint8Array");
  const auto array = value.As<Napi::Uint8Array>();
  return {array.Data(), static_cast<uint32_t>(array.ByteLength())};
}

const char* name_of(Engine::Progress progress) {
  switch (progress) {
  case Engine::Progress::more: return "more";
  case Engine::Progress::ring_full: return "ring_full";
  case Engine::Progress::end: return "end";
  }
  return "end";
}

/// An address in its notation; IPv4 is held mapped.
std::string address_text(const EndPoint& address) {
  constexpr EndPoint kMapped{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};
  const bool is_v4 = std::equal(kMapped.begin(), kMapped.begin() + 12, address.begin());
  std::array<char, INET6_ADDRSTRLEN> out{};
  inet_ntop(is_v4 ? AF_INET : AF_INET6, address.data() + (is_v4 ? 12 : 0), out.data(), out.size());
  return out.data();
}

/// An end of a link as people write it: a point code as a number, an address in its notation.
std::string text_of(const EndPoint& end, Technology technology) {
  if (technology == Technology::ss7) return std::to_string(load_be32(end.data() + 12));
  return address_text(end);
}

} // namespace

class EngineBinding : public Napi::ObjectWrap<EngineBinding> {
public:
  static Napi::Function define(Napi::Env env);
  explicit EngineBinding(const Napi::CallbackInfo& info);

private:
  Napi::Value open(const Napi::CallbackInfo& info);
  Napi::Value run(const Napi::CallbackInfo& info);
  Napi::Value finish(const Napi::CallbackInfo& info);
  Napi::Value discard(const Napi::CallbackInfo& info);
  Napi::Value ring(const Napi::CallbackInfo& info);
  Napi::Value counters(const Napi::CallbackInfo& info);
  Napi::Value aggregates(const Napi::CallbackInfo& info);
  Napi::Value links(const Napi::CallbackInfo& info);
  Napi::Value files(const Napi::CallbackInfo& info);
  Napi::Value position(const Napi::CallbackInfo& info);
  Napi::Value size(const Napi::CallbackInfo& info);
  Napi::Value times(const Napi::CallbackInfo& info);
  Napi::Value state_octets(const Napi::CallbackInfo& info);

  void load_images(Napi::Env env, const Napi::Object& options, NetworkTimeline& timeline,
                   Policy& policy, LinkConfig& links);
  Source& source(Napi::Env env);

  std::shared_ptr<Ring> ring_; ///< shared with the ArrayBuffer, which may outlive the engine
  std::unique_ptr<Engine> engine_;
  Counters capture_counters_{};
  std::unique_ptr<Source> source_;
  std::vector<const Source*> files_; ///< owned by source_
};

Napi::Function EngineBinding::define(Napi::Env env) {
  return DefineClass(env, "Engine",
                     {
                         InstanceMethod("open", &EngineBinding::open),
                         InstanceMethod("run", &EngineBinding::run),
                         InstanceMethod("finish", &EngineBinding::finish),
                         InstanceMethod("discard", &EngineBinding::discard),
                         InstanceMethod("ring", &EngineBinding::ring),
                         InstanceMethod("counters", &EngineBinding::counters),
                         InstanceMethod("aggregates", &EngineBinding::aggregates),
                         InstanceMethod("links", &EngineBinding::links),
                         InstanceMethod("files", &EngineBinding::files),
                         InstanceMethod("position", &EngineBinding::position),
                         InstanceMethod("size", &EngineBinding::size),
                         InstanceMethod("times", &EngineBinding::times),
                         InstanceMethod("stateOctets", &EngineBinding::state_octets),
                     });
}

EngineBinding::EngineBinding(const Napi::CallbackInfo& info) : ObjectWrap(info) {
  Napi::Env env = info.Env();
  if (info.Length() < 1 || !info[0].IsObject())
    refuse(env, "ERR_ARGUMENT", "options must be an object");
  const auto options = info[0].As<Napi::Object>();
  auto timeline = std::make_shared<NetworkTimeline>();
  Policy policy;
  LinkConfig links;
  load_images(env, options, *timeline, policy, links);

  const Bytes key = octets_of(env, options.Get("pseudonymKey"), "pseudonymKey");
  if (key.size != 16) refuse(env, "ERR_ARGUMENT", "pseudonymKey must have 16 octets");
  const Napi::Value octets = options.Get("ringOctets");
  const double ring_octets = octets.IsNumber() ? octets.As<Napi::Number>().DoubleValue() : 0;
  if (!(ring_octets >= 4096 && ring_octets <= kRingOctetsMax))
    refuse(env, "ERR_ARGUMENT", "ringOctets must be a power of two from 4096 to 2^30");
  std::string why;
  ring_ = Ring::create(static_cast<uint64_t>(ring_octets), why);
  if (!ring_) refuse(env, "ERR_RING", why);

  EngineOptions engine_options;
  engine_options.key = SipKey::from(key.data);
  engine_options.tap = options.Get("tap").ToNumber().Uint32Value();
  const ResidentScope resident(options.Get("resident").ToBoolean());
  engine_ = std::make_unique<Engine>(engine_options, *ring_, timeline);
  engine_->set_policy(std::move(policy));
  engine_->set_links(std::move(links));
}

void EngineBinding::load_images(Napi::Env env, const Napi::Object& options,
                                NetworkTimeline& timeline, Policy& policy, LinkConfig& links) {
  std::string why;
  const Napi::Value networks = options.Get("networks");
  if (!networks.IsArray()) refuse(env, "ERR_ARGUMENT", "networks must be a list of images");
  const auto list = networks.As<Napi::Array>();
  for (uint32_t i = 0; i < list.Length(); i++)
    if (!timeline.add(octets_of(env, list.Get(i), "networks"), why))
      refuse(env, "ERR_IMAGE", "network image: " + why);
  if (timeline.empty()) refuse(env, "ERR_ARGUMENT", "networks must not be empty");
  if (!Policy::load(octets_of(env, options.Get("policy"), "policy"), policy, why))
    refuse(env, "ERR_IMAGE", "policy image: " + why);
  if (!LinkConfig::load(octets_of(env, options.Get("links"), "links"), links, why))
    refuse(env, "ERR_IMAGE", "link image: " + why);
}

/// Opens capture files as one source in packet time. The error names the file.
Napi::Value EngineBinding::open(const Napi::CallbackInfo& info) {
  Napi::Env env = info.Env();
  if (info.Length() < 1 || !info[0].IsArray())
    refuse(env, "ERR_ARGUMENT", "open takes a list of paths");
  const auto paths = info[0].As<Napi::Array>();
  if (paths.Length() == 0 || paths.Length() > kFilesMax)
    refuse(env, "ERR_ARGUMENT", "open takes 1 to 65535 paths");
  std::vector<std::unique_ptr<Source>> sources;
  std::vector<const Source*> files;
  for (uint32_t i = 0; i < paths.Length(); i++) {
    std::string error;
    auto file = open_capture_file(paths.Get(i).ToString().Utf8Value(), static_cast<uint16_t>(i),
                                  capture_counters_, error);
    if (!file) refuse(env, "ERR_CAPTURE", error);
    files.push_back(file.get());
    sources.push_back(std::move(file));
  }
  if (sources.size() == 1)
    source_ = std::move(sources.front());
  else
    source_ = std::make_unique<MergedSource>(std::move(sources));
  files_ = std::move(files);
  return env.Undefined();
}

Source& EngineBinding::source(Napi::Env env) {
  if (!source_) refuse(env, "ERR_STATE", "open files first");
  return *source_;
}

Napi::Value EngineBinding::run(const Napi::CallbackInfo& info) {
  Napi::Env env = info.Env();
  const double frames = number_argument(info, 0, "frames", 1, kFramesMax);
  return text(env, name_of(engine_->run(source(env), static_cast<uint32_t>(frames))));
}

Napi::Value EngineBinding::finish(const Napi::CallbackInfo& info) {
  return text(info.Env(), name_of(engine_->finish(source_.get())));
}

/// Drops what waits in the ring: for measuring the path alone, where nobody stores.
Napi::Value EngineBinding::discard(const Napi::CallbackInfo& info) {
  const uint64_t head = std::atomic_ref<uint64_t>(
                            *reinterpret_cast<uint64_t*>(ring_->base() + ring_image::head_offset))
                            .load(std::memory_order_acquire);
  std::atomic_ref<uint64_t>(*reinterpret_cast<uint64_t*>(ring_->base() + ring_image::tail_offset))
      .store(head, std::memory_order_release);
  return info.Env().Undefined();
}

Napi::Value EngineBinding::ring(const Napi::CallbackInfo& info) {
  auto* keep = new std::shared_ptr<Ring>(ring_);
  return Napi::ArrayBuffer::New(
      info.Env(), ring_->base(), ring_->mapped_octets(),
      [](Napi::Env, void*, std::shared_ptr<Ring>* held) { delete held; }, keep);
}

Napi::Value EngineBinding::counters(const Napi::CallbackInfo& info) {
  Napi::Object object = Napi::Object::New(info.Env());
  const Counters& counted = engine_->counters();
  for (uint32_t i = 0; i < kCounterCount; i++)
    object.Set(sigwarden::name_of(static_cast<Counter>(i)),
               static_cast<double>(counted[i] + capture_counters_[i]));
  return object;
}

Napi::Value EngineBinding::aggregates(const Napi::CallbackInfo& info) {
  Napi::Env env = info.Env();
  const std::vector<AggregateRow> rows = engine_->aggregates().rows();
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

Napi::Value EngineBinding::links(const Napi::CallbackInfo& info) {
  Napi::Env env = info.Env();
  const Links& links = engine_->links();
  Napi::Array list = Napi::Array::New(env);
  links.each([&](const LinkKey& key, const Link& link) {
    Napi::Object row = Napi::Object::New(env);
    const auto technology = static_cast<Technology>(key.technology);
    const bool known = link.configured != kNoLink;
    row.Set("technology", key.technology);
    row.Set("networkIndicator", key.network_indicator);
    row.Set("name", known ? text(env, links.config().link(link.configured).name) : text(env, ""));
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
    list.Set(list.Length(), row);
  });
  return list;
}

/// How reading each file ended, in the order of open().
Napi::Value EngineBinding::files(const Napi::CallbackInfo& info) {
  Napi::Env env = info.Env();
  Napi::Array list = Napi::Array::New(env, files_.size());
  for (uint32_t i = 0; i < files_.size(); i++) {
    Napi::Object file = Napi::Object::New(env);
    file.Set("end", name_of(files_[i]->end()));
    file.Set("diagnostic", text(env, files_[i]->diagnostic().what));
    list.Set(i, file);
  }
  return list;
}

Napi::Value EngineBinding::position(const Napi::CallbackInfo& info) {
  return Napi::Number::New(info.Env(), static_cast<double>(source(info.Env()).position()));
}

Napi::Value EngineBinding::size(const Napi::CallbackInfo& info) {
  return Napi::Number::New(info.Env(), static_cast<double>(source(info.Env()).size()));
}

/// Packet time of the first and the newest message, ns.
Napi::Value EngineBinding::times(const Napi::CallbackInfo& info) {
  Napi::Array pair = Napi::Array::New(info.Env(), 2);
  pair.Set(0u, Napi::BigInt::New(info.Env(), engine_->first_ns()));
  pair.Set(1u, Napi::BigInt::New(info.Env(), engine_->last_ns()));
  return pair;
}

Napi::Value EngineBinding::state_octets(const Napi::CallbackInfo& info) {
  return Napi::Number::New(info.Env(), static_cast<double>(engine_->state_octets()));
}

void init_engine(Napi::Env env, Napi::Object exports, Instance& instance) {
  Napi::Function engine = EngineBinding::define(env);
  instance.engine = Napi::Persistent(engine);
  exports.Set("Engine", engine);
}

} // namespace sigwarden::binding
