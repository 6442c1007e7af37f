// SPDX-License-Identifier: Apache-2.0
// What a frame costs that is written to be expensive: 64 KiB of the smallest chunks, parameters,
// AVPs and BER elements, nested, unsorted, in segments. Each octet may cost some times what an
// ordinary one costs, and not with the square of their number. Time is this thread's processor
// time, the least of several runs, so that a busy machine does not count; the bound is generous,
// since what it is there for misses it by a factor of a thousand.
#include <ctime>

#include <algorithm>

#include "test/native/check.hpp"
#include "test/native/frames.hpp"

using namespace sigwarden;
using namespace sigwarden::test;

namespace {

constexpr size_t kRoom = 64'000;
constexpr double kTimes = 60;

double thread_ns() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e9 + static_cast<double>(now.tv_nsec);
}

/// Nanoseconds for each octet.
double cost_of(const Octets& octets, uint32_t decodings) {
  static const auto out = std::make_unique<Decoded>();
  static Counters counters;
  NullSink nothing;
  Frame frame;
  frame.data = octets.data();
  frame.captured = frame.original = static_cast<uint32_t>(octets.size());
  frame.link_type = eth::link_type::ethernet;
  double least = 1e18;
  for (uint32_t run = 0; run < 5; run++) {
    const double start = thread_ns();
    for (uint32_t i = 0; i < decodings; i++)
      decode_frame(frame, *out, nothing, counters);
    least = std::min(least, (thread_ns() - start) / decodings);
  }
  return least / static_cast<double>(octets.size());
}

Octets filled_with(const Octets& one) {
  Octets out;
  while (out.size() + one.size() <= kRoom)
    out += one;
  return out;
}
Octets filled_with(const char* octets) {
  return filled_with(hex(octets));
}
Octets tlv(const char* tag, const Octets& contents) {
  return hex(tag) + hex("83") + big_endian(contents.size(), 3) + contents;
}

/// A packet of more than the length field holds, as a host writes it that leaves segmentation to
/// its network card.
Octets packet_of(const Octets& chunks, uint32_t port = 2905) {
  Octets frame = ethernet(ipv4(sctp(chunks, port)));
  frame[16] = frame[17] = 0;
  return frame;
}
Octets user_message(const Octets& message, uint32_t ppid, uint32_t port) {
  const Octets value = u32(1) + u16(1) + u16(1) + u32(ppid) + message;
  return packet_of(hex("0003") + u16(static_cast<uint32_t>(value.size() + 4)) + value, port);
}
Octets over_m3ua(const Octets& parameters) {
  return user_message(m3ua_message(parameters), 3, 2905);
}
Octets over_sccp(const Octets& data) {
  const auto le = [](size_t v) {
    return octets({static_cast<int>(v & 0xFF), static_cast<int>(v >> 8)});
  };
  const size_t one = kCalled.size() + 1, two = kCalling.size() + 1;
  return over_m3ua(protocol_data(hex("13800f") + le(7) + le(5 + one) + le(3 + one + two) + le(0) +
                                 variable(kCalled) + variable(kCalling) + le(data.size()) + data));
}
Octets over_tcap(const Octets& elements) {
  return over_sccp(tlv("62", hex("48041a2b3c4d") + elements));
}
Octets invoke(int code, const Octets& argument) {
  return over_tcap(tlv("6c", tlv("a1", hex("020101 0201") + octets({code}) + tlv("30", argument))));
}
Octets over_diameter(const Octets& avps, uint32_t code, uint32_t application, int flags) {
  return user_message(octets({1}) + big_endian(20 + avps.size(), 3) + octets({flags}) +
                          big_endian(code, 3) + u32(application) + u32(1) + u32(2) + avps,
                      46, 3868);
}

} // namespace

TEST("no frame costs much more for each octet than an ordinary one") {
  constexpr uint32_t kS6a = 16'777'251, kSh = 16'777'217;
  const Octets open_ended = hex("6280 48041a2b3c4d 6c80 a180 020101 020146 3080");
  Octets nest;
  for (int level = 0; level < 24; level++)
    nest += hex("a580");
  nest += Octets(48, 0);
  Octets groups;
  for (int level = 0; level < 7; level++)
    groups = hex("0000011c 40") + big_endian(8 + groups.size(), 3) + groups;
  const Octets document = filled_with("3c43");
  const Octets user_data =
      hex("000002be c0") + big_endian(12 + document.size(), 3) + u32(10415) + document;
  const struct {
    const char* what;
    Octets frame;
  } kFrames[] = {
      {"chunks", packet_of(filled_with("84000004"))},
      {"fragments", packet_of(filled_with(data_chunk(hex("ff"), 3, 1, 0)))},
      {"messages", packet_of(filled_with(data_chunk(m3ua_udt())))},
      {"parameters", over_m3ua(filled_with("00990004"))},
      {"protocol data", over_m3ua(filled_with(protocol_data({}, 5)))},
      {"elements", over_tcap(filled_with("4500"))},
      {"component portions", over_tcap(filled_with("6c00"))},
      {"components", over_tcap(tlv("6c", filled_with("a406020101800100")))},
      {"parameters of a component",
       over_tcap(tlv("6c", tlv("a1", hex("020101 020107") + filled_with("3000"))))},
      {"unknown members", invoke(7, filled_with("4500"))},
      {"members out of order", invoke(7, filled_with("9f23009f2200"))},
      {"unknown groups", invoke(46, filled_with("6500"))},
      {"endless nesting", over_sccp(filled_with("3080"))},
      {"siblings without lengths", over_sccp(open_ended + filled_with("a5800000"))},
      {"nests without lengths", over_sccp(open_ended + filled_with(nest))},
      {"segments", invoke(70, tlv("a0", filled_with("0400")))},
      {"identities", invoke(70, filled_with("8008 0001012143 6587f9"))},
      {"dialogues", over_tcap(tlv("6b", tlv("28", filled_with("a0026000"))))},
      {"arcs",
       over_tcap(
           tlv("6b", tlv("28", tlv("a0", tlv("60", tlv("a1", tlv("06", Octets(kRoom, 0x80))))))))},
      {"AVPs", over_diameter(filled_with("00000021 40000008"), 319, kS6a, 0xC0)},
      {"unknown AVPs", over_diameter(filled_with("000003e7 40000008"), 318, kS6a, 0x40)},
      {"groups of AVPs", over_diameter(filled_with(groups), 319, kS6a, 0xC0)},
      {"angle brackets", over_diameter(user_data, 306, kSh, 0x40)},
  };
  const Octets ordinary = ethernet(ipv4(sctp(data_chunk(m3ua_udt()))));
  const double usual = cost_of(ordinary, 300);
  double worst = 0;
  for (const auto& [what, frame] : kFrames) {
    const double cost = cost_of(frame, 1);
    worst = std::max(worst, cost);
    if (cost > kTimes * usual)
      check::failed(what, 0,
                    std::to_string(cost) + " ns for each octet, usual " + std::to_string(usual));
  }
  std::printf("  %.1f times an ordinary octet at worst\n", worst / usual);
}

CHECK_MAIN()
