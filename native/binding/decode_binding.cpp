// SPDX-License-Identifier: Apache-2.0
// `FrameReader`: the frames of a capture file, decoded with FieldSink, for `sigwarden decode` and
// the packet view. Numbers of the fields of one frame come as one Int32Array, since an object a
// field would cost more than the decoding. Which message owns which field, and how it is shown, is
// for src/engine/decode-file.ts.
#include <array>
#include <memory>
#include <set>

#include "native/binding/binding.hpp"
#include "native/capture/capture_file.hpp"
#include "native/decode/decoder.hpp"
#include "native/decode/variants.hpp"
#include "native/generated/anomalies.hpp"

namespace sigwarden::binding {
namespace {

constexpr double kFramesMax = 65536;
constexpr double kFrameNumberMax = 9007199254740991; // 2^53 - 1

/// Columns of the field table, in this order.
constexpr std::array<const char*, 6> kColumns = {"field",  "protocol", "offset",
                                                 "length", "depth",    "message"};

Napi::Value fault_of(Napi::Env env, Fault fault, uint32_t offset) {
  if (fault == Fault::none) return env.Null();
  Napi::Object object = Napi::Object::New(env);
  object.Set("layer", info_of(fault).layer);
  object.Set("name", info_of(fault).name);
  object.Set("offset", offset);
  return object;
}

Napi::Array anomalies_of(Napi::Env env, Anomalies set) {
  Napi::Array names = Napi::Array::New(env);
  for (uint32_t bit = 0; bit < anomaly::kBits; bit++)
    if ((set >> bit & 1) != 0 && anomaly::kNames[bit] != nullptr)
      names.Set(names.Length(), anomaly::kNames[bit]);
  return names;
}

/// Numbers of the frames that carry a message, in order.
Napi::Array frames_of(Napi::Env env, const Frame& frame, const Decoded& decoded, const Message& m) {
  std::set<uint64_t> numbers{frame.number};
  for (uint32_t i = 0; i < decoded.piece_count; i++) {
    const Piece& piece = decoded.pieces[i];
    if (piece.at < m.bytes.offset + m.bytes.length &&
        piece.at + piece.there.length > m.bytes.offset)
      numbers.insert(piece.frame);
  }
  Napi::Array frames = Napi::Array::New(env);
  for (const uint64_t number : numbers)
    frames.Set(frames.Length(), static_cast<double>(number));
  return frames;
}

Napi::Object message_of(Napi::Env env, const Message& m) {
  Napi::Object object = Napi::Object::New(env);
  object.Set("index", static_cast<uint32_t>(m.index));
  object.Set("offset", m.bytes.offset);
  object.Set("length", m.bytes.length);
  object.Set("anomalies", anomalies_of(env, m.anomalies));
  object.Set("fault", fault_of(env, m.fault, m.fault_offset));
  return object;
}

void set_fields(Napi::Env env, const FieldSink& sink, Napi::Object frame) {
  const auto& fields = sink.fields();
  Napi::Int32Array numbers = Napi::Int32Array::New(env, fields.size() * kColumns.size());
  Napi::Array values = Napi::Array::New(env, fields.size());
  int32_t* column = numbers.Data();
  for (uint32_t i = 0; i < fields.size(); i++, column += kColumns.size()) {
    const FieldRecord& field = fields[i];
    column[0] = static_cast<int32_t>(field.field);
    column[1] = static_cast<int32_t>(field.protocol);
    column[2] = static_cast<int32_t>(field.where.offset);
    column[3] = static_cast<int32_t>(field.where.length);
    column[4] = field.depth;
    column[5] = field.message == kNoMessage ? -1 : field.message;
    values.Set(i, text(env, field.value));
  }
  frame.Set("numbers", numbers);
  frame.Set("values", values);
}

class FrameReader : public Napi::ObjectWrap<FrameReader> {
public:
  static Napi::Function define(Napi::Env env) {
    return DefineClass(env, "FrameReader",
                       {InstanceMethod<&FrameReader::next>("next"),
                        InstanceAccessor<&FrameReader::end>("end"),
                        InstanceAccessor<&FrameReader::diagnostic>("diagnostic"),
                        InstanceAccessor<&FrameReader::position>("position"),
                        InstanceAccessor<&FrameReader::size>("size"),
                        InstanceAccessor<&FrameReader::counters>("counters")});
  }

  /// `new FrameReader(path, variant, verifyChecksums)`: `variant` is the number of an ss7_variant,
  /// 0 to tell it from content. Throws ERR_CAPTURE with a sentence when the file is no capture or
  /// cannot be read.
  explicit FrameReader(const Napi::CallbackInfo& info) : ObjectWrap(info) {
    const std::string path = string_argument(info, 0, "path");
    variants_ = Variants(
        static_cast<Ss7Variant>(number_argument(info, 1, "variant", 0, kSs7VariantCount - 1)));
    sink_.verifies_checksums = boolean_argument(info, 2, "verifyChecksums");
    std::string error;
    source_ = open_capture_file(path, 0, counters_, error);
    if (source_ == nullptr) refuse(info.Env(), "ERR_CAPTURE", error);
  }

private:
  /// `next(frames, from, withMessages)`: up to `frames` frames whose number is at least `from`;
  /// with `withMessages` only those that hold a signalling message. An empty array is the end.
  Napi::Value next(const Napi::CallbackInfo& info) {
    Napi::Env env = info.Env();
    const auto wanted = static_cast<uint32_t>(number_argument(info, 0, "frames", 1, kFramesMax));
    const auto from = static_cast<uint64_t>(number_argument(info, 1, "from", 0, kFrameNumberMax));
    const bool with_messages = boolean_argument(info, 2, "withMessages");
    Napi::Array frames = Napi::Array::New(env);
    std::array<Frame, 1> batch;
    while (frames.Length() < wanted && source_->next(batch) == 1) {
      const Frame& frame = batch[0];
      reassembly_.joined.clear();
      if (frame.number < from) {
        // It may carry a piece of what is wanted.
        NullSink nothing;
        decode_frame(frame, *decoded_, nothing, unused_, &reassembly_, &variants_);
        continue;
      }
      decode_frame(frame, *decoded_, sink_, counters_, &reassembly_, &variants_);
      if (with_messages && decoded_->message_count == 0) continue;
      frames.Set(frames.Length(), frame_of(env, frame));
    }
    return frames;
  }

  Napi::Object frame_of(Napi::Env env, const Frame& frame) {
    constexpr uint64_t kNanoseconds = 1'000'000'000;
    Napi::Object object = Napi::Object::New(env);
    object.Set("number", static_cast<double>(frame.number));
    object.Set("seconds", static_cast<double>(frame.time_ns / kNanoseconds));
    object.Set("nanoseconds", static_cast<double>(frame.time_ns % kNanoseconds));
    object.Set("captured", frame.captured);
    object.Set("original", frame.original);
    object.Set("fault", fault_of(env, decoded_->fault, decoded_->fault_offset));
    Napi::Array messages = Napi::Array::New(env, decoded_->message_count);
    for (uint32_t i = 0; i < decoded_->message_count; i++) {
      Napi::Object message = message_of(env, decoded_->messages[i]);
      message.Set("frames", frames_of(env, frame, *decoded_, decoded_->messages[i]));
      messages.Set(i, message);
    }
    object.Set("messages", messages);
    set_fields(env, sink_, object);
    return object;
  }

  Napi::Value end(const Napi::CallbackInfo& info) {
    return text(info.Env(), name_of(source_->end()));
  }
  Napi::Value diagnostic(const Napi::CallbackInfo& info) {
    return text(info.Env(), source_->diagnostic().what);
  }
  Napi::Value position(const Napi::CallbackInfo& info) {
    return Napi::Number::New(info.Env(), static_cast<double>(source_->position()));
  }
  Napi::Value size(const Napi::CallbackInfo& info) {
    return Napi::Number::New(info.Env(), static_cast<double>(source_->size()));
  }
  Napi::Value counters(const Napi::CallbackInfo& info) {
    Napi::Object object = Napi::Object::New(info.Env());
    reassembly_.count_held(counters_);
    for (uint32_t i = 0; i < kCounterCount; i++)
      object.Set(sigwarden::name_of(static_cast<Counter>(i)), static_cast<double>(counters_[i]));
    return object;
  }

  Counters counters_{}, unused_{};
  std::unique_ptr<Source> source_;
  std::unique_ptr<Decoded> decoded_ = std::make_unique<Decoded>();
  FieldSink sink_;
  Reassembly reassembly_{MixKey{}};
  Variants variants_;
};

/// Names behind the numbers of the field table, so that JavaScript keeps no second list in the same
/// order.
Napi::Object schema_of(Napi::Env env) {
  Napi::Array fields = Napi::Array::New(env);
  for (const FieldInfo& field : kFields) {
    Napi::Object object = Napi::Object::New(env);
    object.Set("name", field.name);
    object.Set("isLabel", field.format == Format::label);
    fields.Set(fields.Length(), object);
  }
  Napi::Array protocols = Napi::Array::New(env);
  for (uint32_t i = 0; i < kProtocolCount; i++)
    protocols.Set(i, sigwarden::name_of(static_cast<Protocol>(i)));
  Napi::Array columns = Napi::Array::New(env);
  for (const char* column : kColumns)
    columns.Set(columns.Length(), column);
  Napi::Object schema = Napi::Object::New(env);
  schema.Set("fields", fields);
  schema.Set("protocols", protocols);
  schema.Set("columns", columns);
  return schema;
}

} // namespace

void init_decode(Napi::Env env, Napi::Object exports, Instance& instance) {
  Napi::Function reader = FrameReader::define(env);
  instance.frame_reader = Napi::Persistent(reader);
  exports.Set("FrameReader", reader);
  exports.Set("schema", schema_of(env));
}

} // namespace sigwarden::binding
