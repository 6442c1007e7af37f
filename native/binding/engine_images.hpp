// SPDX-License-Identifier: Apache-2.0
// What both engines of the binding take and tell in the same shape: images and the key on the way
// in, counters, counts and links on the way out.
#pragma once

#include "native/binding/binding.hpp"
#include "native/engine/engine.hpp"

namespace sigwarden::binding {

Bytes octets_of(Napi::Env env, const Napi::Value& value, const char* name);

/// What the engine knows before the first frame, loaded and checked.
struct Images {
  std::shared_ptr<NetworkTimeline> networks;
  Policy policy;
  LinkConfig links;
};
/// From the properties `networks`, `policy` and `links`. Refuses damaged ones.
Images load_images(Napi::Env env, const Napi::Object& options);
/// From the properties `pseudonymKey` and `tap`.
EngineOptions load_engine_options(Napi::Env env, const Napi::Object& options);

/// One link with its name, apart from the engine.
struct LinkRow {
  LinkKey key;
  Link link;
  std::string name;
};
std::vector<LinkRow> rows_of(const Links& links);

/// How often rules fired, apart from the engine: by the mode that they had then.
struct RuleCounts {
  std::vector<std::string> ids;
  std::vector<Engine::ModeCounts> hits;
  std::vector<uint64_t> exceptions;
};
RuleCounts rule_counts(const Engine& engine);

/// The state image that is the first argument.
Bytes state_image_of(const Napi::CallbackInfo& info);
void restore(Napi::Env env, Engine& engine, Bytes image);
Napi::Value to_buffer(Napi::Env env, const std::vector<uint8_t>& octets);

Napi::Object to_object(Napi::Env env, const Coverage& coverage);
Napi::Object to_object(Napi::Env env, const Counters& counters);
Napi::Object to_object(Napi::Env env, const RuleCounts& counts);
Napi::Array to_array(Napi::Env env, const std::vector<AggregateRow>& rows);
Napi::Array to_array(Napi::Env env, const std::vector<RoamerDaysRow>& rows);
Napi::Array to_array(Napi::Env env, const std::vector<LinkRow>& rows);
Napi::Array to_array(Napi::Env env, const std::vector<Explanation>& list);
/// Two packet times, ns.
Napi::Array to_array(Napi::Env env, uint64_t first_ns, uint64_t last_ns);

} // namespace sigwarden::binding
