/* SPDX-License-Identifier: Apache-2.0
 * What the player and its kernel half share: the ring of frames that one fills and the other sends
 * from. Plain C, since both compilers read it. */
#ifndef SIGWARDEN_LAB_PLAY_LAYOUT_H
#define SIGWARDEN_LAB_PLAY_LAYOUT_H

#include <linux/types.h>

/* A frame lies in as many slots as it needs, one behind the other modulo the ring. 256 octets hold
 * most signalling messages whole and keep the copy short. */
#define PLAY_SLOT_OCTETS 256
#define PLAY_SLOTS (1u << 20)
/* Every frame takes a slot at least, so that there are never more frames than slots. */
#define PLAY_RECORDS PLAY_SLOTS
#define PLAY_BACKGROUNDS 256
/* A page less the room in front of and behind a packet in the kernel, with a margin: a live frame
 * is one page. */
#define PLAY_FRAME_OCTETS 2560
#define PLAY_FRAME_SLOTS (PLAY_FRAME_OCTETS / PLAY_SLOT_OCTETS)

struct play_record {
  __u64 slot; /* counted from the first slot ever; modulo the ring it is the place */
  __u32 length;
  __u32 spare;
};

struct play_control {
  /* Written before the start and never again. */
  __u64 total;  /* frames of the file to send */
  __u64 share;  /* of background frames among all, times 2^32 */
  __u64 period; /* nanoseconds a frame, times 1024; 0 as fast as it goes */
  __u64 late;   /* nanoseconds behind the plan from which on the plan is moved */
  __u32 interface;
  __u32 backgrounds;
  __u32 pace_mask;    /* the clock is read when the number of a frame has none of these bits */
  __u32 blank_octets; /* length of a live frame before it gets its own */

  /* Written by the player while frames are sent. */
  __u64 published __attribute__((aligned(64)));

  /* Written by the kernel half. */
  __u64 taken __attribute__((aligned(64))); /* frames of the file, sent or refused */
  __u64 background;
  __u64 octets;
  __u64 refused; /* frames that did not fit a page; they are lost */
  __u64 starved; /* times that the ring was empty too long and the kernel was left */
  __u64 moved;   /* times that the plan was moved because of lateness */
  __u64 debt;
  __u64 start_ns; /* of the plan */
  __u64 first_ns;
  __u64 last_ns;
};

#endif
