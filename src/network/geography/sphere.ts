// SPDX-License-Identifier: Apache-2.0
// Distances on the sphere between the outlines of two places: the least one between any point of
// one and any point of the other, along great circles, never between centres. Two trees of caps
// around the segments are searched together, so that all pairs of the world take half a minute.
// Used to make firmware-config/data/territory-distances.csv; nothing at run time needs it.

/** Mean radius (IUGG). The ellipsoid differs by half a percent at most. */
const EARTH_KM = 6371.0088;

type Vector = readonly [number, number, number];
export type Segment = readonly [Vector, Vector];

export function vectorOf(longitude: number, latitude: number): Vector {
  const [λ, φ] = [(longitude * Math.PI) / 180, (latitude * Math.PI) / 180];
  return [Math.cos(φ) * Math.cos(λ), Math.cos(φ) * Math.sin(λ), Math.sin(φ)];
}

const dot = (a: Vector, b: Vector) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
const cross = (a: Vector, b: Vector): Vector => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
];

/** By the chord, which stays exact where the cosine of a small angle does not. */
function angle(a: Vector, b: Vector): number {
  const chord = Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
  return 2 * Math.asin(Math.min(1, chord / 2));
}

/** From a point to the nearest one of the short great-circle arc between two others, radians. */
function toSegment(p: Vector, [a, b]: Segment): number {
  const normal = cross(a, b);
  const length = Math.hypot(...normal);
  const between = dot(cross(normal, a), p) > 0 && dot(cross(b, normal), p) > 0;
  if (length > 1e-12 && between) return Math.asin(Math.min(1, Math.abs(dot(p, normal)) / length));
  return Math.min(angle(p, a), angle(p, b));
}

/** Of two segments that do not cross: outlines on a map meet in common points. */
function betweenSegments(a: Segment, b: Segment): number {
  return Math.min(toSegment(a[0], b), toSegment(a[1], b), toSegment(b[0], a), toSegment(b[1], a));
}

/** A cap that holds all its segments; either two halves of them, or one. */
interface Cap {
  readonly centre: Vector;
  readonly radius: number;
  readonly halves: readonly [Cap, Cap] | undefined;
  readonly segment: Segment;
}

/** The tree over an outline, which has one segment at least. */
export function outlineOf(segments: readonly Segment[]): Cap {
  const middles = segments.map(([a, b]): Vector => [a[0] + b[0], a[1] + b[1], a[2] + b[2]]);
  const sum: Vector = [0, 1, 2].map((i) =>
    middles.reduce((total, one) => total + one[i]!, 0),
  ) as unknown as Vector;
  const length = Math.hypot(...sum) || 1;
  const centre: Vector = [sum[0] / length, sum[1] / length, sum[2] / length];
  let radius = 0;
  for (const [a, b] of segments) radius = Math.max(radius, angle(centre, a), angle(centre, b));
  const segment = segments[0]!;
  if (segments.length === 1) return { centre, radius, halves: undefined, segment };
  const widths = [0, 1, 2].map((i) => {
    let [least, most] = [Infinity, -Infinity];
    for (const one of middles) [least, most] = [Math.min(least, one[i]!), Math.max(most, one[i]!)];
    return most - least;
  });
  const axis = widths.indexOf(Math.max(...widths));
  const order = segments
    .map((one, i) => ({ one, at: middles[i]![axis]! }))
    .sort((a, b) => a.at - b.at)
    .map(({ one }) => one);
  const half = order.length >> 1;
  return {
    centre,
    radius,
    halves: [outlineOf(order.slice(0, half)), outlineOf(order.slice(half))],
    segment,
  };
}

/** Least distance between two outlines, km. */
export function distanceKm(a: Cap, b: Cap): number {
  const floor = (x: Cap, y: Cap) => angle(x.centre, y.centre) - x.radius - y.radius;
  let best = betweenSegments(a.segment, b.segment);
  const open: { x: Cap; y: Cap; least: number }[] = [{ x: a, y: b, least: floor(a, b) }];
  for (let pair = open.pop(); pair !== undefined; pair = open.pop()) {
    const { x, y, least } = pair;
    if (least >= best) continue;
    if (x.halves === undefined && y.halves === undefined) {
      best = Math.min(best, betweenSegments(x.segment, y.segment));
      continue;
    }
    const splitsX = y.halves === undefined || (x.halves !== undefined && x.radius >= y.radius);
    const parts = splitsX
      ? x.halves!.map((half) => ({ x: half, y, least: floor(half, y) }))
      : y.halves!.map((half) => ({ x, y: half, least: floor(x, half) }));
    open.push(...parts.sort((one, other) => other.least - one.least)); // the nearer half first
  }
  return best * EARTH_KM;
}
