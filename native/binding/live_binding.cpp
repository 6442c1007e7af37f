// SPDX-License-Identifier: Apache-2.0
// `LiveEngine`: the engine on a thread of its own, for the process that captures. JavaScript starts
// it, asks it and stops it; frames come past here only where JavaScript captures them itself.
#include <ctime>

#include <memory>

#include "native/base/confine.hpp"
#include "native/binding/capture_options.hpp"
#include "native/binding/engine_images.hpp"
#include "native/capture/interface_source.hpp"
#include "native/capture/queue_source.hpp"
#include "native/engine/live_engine.hpp"

namespace sigwarden::binding {
namespace {

constexpr uint16_t kEthernet = 1; ///< LINKTYPE_ETHERNET
constexpr double kWindowOctetsMax = double{1ULL << 40};
constexpr double kDescriptorMax = 1 << 20;
constexpr double kCpuMax = 1 << 16;

double number_of(const Napi::Object& options, const char* name, double least, double most) {
  const Napi::Value value = options.Get(name);
  const double number = value.IsNumber() ? value.As<Napi::Number>().DoubleValue() : least - 1;
  if (!(number >= least && number <= most))
    refuse(options.Env(), "ERR_ARGUMENT",
           std::string(name) + " must be a number from " +
               std::to_string(static_cast<int64_t>(least)) + " to " +
               std::to_string(static_cast<int64_t>(most)));
  return number;
}

uint64_t thread_ns() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<uint64_t>(now.tv_sec) * 1'000'000'000 + static_cast<uint64_t>(now.tv_nsec);
}

} // namespace

class LiveBinding : public Napi::ObjectWrap<LiveBinding> {
public:
  static Napi::Function define(Napi::Env env);
  explicit LiveBinding(const Napi::CallbackInfo& info);
  ~LiveBinding() override;

private:
  /// What one look at the engine tells, taken on its thread.
  struct Snapshot {
    Counters counters;
    uint64_t first_ns, last_ns;
    size_t state_octets;
    uint32_t open_dialogues;
    uint64_t ring_waiting, ring_lost, ring_head, ring_epoch;
    uint64_t thread_ns; ///< processor time of the engine's thread
  };

  struct Table {
    const char* name;
    uint32_t entries, capacity;
    size_t octets;
  };
  static Napi::Array to_array(Napi::Env env, std::span<const Table> tables);

  Napi::Value start(const Napi::CallbackInfo& info);
  Napi::Value stop(const Napi::CallbackInfo& info);
  Napi::Value status(const Napi::CallbackInfo& info);
  Napi::Value aggregates(const Napi::CallbackInfo& info);
  Napi::Value links(const Napi::CallbackInfo& info);
  Napi::Value reload(const Napi::CallbackInfo& info);
  Napi::Value restore_state(const Napi::CallbackInfo& info);
  Napi::Value save_state(const Napi::CallbackInfo& info);
  Napi::Value feed(const Napi::CallbackInfo& info);
  Napi::Value confine(const Napi::CallbackInfo& info);

  std::unique_ptr<LiveSource> open_source(Napi::Env env, const Napi::Object& options);
  static void environment_ends(void* self) { static_cast<LiveBinding*>(self)->release(); }
  void release();
  void has_ended(Napi::Env env, Napi::Function callback);

  Napi::FunctionReference on_end_;
  Napi::ThreadSafeFunction told_;      ///< while the thread runs
  std::unique_ptr<LiveSource> source_; ///< until the start
  QueueSource* queue_ = nullptr; ///< owned by the engine, as is interfaces_; one of them is there
  InterfaceSource* interfaces_ = nullptr;
  std::vector<LiveOptions> names_; ///< of interfaces_
  std::unique_ptr<LiveEngine> engine_;
  bool was_started_ = false;
  bool runs_ = false; ///< until its end was told
  bool is_stopping_ = false;
};

Napi::Function LiveBinding::define(Napi::Env env) {
  return DefineClass(env, "LiveEngine",
                     {
                         InstanceMethod("start", &LiveBinding::start),
                         InstanceMethod("stop", &LiveBinding::stop),
                         InstanceMethod("status", &LiveBinding::status),
                         InstanceMethod("aggregates", &LiveBinding::aggregates),
                         InstanceMethod("links", &LiveBinding::links),
                         InstanceMethod("reload", &LiveBinding::reload),
                         InstanceMethod("restoreState", &LiveBinding::restore_state),
                         InstanceMethod("saveState", &LiveBinding::save_state),
                         InstanceMethod("feed", &LiveBinding::feed),
                         InstanceMethod("confine", &LiveBinding::confine),
                     });
}

LiveBinding::LiveBinding(const Napi::CallbackInfo& info) : ObjectWrap(info) {
  Napi::Env env = info.Env();
  if (info.Length() < 1 || !info[0].IsObject())
    refuse(env, "ERR_ARGUMENT", "options must be an object");
  const auto options = info[0].As<Napi::Object>();
  if (!options.Get("onEnd").IsFunction()) refuse(env, "ERR_ARGUMENT", "onEnd must be a function");
  on_end_ = Napi::Persistent(options.Get("onEnd").As<Napi::Function>());
  Images images = load_images(env, options);
  LiveEngineOptions live;
  live.engine = load_engine_options(env, options);
  live.doorbell = static_cast<int>(number_of(options, "doorbellDescriptor", 0, kDescriptorMax));
  live.cpu = static_cast<int>(number_of(options, "cpu", -1, kCpuMax));
  std::string why;
  const double descriptor = number_of(options, "ringDescriptor", 0, kDescriptorMax);
  std::unique_ptr<Ring> ring = Ring::attach(static_cast<int>(descriptor), why);
  if (!ring) refuse(env, "ERR_RING", why);

  const ResidentScope resident(options.Get("resident").ToBoolean());
  engine_ = std::make_unique<LiveEngine>(live, std::move(ring), images.networks, [this] {
    told_.NonBlockingCall(
        [this](Napi::Env of, Napi::Function callback) { has_ended(of, callback); });
  });
  engine_->ask([&](Engine& engine) {
    engine.set_policy(std::move(images.policy));
    engine.set_links(std::move(images.links));
  });
  source_ = open_source(env, options); // last: what was slow to make is made
  napi_add_env_cleanup_hook(env, &LiveBinding::environment_ends, this);
}

LiveBinding::~LiveBinding() {
  napi_remove_env_cleanup_hook(Env(), &LiveBinding::environment_ends, this);
  release();
}

std::unique_ptr<LiveSource> LiveBinding::open_source(Napi::Env env, const Napi::Object& options) {
  const bool is_queued = options.Get("queued").ToBoolean();
  const Napi::Value captures = options.Get("captures");
  if (!captures.IsArray()) refuse(env, "ERR_ARGUMENT", "captures must be a list");
  const auto list = captures.As<Napi::Array>();
  if (is_queued == (list.Length() > 0))
    refuse(env, "ERR_ARGUMENT", "either frames are fed or captures names interfaces");
  const double window = number_of(options, "windowOctets", 0, kWindowOctetsMax);
  if (!is_queued) {
    if (list.Length() > limits::captures)
      refuse(env, "ERR_ARGUMENT",
             "captures may name up to " + std::to_string(limits::captures) + " interfaces");
    for (uint32_t i = 0; i < list.Length(); i++)
      names_.push_back(capture_of(env, list.Get(i)));
    const double opener = number_of(options, "openerDescriptor", 0, kDescriptorMax);
    std::string why;
    CaptureFault fault = CaptureFault::system;
    auto source = InterfaceSource::open(static_cast<int>(opener), names_,
                                        static_cast<uint64_t>(window), why, fault);
    if (!source) refuse(env, code_of(fault), why);
    interfaces_ = source.get();
    return source;
  }
  const uint16_t link_type =
      options.Has("linkType") ? static_cast<uint16_t>(number_of(options, "linkType", 0, UINT16_MAX))
                              : kEthernet;
  auto queue = std::make_unique<QueueSource>(static_cast<uint64_t>(window), 0, link_type);
  queue_ = queue.get();
  return queue;
}

/// Ends the thread where it is: the environment goes, or nobody holds the engine any more.
void LiveBinding::release() {
  if (engine_) engine_->abandon();
  if (std::exchange(runs_, false)) told_.Release();
}

Napi::Value LiveBinding::start(const Napi::CallbackInfo& info) {
  Napi::Env env = info.Env();
  if (was_started_) refuse(env, "ERR_STATE", "the engine was started before");
  told_ = Napi::ThreadSafeFunction::New(env, on_end_.Value(), "sigwarden.engine", 0, 1);
  std::string why;
  if (!engine_->start(std::move(source_), why)) {
    told_.Release();
    refuse(env, "ERR_START", why);
  }
  was_started_ = runs_ = true;
  Ref(); // the thread calls back: whoever runs is held
  return env.Undefined();
}

Napi::Value LiveBinding::stop(const Napi::CallbackInfo& info) {
  is_stopping_ = true;
  engine_->stop();
  return info.Env().Undefined();
}

void LiveBinding::has_ended(Napi::Env, Napi::Function callback) {
  if (!runs_) return;
  release();
  Unref();
  callback.Call({});
}

Napi::Value LiveBinding::status(const Napi::CallbackInfo& info) {
  Napi::Env env = info.Env();
  Snapshot now{};
  std::array<Table, 6> tables;
  std::vector<LiveStatus> captures(names_.size());
  RuleCounts hits;
  Coverage coverage;
  engine_->ask([&](Engine& engine) {
    hits = rule_counts(engine);
    coverage = engine.coverage();
    now = {engine.counters(),         engine.first_ns(),
           engine.last_ns(),          engine.state_octets(),
           engine.dialogues().size(), engine.ring().waiting(),
           engine.ring().lost(),      engine.ring().head(),
           engine.ring().epoch(),     thread_ns()};
    const auto table = [](const char* name, const auto& of, uint32_t capacity) {
      return Table{name, of.size(), capacity, of.octets()};
    };
    tables = {table("dialogues", engine.dialogues(), limits::dialogues),
              table("subscribers", engine.claims(), limits::subscribers),
              table("identities", engine.identities(), limits::identities),
              table("endpoints", engine.endpoints(), limits::endpoints),
              table("sources", engine.sources(), limits::sources),
              table("targets", engine.targets(), limits::targets)};
    if (interfaces_ == nullptr) return;
    for (uint32_t i = 0; i < captures.size(); i++)
      captures[i] = interfaces_->status(i);
    interfaces_->add_to(now.counters);
  });
  if (queue_ != nullptr) queue_->add_to(now.counters);
  Napi::Object status = Napi::Object::New(env);
  status.Set("counters", to_object(env, now.counters));
  status.Set("ruleHits", to_object(env, hits));
  status.Set("coverage", to_object(env, coverage));
  Napi::Array list = Napi::Array::New(env, captures.size());
  for (uint32_t i = 0; i < captures.size(); i++)
    list.Set(i, to_object(env, names_[i].interface, captures[i]));
  status.Set("captures", list);
  status.Set("tables", to_array(env, tables));
  status.Set("times", binding::to_array(env, now.first_ns, now.last_ns));
  status.Set("stateOctets", static_cast<double>(now.state_octets));
  status.Set("openDialogues", now.open_dialogues);
  status.Set("ringWaiting", static_cast<double>(now.ring_waiting));
  status.Set("ringLost", static_cast<double>(now.ring_lost));
  status.Set("ringWritten", static_cast<double>(now.ring_head));
  status.Set("ringEpoch", static_cast<double>(now.ring_epoch));
  status.Set("threadNs", static_cast<double>(now.thread_ns));
  return status;
}

Napi::Array LiveBinding::to_array(Napi::Env env, std::span<const Table> tables) {
  Napi::Array list = Napi::Array::New(env, tables.size());
  for (uint32_t i = 0; i < tables.size(); i++) {
    Napi::Object table = Napi::Object::New(env);
    table.Set("name", text(env, tables[i].name));
    table.Set("entries", tables[i].entries);
    table.Set("capacity", tables[i].capacity);
    table.Set("octets", static_cast<double>(tables[i].octets));
    list.Set(i, table);
  }
  return list;
}

Napi::Value LiveBinding::aggregates(const Napi::CallbackInfo& info) {
  std::vector<AggregateRow> rows;
  engine_->ask([&](Engine& engine) { rows = engine.aggregates().rows(); });
  return binding::to_array(info.Env(), rows);
}

Napi::Value LiveBinding::links(const Napi::CallbackInfo& info) {
  std::vector<LinkRow> rows;
  engine_->ask([&](Engine& engine) { rows = rows_of(engine.links()); });
  return binding::to_array(info.Env(), rows);
}

/// New images, loaded here and swapped as a whole there: refused ones change nothing.
Napi::Value LiveBinding::reload(const Napi::CallbackInfo& info) {
  Napi::Env env = info.Env();
  if (info.Length() < 1 || !info[0].IsObject())
    refuse(env, "ERR_ARGUMENT", "images must be an object");
  Images images = load_images(env, info[0].As<Napi::Object>());
  bool is_taken = false;
  engine_->ask([&](Engine& engine) {
    is_taken = images.networks->keeps_numbers_of(engine.timeline());
    if (!is_taken) return;
    engine.set_networks(images.networks);
    engine.set_policy(std::move(images.policy));
    engine.set_links(std::move(images.links));
  });
  if (!is_taken)
    refuse(env, "ERR_IMAGE", "network image: its networks have other numbers than those before it");
  return env.Undefined();
}

/// Before the start. An image that is none is refused, and nothing taken of it.
Napi::Value LiveBinding::restore_state(const Napi::CallbackInfo& info) {
  const Bytes image = state_image_of(info);
  engine_->ask([&](Engine& engine) { restore(info.Env(), engine, image); });
  return info.Env().Undefined();
}

/// When the thread has ended: it takes seconds.
Napi::Value LiveBinding::save_state(const Napi::CallbackInfo& info) {
  std::vector<uint8_t> image;
  engine_->ask([&](Engine& engine) { image = engine.save_state(); });
  return to_buffer(info.Env(), image);
}

Napi::Value LiveBinding::feed(const Napi::CallbackInfo& info) {
  Napi::Env env = info.Env();
  if (queue_ == nullptr) refuse(env, "ERR_STATE", "this engine captures by itself");
  if (info.Length() < 1) refuse(env, "ERR_ARGUMENT", "frame must be a Uint8Array");
  const Bytes frame = octets_of(env, info[0], "frame");
  const double original = number_argument(info, 1, "wireOctets", 0, UINT32_MAX);
  const double seconds = number_argument(info, 2, "seconds", 0, UINT32_MAX);
  const double nanoseconds = number_argument(info, 3, "nanoseconds", 0, 999'999'999);
  const uint64_t time_ns =
      static_cast<uint64_t>(seconds) * 1'000'000'000 + static_cast<uint64_t>(nanoseconds);
  const bool is_taken =
      !is_stopping_ && queue_->push(frame, static_cast<uint32_t>(original), time_ns);
  return Napi::Boolean::New(env, is_taken);
}

/// The whole process, whichever engine is asked; what could not be done, a sentence each.
Napi::Value LiveBinding::confine(const Napi::CallbackInfo& info) {
  const std::vector<std::string> undone = sigwarden::confine();
  Napi::Array list = Napi::Array::New(info.Env(), undone.size());
  for (uint32_t i = 0; i < undone.size(); i++)
    list.Set(i, text(info.Env(), undone[i]));
  return list;
}

void init_live(Napi::Env env, Napi::Object exports, Instance& instance) {
  Napi::Function live = LiveBinding::define(env);
  instance.live_engine = Napi::Persistent(live);
  exports.Set("LiveEngine", live);
}

} // namespace sigwarden::binding
