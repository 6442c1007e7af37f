// SPDX-License-Identifier: Apache-2.0
// What the files of the binding share: who registers what, and how arguments are refused. The
// binding is the only place that knows Node; it checks arguments, converts values and decides
// nothing.
#pragma once

#include <napi.h>

#include <string>
#include <string_view>

#include "native/capture/source.hpp"

namespace sigwarden::binding {

/// Lives as long as the environment (main thread or worker) that loaded the addon: no globals, so
/// that several may.
struct Instance {
  Napi::FunctionReference frame_reader;
  Napi::FunctionReference engine;
  Napi::FunctionReference live_engine;
};

void init_decode(Napi::Env env, Napi::Object exports, Instance& instance);
void init_engine(Napi::Env env, Napi::Object exports, Instance& instance);
void init_live(Napi::Env env, Napi::Object exports, Instance& instance);
void init_watch(Napi::Env env, Napi::Object exports);
void init_bench(Napi::Env env, Napi::Object exports);
void init_times(Napi::Env env, Napi::Object exports);
void init_ring_counter(Napi::Env env, Napi::Object exports);

inline Napi::String text(Napi::Env env, std::string_view value) {
  return Napi::String::New(env, value.data(), value.size());
}

inline const char* name_of(SourceEnd end) {
  switch (end) {
  case SourceEnd::none: return "none";
  case SourceEnd::complete: return "complete";
  case SourceEnd::truncated: return "truncated";
  case SourceEnd::damaged: return "damaged";
  }
  return "none";
}

/// An Error with a `code`, as JavaScript tells errors apart. Never returns normally.
[[noreturn]] inline void refuse(Napi::Env env, const char* code, const std::string& message) {
  Napi::Error error = Napi::Error::New(env, message);
  error.Set("code", Napi::String::New(env, code));
  throw error;
}

inline std::string string_argument(const Napi::CallbackInfo& info, size_t index, const char* name) {
  if (info.Length() <= index || !info[index].IsString())
    refuse(info.Env(), "ERR_ARGUMENT", std::string(name) + " must be a string");
  return info[index].As<Napi::String>().Utf8Value();
}

/// A whole number in [least, most].
inline double number_argument(const Napi::CallbackInfo& info, size_t index, const char* name,
                              double least, double most) {
  const double value = info.Length() > index && info[index].IsNumber()
                           ? info[index].As<Napi::Number>().DoubleValue()
                           : least - 1;
  if (!(value >= least && value <= most) ||
      value != static_cast<double>(static_cast<int64_t>(value)))
    refuse(info.Env(), "ERR_ARGUMENT",
           std::string(name) + " must be a whole number from " +
               std::to_string(static_cast<int64_t>(least)) + " to " +
               std::to_string(static_cast<int64_t>(most)));
  return value;
}

inline bool boolean_argument(const Napi::CallbackInfo& info, size_t index, const char* name) {
  if (info.Length() <= index || !info[index].IsBoolean())
    refuse(info.Env(), "ERR_ARGUMENT", std::string(name) + " must be true or false");
  return info[index].As<Napi::Boolean>().Value();
}

} // namespace sigwarden::binding
