// SPDX-License-Identifier: Apache-2.0
// How the tests on Node are run. The longest go first, so that no core waits at the end for one that came last.
import { availableParallelism } from 'node:os';

const longest = [
  'cli/examples',
  'appliance/live',
  'oracle/screen-captures',
  'cli/transcripts',
  'oracle/decode',
  'oracle/lab',
  'cli/terminal',
  'cli/bad-store',
  'cli/bad-input',
  'cli/message-rules',
  'cli/network',
  'cli/rules-work',
  'cli/determinism',
  'oracle/tunnels',
  'decode/cases',
  'privacy/secrets',
  'lab/live/play',
];

/** How early a file is run: its place among the longest, behind them all others by name. */
function place(file) {
  const at = longest.findIndex((name) => file.endsWith(`/${name}.test.js`));
  return at < 0 ? longest.length : at;
}

export default {
  files: ['dist/test/**/*.test.js'],
  workerThreads: false,
  // One more than there are cores: appliances and taps are waited for.
  concurrency: availableParallelism() + 1,
  // Of one test: on a machine that does other things the longest has taken six minutes.
  timeout: '20m',
  sortTestFiles: (a, b) => place(a) - place(b) || (a < b ? -1 : 1),
};
