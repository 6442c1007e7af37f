// SPDX-License-Identifier: Apache-2.0
// What JavaScript says of an interface, and what it is told of one. Part of the binding of the live
// engine; bounds are the opener's to check.
#pragma once

#include "native/binding/binding.hpp"
#include "native/capture/af_packet.hpp"

namespace sigwarden::binding {

LiveOptions capture_of(Napi::Env env, const Napi::Value& value);
Napi::Object to_object(Napi::Env env, const std::string& interface, const LiveStatus& status);
/// `code` of the Error that says why an interface cannot be opened.
const char* code_of(CaptureFault fault);

} // namespace sigwarden::binding
