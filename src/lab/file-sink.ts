// SPDX-License-Identifier: Apache-2.0
// A file that is written in order, a megabyte at a time. Errors are the file system's.
import { closeSync, openSync, writeSync } from 'node:fs';

import type { ByteSink } from './forge/pcap.ts';

const bufferBytes = 1 << 20;

/** Collects what is written and gives it to the file in large pieces. */
export class FileSink {
  readonly #descriptor: number;
  readonly #buffer = Buffer.allocUnsafe(bufferBytes);
  #used = 0;

  constructor(path: string) {
    this.#descriptor = openSync(path, 'w');
  }

  readonly write: ByteSink = (bytes) => {
    if (this.#used + bytes.length > bufferBytes) this.#flush();
    if (bytes.length > bufferBytes) {
      this.#all(bytes);
      return;
    }
    this.#buffer.set(bytes, this.#used);
    this.#used += bytes.length;
  };

  close(): void {
    try {
      this.#flush();
    } finally {
      closeSync(this.#descriptor);
    }
  }

  #flush(): void {
    this.#all(this.#buffer.subarray(0, this.#used));
    this.#used = 0;
  }

  #all(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; ) {
      at += writeSync(this.#descriptor, bytes, at, bytes.length - at);
    }
  }
}
