// SPDX-License-Identifier: Apache-2.0
// Where the fictional territories lie on a plane, as the configuration states it: home in the
// middle of a ring, so that the far states of the ring are more than two hours from everybody, and
// home is less than three (life.ts).

/** Kilometres east and north of home. */
const places: Readonly<Record<string, readonly [number, number]>> = {
  XA: [0, 0],
  XB: [0, 250],
  XC: [0, -250],
  XD: [120, 0],
  XE: [3500, -1500],
  XF: [2000, 0],
  XG: [2000, 150],
  XH: [1000, 1730],
  XN: [-1000, 1730],
  XL: [-2000, 0],
  XM: [-1000, -1730],
  XP: [-3500, -800],
  XQ: [-3560, -860],
  XR: [-3620, -920],
  XS: [-3000, 3000],
  XT: [3000, 3000],
  XW: [1000, -1730],
};

/** Between two territories; undefined for one that has no place here. */
export function kilometres(a: string, b: string): number | undefined {
  const [one, other] = [places[a], places[b]];
  if (one === undefined || other === undefined) return undefined;
  return Math.round(Math.hypot(one[0] - other[0], one[1] - other[1]));
}
