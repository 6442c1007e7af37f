// SPDX-License-Identifier: Apache-2.0
// Entry of the addon: the ordered list of what it offers. Loaded by src/engine/native.ts alone.
#include "native/binding/binding.hpp"

namespace sigwarden::binding {
namespace {

Napi::Object init(Napi::Env env, Napi::Object exports) {
  auto* instance = new Instance();
  env.SetInstanceData(instance); // Node deletes it with the environment
  init_decode(env, exports, *instance);
  init_engine(env, exports, *instance);
  init_live(env, exports, *instance);
  init_watch(env, exports);
  init_bench(env, exports);
  init_times(env, exports);
  init_ring_counter(env, exports);
  return exports;
}

} // namespace

NODE_API_MODULE(sigwarden, init)

} // namespace sigwarden::binding
