// SPDX-License-Identifier: Apache-2.0
// The checksum of compiled images (networks, policy); native/base/fnv1a.hpp is its other half. It
// guards against damage, not against an author: images are made here.

/** FNV-1a, 32 bits. */
export function fnv1a(bytes: Uint8Array): number {
  let hash = 0x811c_9dc5;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x0100_0193);
  return hash >>> 0;
}
