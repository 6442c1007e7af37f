// SPDX-License-Identifier: Apache-2.0
// What a count says about a share or a rate: bounds at 95 %. No share is given without one, since a
// recall of 1 over ten acts and over a thousand are different statements.

/** Normal quantile of a two-sided interval at 95 %. */
const z = 1.959964;
const risk = 0.05;

export type Interval = readonly [low: number, high: number];

/** Wilson's interval of a share (E. B. Wilson, JASA 22, 1927); undefined when nothing was tried. */
export function wilson(successes: number, trials: number): Interval | undefined {
  if (trials === 0) return undefined;
  const share = successes / trials;
  const spread = (z * z) / trials;
  const middle = share + spread / 2;
  const half = z * Math.sqrt((share * (1 - share)) / trials + spread / (4 * trials));
  const low = successes === 0 ? 0 : (middle - half) / (1 + spread);
  const high = successes === trials ? 1 : (middle + half) / (1 + spread);
  return [low, high];
}

/**
 * Upper bound, one-sided at 95 %, of the mean of rare events of which `count` were seen: 3.00 for
 * none, the rule of three; beyond it the Poisson mean under which so few are seen in 5 % of cases.
 */
export function rareUpper(count: number): number {
  let low = count;
  let high = count + 10 + 6 * Math.sqrt(count);
  for (let step = 0; step < 60; step += 1) {
    const mean = (low + high) / 2;
    if (poissonAtMost(count, mean) > risk) low = mean;
    else high = mean;
  }
  return high;
}

/** Probability of at most `count` events under this mean; summed in logarithms. */
function poissonAtMost(count: number, mean: number): number {
  let log = -mean;
  let sum = Math.exp(log);
  for (let k = 1; k <= count; k += 1) {
    log += Math.log(mean / k);
    sum += Math.exp(log);
  }
  return sum;
}
