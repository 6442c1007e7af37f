// SPDX-License-Identifier: Apache-2.0
// Frames from a network interface: TPACKET_V3 rings that the opener made, walked in time order. The
// process needs no right to the network: a ring is memory and a descriptor to wait on.
//
// The sums of LiveStatus. The kernel counts in PACKET_STATISTICS what passed the filter and found
// room, plus what found none: its tp_packets includes tp_drops, and reading sets both to zero. So,
// once traffic is quiet:
//
//   interface_received = filtered + kernel_drops + received
//   received           = handed_out + opaque + damaged
//
// `filtered` is the difference, since classic BPF cannot count. It also holds what else came
// between the interface's counter and the filter: frames before the filter was in place, frames
// that generic receive offload merged into one (TCP only), and in motion what is on its way.
// Of an interface that vanished, what came after the last status() is known only as far as it was
// received.
//
// An interface that goes down comes back by itself: the kernel keeps the socket. One that was
// removed does not: the opener is asked for the name again until it is there. Does not bring
// interfaces up and changes no setting of theirs but promiscuous mode, and hardware timestamps
// where the card offers them. A card's clock that nobody set, or that runs in TAI, would date
// evidence wrongly: once, the first frame's time is held against the system's, and a clock that is
// more than a second off is not used.
#pragma once

#include <memory>
#include <vector>

#include "native/base/counters.hpp"
#include "native/capture/frame_window.hpp"
#include "native/capture/opener_client.hpp"
#include "native/capture/packet_ring.hpp"
#include "native/capture/source.hpp"

namespace sigwarden {

struct LiveOptions {
  std::string interface;
  uint32_t rings = 1; ///< sockets that share the frames by flow hash
  uint32_t block_octets = 1u << 18;
  uint32_t blocks = 256;
  /// Until a block that is not full is handed over. A line with little on it fills each block only
  /// so far, so that the ring bridges no more than `blocks` times this.
  uint32_t block_timeout_ms = 10;
  uint32_t snap_octets = 65535; ///< of a frame at most; a block bounds it, too
  bool is_promiscuous = true;
  bool has_prefilter = true;
  std::vector<uint16_t> diameter_ports;
};

enum class TimestampSource : uint8_t { unknown, software, raw_hardware };

/// All counts since attach(), over every reopening.
struct LiveStatus {
  uint64_t received = 0;           ///< handed over by the kernel
  uint64_t kernel_drops = 0;       ///< passed the filter and found the ring full
  uint64_t freezes = 0;            ///< times that the ring was full
  uint64_t interface_received = 0; ///< rx_packets
  uint64_t interface_missed = 0;   ///< rx_missed_errors: lost in the network card
  uint64_t interface_dropped = 0;  ///< rx_dropped: also frames seen here that no protocol took
  uint64_t interface_sent = 0;     ///< tx_packets; not by us
  uint64_t interface_total = 0;    ///< rx_packets as it stands, from before attach() too
  uint64_t filtered = 0;           ///< kept out by the filter: derived, see above
  uint64_t handed_out = 0;         ///< by next()
  uint64_t opaque = 0;             ///< encrypted, header seen, not handed out
  uint64_t damaged = 0;            ///< records that contradicted themselves
  uint64_t over_slot = 0;          ///< longer than snap_octets or a block: handed out cut
  uint64_t flaps = 0;              ///< times that the link went down
  uint64_t reopened = 0;           ///< times that a new interface of the name was opened
  TimestampSource timestamps = TimestampSource::unknown; ///< of the latest frames
  bool is_card_clock_wrong = false; ///< more than a second from the system's: not used
  bool is_up = false;
  bool is_stale = false; ///< the opener did not answer: interface counts are the last known
};

class AfPacketSource final : public Source {
public:
  /// Opens through the opener at the other end of `opener`, which stays the caller's. `window`
  /// keeps each frame handed out; `file` marks them. Nullptr with a sentence in `why`, and in
  /// `fault` what kind of problem that is.
  static std::unique_ptr<AfPacketSource> attach(int opener, const LiveOptions& options,
                                                FrameWindow& window, uint16_t file,
                                                Counters& counters, std::string& why,
                                                CaptureFault* fault = nullptr);

  /// What is there now, without waiting: 0 is nothing now while end() is `none`.
  uint32_t next(std::span<Frame> frames) override;
  bool at(uint64_t reference, Frame& frame) const override { return window_.at(reference, frame); }
  SourceEnd end() const override { return end_; }
  const Diagnostic& diagnostic() const override { return diagnostic_; }
  uint64_t position() const override { return octets_; }
  uint64_t size() const override { return 0; }

  /// Waits for frames, for `wake_descriptor` (-1: none) to become readable, or for the time to
  /// pass. True when next() may have something or the wake came; false may come early. Wait when
  /// next() has returned 0: blocks whose frames were just handed out end the wait at once, and
  /// looking after a link that is down takes the opener's time.
  bool wait(int wake_descriptor, int timeout_ms);
  /// The same over several sources of one thread, at most limits::captures.
  static bool wait_any(std::span<AfPacketSource* const> sources, int wake_descriptor,
                       int timeout_ms);
  /// What a wait does beside waiting, for who has no time to wait: takes notice of links that went
  /// down, and looks after them.
  static void look_after_links(std::span<AfPacketSource* const> sources);

  /// More than half of the kernel's ring waits.
  bool is_backed_up() const;
  /// No more frames from the kernel. next() hands out what it still holds, then end() is complete.
  void stop();
  /// Asks the kernel and the opener; at most limits::statistics_answer_milliseconds.
  LiveStatus status();

private:
  AfPacketSource(int opener, const LiveOptions& options, FrameWindow& window, uint16_t file,
                 Counters& counters);

  /// Rings of one opening of the interface.
  struct Rings {
    std::vector<PacketRing> rings;
    LinkCounters counters; ///< of the interface when they began
    uint32_t interface_index = 0;
  };
  bool open(Rings& opened, CaptureFault& fault, std::string& why) const;
  PacketRing* earliest();
  bool take(PacketRing& ring, Frame& frame);
  bool has_ready() const;
  bool is_idle() const;
  static bool poll_all(std::span<AfPacketSource* const> sources, int wake_descriptor, short events,
                       int timeout_ms);
  /// The interface that the rings were bound to was removed.
  bool is_detached() const;
  void check_card_clock(uint64_t time_ns);
  void settle();
  void replace_rings();
  void read_ring_statistics();
  void take_counters(const LinkCounters& now);
  void note_link_error(PacketRing& ring);
  void look_after_link(int64_t now);
  void count_damage();

  OpenerClient opener_;
  std::string name_; ///< of the interface
  OpenRequest request_;
  FrameWindow& window_;
  Counters& counters_;
  uint16_t file_;

  Rings live_;
  Rings again_; ///< takes over when the old ones are empty

  LiveStatus status_;
  LinkCounters last_; ///< what the interface said last
  bool is_card_clock_checked_ = false;
  uint32_t stamps_ = 0;         ///< tp_status, what the frames of the last batch have in common
  uint64_t octets_ = 0;         ///< handed out
  uint64_t damaged_before_ = 0; ///< in rings that were replaced
  bool has_gone_down_ = false;  ///< since take_counters()
  int64_t look_at_ms_ = 0;      ///< when to look after a link that is down; 0: it is up
  int64_t stopped_at_ms_ = 0;   ///< 0: it is not
  SourceEnd end_ = SourceEnd::none;
  Diagnostic diagnostic_;
};

} // namespace sigwarden
