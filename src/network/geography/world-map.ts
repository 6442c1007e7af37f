// SPDX-License-Identifier: Apache-2.0
// The outlines of all territories out of the map of Natural Earth (public domain) in the TopoJSON
// form of the package world-atlas. The map draws states: French Guiana is a polygon of France there
// and Svalbard one of Norway. Here each polygon goes to the territory that a phone would be in, or
// France would border on Brazil. What is disputed or served by the neighbour's networks goes to
// both, which shortens distances and so accuses less.
import { type Segment, vectorOf } from './sphere.ts';

interface Geometry {
  readonly type: string;
  /** ISO 3166-1 numeric; absent where ISO has none. */
  readonly id?: string;
  readonly properties: { readonly name: string };
  /** Arc numbers by ring and polygon; a negative one is `~n`, the arc `n` backward. */
  readonly arcs: readonly unknown[];
}

interface Topology {
  readonly transform: { readonly scale: [number, number]; readonly translate: [number, number] };
  readonly objects: { readonly countries: { readonly geometries: readonly Geometry[] } };
  readonly arcs: readonly (readonly [number, number][])[];
}

type Place = readonly [longitude: number, latitude: number];
type Ring = readonly Place[];

/** ISO 3166-1 numeric and alpha-2 of the shapes that are one territory each, or begin as one. */
const codes = `
  020AD 784AE 004AF 028AG 660AI 008AL 051AM 024AO 010AQ 032AR 016AS 040AT 036AU 533AW 248AX
  031AZ 070BA 052BB 050BD 056BE 854BF 100BG 048BH 108BI 204BJ 652BL 060BM 096BN 068BO 076BR
  044BS 064BT 072BW 112BY 084BZ 124CA 180CD 140CF 178CG 756CH 384CI 184CK 152CL 120CM 156CN
  170CO 188CR 192CU 132CV 531CW 196CY 203CZ 276DE 262DJ 208DK 212DM 214DO 012DZ 218EC 233EE
  818EG 732EH 232ER 724ES 231ET 246FI 242FJ 238FK 583FM 234FO 250FR 266GA 826GB 308GD 268GE
  831GG 288GH 292GI 304GL 270GM 324GN 226GQ 300GR 239GS 320GT 316GU 624GW 328GY 344HK 334HM
  340HN 191HR 332HT 348HU 360ID 372IE 376IL 833IM 356IN 086IO 368IQ 364IR 352IS 380IT 832JE
  388JM 400JO 392JP 404KE 417KG 116KH 296KI 174KM 659KN 408KP 410KR 414KW 136KY 398KZ 418LA
  422LB 662LC 438LI 144LK 430LR 426LS 440LT 442LU 428LV 434LY 504MA 492MC 498MD 499ME 663MF
  450MG 584MH 807MK 466ML 104MM 496MN 446MO 580MP 478MR 500MS 470MT 480MU 462MV 454MW 484MX
  458MY 508MZ 516NA 540NC 562NE 574NF 566NG 558NI 528NL 578NO 524NP 520NR 570NU 554NZ 512OM
  591PA 604PE 258PF 598PG 608PH 586PK 616PL 666PM 612PN 630PR 275PS 620PT 585PW 600PY 634QA
  642RO 688RS 643RU 646RW 682SA 090SB 690SC 729SD 752SE 702SG 654SH 705SI 703SK 694SL 674SM
  686SN 706SO 740SR 728SS 678ST 222SV 534SX 760SY 748SZ 796TC 148TD 260TF 768TG 764TH 762TJ
  626TL 795TM 788TN 776TO 792TR 780TT 798TV 158TW 834TZ 804UA 800UG 581UM 840US 858UY 860UZ
  336VA 670VC 862VE 092VG 850VI 704VN 548VU 876WF 882WS 983XK 887YE 710ZA 894ZM 716ZW
`;

/** Shapes without a number in the map, and all whose networks serve them. */
const unnumbered: Readonly<Record<string, readonly string[]>> = {
  Kosovo: ['XK'],
  Somaliland: ['SO'],
  Akrotiri: ['CY'],
  Dhekelia: ['CY'],
  'N. Cyprus': ['CY', 'TR'],
  'Cyprus U.N. Buffer Zone': ['CY'],
  'USNB Guantanamo Bay': ['CU'],
  'Siachen Glacier': ['IN', 'PK'],
  Baikonur: ['KZ'],
  'Coral Sea Is.': ['AU'],
};
/** Reefs and rocks without a network. */
const uninhabited = new Set([
  'Spratly Is.',
  'Clipperton I.',
  'Bajo Nuevo Bank',
  'Serranilla Bank',
  'Scarborough Reef',
]);

interface Part {
  /** The territory or shape that the map has it in. */
  readonly of: string;
  readonly box: readonly [west: number, south: number, east: number, north: number];
  readonly is: readonly string[];
}

const everywhere = [-180, -90, 180, 90] as const;

/** Polygons that are not of the territory of their shape: the first box that holds one decides. */
const parts: readonly Part[] = [
  { of: 'FR', box: [-6, 41, 10, 52], is: ['FR'] },
  { of: 'FR', box: [-55, 2, -51, 6], is: ['GF'] },
  { of: 'FR', box: [-62, 15.7, -60.9, 16.7], is: ['GP'] },
  { of: 'FR', box: [-61.4, 14.2, -60.7, 15], is: ['MQ'] },
  { of: 'FR', box: [55, -22, 56, -20], is: ['RE'] },
  { of: 'FR', box: [44.9, -13.2, 45.4, -12.5], is: ['YT'] },
  { of: 'NO', box: [4, 57, 32, 72], is: ['NO'] },
  { of: 'NO', box: [-10, 70, -7, 72], is: ['SJ'] },
  { of: 'NO', box: [10, 74, 34, 81], is: ['SJ'] },
  { of: 'NO', box: [3, -55, 4, -54], is: ['BV'] },
  { of: 'NL', box: [3, 50, 8, 54], is: ['NL'] },
  { of: 'NL', box: [-69, 11, -62, 18], is: ['BQ'] },
  { of: 'NZ', box: [-173, -11, -171, -8], is: ['TK'] },
  { of: 'NZ', box: everywhere, is: ['NZ'] },
  { of: 'SH', box: [-15, -9, -14, -7], is: ['AC'] },
  { of: 'SH', box: [-13, -41, -9, -36], is: ['TA'] },
  { of: 'SH', box: [-6, -17, -5, -15], is: ['SH'] },
  { of: 'Indian Ocean Ter.', box: [96, -13, 97, -11], is: ['CC'] },
  { of: 'Indian Ocean Ter.', box: [105, -11, 106, -10], is: ['CX'] },
  { of: 'RU', box: [32, 44, 37, 46.3], is: ['RU', 'UA'] },
  { of: 'RU', box: everywhere, is: ['RU'] },
  { of: 'MA', box: everywhere, is: ['MA', 'EH'] },
];

/** Outlines by territory. Throws when a polygon has no place here: a new edition of the map. */
export function outlines(map: Topology): Map<string, Segment[]> {
  const byNumber = new Map(
    codes
      .trim()
      .split(/\s+/)
      .map((one) => [one.slice(0, 3), one.slice(3)]),
  );
  const found = new Map<string, Segment[]>();
  for (const geometry of map.objects.countries.geometries) {
    const { name } = geometry.properties;
    if (uninhabited.has(name)) continue;
    const code = geometry.id === undefined ? undefined : byNumber.get(geometry.id);
    for (const rings of polygonsOf(geometry, map)) {
      const shape = code ?? name;
      const owners = ownersOf(shape, rings[0]!) ?? (code === undefined ? unnumbered[name] : [code]);
      if (owners === undefined) throw new Error(`${shape} at ${rings[0]![0]}: of no territory`);
      for (const owner of owners)
        found.set(owner, [...(found.get(owner) ?? []), ...rings.flatMap(segmentsOf)]);
    }
  }
  return found;
}

/** Undefined where the whole shape is one territory. */
function ownersOf(shape: string, outer: Ring): readonly string[] | undefined {
  const boxes = parts.filter((part) => part.of === shape);
  if (boxes.length === 0) return undefined;
  const is = boxes.find(({ box: [west, south, east, north] }) =>
    outer.every(([x, y]) => x >= west && x <= east && y >= south && y <= north),
  )?.is;
  if (is === undefined) throw new Error(`${shape} at ${outer[0]}: in no box of that shape`);
  return is;
}

function polygonsOf({ type, arcs }: Geometry, map: Topology): Ring[][] {
  const polygons = (type === 'Polygon' ? [arcs] : arcs) as readonly (readonly number[][])[];
  return polygons.map((rings) => rings.map((ring) => ring.flatMap((arc) => pointsOf(arc, map))));
}

/** An arc is its first place and steps, in units of the map's grid. */
function pointsOf(arc: number, { arcs, transform }: Topology): Place[] {
  const { scale, translate } = transform;
  let [x, y] = [0, 0];
  const places = arcs[arc < 0 ? ~arc : arc]!.map(([dx, dy]): Place => {
    x += dx;
    y += dy;
    return [x * scale[0] + translate[0], y * scale[1] + translate[1]];
  });
  return arc < 0 ? places.reverse() : places;
}

/** The map is cut at the antimeridian, and at the pole: these cuts are no coast. */
function segmentsOf(ring: Ring): Segment[] {
  const isCut = (a: Place, b: Place) =>
    (Math.abs(a[0]) > 179.99 && Math.abs(b[0]) > 179.99) || (a[1] < -89.9 && b[1] < -89.9);
  return ring.slice(1).flatMap((place, i): Segment[] => {
    const before = ring[i]!;
    const isStep = before[0] === place[0] && before[1] === place[1];
    return isStep || isCut(before, place) ? [] : [[vectorOf(...before), vectorOf(...place)]];
  });
}
