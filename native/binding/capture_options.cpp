// SPDX-License-Identifier: Apache-2.0
#include "native/binding/capture_options.hpp"

namespace sigwarden::binding {
namespace {

uint32_t whole(const Napi::Object& options, const char* name) {
  const Napi::Value value = options.Get(name);
  const double number = value.IsNumber() ? value.As<Napi::Number>().DoubleValue() : -1;
  if (!(number >= 0 && number <= UINT32_MAX) ||
      number != static_cast<double>(static_cast<uint32_t>(number)))
    refuse(options.Env(), "ERR_ARGUMENT", std::string(name) + " must be a whole number");
  return static_cast<uint32_t>(number);
}

const char* name_of(TimestampSource source) {
  switch (source) {
  case TimestampSource::software: return "software";
  case TimestampSource::raw_hardware: return "raw_hardware";
  default: return "unknown";
  }
}

} // namespace

LiveOptions capture_of(Napi::Env env, const Napi::Value& value) {
  if (!value.IsObject()) refuse(env, "ERR_ARGUMENT", "a capture must be an object");
  const auto options = value.As<Napi::Object>();
  const Napi::Value ports = options.Get("diameterPorts");
  if (!ports.IsArray()) refuse(env, "ERR_ARGUMENT", "diameterPorts must be a list");
  LiveOptions out;
  out.interface = options.Get("interface").ToString().Utf8Value();
  out.rings = whole(options, "rings");
  out.block_octets = whole(options, "blockOctets");
  out.blocks = whole(options, "blocks");
  out.block_timeout_ms = whole(options, "blockTimeoutMs");
  out.snap_octets = whole(options, "snapOctets");
  out.is_promiscuous = options.Get("promiscuous").ToBoolean();
  out.has_prefilter = options.Get("prefilter").ToBoolean();
  const auto list = ports.As<Napi::Array>();
  for (uint32_t i = 0; i < list.Length(); i++)
    out.diameter_ports.push_back(static_cast<uint16_t>(list.Get(i).ToNumber().Uint32Value()));
  return out;
}

Napi::Object to_object(Napi::Env env, const std::string& interface, const LiveStatus& status) {
  Napi::Object object = Napi::Object::New(env);
  const auto number = [&](const char* name, uint64_t value) {
    object.Set(name, static_cast<double>(value));
  };
  object.Set("interface", text(env, interface));
  object.Set("isUp", status.is_up);
  object.Set("isStale", status.is_stale);
  object.Set("timestamps", text(env, name_of(status.timestamps)));
  number("received", status.received);
  number("kernelDrops", status.kernel_drops);
  number("freezes", status.freezes);
  number("filtered", status.filtered);
  number("interfaceReceived", status.interface_received);
  number("interfaceMissed", status.interface_missed);
  number("interfaceDropped", status.interface_dropped);
  number("interfaceSent", status.interface_sent);
  number("interfaceTotal", status.interface_total);
  number("handedOut", status.handed_out);
  number("opaque", status.opaque);
  number("damaged", status.damaged);
  number("overSlot", status.over_slot);
  number("flaps", status.flaps);
  number("reopened", status.reopened);
  return object;
}

const char* code_of(CaptureFault fault) {
  switch (fault) {
  case CaptureFault::options: return "ERR_CAPTURE_OPTIONS";
  case CaptureFault::privilege: return "EPERM";
  case CaptureFault::interface: return "ERR_CAPTURE_INTERFACE";
  case CaptureFault::memory: return "ERR_CAPTURE_MEMORY";
  case CaptureFault::opener: return "ERR_CAPTURE_OPENER";
  default: return "ERR_CAPTURE";
  }
}

} // namespace sigwarden::binding
