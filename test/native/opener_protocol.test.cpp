// SPDX-License-Identifier: Apache-2.0
#include "native/capture/opener_protocol.hpp"

#include <linux/capability.h>
#include <sys/syscall.h>

#include <csignal>

#include "native/capture/af_packet.hpp"
#include "native/capture/opener_client.hpp"
#include "test/native/live_world.hpp"

using namespace sigwarden;
using namespace sigwarden::test;

namespace {

OpenRequest sound() {
  auto request = opener_message<OpenRequest>(OpenerKind::open, 1);
  std::memcpy(request.interface.data(), "eth99", 6);
  request.rings = 1;
  request.block_octets = 1u << 20;
  request.blocks = 64;
  request.block_timeout_ms = 4;
  request.snap_octets = 65535;
  request.port_count = 1;
  request.ports[0] = 3868;
  return request;
}

void give_up_rights() {
  __user_cap_header_struct header = {_LINUX_CAPABILITY_VERSION_3, 0};
  std::array<__user_cap_data_struct, _LINUX_CAPABILITY_U32S_3> none = {};
  syscall(SYS_capset, &header, none.data());
}

template <class Change> std::string problem_after(Change change) {
  OpenRequest request = sound();
  change(request);
  const char* problem = problem_of(request);
  return problem != nullptr ? problem : "";
}
std::string problem_of_name(const std::string& name) {
  return problem_after([&](OpenRequest& r) {
    r.interface.fill(0);
    std::memcpy(r.interface.data(), name.data(), std::min(name.size(), r.interface.size()));
  });
}

/// What a raw message is answered with.
OpenAnswer answer_to(int socket, const Octets& message) {
  OpenAnswer answer;
  answer.step = OpenStep::none;
  answer.error = -1;
  if (send(socket, message.data(), message.size(), MSG_NOSIGNAL) < 0) return answer;
  std::array<uint8_t, kOpenerMessageOctetsMax> octets;
  const ssize_t received = recv(socket, octets.data(), octets.size(), 0);
  if (received < 0 || !read_opener_message({octets.data(), static_cast<size_t>(received)},
                                           OpenerKind::open, answer))
    answer.error = -2;
  return answer;
}
template <class T> Octets octets_of(const T& message) {
  const auto* first = reinterpret_cast<const uint8_t*>(&message);
  return Octets(first, first + sizeof message);
}

} // namespace

TEST("a sound request has no problem, and each field beyond its bounds is named") {
  CHECK_EQ(problem_after([](OpenRequest&) {}), "");
  const auto is = [](const char* start, const std::string& problem) {
    if (!problem.starts_with(start)) check::failed(__FILE__, __LINE__, start + (": " + problem));
  };
  is("rings", problem_after([](OpenRequest& r) { r.rings = 0; }));
  is("rings", problem_after([](OpenRequest& r) { r.rings = 17; }));
  is("block_octets", problem_after([](OpenRequest& r) { r.block_octets = 2048; }));
  is("block_octets", problem_after([](OpenRequest& r) { r.block_octets = 12288; }));
  is("block_octets", problem_after([](OpenRequest& r) { r.block_octets = 1u << 27; }));
  is("blocks", problem_after([](OpenRequest& r) { r.blocks = 1; }));
  is("blocks", problem_after([](OpenRequest& r) { r.blocks = 4097; }));
  is("block_timeout_ms", problem_after([](OpenRequest& r) { r.block_timeout_ms = 0; }));
  is("block_timeout_ms", problem_after([](OpenRequest& r) { r.block_timeout_ms = 1001; }));
  is("snap_octets", problem_after([](OpenRequest& r) { r.snap_octets = 511; }));
  is("snap_octets", problem_after([](OpenRequest& r) { r.snap_octets = 262145; }));
  is("a switch", problem_after([](OpenRequest& r) { r.is_promiscuous = 2; }));
  is("a switch", problem_after([](OpenRequest& r) { r.has_prefilter = 255; }));
  is("diameter_ports", problem_after([](OpenRequest& r) { r.port_count = 17; }));
  is("diameter_ports", problem_after([](OpenRequest& r) { r.port_count = 2; }));
  is("diameter_ports", problem_after([](OpenRequest& r) { r.ports[5] = 1; }));
}

TEST("interface names are those that Linux allows") {
  for (const char* name : {"eth0", "tap-1.200", "ens1f0np0", "fifteen-letters"})
    CHECK_EQ(problem_of_name(name), "");
  for (const char* name : {"", ".", "..", "a/b", "a b", "a:1", "\x7f", "sixteen-letters!"})
    CHECK(!problem_of_name(name).empty());
}

TEST("a message of another length, kind, version or magic is none") {
  const Octets good = octets_of(sound());
  OpenRequest read;
  CHECK(read_opener_message(good, OpenerKind::open, read));
  CHECK(!read_opener_message(good, OpenerKind::statistics, read));
  CHECK(!read_opener_message(without_last(good, 1), OpenerKind::open, read));
  CHECK(!read_opener_message(good + Octets(1), OpenerKind::open, read));
  for (const size_t at : {0u, 4u, 6u, 12u}) { // magic, version, kind, length
    Octets bad = good;
    bad[at] ^= 0x40;
    CHECK(!read_opener_message(bad, OpenerKind::open, read));
  }
}

TEST("an answer must bring what it promises") {
  auto answer = opener_message<OpenAnswer>(OpenerKind::open, 1);
  answer.rings = 2;
  answer.interface_index = 3;
  CHECK(is_sound(answer, 2));
  CHECK(!is_sound(answer, 1));
  answer.interface_index = 0;
  CHECK(!is_sound(answer, 2));
  answer.interface_index = 3;
  answer.step = OpenStep::ring;
  CHECK(!is_sound(answer, 2));
  answer.rings = 0;
  CHECK(is_sound(answer, 0));
  answer.step = static_cast<OpenStep>(99);
  CHECK(!is_sound(answer, 0));
  answer.step = OpenStep::ring;
  answer.detail.fill('x');
  CHECK(!is_sound(answer, 0));
}

TEST("the opener refuses what is no request, serves on, and ends with its socket") {
  OpenerProcess opener(give_up_rights);
  const Octets good = octets_of(sound());
  for (const Octets& bad : {octets({1}), without_last(good, 1), good + Octets(600),
                            octets_of(opener_message<OpenAnswer>(OpenerKind::open, 5))}) {
    const OpenAnswer answer = answer_to(opener.descriptor(), bad);
    CHECK(answer.step == OpenStep::request);
    CHECK_EQ(answer.error, EPROTO);
    CHECK_EQ(answer.header.sequence, 0u);
  }
  OpenRequest wrong = sound();
  wrong.header.sequence = 77;
  wrong.blocks = 0;
  const OpenAnswer answer = answer_to(opener.descriptor(), octets_of(wrong));
  CHECK(answer.step == OpenStep::request);
  CHECK_EQ(answer.header.sequence, 77u);
  CHECK_EQ(std::string(answer.detail.data()), "blocks must be 2 to 4096");
  CHECK_EQ(opener.end(), 0);
}

TEST("without the right to capture the sentence names the capability and the command") {
  OpenerProcess opener(give_up_rights);
  FrameWindow window(0);
  Counters counters = {};
  std::string why;
  CaptureFault fault = CaptureFault::none;
  LiveOptions options;
  options.interface = "lo";
  CHECK(!AfPacketSource::attach(opener.descriptor(), options, window, 0, counters, why, &fault));
  CHECK(fault == CaptureFault::privilege);
  std::array<char, 512> path = {};
  CHECK(readlink("/proc/self/exe", path.data(), path.size() - 1) > 0);
  CHECK_EQ(why, "capturing on lo needs the capability CAP_NET_RAW (Operation not permitted): run "
                "`sudo setcap cap_net_raw,cap_net_admin+ep " +
                    std::string(path.data()) + "`, or start as root");
}

TEST("options beyond their bounds are refused before the opener is asked") {
  OpenerProcess opener(give_up_rights);
  FrameWindow window(0);
  Counters counters = {};
  std::string why;
  CaptureFault fault = CaptureFault::none;
  LiveOptions options;
  options.interface = "a name that is far too long";
  CHECK(!AfPacketSource::attach(opener.descriptor(), options, window, 0, counters, why, &fault));
  CHECK_EQ(why, "capturing on a name that is far too long: the interface's name is none that "
                "Linux allows");
  CHECK(fault == CaptureFault::options);
  options.interface = "lo";
  options.diameter_ports.assign(17, 3868);
  CHECK(!AfPacketSource::attach(opener.descriptor(), options, window, 0, counters, why, &fault));
  CHECK_EQ(why, "capturing on lo: diameter_ports are at most 16");
}

TEST("an opener that is gone is told at once") {
  OpenerProcess opener(give_up_rights);
  const int ours = dup(opener.descriptor());
  kill(opener.process(), SIGKILL);
  waitpid(opener.process(), nullptr, 0);
  OpenedRings opened;
  CaptureFault fault = CaptureFault::none;
  std::string why;
  CHECK(!OpenerClient(ours).open(sound(), "eth0", opened, fault, why));
  CHECK_EQ(why, "the opener does not answer, so that eth0 cannot be opened");
  CHECK(fault == CaptureFault::opener);
  LinkCounters link;
  CHECK(!OpenerClient(ours).read_counters(1, link));
  close(ours);
}

TEST("counters of an interface come without any right, and none of one that is not there") {
  OpenerProcess opener(give_up_rights);
  const OpenerClient client(opener.descriptor());
  LinkCounters link;
  CHECK(client.read_counters(if_nametoindex("lo"), link));
  CHECK_EQ(link.exists, uint8_t{1});
  CHECK(client.read_counters(999999, link));
  CHECK_EQ(link.exists, uint8_t{0});
}

TEST("an answer that came too late for who asked is dropped by who asks next") {
  int pair[2];
  CHECK_EQ(socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair), 0);
  LinkCounters link;
  CHECK(!OpenerClient(pair[0]).read_counters(1, link)); // nobody answers in time
  StatisticsRequest late;
  CHECK_EQ(recv(pair[1], &late, sizeof late, 0), static_cast<ssize_t>(sizeof late));
  auto answer = opener_message<StatisticsAnswer>(OpenerKind::statistics, late.header.sequence);
  answer.counters.rx_packets = 1;
  CHECK_EQ(send(pair[1], &answer, sizeof answer, 0), static_cast<ssize_t>(sizeof answer));
  answer.header.sequence++;
  answer.counters.rx_packets = 2;
  CHECK_EQ(send(pair[1], &answer, sizeof answer, 0), static_cast<ssize_t>(sizeof answer));
  CHECK(OpenerClient(pair[0]).read_counters(1, link));
  CHECK_EQ(link.rx_packets, uint64_t{2});
  close(pair[0]);
  close(pair[1]);
}

CHECK_MAIN()
