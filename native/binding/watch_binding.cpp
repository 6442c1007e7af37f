// SPDX-License-Identifier: Apache-2.0
// Descriptors and memory that the processes of the appliance share: the ring, its doorbell, pairs
// of sockets, being called when a doorbell rings, and that no core file tells their memory.
// Descriptors are made close-on-exec; a child gets them through the `stdio` of its spawn, which is
// the only way in.
#include <fcntl.h>
#include <pwd.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>
#include <uv.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <memory>

#include "native/base/confine.hpp"
#include "native/base/ring.hpp"
#include "native/binding/binding.hpp"

namespace sigwarden::binding {
namespace {

constexpr double kRingOctetsMax = uint32_t{1} << 31;
constexpr double kDescriptorMax = 1 << 20;

[[noreturn]] void refuse_by_system(Napi::Env env, const char* what) {
  refuse(env, "ERR_SYSTEM", std::string(what) + ": " + std::strerror(errno));
}

int descriptor_argument(const Napi::CallbackInfo& info) {
  return static_cast<int>(number_argument(info, 0, "descriptor", 0, kDescriptorMax));
}

/// An empty ring; its descriptor is the caller's to close.
Napi::Value make_ring(const Napi::CallbackInfo& info) {
  const double octets = number_argument(info, 0, "octets", 4096, kRingOctetsMax);
  std::string why;
  const int descriptor = Ring::make(static_cast<uint64_t>(octets), why);
  if (descriptor < 0) refuse(info.Env(), "ERR_RING", why);
  return Napi::Number::New(info.Env(), descriptor);
}

Napi::Value make_doorbell(const Napi::CallbackInfo& info) {
  const int descriptor = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
  if (descriptor < 0) refuse_by_system(info.Env(), "a doorbell");
  return Napi::Number::New(info.Env(), descriptor);
}

/// Both ends keep the bounds of messages and may pass descriptors.
Napi::Value socket_pair(const Napi::CallbackInfo& info) {
  int ends[2];
  if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0)
    refuse_by_system(info.Env(), "a pair of sockets");
  Napi::Array pair = Napi::Array::New(info.Env(), 2);
  pair.Set(0u, ends[0]);
  pair.Set(1u, ends[1]);
  return pair;
}

/// The ring's memory for its consumer. The descriptor is not needed afterwards.
Napi::Value map_ring(const Napi::CallbackInfo& info) {
  auto mapping = std::make_unique<RingMapping>();
  std::string why;
  if (!mapping->open(descriptor_argument(info), why)) refuse(info.Env(), "ERR_RING", why);
  RingMapping* held = mapping.release();
  return Napi::ArrayBuffer::New(
      info.Env(), held->base(), held->octets(),
      [](Napi::Env, void*, RingMapping* done) { delete done; }, held);
}

/// The name of the user whose process is at the other end of a unix socket, or the number where it
/// has no name. The kernel says it, as of the time of connecting (SO_PEERCRED, unix(7)).
Napi::Value peer_user(const Napi::CallbackInfo& info) {
  ucred peer{};
  socklen_t octets = sizeof peer;
  if (getsockopt(descriptor_argument(info), SOL_SOCKET, SO_PEERCRED, &peer, &octets) != 0)
    refuse_by_system(info.Env(), "the user at the other end");
  passwd entry{}, *found = nullptr;
  std::array<char, 4096> room;
  getpwuid_r(peer.uid, &entry, room.data(), room.size(), &found);
  return text(info.Env(), found != nullptr ? entry.pw_name : std::to_string(peer.uid));
}

/// What could not be done, a sentence each.
Napi::Value forbid_dumps(const Napi::CallbackInfo& info) {
  const std::vector<std::string> undone = sigwarden::forbid_dumps();
  Napi::Array list = Napi::Array::New(info.Env(), undone.size());
  for (uint32_t i = 0; i < undone.size(); i++)
    list.Set(i, text(info.Env(), undone[i]));
  return list;
}

/// Calls back when an eventfd was written. Ends by close() or with the environment; it deletes
/// itself when libuv has let go of it.
class Watch {
public:
  static Watch* make(Napi::Env env, int descriptor, Napi::Function callback) {
    const int ours = fcntl(descriptor, F_DUPFD_CLOEXEC, 0);
    if (ours < 0) refuse_by_system(env, "watching a doorbell");
    fcntl(ours, F_SETFL, fcntl(ours, F_GETFL) | O_NONBLOCK);
    return new Watch(env, ours, callback);
  }

  void close() {
    if (is_closing_) return;
    is_closing_ = true;
    uv_close(reinterpret_cast<uv_handle_t*>(&poll_),
             [](uv_handle_t* handle) { delete static_cast<Watch*>(handle->data); });
  }
  /// Where close() of JavaScript finds it; null once it is gone.
  std::shared_ptr<Watch*> self() const { return self_; }

private:
  Watch(Napi::Env env, int descriptor, Napi::Function callback)
      : env_(env), descriptor_(descriptor), callback_(Napi::Persistent(callback)),
        context_(env, "sigwarden.doorbell"), self_(std::make_shared<Watch*>(this)) {
    uv_loop_t* loop = nullptr;
    napi_get_uv_event_loop(env, &loop);
    uv_poll_init(loop, &poll_, descriptor_);
    poll_.data = this;
    napi_add_async_cleanup_hook(
        env,
        [](napi_async_cleanup_hook_handle, void* watch) { static_cast<Watch*>(watch)->close(); },
        this, &hook_);
    uv_poll_start(&poll_, UV_READABLE,
                  [](uv_poll_t* handle, int, int) { static_cast<Watch*>(handle->data)->ring(); });
  }
  ~Watch() {
    *self_ = nullptr;
    ::close(descriptor_);
    napi_remove_async_cleanup_hook(hook_);
  }

  void ring() {
    uint64_t rung;
    if (read(descriptor_, &rung, sizeof rung) != sizeof rung) return;
    const Napi::HandleScope scope(env_);
    try {
      callback_.MakeCallback(Napi::Object::New(env_), {}, context_);
    } catch (const Napi::Error& error) {
      napi_fatal_exception(env_, error.Value()); // as from any other callback of the loop
    }
  }

  Napi::Env env_;
  int descriptor_;
  uv_poll_t poll_{};
  Napi::FunctionReference callback_;
  Napi::AsyncContext context_;
  napi_async_cleanup_hook_handle hook_ = nullptr;
  std::shared_ptr<Watch*> self_;
  bool is_closing_ = false;
};

Napi::Value watch(const Napi::CallbackInfo& info) {
  Napi::Env env = info.Env();
  const int descriptor = descriptor_argument(info);
  if (info.Length() < 2 || !info[1].IsFunction())
    refuse(env, "ERR_ARGUMENT", "callback must be a function");
  const auto self = Watch::make(env, descriptor, info[1].As<Napi::Function>())->self();
  Napi::Object handle = Napi::Object::New(env);
  handle.Set("close", Napi::Function::New(env, [self](const Napi::CallbackInfo&) {
               if (*self != nullptr) (*self)->close();
             }));
  return handle;
}

} // namespace

void init_watch(Napi::Env env, Napi::Object exports) {
  exports.Set("makeRing", Napi::Function::New(env, make_ring, "makeRing"));
  exports.Set("makeDoorbell", Napi::Function::New(env, make_doorbell, "makeDoorbell"));
  exports.Set("socketPair", Napi::Function::New(env, socket_pair, "socketPair"));
  exports.Set("mapRing", Napi::Function::New(env, map_ring, "mapRing"));
  exports.Set("peerUser", Napi::Function::New(env, peer_user, "peerUser"));
  exports.Set("forbidDumps", Napi::Function::New(env, forbid_dumps, "forbidDumps"));
  exports.Set("watch", Napi::Function::New(env, watch, "watch"));
}

} // namespace sigwarden::binding
