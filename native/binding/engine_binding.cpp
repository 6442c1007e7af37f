// SPDX-License-Identifier: Apache-2.0
// `Engine`: capture files through decoding, state and screening into the ring, for `screen` and
// `bench`. JavaScript asks for a stretch at a time, drains the ring (an ArrayBuffer over the same
// memfd), and asks again. Images are checked by the parts that own them; here only arguments are.
#include <memory>
#include <vector>

#include "native/binding/engine_images.hpp"
#include "native/capture/capture_file.hpp"
#include "native/capture/merged_source.hpp"

namespace sigwarden::binding {
namespace {

constexpr double kFramesMax = 1 << 24;
constexpr double kRingOctetsMax = 1 << 30;
constexpr uint32_t kFilesMax = 65535;

const char* name_of(Engine::Progress progress) {
  switch (progress) {
  case Engine::Progress::more: return "more";
  case Engine::Progress::ring_full: return "ring_full";
  case Engine::Progress::end: return "end";
  }
  return "end";
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
  Napi::Value rule_hits(const Napi::CallbackInfo& info);
  Napi::Value explanations(const Napi::CallbackInfo& info);
  Napi::Value aggregates(const Napi::CallbackInfo& info);
  Napi::Value roamer_days(const Napi::CallbackInfo& info);
  Napi::Value links(const Napi::CallbackInfo& info);
  Napi::Value files(const Napi::CallbackInfo& info);
  Napi::Value position(const Napi::CallbackInfo& info);
  Napi::Value size(const Napi::CallbackInfo& info);
  Napi::Value times(const Napi::CallbackInfo& info);
  Napi::Value restore_state(const Napi::CallbackInfo& info);
  Napi::Value save_state(const Napi::CallbackInfo& info);
  Napi::Value coverage(const Napi::CallbackInfo& info);
  Napi::Value state_octets(const Napi::CallbackInfo& info);

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
                         InstanceMethod("ruleHits", &EngineBinding::rule_hits),
                         InstanceMethod("explanations", &EngineBinding::explanations),
                         InstanceMethod("aggregates", &EngineBinding::aggregates),
                         InstanceMethod("roamerDays", &EngineBinding::roamer_days),
                         InstanceMethod("links", &EngineBinding::links),
                         InstanceMethod("files", &EngineBinding::files),
                         InstanceMethod("position", &EngineBinding::position),
                         InstanceMethod("size", &EngineBinding::size),
                         InstanceMethod("times", &EngineBinding::times),
                         InstanceMethod("restoreState", &EngineBinding::restore_state),
                         InstanceMethod("saveState", &EngineBinding::save_state),
                         InstanceMethod("coverage", &EngineBinding::coverage),
                         InstanceMethod("stateOctets", &EngineBinding::state_octets),
                     });
}

EngineBinding::EngineBinding(const Napi::CallbackInfo& info) : ObjectWrap(info) {
  Napi::Env env = info.Env();
  if (info.Length() < 1 || !info[0].IsObject())
    refuse(env, "ERR_ARGUMENT", "options must be an object");
  const auto options = info[0].As<Napi::Object>();
  Images images = load_images(env, options);
  const EngineOptions engine_options = load_engine_options(env, options);
  const Napi::Value octets = options.Get("ringOctets");
  const double ring_octets = octets.IsNumber() ? octets.As<Napi::Number>().DoubleValue() : 0;
  if (!(ring_octets >= 4096 && ring_octets <= kRingOctetsMax))
    refuse(env, "ERR_ARGUMENT", "ringOctets must be a power of two from 4096 to 2^30");
  std::string why;
  ring_ = Ring::create(static_cast<uint64_t>(ring_octets), why);
  if (!ring_) refuse(env, "ERR_RING", why);

  const ResidentScope resident(options.Get("resident").ToBoolean());
  engine_ = std::make_unique<Engine>(engine_options, *ring_, images.networks);
  engine_->set_policy(std::move(images.policy));
  engine_->set_links(std::move(images.links));
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
  Counters sum = engine_->counters();
  for (uint32_t i = 0; i < kCounterCount; i++)
    sum[i] += capture_counters_[i];
  return to_object(info.Env(), sum);
}

Napi::Value EngineBinding::rule_hits(const Napi::CallbackInfo& info) {
  return to_object(info.Env(), rule_counts(*engine_));
}

/// What became of the messages of the frame that the options name.
Napi::Value EngineBinding::explanations(const Napi::CallbackInfo& info) {
  return to_array(info.Env(), engine_->explanations().list());
}

Napi::Value EngineBinding::roamer_days(const Napi::CallbackInfo& info) {
  return to_array(info.Env(), engine_->roamer_days().rows());
}

Napi::Value EngineBinding::aggregates(const Napi::CallbackInfo& info) {
  return to_array(info.Env(), engine_->aggregates().rows());
}

Napi::Value EngineBinding::links(const Napi::CallbackInfo& info) {
  return to_array(info.Env(), rows_of(engine_->links()));
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
  return to_array(info.Env(), engine_->first_ns(), engine_->last_ns());
}

Napi::Value EngineBinding::state_octets(const Napi::CallbackInfo& info) {
  return Napi::Number::New(info.Env(), static_cast<double>(engine_->state_octets()));
}

Napi::Value EngineBinding::coverage(const Napi::CallbackInfo& info) {
  return to_object(info.Env(), engine_->coverage());
}

/// Before the first frame. An image that is none is refused, and nothing taken of it.
Napi::Value EngineBinding::restore_state(const Napi::CallbackInfo& info) {
  restore(info.Env(), *engine_, state_image_of(info));
  return info.Env().Undefined();
}

Napi::Value EngineBinding::save_state(const Napi::CallbackInfo& info) {
  return to_buffer(info.Env(), engine_->save_state());
}

void init_engine(Napi::Env env, Napi::Object exports, Instance& instance) {
  Napi::Function engine = EngineBinding::define(env);
  instance.engine = Napi::Persistent(engine);
  exports.Set("Engine", engine);
}

} // namespace sigwarden::binding
